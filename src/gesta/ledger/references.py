"""Ids that records name, as queries for those that are not in the ledger."""

from __future__ import annotations

# Actors and places are sighted in reports, or brought in by a person's edit or decision (`gesta
# actors`, `gesta review`).
_MADE = "json_extract(after, '$.actor.id')"


def _named(what: str) -> str:
    """Ids of the actors or places that decisions on claims name."""
    return (
        f"SELECT json_extract(j.value, '$.id') FROM reviews, json_each(reviews.after, '$.{what}') j "
        "WHERE json_type(reviews.after, '$.decided') = 'text' "
        "AND json_extract(j.value, '$.id') IS NOT NULL"
    )


_ACTOR = (
    "NOT IN (SELECT actor FROM actor_sightings "
    f"UNION SELECT {_MADE} FROM reviews WHERE {_MADE} IS NOT NULL UNION {_named('actors')})"
)
_PLACE = f"NOT IN (SELECT place FROM place_sightings UNION {_named('places')})"
_CLAIM = "NOT IN (SELECT id FROM claims)"
_REPORT = "NOT IN (SELECT id FROM reports)"

# Kind and field of the record that names an id, and the query for ids that are not there.
REFERENCES = (
    ("claim", "actors", f"SELECT claim, actor FROM claim_roles WHERE actor {_ACTOR}"),
    ("claim", "places", f"SELECT claim, place FROM claim_roles WHERE place {_PLACE}"),
    ("claim", "content", f"SELECT c.id, j.value FROM claims c, json_each(c.content) j WHERE j.value {_CLAIM}"),
    ("said_by of", "actor", f"SELECT owner, actor FROM attributions WHERE actor {_ACTOR}"),
    ("said_by of", "owner", f"SELECT owner, owner FROM attributions WHERE owner {_CLAIM} AND owner NOT IN (SELECT id FROM assessments) AND owner NOT IN (SELECT id FROM tie_claims)"),
    ("role of", "claim", f"SELECT claim, claim FROM claim_roles WHERE claim {_CLAIM}"),
    ("tie-claim", "from", f"SELECT id, source FROM tie_claims WHERE source {_ACTOR} AND source {_PLACE}"),
    ("tie-claim", "to", f"SELECT id, target FROM tie_claims WHERE target {_ACTOR} AND target {_PLACE}"),
    ("registry tie", "from", f"SELECT source || ' ' || type || ' ' || target, source FROM registry_ties WHERE source {_ACTOR} AND source {_PLACE}"),
    ("registry tie", "to", f"SELECT source || ' ' || type || ' ' || target, target FROM registry_ties WHERE target {_ACTOR} AND target {_PLACE}"),
    ("original of", "report", f"SELECT report, report FROM originals WHERE report {_REPORT}"),
    ("actor", "report", f"SELECT actor, report FROM actor_sightings WHERE report <> '' AND report {_REPORT}"),
    ("place", "report", f"SELECT place, report FROM place_sightings WHERE report <> '' AND report {_REPORT}"),
    ("incident", "claims", f"SELECT incident, claim FROM incident_claims WHERE claim {_CLAIM}"),
    ("incident", "claims", "SELECT incident, incident FROM incident_claims WHERE incident NOT IN (SELECT id FROM incidents)"),
    ("incident", "disputes", "SELECT incident, incident FROM disputes WHERE incident NOT IN (SELECT id FROM incidents)"),
    ("incident", "place", f"SELECT id, place FROM incidents WHERE place {_PLACE}"),
    ("incident", "actors", f"SELECT i.id, j.value FROM incidents i, json_each(i.actors) j WHERE j.value {_ACTOR}"),
    ("incident", "recipients", f"SELECT i.id, j.value FROM incidents i, json_each(i.recipients) j WHERE j.value {_ACTOR}"),
    ("edge", "left", f"SELECT \"right\", \"left\" FROM edges WHERE \"left\" {_CLAIM}"),
    ("edge", "right", f"SELECT \"left\", \"right\" FROM edges WHERE \"right\" {_CLAIM}"),
    ("note", "claim", f"SELECT claim, claim FROM notes WHERE claim {_CLAIM}"),
    ("copy", "duplicate_of", f"SELECT report, duplicate_of FROM copies WHERE duplicate_of {_REPORT} OR report {_REPORT}"),
)  # fmt: skip

# Lists whose places do not run 0, 1, 2, …: a row of them is gone or was moved.
ORDERED = (
    ("claim_roles", "claim", "claim, role"),
    ("attributions", "owner", "owner"),
    ("incident_claims", "incident", "incident"),
    ("disputes", "incident", "incident"),
    ("notes", "claim", "claim"),
)


def gaps(table: str, owner: str, group: str) -> str:
    """The query for owners whose list has a gap."""
    return (
        f"SELECT {owner} FROM {table} GROUP BY {group} "
        "HAVING min(position) <> 0 OR max(position) <> count(*) - 1"
    )
