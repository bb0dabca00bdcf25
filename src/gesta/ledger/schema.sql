-- The ledger: one SQLite file. Evidence (what reports say) is only ever added to; the view
-- (incidents, edges, registry ties, copies) is computed from it and replaced as a whole.
-- Claims that people added have rows among the others as long as the decision (reviews) is in force.
-- Offsets count Unicode code points of reports.text, end exclusive; days are ISO 8601.
-- Lists without a life of their own (modes, names, segments) are JSON arrays: use json_each.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- ------------------------------------------------------------------ evidence

CREATE TABLE reports (
  id TEXT PRIMARY KEY,
  path TEXT NOT NULL, source_id TEXT, url TEXT, title TEXT, outlet TEXT, author TEXT,
  published TEXT, published_from TEXT NOT NULL, language TEXT NOT NULL,
  format TEXT NOT NULL, encoding TEXT NOT NULL, sha256 TEXT NOT NULL,
  text TEXT NOT NULL,
  found TEXT NOT NULL,                -- {"field": "where it was found"}
  segments TEXT NOT NULL,             -- [[start, length, origin], …], the way back
  dateline_start INTEGER, dateline_end INTEGER, dateline_text TEXT,
  given_outlet TEXT, given_published TEXT,  -- what the user said when reading
  CHECK (dateline_text IS NOT NULL OR coalesce(dateline_start, dateline_end) IS NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX reports_sha256 ON reports(sha256);

CREATE TABLE originals (              -- the bytes as received, zlib
  report TEXT PRIMARY KEY REFERENCES reports(id),
  size INTEGER NOT NULL, data BLOB NOT NULL
) STRICT;

CREATE TABLE place_sightings (        -- a place as one report has it; view `places` merges
  place TEXT NOT NULL, report TEXT NOT NULL, name TEXT NOT NULL, names TEXT NOT NULL,
  lat REAL, lon REAL, country TEXT, precision TEXT NOT NULL, radius_km REAL, geonames_id INTEGER,
  PRIMARY KEY (place, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_sightings_report ON place_sightings(report);

CREATE TABLE actor_sightings (        -- an actor as one report has it; view `actors` merges
  actor TEXT NOT NULL, report TEXT NOT NULL, name TEXT NOT NULL, names TEXT NOT NULL,
  type TEXT NOT NULL, country TEXT, generic INTEGER NOT NULL CHECK (generic IN (0, 1)),
  PRIMARY KEY (actor, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX actor_sightings_report ON actor_sightings(report);

CREATE TABLE claims (
  id TEXT PRIMARY KEY,
  report TEXT NOT NULL REFERENCES reports(id),
  type TEXT NOT NULL, modes TEXT NOT NULL, certainty TEXT NOT NULL, outcome TEXT,
  score REAL NOT NULL,
  evidence_start INTEGER NOT NULL, evidence_end INTEGER NOT NULL, evidence TEXT NOT NULL,
  trigger_start INTEGER NOT NULL, trigger_end INTEGER NOT NULL, trigger_text TEXT NOT NULL,
  time_text TEXT, time_start TEXT, time_end TEXT, time_precision TEXT, time_basis TEXT,
  time_reason TEXT,
  killed_text TEXT, killed_low INTEGER, killed_high INTEGER,
  wounded_text TEXT, wounded_low INTEGER, wounded_high INTEGER,
  count_text TEXT, count_low INTEGER, count_high INTEGER,
  content TEXT NOT NULL,              -- ids of the claims that this one is about
  CHECK (time_text IS NOT NULL
    OR coalesce(time_start, time_end, time_precision, time_basis, time_reason) IS NULL),
  CHECK (killed_text IS NOT NULL OR coalesce(killed_low, killed_high) IS NULL),
  CHECK (wounded_text IS NOT NULL OR coalesce(wounded_low, wounded_high) IS NULL),
  CHECK (count_text IS NOT NULL OR coalesce(count_low, count_high) IS NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX claims_report ON claims(report, evidence_start);
CREATE INDEX claims_time ON claims(time_start, time_end);

CREATE TABLE claim_roles (            -- actor | recipient | target | weapon | place | origin
  claim TEXT NOT NULL REFERENCES claims(id), role TEXT NOT NULL, position INTEGER NOT NULL,
  start_at INTEGER NOT NULL, end_at INTEGER NOT NULL, text TEXT NOT NULL,
  actor TEXT, place TEXT, weapon_class TEXT,
  PRIMARY KEY (claim, role, position),
  CHECK (role IN ('actor', 'recipient', 'target', 'weapon', 'place', 'origin')),
  CHECK (actor IS NULL OR role IN ('actor', 'recipient')),
  CHECK (place IS NULL OR role IN ('place', 'origin')),
  CHECK (weapon_class IS NULL OR role = 'weapon')
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_roles_actor ON claim_roles(actor) WHERE actor IS NOT NULL;
CREATE INDEX claim_roles_place ON claim_roles(place) WHERE place IS NOT NULL;

CREATE TABLE assessments (
  id TEXT PRIMARY KEY,
  report TEXT NOT NULL REFERENCES reports(id),
  evidence_start INTEGER NOT NULL, evidence_end INTEGER NOT NULL, evidence TEXT NOT NULL,
  sentence TEXT NOT NULL CHECK (sentence IN ('assessment', 'question'))
) STRICT, WITHOUT ROWID;
CREATE INDEX assessments_report ON assessments(report);

CREATE TABLE tie_claims (             -- one report's words for a tie
  id TEXT PRIMARY KEY,
  report TEXT NOT NULL REFERENCES reports(id),
  type TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, certainty TEXT NOT NULL,
  evidence_start INTEGER NOT NULL, evidence_end INTEGER NOT NULL, evidence TEXT NOT NULL,
  since TEXT, until TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX tie_claims_tie ON tie_claims(type, source, target);
CREATE INDEX tie_claims_report ON tie_claims(report);

-- cue_start to cue_end: where the cue stands. content: what is said there, [[start, end], …].
-- Both are null where they are not known, as in what was read under schema 3.
CREATE TABLE attributions (           -- who says it, outermost first; owner: claim, assessment, tie claim
  owner TEXT NOT NULL, position INTEGER NOT NULL,
  text TEXT, actor TEXT, start_at INTEGER, end_at INTEGER, cue TEXT, cue_start INTEGER, cue_end INTEGER, content TEXT,
  PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX attributions_actor ON attributions(actor) WHERE actor IS NOT NULL;

CREATE TABLE refusals (               -- input that could not be read, and why
  id TEXT PRIMARY KEY,
  path TEXT NOT NULL, stage TEXT NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL,
  sha256 TEXT, data BLOB
) STRICT;
CREATE INDEX refusals_sha256 ON refusals(sha256);

CREATE TABLE reviews (                -- a person's decisions; they outlive re-reading
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL, subject TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL,
  before TEXT NOT NULL, after TEXT NOT NULL, reason TEXT  -- before and after are JSON
) STRICT, WITHOUT ROWID;
CREATE INDEX reviews_subject ON reviews(subject);

-- ------------------------------------------------------------------ the view

CREATE TABLE copies (                 -- a report that is a copy of another
  report TEXT PRIMARY KEY, duplicate_of TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE registry_ties (          -- ties of the actor registry, and dates beside the claims'
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, since TEXT, until TEXT,
  basis TEXT NOT NULL,
  UNIQUE (type, source, target)
) STRICT, WITHOUT ROWID;

CREATE TABLE incidents (
  id TEXT PRIMARY KEY,
  type TEXT NOT NULL, modes TEXT NOT NULL, status TEXT NOT NULL, origins INTEGER NOT NULL,
  time_text TEXT, time_start TEXT, time_end TEXT, time_precision TEXT, time_basis TEXT,
  time_reason TEXT,
  place TEXT, actors TEXT NOT NULL, recipients TEXT NOT NULL, targets TEXT NOT NULL,
  weapons TEXT NOT NULL,
  killed_low INTEGER, killed_best INTEGER, killed_high INTEGER, killed_said INTEGER NOT NULL,
  wounded_low INTEGER, wounded_best INTEGER, wounded_high INTEGER, wounded_said INTEGER NOT NULL,
  CHECK (killed_said = 1
    OR (killed_said = 0 AND coalesce(killed_low, killed_best, killed_high) IS NULL)),
  CHECK (wounded_said = 1
    OR (wounded_said = 0 AND coalesce(wounded_low, wounded_best, wounded_high) IS NULL)),
  CHECK (time_text IS NOT NULL
    OR coalesce(time_start, time_end, time_precision, time_basis, time_reason) IS NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX incidents_time ON incidents(time_start, time_end);

CREATE TABLE incident_claims (
  incident TEXT NOT NULL, position INTEGER NOT NULL, claim TEXT NOT NULL,
  PRIMARY KEY (incident, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_claims_claim ON incident_claims(claim);

CREATE TABLE disputes (               -- fields on which the claims of an incident do not agree
  incident TEXT NOT NULL, position INTEGER NOT NULL, field TEXT NOT NULL,
  "values" TEXT NOT NULL,             -- [{"value": …, "claims": [ids]}, …]
  PRIMARY KEY (incident, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE edges (                  -- judged pairs of claims and why
  "left" TEXT NOT NULL, "right" TEXT NOT NULL, judgement TEXT NOT NULL, score REAL NOT NULL,
  reasons TEXT NOT NULL, by TEXT NOT NULL,
  at TEXT,                            -- of a person's judgement
  PRIMARY KEY ("left", "right", by)   -- people may contradict each other
) STRICT, WITHOUT ROWID;
CREATE INDEX edges_right ON edges("right");

CREATE TABLE notes (                  -- why a claim stays single, what became of a judgement
  claim TEXT NOT NULL, position INTEGER NOT NULL, words TEXT NOT NULL,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- ------------------------------------------------------------------ receipts

CREATE TABLE receipts (               -- SHA-256 of each record's canonical JSON, chained by layer
  seq INTEGER PRIMARY KEY,
  layer TEXT NOT NULL,                -- evidence | view
  kind TEXT NOT NULL, id TEXT NOT NULL, digest BLOB NOT NULL,
  UNIQUE (kind, id)
) STRICT;

-- ------------------------------------------------------------------ for people who query

-- One row an actor: what most reports have, so the result never depends on reading order.
CREATE VIEW actors AS
SELECT id, name, type, country, generic, reports FROM (
  SELECT actor AS id, name, type, country, generic,
    sum(count(*)) OVER (PARTITION BY actor) AS reports,
    row_number() OVER (PARTITION BY actor
      ORDER BY count(*) DESC, name, type, country, generic) AS rank
  FROM actor_sightings GROUP BY actor, name, type, country, generic)
WHERE rank = 1;

CREATE VIEW actor_names AS
SELECT actor, name FROM actor_sightings
UNION SELECT actor, value FROM actor_sightings, json_each(actor_sightings.names);

CREATE VIEW places AS
SELECT id, name, lat, lon, country, precision, radius_km, geonames_id, reports FROM (
  SELECT place AS id, name, lat, lon, country, precision, radius_km, geonames_id,
    sum(count(*)) OVER (PARTITION BY place) AS reports,
    row_number() OVER (PARTITION BY place
      ORDER BY count(*) DESC, name, lat, lon, country, precision, radius_km, geonames_id) AS rank
  FROM place_sightings
  GROUP BY place, name, lat, lon, country, precision, radius_km, geonames_id)
WHERE rank = 1;

CREATE VIEW place_names AS
SELECT place, name FROM place_sightings
UNION SELECT place, value FROM place_sightings, json_each(place_sightings.names);

CREATE VIEW ties AS
SELECT type, source, target, min(since) AS since, max(until) AS until, sum(said) AS claims
FROM (
  SELECT type, source, target, since, until, 1 AS said FROM tie_claims
  UNION ALL SELECT type, source, target, since, until, 0 FROM registry_ties)
GROUP BY type, source, target;

CREATE VIEW v_claims AS
SELECT c.id, ic.incident, c.time_start, c.time_end, c.type, c.modes, c.certainty, c.outcome,
  (SELECT group_concat(coalesce(a.name, r.text), '; ') FROM claim_roles r
     LEFT JOIN actors a ON a.id = r.actor WHERE r.claim = c.id AND r.role = 'actor') AS actors,
  (SELECT group_concat(coalesce(a.name, r.text), '; ') FROM claim_roles r
     LEFT JOIN actors a ON a.id = r.actor WHERE r.claim = c.id AND r.role = 'recipient')
     AS recipients,
  (SELECT group_concat(r.text, '; ') FROM claim_roles r
     WHERE r.claim = c.id AND r.role = 'target') AS targets,
  (SELECT group_concat(coalesce(p.name, r.text), '; ') FROM claim_roles r
     LEFT JOIN places p ON p.id = r.place WHERE r.claim = c.id AND r.role = 'place') AS places,
  (SELECT group_concat(coalesce(s.text, s.cue, '?'), ' ← ') FROM attributions s
     WHERE s.owner = c.id) AS said_by,
  c.killed_low, c.killed_high, c.wounded_low, c.wounded_high,
  c.evidence, r.outlet, r.published, r.title, c.report
FROM claims c JOIN reports r ON r.id = c.report
LEFT JOIN incident_claims ic ON ic.claim = c.id;

CREATE VIEW v_incidents AS
SELECT i.id, i.time_start, i.time_end, i.type, i.status, i.origins, p.name AS place,
  (SELECT group_concat(coalesce(a.name, j.value), '; ') FROM json_each(i.actors) j
     LEFT JOIN actors a ON a.id = j.value) AS actors,
  i.targets, i.killed_low, i.killed_best, i.killed_high, i.wounded_low, i.wounded_best,
  i.wounded_high,
  (SELECT count(*) FROM incident_claims c WHERE c.incident = i.id) AS claims,
  (SELECT group_concat(d.field, ', ') FROM disputes d WHERE d.incident = i.id) AS disputed
FROM incidents i LEFT JOIN places p ON p.id = i.place;
