"""The common words of mentions: pronouns, leading words, members, descriptions, state forces.

All plain (`names.words`): ASCII, lower case, British spelling levelled to American. The lists
were written from English news usage.
"""

from __future__ import annotations

from typing import Final

SECTORS: Final = (
    "GOV", "MIL", "COP", "SPY", "JUD", "LEG", "PTY", "REB", "CVL", "MED",
    "IGO", "NGO", "BUS", "EDU", "REL", "HLH", "ELI", "UNK",
)  # fmt: skip


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


PRONOUNS: Final = _set(
    "i me my mine we us our ours you your yours he him his she her hers it its they them their "
    "theirs who whom whose which that this these those one ones himself herself itself themselves "
    "myself ourselves someone anyone everyone nobody some many others other another both all "
    "former latter each either none several two three four five dozens hundreds thousands"
)

# Words that stand before a name or a description and do not belong to it.
LEADS: Final = _set(
    "the a an its his her their our my your this that these those some several many few most all "
    "both other another more than at least up to about around nearly almost over only as "
    "dozens hundreds thousands scores of number handful pair dozen hundred thousand one two three "
    "four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "key top senior leading prominent high ranking highranking junior veteran chief main "
    "new fellow so called socalled self styled selfstyled alleged suspected first second third"
)

# Members of a body: `Hamas fighters` are Hamas, `Iraqi soldiers` the Iraqi armed forces.
MEMBERS: Final = _set(
    "member fighter militant soldier troop commander combatant operative gunman gunmen militiaman "
    "militiamen force element unit rebel guerrilla insurgent terrorist cadre recruit sniper bomber "
    "leader team patrol personnel squad cell jihadist jihadi separatist "
    "loyalist agent crew tank drone jet warplane aircraft"
)

# Words after a name that say what sort of body it is: `the Houthi movement`. Written large
# (`Fatah Alliance`) most are part of the name; those of LARGE_BODIES are not.
BODIES: Final = _set(
    "group movement militia organization faction party rebels militants insurgents"
)
LARGE_BODIES: Final = _set(
    "group movement organization fighters militants terrorists rebels members soldiers troops "
    "leaders commanders gunmen"
)
OUTLET_BODIES: Final = _set(
    "agency news television tv channel newspaper outlet daily website radio broadcaster network "
    "site magazine correspondent reporter journalist state wire service semi official run"
)

# Words behind a party's name that make its bulletin of it: `SDF Press Center`.
BULLETINS: Final = _set(
    "press media military office center service release releases website site channel telegram x "
    "twitter bulletin bulletins spokesman spokesperson spokespersons unit statement statements "
    "communique communiques information war official news account desk"
)

# Words that make another actor of the one named before them: its voice or one of its organs.
VOICES: Final = _set(
    "spokesman spokesmen spokesperson spokespersons spokeswoman source sources official officials "
    "representative representatives envoy ambassador diplomat diplomats negotiator negotiators "
    "delegation correspondent reporter journalist adviser advisor aide aides lawyer"
)
ORGANS: Final = _set(
    "office bureau wing arm branch council command headquarters committee ministry ministries "
    "department embassy consulate parliament presidency court intelligence cabinet mission "
    "agency directorate authority commission prosecutor statement"
)

# A noun of these stands for something named before; with the codebook's types that it may be.
_BODY, _MEDIA, _STATE = (
    ("group", "force", "organisation", "government"),
    ("media",),
    ("government",),
)
_PERSON = ("person",)
ANAPHORS: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        "group movement militia organization party faction coalition alliance body unit brigade "
        "brigades battalion corps council umbrella entity front resistance union bloc".split(),
        _BODY,
    ),
    **dict.fromkeys("company monitor observatory court network".split(), (*_BODY, "media")),
    **dict.fromkeys("army military police force".split(), ("force",)),
    **dict.fromkeys(
        "outlet agency newspaper channel broadcaster station site website daily magazine".split(),
        _MEDIA,
    ),
    **dict.fromkeys(
        "ministry government country state kingdom regime administration side nation republic".split(),
        _STATE,
    ),
    **dict.fromkeys(
        "president leader commander minister general spokesman spokesperson secretary chief "
        "official source premier king cleric".split(),
        _PERSON,
    ),
    **dict.fromkeys(
        "article statement announcement report declaration release bulletin".split(), ()
    ),
}
STATEMENTS: Final = _set(
    "article statement announcement report declaration release bulletin communique"
)

# Nouns that describe people or bodies without naming them.
DESCRIPTIONS: Final[frozenset[str]] = (
    MEMBERS
    | frozenset(ANAPHORS)
    | VOICES
    | _set(
        "militias groups factions fighters militants rebels gunmen troops soldiers forces people "
        "civilians doctors medics residents villagers witnesses protesters demonstrators workers "
        "journalists reporters women men children boys girls man woman child boy girl students "
        "officials authorities sources experts analysts police policemen policeman officers officer "
        "attackers assailants bombers terrorists insurgents separatists guerrillas jihadists "
        "islamists extremists hostages captives prisoners detainees refugees migrants settlers "
        "families family relatives mourners worshippers patients farmers fishermen drivers driver "
        "pilots crew sailors victims survivors population community communities locals citizens "
        "nationals tribesmen tribes elders herders bandits criminals smugglers pirates mercenaries "
        "contractors aid staff team teams members member supporters opposition activists lawyers "
        "leaders commanders ministers politicians lawmakers diplomats mediators allies proxies "
        "partners countries states governments media outlets newspapers agencies television "
        "parties companies organizations entities network networks units brigades battalions "
        "battalion units vehicles hospitals hospital organs organization rescuers paramedics nurses "
        "observers inspectors monitors personnel guards guard veterans reservists conscripts "
        "paratroopers marines commandos peacekeepers security clergy clerics priests imams voters "
        "militiamen gang gangs cartels youths youth teenagers teenager adults adult elderly public "
        "crowd crowds passengers tourists shoppers commuters bystanders neighbors neighbours "
        "factions elements leadership command airstrike warplanes jets aircraft navy drones media "
        "world others rights opposition axis enemy adversaries enemies foes rivals lobby west "
        "correspondent correspondents investigators judges judge prosecutors court courts "
        "parliament committee office offices union unions protestors protestor protester critics mob "
        "mobs detectives detective warships warship settler advocates sites site tv channels radio "
        "supporters followers rivals strikers looters rioters employees worker student doctor "
        "prisoner hostage victim resident refugee rights"
    )
)

# Adjectives of people and creeds, always written large, that name no state and no body.
CREEDS: Final = _set(
    "shiite shia shi shiites sunni sunnis kurdish kurd kurds arab arabs islamist islamists salafi "
    "christian christians druze jewish jew jews muslim muslims western african european zionist "
    "zionists baloch tuareg tuaregs fulani hutu tutsi tigrayan amhara oromo alawite alawites "
    "yazidi yazidis turkmen rohingya hazara communist communists marxist maoist baathist asian "
    "latin persian catholic orthodox hindu hindus sikh buddhist bedouin tibetan albanian chechen "
    "basque corsican tamil karen kachin uighur uyghur pashtun berber copt coptic gulf gazan gazans gaza"
)
# Other adjectives of descriptions.
SORTS: Final = _set(
    "islamic jihadist tribal leftist american armed masked unidentified unknown local foreign pro "
    "anti regional international humanitarian northern southern eastern western central north "
    "south east west middle black saharan resistance allied rival militant rebel civilian "
    "opposition displaced wounded injured young old state official security medical military "
    "political religious human health government paramilitary interim transitional federal "
    "national public private social ethnic innocent angry right left wing far anonymous moderate "
    "radical elite special naval ground air joint terror terrorist suspected senior outlawed banned "
    "powerful hardline dissident ruling influential fellow same larger smaller main"
)

# After one of these the country before it is a patron or a place, not the actor's own.
PATRONAGE: Final = _set(
    "backed led linked allied aligned affiliated sponsored supported funded trained occupied "
    "controlled held based run owned friendly loyal made born"
)

ARMED: Final = frozenset(
    {
        "army", "military", "troop", "soldier", "force", "armed force", "air force", "navy",
        "warplane", "jet", "fighter jet", "aircraft", "ground force", "ground troop", "reservist",
        "paratrooper", "serviceman", "servicemen", "service member", "defense force",
        "occupation force", "occupation army", "occupation", "marine", "commando", "special force",
        "artillery", "tank", "warship", "naval force", "military command", "army command",
        "government force", "government troop", "regime force", "regime army", "army force",
        "army troop", "army soldier", "army unit", "army tank", "military force", "military unit",
        "war plane", "fighter plane", "fighter", "combat troop", "combat aircraft", "military aircraft",
        "military personnel", "personnel", "drone", "helicopter", "helicopter gunship", "infantry",
        "armor", "unit", "invasion force", "invader", "occupation soldier", "occupation troop",
        "national army", "regular army", "regular force", "arab army", "sailor", "conscript",
        "naval soldier", "special operation force", "regime troop", "regime soldier", "marines",
        "regime warplane", "bomber", "gunboat", "gunner", "land force", "army helicopter",
    }
)  # fmt: skip
POLICE: Final = frozenset(
    {
        "police", "policeman", "policemen", "police officer", "police force", "police unit",
        "national police", "federal police", "riot police", "law enforcement", "gendarmerie",
        "policewoman", "police troop", "gendarme", "military police", "state police",
    }
)  # fmt: skip
SECURITY: Final = frozenset(
    {
        "security force", "security service", "security personnel", "security agency", "security",
        "security agent", "border guard", "border force", "internal security force", "security unit",
        "security officer", "security apparatus", "government security force",
    }
)  # fmt: skip
STATES_OWN: Final = frozenset(
    {
        "government", "authority", "regime", "administration", "leadership", "state", "side",
        "federal government", "war cabinet", "occupation authority", "cabinet", "republic",
        "federal authority", "central government", "ruling junta", "junta", "military junta",
        "occupation", "enemy", "entity", "state authority", "national government",
        "government authority", "transitional government", "interim government", "caretaker government",
        "party government", "military government", "occupation regime", "new government",
    }
)  # fmt: skip

TITLES: Final = _set(
    "affairs president vice prime minister ministers premier foreign defense interior finance health "
    "secretary state general gen lt col colonel lieutenant maj major brig brigadier capt captain "
    "sgt sergeant cpl corporal pvt private admiral adm rear marshal field chief staff army military "
    "of commander leader supreme king queen prince crown emir sultan sheikh shaykh ayatollah imam "
    "mullah hojjatoleslam sayyid sayyed sayed cleric dr doctor mr mrs ms miss professor prof sir "
    "lord lady chancellor governor senator sen rep representative congressman ambassador envoy "
    "spokesman spokesperson spokeswoman former late acting deputy then exiled ex head director "
    "chairman chairwoman speaker judge justice officer police official lawmaker mayor analyst "
    "expert journalist reporter correspondent director politburo member and national security "
    "adviser advisor assistant special opposition rebel militia warlord father pope rabbi bishop "
    "archbishop patriarch first the us uk un idf irgc eu nato"
)
# Offices that every state has, and what their names are made of.
OFFICES: Final = _set(
    "ministry army force forces navy police guard parliament court government department service "
    "services command cabinet office ministries staff"
)
TOPICS: Final = _set(
    "interior foreign defense health finance education justice information oil energy affairs air "
    "special operations republican presidential supreme high constitutional criminal state civil "
    "security intelligence general revolutionary coast border customs immigration naval land "
    "armed homeland economy trade transport culture war labor agriculture electricity exterior"
)
PREPOSITIONS: Final = _set(
    "in of from at near with on for inside by along under against between around across who whom "
    "which that outside loyal belonging while after before during behind and"
)
