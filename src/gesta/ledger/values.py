"""Records of the exchange format back into values: the mirror of `records`."""

from __future__ import annotations

import base64
import binascii
import hashlib

from gesta import codebook
from gesta.ledger.fields import Fields
from gesta.ledger.records import KeptReport
from gesta.types import (
    Actor,
    Assessment,
    Claim,
    Count,
    Dispute,
    DisputedValue,
    Edge,
    Incident,
    Location,
    Means,
    Party,
    Place,
    Quote,
    Reason,
    Refusal,
    Report,
    Review,
    Segment,
    Span,
    Speaker,
    Tie,
    TieClaim,
    Toll,
    When,
)

BASES = ("stated", "relative", "inferred", "event", "unresolved", "reviewer")


def quote(f: Fields) -> Quote:
    """Words and where they stand."""
    return Quote(f.integer("start"), f.integer("end"), f.text("text"))


def speakers(f: Fields) -> tuple[Speaker, ...]:
    """The chain of who says so."""
    return tuple(map(_speaker, f.parts("said_by")))


def _speaker(f: Fields) -> Speaker:
    cue = f.maybe_text("cue")
    start, end = f.maybe_integer("cue_start"), f.maybe_integer("cue_end")
    if (start is None) != (end is None) or (start is not None and not cue):
        f.wrong("cue_start", "must have cue and cue_end beside it")
    return Speaker(
        text=f.maybe_text("text"),
        actor=_read_as(f),
        start=f.maybe_integer("start"),
        end=f.maybe_integer("end"),
        cue=cue,
        cue_start=start,
        cue_end=end,
        content=_spans(f, "content"),
    )


def _spans(f: Fields, name: str) -> tuple[Span, ...]:
    """A list of [start, end], in order; empty where absent."""
    rows = f.get(name)
    if rows is None:
        return ()
    if not isinstance(rows, list) or not all(map(_is_span, rows)):
        f.wrong(name, "must be a list of [start, end]")
    return tuple(Span(*row) for row in rows)


def _is_span(row: object) -> bool:
    return isinstance(row, list) and len(row) == 2 and all(type(n) is int for n in row)


def parties(f: Fields, name: str) -> tuple[Party, ...]:
    """Words for parties."""
    found = f.parts(name)
    return tuple(Party(*_spot(p), _read_as(p)) for p in found)


def _read_as(f: Fields) -> str | None:
    """The actor as it was read, which people's edits leave beside the one they put in place."""
    return f.maybe_text("read_as" if f.has("read_as") else "actor")


def locations(f: Fields, name: str) -> tuple[Location, ...]:
    """Words for places."""
    return tuple(Location(*_spot(p), p.maybe_text("place")) for p in f.parts(name))


def weapons(f: Fields) -> tuple[Means, ...]:
    """Words for weapons."""
    return tuple(Means(*_spot(w), w.maybe_text("class")) for w in f.parts("weapons"))


def _spot(f: Fields) -> tuple[int, int, str]:
    return f.integer("start"), f.integer("end"), f.text("text")


def when(f: Fields | None) -> When | None:
    """A time; what it rests on is unresolved where a line does not say."""
    if f is None:
        return None
    return When(
        text=f.maybe_text("text") or "",
        start=f.day("start"),
        end=f.day("end"),
        precision=f.word("precision", codebook.PRECISIONS, "unknown"),
        basis=f.word("basis", BASES, "unresolved"),
        reason=f.maybe_text("reason"),
    )


def count(f: Fields | None) -> Count | None:
    """A number with its words."""
    if f is None:
        return None
    return Count(f.text("text"), f.maybe_integer("low"), f.maybe_integer("high"))


def toll(f: Fields | None) -> Toll | None:
    """Low, best, high."""
    if f is None:
        return None
    return Toll(f.maybe_integer("low"), f.maybe_integer("best"), f.maybe_integer("high"))


def place(f: Fields) -> Place:
    """A place."""
    return Place(
        id=f.text("id"),
        name=f.text("name"),
        names=f.texts("names"),
        lat=f.maybe_number("lat"),
        lon=f.maybe_number("lon"),
        country=f.maybe_text("country"),
        precision=f.word("precision", codebook.PLACE_PRECISIONS, "unknown"),
        radius_km=f.maybe_number("radius_km"),
        geonames_id=f.maybe_integer("geonames_id"),
    )


def actor(f: Fields) -> Actor:
    """An actor."""
    return Actor(
        id=f.text("id"),
        name=f.text("name"),
        names=f.texts("names"),
        type=f.word("type", codebook.ACTOR_TYPES),
        country=f.maybe_text("country"),
        generic=f.flag("generic"),
    )


def report(f: Fields) -> KeptReport:
    """A report with its sightings and, where the line has them, its original bytes."""
    dateline = f.maybe_part("dateline")
    value = Report(
        id=f.text("id"),
        path=f.text("path"),
        sha256=f.text("sha256"),
        text=f.text("text"),
        source_id=f.maybe_text("source_id"),
        url=f.maybe_text("url"),
        title=f.maybe_text("title"),
        outlet=f.maybe_text("outlet"),
        author=f.maybe_text("author"),
        published=f.day("published"),
        published_from=f.word(
            "published_from", ("metadata", "text", "given", "unknown"), "unknown"
        ),
        language=f.maybe_text("language") or "en",
        format=f.maybe_text("format") or "txt",
        encoding=f.maybe_text("encoding") or "utf-8",
        found=_found(f),
        segments=_segments(f),
        dateline=None if dateline is None else quote(dateline),
        duplicate_of=f.maybe_text("duplicate_of"),
    )
    given = f.maybe_part("given")
    sighted = f.maybe_part("sighted")
    return KeptReport(
        value,
        given_outlet=given.maybe_text("outlet") if given else None,
        given_published=given.day("published") if given else None,
        actors=tuple(actor(a) for a in sighted.parts("actors")) if sighted else (),
        places=tuple(place(p) for p in sighted.parts("places")) if sighted else (),
        original=original(f),
    )


def _found(f: Fields) -> dict[str, str]:
    found = f.maybe_part("found")
    if found is None:
        return {}
    return {name: found.text(name) for name in f.get("found")}


def _segments(f: Fields) -> tuple[Segment, ...]:
    rows = f.get("segments")
    if rows is None:
        return ()
    sound = isinstance(rows, list) and all(
        isinstance(row, list) and len(row) == 3 and all(type(n) is int for n in row) for row in rows
    )
    if not sound:
        f.wrong("segments", "must be a list of [start, length, origin]")
    return tuple(Segment(*row) for row in rows)


def original(f: Fields) -> bytes | None:
    """The bytes as received, where the line has them; their SHA-256 must be the line's."""
    words, packed = f.maybe_text("original"), f.maybe_text("original_base64")
    if packed is not None:
        try:
            data = base64.b64decode(packed, validate=True)
        except binascii.Error:
            f.wrong("original_base64", "must be base64")
    elif words is not None:
        data = words.encode("utf-8")
    else:
        return None
    if hashlib.sha256(data).hexdigest() != f.get("sha256"):
        f.wrong("sha256", "the original bytes in the line have another SHA-256")
    return data


def claim(f: Fields) -> Claim:
    """A claim."""
    outcome = f.maybe_text("outcome")
    return Claim(
        id=f.text("id"),
        report=f.text("report"),
        evidence=quote(f.part("evidence")),
        trigger=quote(f.part("trigger")),
        type=f.word("type", codebook.EVENT_TYPES),
        certainty=f.word("certainty", codebook.CERTAINTIES),
        modes=f.texts("modes"),
        outcome=None if outcome is None else f.word("outcome", codebook.OUTCOMES),
        score=_score(f),
        said_by=speakers(f),
        actors=parties(f, "actors"),
        recipients=parties(f, "recipients"),
        targets=tuple(quote(t) for t in f.parts("targets")),
        weapons=weapons(f),
        places=locations(f, "places"),
        origins=locations(f, "origins"),
        time=when(f.maybe_part("time")),
        killed=count(f.maybe_part("killed")),
        wounded=count(f.maybe_part("wounded")),
        count=count(f.maybe_part("count")),
        content=f.texts("content"),
    )


def _score(f: Fields) -> float:
    score = f.maybe_number("score")
    return 1.0 if score is None else score


def assessment(f: Fields) -> Assessment:
    """An assessment."""
    kind = f.word("sentence", ("assessment", "question"), default="assessment")
    return Assessment(f.text("id"), f.text("report"), quote(f.part("evidence")), speakers(f), kind)


def tie(f: Fields) -> Tie:
    """A tie with its claims."""
    kind = f.word("type", codebook.TIE_TYPES)
    source, target = f.text("from"), f.text("to")
    claims = tuple(
        TieClaim(
            kind,
            *_read_ends(c, source, target),
            report=c.text("report"),
            evidence=quote(c.part("evidence")),
            said_by=speakers(c),
            certainty=c.word("certainty", codebook.CERTAINTIES, "reported"),
            since=c.day("since"),
            until=c.day("until"),
        )
        for c in f.parts("claims")
    )
    basis = f.word("basis", ("reports", "registry"), "reports" if claims else "registry")
    return Tie(f.text("id"), kind, source, target, claims, f.day("since"), f.day("until"), basis)


def _read_ends(f: Fields, source: str, target: str) -> tuple[str, str]:
    read = f.maybe_part("read_as")
    return (source, target) if read is None else (read.text("from"), read.text("to"))


def incident(f: Fields) -> Incident:
    """An incident."""
    origins = f.maybe_integer("origins")
    return Incident(
        id=f.text("id"),
        type=f.word("type", codebook.EVENT_TYPES),
        claims=f.texts("claims"),
        modes=f.texts("modes"),
        time=when(f.maybe_part("time")),
        place=f.maybe_text("place"),
        actors=f.texts("actors"),
        recipients=f.texts("recipients"),
        targets=f.texts("targets"),
        weapons=f.texts("weapons"),
        killed=toll(f.maybe_part("killed")),
        wounded=toll(f.maybe_part("wounded")),
        status=f.word("status", codebook.STATUSES, "reported"),
        disputes=tuple(
            Dispute(
                d.text("field"),
                tuple(DisputedValue(v.text("value"), v.texts("claims")) for v in d.parts("values")),
            )
            for d in f.parts("disputes")
        ),
        origins=1 if origins is None else origins,
    )


def review(f: Fields) -> Review:
    """A person's decision."""
    return Review(
        id=f.text("id"),
        kind=f.text("decision"),
        subject=f.text("subject"),
        by=f.text("by"),
        at=f.text("at"),
        before=f.get("before"),
        after=f.get("after"),
        reason=f.maybe_text("reason"),
    )


def refusal(f: Fields) -> Refusal:
    """Input that could not be read."""
    return Refusal(
        f.text("path"), f.text("stage"), f.text("reason"), f.text("detail"), f.maybe_text("sha256")
    )


def edge(f: Fields) -> Edge:
    """A judged pair of claims."""
    return Edge(
        left=f.text("left"),
        right=f.text("right"),
        judgement=f.text("judgement"),
        score=f.maybe_number("score") or 0.0,
        reasons=tuple(
            Reason(r.text("feature"), r.maybe_number("weight") or 0.0, r.text("words"))
            for r in f.parts("reasons")
        ),
        by=f.maybe_text("by") or "gesta",
        at=f.maybe_text("at"),
    )
