"""Folding: spellings of one name meet, and names that merely share a word do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.grounding.names import LONGEST, fold, initials, plain, skeleton, tidy, words

SAME = [
    # marks, articles, quotes, dots, spelling
    ("Kata'ib Hezbollah", "Kataib Hezbollah"),
    ("Kata’ib Hezbollah", "Kata`ib Hezbollah"),
    ("the “Islamic Resistance” in Iraq", "Islamic Resistance in Iraq"),
    ("I.R.G.C.", "IRGC"),
    ("U.S.", "US"),
    ("U.N.", "UN"),
    ("Al-Arabiya", "Al Arabiya"),
    ("Al-Hayat", "Hayat"),
    ("el-Sisi", "al-Sisi"),
    ("Popular Mobilisation Units", "Popular Mobilization Units"),
    ("Ministry of Defence", "Ministry of Defense"),
    ("World Health Organisation", "World Health Organization"),
    ("Doctors & Nurses", "Doctors and Nurses"),
    ("Côte d’Ivoire", "Cote d'Ivoire"),
    ("Deir ez-Zor Military Council", "Deir Zor Military Council"),
    ("ISRAEL DEFENSE FORCES", "Israel Defense Forces"),
    ("Türkiye", "Turkiye"),
    ("Saint Kitts", "St. Kitts"),
    # groups
    ("Kitaeb Hizbullah", "Kata'ib Hezbollah"),
    ("Kataeb Hizballah", "Kataib Hezbollah"),
    ("Hizbollah", "Hezbollah"),
    ("Hizb Allah", "Hizballah"),
    ("Hezbullah", "Hezbollah"),
    ("Al-Hashd Al-Sha’bi", "Hashd al-Shaabi"),
    ("Hashed al-Shaabi", "Hashd al-Sha'bi"),
    ("Al-Hashd al-Chaabi", "Hashd Shaabi"),
    ("Harakat al-Nujaba", "Haraka al-Nojaba"),
    ("Harakat Hezbollah al-Nujaba", "Harakat Hizballah al-Noujaba"),
    ("Asa'ib Ahl al-Haq", "Asaib Ahl al-Haqq"),
    ("Asaeb Ahl ul-Haq", "Asa’ib Ahl al-Haqq"),
    ("Kata'ib Sayyid al-Shuhada", "Kataib Sayed al-Shohada"),
    ("Saraya Awliya al-Dam", "Saraya Awliya Dam"),
    ("Ansar Allah", "Ansarullah"),
    ("Ansarallah", "Ansar Allah"),
    ("Houthis", "Huthis"),
    ("Houthi", "Houthis"),
    ("al-Shabaab", "al-Shabab"),
    ("Al Shebab", "al-Shabaab"),
    ("al-Qaeda", "al-Qaida"),
    ("Al Qa'ida", "al-Qaeda"),
    ("Jabhat al-Nusra", "Jabhat al-Nusrah"),
    ("Jaysh al-Islam", "Jaish al-Islam"),
    ("Jeish al-Adl", "Jaysh al-Adl"),
    ("Daesh", "Da'esh"),
    ("Daech", "Daesh"),
    ("Liwa Fatemiyoun", "Liwaa Fatemiyun"),
    ("Izz ad-Din al-Qassam Brigades", "Izz al-Din al-Qasam Brigades"),
    ("Saraya al-Quds", "Saraya Quds"),
    ("Harakat Sawa'id Misr", "Harakat Sawaid Misr"),
    ("Hayat Tahrir al-Sham", "Hay'at Tahrir al-Sham"),
    ("Ahrar al-Sham", "Ahrar ash-Sham"),
    ("Katibat al-Tawhid", "Katibat at-Tawhid"),
    ("Boko Haram", "Boko Haraam"),
    ("Jama'at Nusrat al-Islam", "Jamaat Nusrat al-Islam"),
    ("Lashkar-e-Taiba", "Lashkar e Tayba"),
    ("Tehrik-e-Taliban", "Tehreek-e-Taliban"),
    ("Ahrar Alsham", "Ahrar al-Sham"),
    ("AlJazeera", "Al Jazeera"),
    ("Quds Force", "Qods Force"),
    ("Fatah", "Fateh"),
    ("Harakat al-Sabireen", "Harakat al-Sabirin"),
    # persons
    ("Hassan Nasrallah", "Hasan Nasrullah"),
    ("Muhammad Deif", "Mohammed Deif"),
    ("Mohamed Morsi", "Mohammad Mursi"),
    ("Qasem Soleimani", "Qassem Suleimani"),
    ("Ghasem Soleymani", "Qasim Soleimani"),
    ("Ismail Haniyeh", "Ismail Haniya"),
    ("Ismail Haniyah", "Ismail Haniyeh"),
    ("Yahya Sinwar", "Yahya al-Sinwar"),
    ("Abu Mahdi al-Muhandis", "Abu Mahdi al-Mohandes"),
    ("Muqtada al-Sadr", "Moqtada al-Sadr"),
    ("Mustafa al-Kadhimi", "Mustafa al-Kadhemi"),
    ("Saddam Hussein", "Saddam Husayn"),
    ("Usama bin Ladin", "Osama bin Laden"),
    ("Ahmed al-Sharaa", "Ahmad al-Sharaa"),
    ("Mahmoud Abbas", "Mahmud Abbas"),
    ("Khaled Meshaal", "Khalid Mishal"),
    ("Abdel Fattah el-Sisi", "Abdul Fattah al-Sisi"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
    ("Volodymyr Zelenskiy", "Volodymyr Zelensky"),
    ("Sergei Lavrov", "Sergey Lavrov"),
    ("Yousef Rabie", "Yusuf Rabia"),
    ("Saeed Izadi", "Said Izadi"),
    ("Seyyed Ali Khamenei", "Sayyid Ali Khamenei"),
    ("Nouri al-Maliki", "Nuri al-Maliki"),
    ("Moammar Gadhafi", "Moamar Gadafi"),
    ("Haidar al-Gharawi", "Haider al-Gharawi"),
]  # fmt: skip

DIFFERENT = [
    ("Hezbollah", "Kata'ib Hezbollah"),
    ("Hezbollah", "Harakat Hezbollah al-Nujaba"),
    ("Kata'ib Hezbollah", "Harakat Hezbollah al-Nujaba"),
    ("Kata'ib Hezbollah", "Kata'ib Sayyid al-Shuhada"),
    ("Kata'ib Hezbollah", "Kata'ib Imam Ali"),
    ("Islamic Resistance in Iraq", "Islamic Resistance in Lebanon"),
    ("Islamic Resistance in Iraq", "Islamic State in Iraq"),
    ("Islamic Jihad", "Islamic State"),
    ("Hamas", "Amal"),
    ("Hamas", "Hama"),
    ("Fatah", "Fatah al-Islam"),
    ("Fatah", "Fatah Alliance"),
    ("Hashd al-Shaabi", "Hashd al-Ashari"),
    ("Popular Mobilization Units", "Popular Resistance Committees"),
    ("Popular Mobilization Units", "Tribal Mobilization Units"),
    ("PMU", "PMF"),
    ("PMU", "PFLP"),
    ("PFLP", "DFLP"),
    ("IRGC", "IRIB"),
    ("SAA", "SNA"),
    ("SDF", "SNA"),
    ("JeM", "ISPP"),
    ("ISSP", "ISPP"),
    ("ONLF", "UNLF"),
    ("LAF", "LAAF"),
    ("Ansar Allah", "Ansar al-Islam"),
    ("Ansar al-Islam", "Ansar al-Sharia"),
    ("Ansar al-Sunna", "Ansar al-Sharia"),
    ("Jaysh al-Islam", "Jaysh al-Adl"),
    ("Jaysh al-Islam", "Jaysh al-Fath"),
    ("Ahrar al-Sham", "Fatah al-Sham"),
    ("Liwa al-Tawhid", "Liwa al-Quds"),
    ("Al-Quds Brigades", "Al-Qassam Brigades"),
    ("Al-Quds Brigades", "Quds Force"),
    ("Al-Aqsa Martyrs Brigades", "Al-Qassam Brigades"),
    ("Sudan", "South Sudan"),
    ("Niger", "Nigeria"),
    ("Iran", "Iraq"),
    ("Iranian", "Iraqi"),
    ("Austria", "Australia"),
    ("Guinea", "Guinea-Bissau"),
    ("North Korea", "South Korea"),
    ("Congo", "Republic of the Congo"),
    ("Mali", "Malawi"),
    ("Albania", "Banias"),
    ("Algeria", "Nigeria"),
    ("Slovakia", "Slovenia"),
    ("Ali Khamenei", "Ali Khomeini"),
    ("Ruhollah Khomeini", "Ali Khamenei"),
    ("Hassan Nasrallah", "Hassan Rouhani"),
    ("Hassan Nasrallah", "Hashem Safieddine"),
    ("Yahya Sinwar", "Mohammed Sinwar"),
    ("Bashar al-Assad", "Hafez al-Assad"),
    ("Bashar al-Assad", "Maher al-Assad"),
    ("Muqtada al-Sadr", "Musa al-Sadr"),
    ("Qais al-Khazali", "Akram al-Kaabi"),
    ("Abu Mahdi al-Muhandis", "Abu Fadak al-Mohammedawi"),
    ("Mullah Omar", "Mullah Baradar"),
    ("mullah", "Allah"),
    ("Mohammed bin Salman", "Mohammed bin Zayed"),
    ("Abdel Fattah al-Burhan", "Abdel Fattah al-Sisi"),
    ("Golani Brigade", "Givati Brigade"),
    ("Taliban", "Tehrik-e-Taliban Pakistan"),
    ("Wagner Group", "Azov Brigade"),
    ("Aman", "Amal"),
    ("Ma'ariv", "Haaretz"),
    ("1st Brigade", "2nd Brigade"),
    ("401st Brigade", "401st Battalion"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_do_not_meet(one: str, other: str) -> None:
    assert fold(one) != fold(other)
    assert plain(one) != plain(other)


def test_the_grids_are_as_large_as_promised() -> None:
    assert len(set(SAME)) >= 80
    assert len(set(DIFFERENT)) >= 60


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الحشد الشعبي", "حشد شعبى"),
        ("حزب الله", "حِزْبُ الله"),
        ("كتائب حزب الله", "كتايب حزب الله"),
        ("إيران", "ایران"),
    ],
)
def test_arabic_spellings_meet_on_their_letters(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other) != ""


def test_arabic_names_that_share_a_word_stay_apart() -> None:
    assert skeleton("حزب الله") != skeleton("كتائب حزب الله")


@pytest.mark.parametrize(
    ("surface", "shown"),
    [
        ("the “Islamic  Resistance” in Iraq,", "Islamic Resistance in Iraq"),
        (" The Jerusalem Post ", "Jerusalem Post"),
        ("Iran's", "Iran"),
        ("Hezbollah’s", "Hezbollah"),
        ("(PMU)", "PMU"),
        ("a\ngroup", "group"),
        ("the", "the"),
        ("", ""),
    ],
)
def test_a_surface_is_shown_tidily(surface: str, shown: str) -> None:
    assert tidy(surface) == shown


def test_initials_pass_over_small_words() -> None:
    assert initials("Popular Front for the Liberation of Palestine") == "pflp"


@given(st.text(max_size=400))
def test_any_text_folds_without_fault_and_to_ascii(text: str) -> None:
    assert fold(text).isascii()
    assert plain(text).isascii()
    assert len(words(text)) <= 4 * LONGEST
    assert isinstance(skeleton(text), str)
    assert isinstance(initials(text), str)
    assert "\n" not in tidy(text)


@given(st.text(alphabet=st.characters(categories=("Ll", "Lu"), max_codepoint=0x17F), max_size=40))
def test_quotes_around_a_name_change_nothing(name: str) -> None:
    assert plain(f"“{name}”") == plain(name)
    assert plain(f'"{name}"') == plain(name)
