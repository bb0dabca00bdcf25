"""The values that pass between the rooms. All frozen; every offset counts Unicode code points.

    Source → Report → Reading → Grounded (claims, ties, assessments) → Incident
             (or Refusal)

A `Quote` is a span of a report's kept text together with its words; whatever the ledger says
stands on one. Dates are `datetime.date`, both ends inclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

# ---------------------------------------------------------------- spans


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words of `text` under this span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of a report's kept text with its words: `report.text[start:end] == text`."""

    start: int
    end: int
    text: str


# ---------------------------------------------------------------- reports/


@dataclass(frozen=True, slots=True)
class Source:
    """One article's bytes as received, before parsing.

    `path` is what the user named, with the archive member or table row behind a `#`.
    `fields` holds the columns of a table row (id, outlet, published, title, author, url, text,
    html), None for a file. `outlet` and `published` are what the user gave on the command line.
    """

    path: str
    format: str  # txt | md | html | row
    data: bytes
    fields: dict[str, str] | None = None
    outlet: str | None = None
    published: date | None = None
    columns: dict[str, str] | None = None  # of a row: field → the table's own name for it

    @property
    def id(self) -> str:
        """The report's id: a hash of the bytes and of the outlet that the user gave."""
        import hashlib

        from gesta.identity import hashed

        return hashed("r", hashlib.sha256(self.data).hexdigest(), self.outlet)


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of kept text and where it stood: `text[start:start+length]` came, character by
    character, from the decoded original at `origin` on."""

    start: int
    length: int
    origin: int


@dataclass(frozen=True, slots=True)
class Report:
    """One article: its own words, where each detail about it was found, and the way back."""

    id: str
    path: str
    sha256: str
    text: str
    source_id: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: date | None = None
    published_from: str = "unknown"  # metadata | text | given | unknown
    language: str = "en"
    format: str = "txt"
    encoding: str = "utf-8"
    found: dict[str, str] = field(default_factory=dict)  # field → where it was found
    segments: tuple[Segment, ...] = ()
    dateline: Quote | None = None  # the place words of "BAGHDAD (AP) —", when kept in the text
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Input that could not be read: what, at which stage, why, in words for people."""

    path: str
    stage: str  # open | parse | read | ground
    reason: str  # empty | binary | too large | not english | broken archive | …
    detail: str
    sha256: str | None = None

    @property
    def id(self) -> str:
        """A hash of what was refused and why."""
        from gesta.identity import hashed

        return hashed("x", self.path, self.stage, self.reason, self.sha256)


# ---------------------------------------------------------------- reader/


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase that names or describes a thing (codebook, Mentions)."""

    start: int
    end: int
    type: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Argument:
    """A role of an event, filled by the mention at index `mention` of the reading.

    For the role `content` the filler is the event at index `event` instead.
    """

    role: str
    mention: int | None = None
    event: int | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class EventMention:
    """An event at its trigger, with its roles and grades.

    `said_by` lists indexes into the reading's attributions, outermost first.
    """

    start: int
    end: int
    type: str
    certainty: str
    modes: tuple[str, ...] = ()
    outcome: str | None = None
    arguments: tuple[Argument, ...] = ()
    said_by: tuple[int, ...] = ()
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it (`source`, an index into mentions, None for `reportedly`), the cue, the content."""

    source: int | None
    cue: Span
    content: tuple[Span, ...] = ()
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class TieMention:
    """A directed tie between the mentions at indexes `head` and `tail` (`same`: later → earlier)."""

    type: str
    head: int
    tail: int
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the kept text and its kind (fact, assessment, question, other)."""

    start: int
    end: int
    kind: str = "fact"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader found in one report. Indexes point into the tuples of this value.

    `chains` groups indexes of mentions that speak of one thing (the closure of `same`);
    a mention outside all chains stands alone.
    """

    report: str
    mentions: tuple[Mention, ...] = ()
    events: tuple[EventMention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    ties: tuple[TieMention, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    chains: tuple[tuple[int, ...], ...] = ()


# ---------------------------------------------------------------- grounding/


@dataclass(frozen=True, slots=True)
class When:
    """A time expression as an interval of days. `basis` says what the value rests on.

    basis: stated (absolute in the text) | relative (to `anchor`) | inferred (year taken from the
    anchor) | event (a named event) | unresolved (`reason` says why).
    """

    text: str
    start: date | None = None
    end: date | None = None
    precision: str = "unknown"
    basis: str = "unresolved"
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people, attacks or weapons; `high` None means no upper bound was said."""

    text: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map, to the town at the finest unless a known site."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    country: str | None = None  # ISO 3166 alpha-3
    precision: str = "unknown"
    radius_km: float | None = None
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A party. `generic` marks descriptions (`gunmen`) that name nobody."""

    id: str
    name: str
    names: tuple[str, ...] = ()
    type: str = "organisation"
    country: str | None = None
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """Words that stand for a party and the actor they were grounded to."""

    start: int
    end: int
    text: str
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Location:
    """Words that stand for a place and the place they were grounded to."""

    start: int
    end: int
    text: str
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Means:
    """Words that stand for a weapon, and its class (`drone`, `cruise missile`)."""

    start: int
    end: int
    text: str
    weapon_class: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """One link of the chain of who says so: the source's words (None for `reportedly`), the words
    that show it, and what they are said of: the attribution's content, empty where unknown."""

    text: str | None
    actor: str | None = None
    start: int | None = None
    end: int | None = None
    cue: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    content: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """The atom of the ledger, never edited: what one report says happened, and who says so."""

    id: str
    report: str
    evidence: Quote
    trigger: Quote
    type: str
    certainty: str
    modes: tuple[str, ...] = ()
    outcome: str | None = None
    score: float = 1.0
    said_by: tuple[Speaker, ...] = ()
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    targets: tuple[Quote, ...] = ()
    weapons: tuple[Means, ...] = ()
    places: tuple[Location, ...] = ()
    origins: tuple[Location, ...] = ()
    time: When | None = None
    killed: Count | None = None
    wounded: Count | None = None
    count: Count | None = None
    content: tuple[str, ...] = ()  # ids of the claims that a verbal event is about


@dataclass(frozen=True, slots=True)
class Assessment:
    """A judgement, forecast, advice or question of the writer or a quoted expert."""

    id: str
    report: str
    evidence: Quote
    said_by: tuple[Speaker, ...] = ()
    kind: str = "assessment"  # assessment | question


@dataclass(frozen=True, slots=True)
class TieClaim:
    """One report's words for a tie between two actors (or an actor and a place, `based-in`)."""

    type: str
    source: str  # actor id
    target: str  # actor id, or place id for based-in
    report: str
    evidence: Quote
    said_by: tuple[Speaker, ...] = ()
    certainty: str = "reported"
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie with all the words it stands on. Registry ties have no claims and basis `registry`."""

    id: str
    type: str
    source: str
    target: str
    claims: tuple[TieClaim, ...] = ()
    since: date | None = None
    until: date | None = None
    basis: str = "reports"  # reports | registry


@dataclass(frozen=True, slots=True)
class Grounded:
    """All that one report adds to the ledger."""

    report: Report
    claims: tuple[Claim, ...] = ()
    ties: tuple[TieClaim, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()


# ---------------------------------------------------------------- resolution/


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature of a score, in words for readers, and how much it weighed."""

    feature: str
    weight: float
    words: str


@dataclass(frozen=True, slots=True)
class Edge:
    """Two claims judged the same or different (`left` < `right`), by whom, and why; or, with
    `covers`, an incident (`left`, by its first claim) that sums up another (`right`)."""

    left: str
    right: str
    judgement: str  # same | different | covers
    score: float
    reasons: tuple[Reason, ...] = ()
    by: str = "gesta"
    at: str | None = None  # ISO 8601 time of a person's judgement


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader of the incidents should know about a claim, such as why it stays single."""

    claim: str
    words: str


@dataclass(frozen=True, slots=True)
class Toll:
    """Killed or wounded over the claims of an incident (UCDP GED low / best / high)."""

    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class DisputedValue:
    """One of the values that claims give for a field, and the claims that give it."""

    value: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field on which the claims of an incident do not agree."""

    field: str
    values: tuple[DisputedValue, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """A view over the claims that speak of one happening; contradictions kept in `disputes`."""

    id: str
    type: str
    claims: tuple[str, ...]
    modes: tuple[str, ...] = ()
    time: When | None = None
    place: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    killed: Toll | None = None
    wounded: Toll | None = None
    status: str = "reported"
    disputes: tuple[Dispute, ...] = ()
    origins: int = 1  # independent origins that speak of it


@dataclass(frozen=True, slots=True)
class Review:
    """A person's decision on a value of the ledger. Reviews outlive re-reading."""

    id: str
    kind: str  # accept | correct | merge | split | reject
    subject: str  # id of the claim, incident, actor or tie
    by: str
    at: str  # ISO 8601 time
    before: Any = None
    after: Any = None
    reason: str | None = None
