"""A gazetteer of one's own: a GeoNames dump compiled, a table of places added, the one in use."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gesta.cli.app import command_line
from gesta.errors import ResourceError
from gesta.grounding import gazetteer_home
from gesta.grounding.gazetteer import Gazetteer, gazetteer
from gesta.grounding.gazetteer_compile import compile_dump
from gesta.grounding.gazetteer_dump import BadLine, read_dump
from gesta.grounding.gazetteer_own import add_places
from gesta.grounding.place_candidate import Candidate
from gesta.grounding.place_layer import layer_line, load_own, own_place
from gesta.grounding.places import resolve_places, scanner

COUNTRIES = frozenset({"SY", "IQ", "US", ""})


def line(number: int, name: str, code: str = "P.PPL", **cells: object) -> str:
    """A line of a dump; what is not given is as in a Syrian village."""
    have = {"ascii": name, "others": "", "lat": 35.0, "lon": 38.0, "country": "SY", "admin1": "",
            "admin2": "", "population": 0, **cells}  # fmt: skip
    return "\t".join(map(str, (
        number, name, have["ascii"], have["others"], have["lat"], have["lon"], *code.split("."),
        have["country"], "", have["admin1"], have["admin2"], "", "", have["population"], "", "300",
        "Asia/Damascus", "2024-01-01",
    )))  # fmt: skip


DUMP = "\n".join([
    line(1, "Qwertz Governorate", "A.ADM1", others="Kwertz,محافظة كورتز", admin1="12", lat=35.8),
    line(2, "Qarqash", others="Karkash,قرقش,Каркаш", admin1="12", admin2="05", lat=35.9, lon=36.7),
    line(3, "Qarqash", admin1="09", lat=33.1, lon=36.2, population=900),
    line(4, "Tall Zuhur Military Airport", "S.AIRB", admin1="12", lat=35.73, lon=37.1),
    line(5, "Nahr Qarqash", "H.STM"),
    line(6, "Jabal Qwertz", "T.MT", lat=35.5, lon=36.2),
    line(7, "Nahiyat Qarqash", "A.ADM3", admin1="12", admin2="05", lat=35.9, lon=36.7),
    line(8, "Open Sea Zzyx", "H.SEA", country="", lat=33.0, lon=33.0),
]) + "\n"  # fmt: skip


def compiled(folder: Path, dump: str = DUMP) -> Gazetteer:
    (folder / "SY.txt").write_text(dump, encoding="utf-8")
    compile_dump(folder / "SY.txt", folder / "geonames.gaz", rest=False)
    return Gazetteer.open(folder / "geonames.gaz")


def one(book: Gazetteer, name: str) -> Candidate:
    (found,) = book.lookup(name)
    return found


@pytest.fixture
def in_use(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Puts a folder's gazetteer in use, and the package's own back afterwards."""

    def use(folder: Path | str) -> None:
        monkeypatch.setenv(gazetteer_home.VARIABLE, str(folder))
        forget()

    def forget() -> None:
        from gesta.grounding import places

        for kept in (gazetteer, scanner, places.prepare):
            kept.cache_clear()

    yield use
    monkeypatch.undo()
    forget()


def test_names_of_all_kinds_are_found(tmp_path: Path) -> None:
    book = compiled(tmp_path)
    assert {c.geonames_id for c in book.lookup("Qarqash")} == {2, 3}
    assert [one(book, name).geonames_id for name in ("Karkash", "قرقش")] == [2, 2]
    base = one(book, "Tall Zuhur Military Airport")
    assert (base.precision, base.country, base.radius_km) == ("site", "SYR", 2.0)
    assert one(book, "Nahiyat Qarqash").precision == "district"
    assert one(book, "Jabal Qwertz").precision == "region"
    assert one(book, "Open Sea Zzyx").country is None
    assert book.lookup("Nahr Qarqash") == ()


def test_coordinates_hold_to_ten_metres(tmp_path: Path) -> None:
    spots = [(35.12345, 38.54321), (-90.0, -180.0), (0.0, 0.0), (89.99, 179.99)]
    dump = "".join(line(n, f"Spot {n}", lat=a, lon=o) + "\n" for n, (a, o) in enumerate(spots, 1))
    book = compiled(tmp_path, dump)
    for number, (lat, lon) in enumerate(spots, 1):
        found = one(book, f"Spot {number}")
        assert found.lat == pytest.approx(lat, abs=1e-4)
        assert found.lon == pytest.approx(lon, abs=1e-4)


def test_places_know_their_units(tmp_path: Path) -> None:
    """By number, whether the dump has the unit's own line or its code alone."""
    book = compiled(tmp_path)
    unit = one(book, "Qwertz")
    north, south = sorted(book.lookup("Qarqash"), key=lambda c: -c.lat)
    assert (unit.kind, unit.precision) == ("admin1", "region")
    assert north.admin1 == unit.admin1 != 0 and north.admin2
    assert south.admin1 not in (0, unit.admin1) and not south.admin2


def test_the_conflict_layer_stays_over_a_dump(tmp_path: Path) -> None:
    assert compiled(tmp_path).lookup("Gaza Strip")[0].layer


def test_a_zip_as_geonames_serves_it_gives_the_same_bytes(tmp_path: Path) -> None:
    compiled(tmp_path)
    with zipfile.ZipFile(tmp_path / "SY.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "a readme\n")
        archive.writestr("SY.txt", DUMP)
    compile_dump(tmp_path / "SY.zip", tmp_path / "zipped.gaz", rest=False)
    assert (tmp_path / "zipped.gaz").read_bytes() == (tmp_path / "geonames.gaz").read_bytes()


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("a line", "1 columns"),
        (line(9, "X", lat="95"), "latitude 95"),
        (line(9, "X", lon="nan"), "longitude nan"),
        (line(9, "X", lon="east"), "is no number"),
        (line(9, "X", country="Q9"), "country code 'Q9'"),
        (line(9, "X", "Z.PPL"), "feature class 'Z'"),
        (line(9, "X", population="many"), "population 'many'"),
        (line(9, "X", population="-5"), "population '-5'"),
        (line(0, "X"), "geonameid 0"),
        (line(99999999999, "X"), "out of range"),
        (line(2, "Twice"), "comes twice"),
        (line(9, " "), "name is empty"),
        ("9\t" + "x" * 300_000, "longer than"),
    ],
)
def test_a_bad_line_is_named_and_costs_nothing_else(tmp_path: Path, bad: str, words: str) -> None:
    (tmp_path / "SY.txt").write_text(DUMP + bad + "\n" + line(77, "Last Village") + "\n", "utf-8")
    built = compile_dump(tmp_path / "SY.txt", tmp_path / "geonames.gaz", rest=False)
    assert built.bad == 1 and built.named[0].number == 9 and words in built.named[0].reason
    assert one(Gazetteer.open(tmp_path / "geonames.gaz"), "Last Village").geonames_id == 77
    assert built.left_out == {"H.STM": 1}


def test_bytes_that_are_no_text_and_other_line_ends() -> None:
    raw = b"\xff\xfe\n" + DUMP.replace("\n", "\r\n").encode() + b"\n\n"
    found = list(read_dump(io.BytesIO(b"\xef\xbb\xbf" + raw), COUNTRIES))
    assert [type(f) for f in found].count(BadLine) == 1 and len(found) == 9


@pytest.mark.parametrize("dump", ["", "name,lat,lon\nX,1,2\n", line(1, "Nahr", "H.STM") + "\n"])
def test_what_is_no_dump_is_refused_and_leaves_the_old_one(tmp_path: Path, dump: str) -> None:
    compiled(tmp_path)
    before = (tmp_path / "geonames.gaz").read_bytes()
    (tmp_path / "wrong.txt").write_text(dump, encoding="utf-8")
    with pytest.raises(ResourceError, match="holds no place"):
        compile_dump(tmp_path / "wrong.txt", tmp_path / "geonames.gaz")
    assert (tmp_path / "geonames.gaz").read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["SY.txt", "geonames.gaz", "wrong.txt"]


@pytest.mark.parametrize("tables", [[], ["A.txt", "B.txt"]])
def test_a_zip_without_one_table_is_refused(tmp_path: Path, tables: list[str]) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for name in ["readme.txt", *tables]:
            archive.writestr(name, DUMP)
    with pytest.raises(ResourceError, match=f"holds {len(tables)} tables"):
        compile_dump(tmp_path / "x.zip", tmp_path / "geonames.gaz")


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("SY.txt", DUMP * 50)
    data = bytearray((tmp_path / "x.zip").read_bytes())
    data[100:140] = bytes(40)
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(ResourceError, match="download it again"):
        compile_dump(tmp_path / "x.zip", tmp_path / "geonames.gaz")
    (tmp_path / "y.zip").write_bytes(data[:200])
    with pytest.raises(ResourceError, match="no sound zip"):
        compile_dump(tmp_path / "y.zip", tmp_path / "geonames.gaz")


def test_a_file_cut_short_is_refused(tmp_path: Path) -> None:
    compiled(tmp_path)
    whole = (tmp_path / "geonames.gaz").read_bytes()
    for length in (20, 200, len(whole) // 2, len(whole) - 1):
        (tmp_path / "cut.gaz").write_bytes(whole[:length])
        with pytest.raises(ResourceError, match="no gazetteer of this version"):
            Gazetteer.open(tmp_path / "cut.gaz")


HEAD = "name,alternative names,lat,lon,country,kind\n"


def added(folder: Path, rows: str, head: str = HEAD) -> tuple[int, int, list[tuple[int, str]]]:
    (folder / "own.csv").write_text(head + rows, encoding="utf-8")
    done = add_places(folder / "own.csv", folder / "places.txt")
    return done.new, done.replaced, [(r.line, r.reason) for r in done.refused]


def test_own_places_are_found_and_go_first(tmp_path: Path) -> None:
    rows = "Zzyx Camp,Zzix;مخيم زيكس,33.2,44.3,Iraq,military base\nMosul,,35.0,40.0,SYR,village\n"
    assert added(tmp_path, rows) == (2, 0, [])
    book = Gazetteer.open(own=tmp_path / "places.txt")
    for name in ("Zzyx Camp", "Zzix", "مخيم زيكس"):
        assert (one(book, name).country, one(book, name).precision) == ("IRQ", "site")
    assert [c.country for c in book.lookup("Mosul")][:2] == ["SYR", "IRQ"]


def test_the_same_row_again_changes_nothing_and_a_new_one_replaces(tmp_path: Path) -> None:
    added(tmp_path, "Zzyx,,33.2,44.3,IQ,village\n")
    before = (tmp_path / "places.txt").read_bytes()
    assert added(tmp_path, "Zzyx,,33.2,44.3,IQ,village\n")[:2] == (0, 1)
    assert (tmp_path / "places.txt").read_bytes() == before
    assert added(tmp_path, "Zzyx,Zix,33.2,44.3,IQ,city\nZzyx,,36.0,43.0,IQ,village\n")[:2] == (1, 1)
    assert len(load_own(tmp_path / "places.txt")) == 2


def test_own_places_take_the_stead_of_the_same_place_of_the_layer(tmp_path: Path) -> None:
    (old,) = (c for c in gazetteer().lookup("Kalsu base") if c.layer)
    added(tmp_path, f"{old.name},,{old.lat + 0.02},{old.lon},{old.country},base\n")
    (mine,) = Gazetteer.open(own=tmp_path / "places.txt").lookup(old.name)
    assert mine.lat == pytest.approx(old.lat + 0.02, abs=1e-4)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (",,33,44,IQ,village", "no name"),
        ("!?,,33,44,IQ,village", "has no letter"),
        ("A|B,,33,44,IQ,village", "holds '|'"),
        ("Camp #3,,33,44,IQ,camp", "holds '#'"),
        ("!Here,,33,44,IQ,camp", "holds '!'"),
        ("X,,95,44,IQ,village", "lat 95 is not between"),
        ("X,,33,inf,IQ,village", "lon inf is not between"),
        ("X,,,44,IQ,village", "lat '' is no number"),
        ('X,,"33,5",44,IQ,village', "write a point for the comma"),
        ("X,,33,44,Atlantis,village", "country 'Atlantis'"),
        ("X,,33,44,IQ,", "no kind"),
        ("X,,33,44,IQ,thingummy", "kind 'thingummy' is not known"),
        ("X,,33,44", "no kind"),
        ("x" * 300 + ",,33,44,IQ,village", "longer than"),
    ],
)
def test_a_row_that_does_not_do_is_refused_in_words(tmp_path: Path, row: str, words: str) -> None:
    new, _, refused = added(tmp_path, f"Zzyx,,33,44,IQ,village\n{row}\n")
    assert new == 1 and len(refused) == 1
    assert refused[0][0] == 3 and words in refused[0][1]


def test_tables_as_spreadsheets_save_them(tmp_path: Path) -> None:
    head = "\ufeffName;Other_names;Latitude;LONGITUDE;Country;Type;Precision;Radius_km\r\n"
    assert added(tmp_path, "Zzyx;;33,2;44.3;IQ;thing;site;3\r\n", head)[0] == 0
    assert added(tmp_path, "Zzyx;Zix;33.2;44.3;IQ;thing;site;3.5\r\n", head)[0] == 1
    (mine,) = load_own(tmp_path / "places.txt")
    assert (mine.kind, mine.precision, mine.radius_km) == ("thing", "site", 3.5)
    assert own_place(layer_line(mine)) == mine


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="no column lon, country, kind"):
        added(tmp_path, "X,1\n", "name,lat\n")
    (tmp_path / "own.csv").write_bytes(b"\xff\xfe\x00n")
    with pytest.raises(ResourceError, match="not UTF-8"):
        add_places(tmp_path / "own.csv", tmp_path / "places.txt")
    assert not (tmp_path / "places.txt").exists()


def test_the_whole_way_through_the_commands(tmp_path: Path, in_use) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "SY.txt").write_text(DUMP + "broken\n", encoding="utf-8")
    (tmp_path / "own.csv").write_text(HEAD + "Zzyx,,33,44,IQ,village\n,,,,,\nX,,1,1,IQ,\n", "utf-8")
    run, app, out = CliRunner(), command_line(), str(tmp_path / "mine")
    built = run.invoke(app, ["gazetteer", "build", str(tmp_path / "SY.txt"), "--out", out])
    assert built.exit_code == 0 and "line 9: 1 columns" in built.output
    put = run.invoke(app, ["gazetteer", "add", str(tmp_path / "own.csv"), "--out", out])
    assert put.exit_code == 0 and "line 4: no kind" in put.output
    assert resolve_places([("Zzyx", "")]) == [None]
    in_use(out)
    village, base, own = resolve_places(
        [("Karkash", ""), ("Tall Zuhur Military Airport", ""), ("Zzyx", "")]
    )
    assert village and village.geonames_id == 2
    assert base and (base.geonames_id, base.precision) == (4, "site")
    assert own and own.country == "IRQ"
    # The rest of the world stays as it is in the package, with its units.
    theirs = {
        c.geonames_id: c for c in Gazetteer.open(tmp_path / "mine/geonames.gaz").lookup("Tripoli")
    }
    package = {c.geonames_id: c for c in Gazetteer.open().lookup("Tripoli")}
    assert {i for i in package if i} <= theirs.keys()
    for number, mine in theirs.items():
        ours = package[number]
        assert (mine.name, mine.country, mine.population, mine.how) == (
            ours.name, ours.country, ours.population, ours.how
        )  # fmt: skip
        assert abs(mine.lat - ours.lat) < 1e-3 and bool(mine.admin1) == bool(ours.admin1)
    (tripoli,) = resolve_places([("Tripoli", ", Lebanon")])
    assert tripoli and tripoli.country == "LBN"


def test_nothing_to_add_fails(tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text(HEAD + ",,33,44,IQ,village\n", encoding="utf-8")
    arguments = ["gazetteer", "add", str(tmp_path / "own.csv"), "--out", str(tmp_path / "mine")]
    assert CliRunner().invoke(command_line(), arguments).exit_code == 2
    assert not (tmp_path / "mine").exists()


def test_where_the_gazetteer_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv(gazetteer_home.VARIABLE, raising=False)
    assert gazetteer_home.chosen_files() == (None, None)
    folder = gazetteer_home.user_folder()
    folder.mkdir(parents=True)
    (folder / "places.txt").write_text("", encoding="utf-8")
    assert gazetteer_home.chosen_files() == (None, folder / "places.txt")
    monkeypatch.setenv(gazetteer_home.VARIABLE, gazetteer_home.BUILT_IN)
    assert gazetteer_home.chosen_files() == (None, None)
    with pytest.raises(ResourceError, match="holds no gazetteer"):
        gazetteer_home.choose(str(tmp_path / "absent"))
