-- ------------------------------------------------------------------ what joining goes on from
-- Made with the view and thrown away with it; no receipts, as it can be computed anew at any time.

CREATE TABLE joined_reports (         -- reports whose claims are grouped together come in bundles
  report TEXT PRIMARY KEY, bundle TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX joined_reports_bundle ON joined_reports(bundle);

CREATE TABLE joined_cores (           -- the claims of a bundle in groups: JSON, zlib
  bundle TEXT PRIMARY KEY, cores BLOB NOT NULL
) STRICT;

CREATE TABLE joined_stories (         -- the words of a report (with its copies), its lead
  number INTEGER PRIMARY KEY, report TEXT NOT NULL UNIQUE,
  words TEXT NOT NULL, names TEXT NOT NULL, "lead" TEXT, rivals INTEGER NOT NULL
) STRICT;
CREATE INDEX joined_stories_lead ON joined_stories("lead") WHERE "lead" IS NOT NULL;

CREATE TABLE joined_words (           -- word, as a hash → stories
  word INTEGER NOT NULL, story INTEGER NOT NULL,
  PRIMARY KEY (word, story)
) STRICT, WITHOUT ROWID;

CREATE TABLE joined_keys (            -- under what a group is filed
  "key" INTEGER NOT NULL, core TEXT NOT NULL, meets INTEGER NOT NULL CHECK (meets IN (0, 1)),
  PRIMARY KEY ("key", core)
) STRICT, WITHOUT ROWID;

CREATE TABLE joined_near (            -- groups that joined or nearly did; positive: even odds or better
  "left" TEXT NOT NULL, "right" TEXT NOT NULL, positive INTEGER NOT NULL CHECK (positive IN (0, 1)),
  logit REAL NOT NULL, objection REAL NOT NULL,
  PRIMARY KEY ("left", "right")
) STRICT, WITHOUT ROWID;
CREATE INDEX joined_near_right ON joined_near("right");

CREATE TABLE joined_lines (           -- aggregates (sums) and single incidents, by their first claim
  line INTEGER NOT NULL, "group" TEXT NOT NULL, sums INTEGER NOT NULL CHECK (sums IN (0, 1)),
  PRIMARY KEY (line, "group")
) STRICT, WITHOUT ROWID;
CREATE INDEX joined_lines_group ON joined_lines("group");

CREATE TABLE joined_texts (           -- the hash of a report's words; equal ones are copies
  report TEXT PRIMARY KEY, words BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX joined_texts_words ON joined_texts(words);

CREATE TABLE joined_bands (           -- what near copies have in common
  band INTEGER NOT NULL, report TEXT NOT NULL,
  PRIMARY KEY (band, report)
) STRICT, WITHOUT ROWID;

CREATE TABLE joined_with (            -- actors, places, bonds and decisions as joining saw them
  kind TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
