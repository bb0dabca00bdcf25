"""What joining goes on from: groups of claims, words, keys, near pairs, texts, what was known.

The tables `joined_…` are made with the view and thrown away with it. They hold no evidence and
have no receipts. The invariant: after a view is written through `gesta.view`, they are what a
resolution of the whole ledger would have filed.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, cast

import apsw

Record = list[Any]
_SOME = 100_000  # rows
TABLES = (
    "joined_reports", "joined_cores", "joined_stories", "joined_words", "joined_keys",
    "joined_near", "joined_lines", "joined_texts", "joined_bands", "joined_with",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Story:
    """The words of a report and those written as names; the group it is about, if any."""

    report: str
    words: tuple[str, ...]
    names: tuple[str, ...]
    lead: str | None
    rivals: int


def word_number(word: str) -> int:
    """A word as a number of 62 bits."""
    digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 2


def _in_order(first: array[int], second: array[int]) -> Iterator[int]:
    """The places of pairs of numbers in the order of the pairs, in few bytes a pair."""
    import numpy as np  # here, since opening a ledger need not load it

    order = np.lexsort((np.frombuffer(second, np.int64), np.frombuffer(first, np.int64)))
    for start in range(0, len(order), _SOME):
        yield from order[start : start + _SOME].tolist()


def _by_number(rows: Iterable[tuple[int, str, bool]]) -> Iterator[tuple[int, str, bool]]:
    """Rows in the order of their numbers, then names."""
    known: dict[str, int] = {}
    numbers, at, flags = array("q"), array("q"), bytearray()
    for number, name, flag in rows:
        numbers.append(number)
        at.append(known.setdefault(name, len(known)))
        flags.append(flag)
    names = list(known)
    rank = [0] * len(names)
    for position, name in enumerate(sorted(names)):
        rank[known[name]] = position
    ranks = array("q", (rank[place] for place in at))
    for i in _in_order(numbers, ranks):
        yield numbers[i], names[at[i]], bool(flags[i])


class Joins:
    """The tables of one ledger; what is written is seen by what is asked next."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    def _rows(self, sql: str, *args: Any) -> list[tuple[Any, ...]]:
        return self._connection.execute(sql, args).fetchall()

    def _put(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        self._connection.executemany(sql, rows)

    # ------------------------------------------------------------ groups

    def bundle(self, report: str) -> str | None:
        """The bundle that a report is in."""
        rows = self._rows("SELECT bundle FROM joined_reports WHERE report = ?", report)
        return str(rows[0][0]) if rows else None

    def reports(self, bundle: str) -> list[str]:
        """The reports of a bundle."""
        return [
            str(row[0])
            for row in self._rows("SELECT report FROM joined_reports WHERE bundle = ?", bundle)
        ]

    def cores(self, bundle: str) -> list[Record]:
        """The groups of a bundle."""
        rows = self._rows("SELECT cores FROM joined_cores WHERE bundle = ?", bundle)
        return json.loads(zlib.decompress(cast(bytes, rows[0][0]))) if rows else []

    def put_bundles(self, bundles: Iterable[tuple[str, Sequence[str], Sequence[Record]]]) -> None:
        """File bundles: name, reports, records of the cores."""
        for bundle, reports, cores in bundles:
            text = json.dumps(cores, ensure_ascii=False, separators=(",", ":"))
            packed = zlib.compress(text.encode("utf-8", "surrogatepass"), 1)
            self._put("INSERT INTO joined_reports VALUES (?, ?)", [(r, bundle) for r in reports])
            self._connection.execute("INSERT INTO joined_cores VALUES (?, ?)", (bundle, packed))

    def drop_bundle(self, bundle: str) -> None:
        """Forget a bundle."""
        self._connection.execute("DELETE FROM joined_reports WHERE bundle = ?", (bundle,))
        self._connection.execute("DELETE FROM joined_cores WHERE bundle = ?", (bundle,))

    # ------------------------------------------------------------ keys

    def filed(self, key: int, most: int) -> list[tuple[str, bool]]:
        """The groups under a key and whether each meets any other there; no more than `most`."""
        sql = 'SELECT core, meets FROM joined_keys WHERE "key" = ? LIMIT ?'
        return [(str(core), bool(meets)) for core, meets in self._rows(sql, key, most)]

    def together(self, keys: Iterable[int]) -> Iterator[tuple[int, str, bool]]:
        """(key, group, whether it meets any other there) for all groups under these keys."""
        sql = (
            'SELECT k."key", k.core, k.meets FROM json_each(?) j '
            'JOIN joined_keys k ON k."key" = j.value'
        )
        for key, core, meets in self._rows(sql, json.dumps(sorted(keys))):
            yield int(key), str(core), bool(meets)

    def crowds(self, keys: Iterable[int], most: int) -> dict[int, int]:
        """How many groups are under each of these keys, up to `most`."""
        return self._counts('joined_keys WHERE "key"', keys, most)

    def _counts(self, where: str, numbers: Iterable[int], most: int) -> dict[int, int]:
        """How many rows there are of each of these numbers, up to `most`."""
        sql = (
            f"SELECT j.value, (SELECT count(*) FROM (SELECT 1 FROM {where} = j.value LIMIT ?)) "
            "FROM json_each(?) j"
        )
        rows = self._rows(sql, most, json.dumps([*numbers]))
        return {int(number): int(count) for number, count in rows}

    def put_keys(self, rows: Iterable[tuple[int, str, bool]]) -> None:
        """File groups under keys."""
        self._put("INSERT INTO joined_keys VALUES (?, ?, ?)", _by_number(rows))

    def drop_keys(self, rows: Iterable[tuple[int, str]]) -> None:
        """Take groups from under keys."""
        self._put('DELETE FROM joined_keys WHERE "key" = ? AND core = ?', rows)

    # ------------------------------------------------------------ stories

    def stories(self) -> int:
        """How many reports have words."""
        return int(self._rows("SELECT count(*) FROM joined_stories")[0][0])

    def story(self, report: str) -> Story | None:
        """The words of a report."""
        sql = 'SELECT report, words, names, "lead", rivals FROM joined_stories WHERE report = ?'
        rows = self._rows(sql, report)
        if not rows:
            return None
        name, words, names, lead, rivals = rows[0]
        return Story(name, tuple(words.split()), tuple(names.split()), lead, rivals)

    def led_by(self, core: str) -> list[str]:
        """The reports that a group leads."""
        sql = 'SELECT report FROM joined_stories WHERE "lead" = ?'
        return sorted(str(row[0]) for row in self._rows(sql, core))

    def saying(self, word: str, most: int) -> list[str]:
        """The reports with a word; no more than `most`."""
        sql = (
            "SELECT s.report FROM (SELECT story FROM joined_words WHERE word = ? LIMIT ?) w "
            "JOIN joined_stories s ON s.number = w.story"
        )
        return [str(row[0]) for row in self._rows(sql, word_number(word), most)]

    def sharing(self, words: Iterable[str], least: int) -> list[str]:
        """The reports with at least so many of these words, by id."""
        sql = (
            "SELECT s.report FROM (SELECT w.story FROM json_each(?) j JOIN joined_words w "
            "ON w.word = j.value GROUP BY w.story HAVING count(*) >= ?) w "
            "JOIN joined_stories s ON s.number = w.story ORDER BY s.report"
        )
        numbers = json.dumps([word_number(word) for word in words])
        return [str(row[0]) for row in self._rows(sql, numbers, least)]

    def times(self, words: Iterable[str], most: int) -> dict[str, int]:
        """How many reports have each of these words, up to `most`."""
        spelled = {word_number(word): word for word in words}
        return {
            spelled[number]: count
            for number, count in self._counts("joined_words WHERE word", spelled, most).items()
        }

    def put_stories(self, stories: Iterable[Story]) -> None:
        """File the words of reports."""
        words, numbers = array("q"), array("q")
        for story in stories:
            self._connection.execute(
                'INSERT INTO joined_stories (report, words, names, "lead", rivals) '
                "VALUES (?, ?, ?, ?, ?)",
                (story.report, " ".join(story.words), " ".join(story.names), story.lead,
                 story.rivals),
            )  # fmt: skip
            number = self._connection.last_insert_rowid()
            words.extend(word_number(word) for word in story.words)
            numbers.extend([number] * len(story.words))
        self._put(
            "INSERT OR IGNORE INTO joined_words VALUES (?, ?)",
            ((words[i], numbers[i]) for i in _in_order(words, numbers)),
        )

    def drop_story(self, story: Story) -> None:
        """Forget the words of a report."""
        sql = "SELECT number FROM joined_stories WHERE report = ?"
        number = self._rows(sql, story.report)[0][0]
        gone = [(word_number(word), number) for word in story.words]
        self._put("DELETE FROM joined_words WHERE word = ? AND story = ?", gone)
        self._connection.execute("DELETE FROM joined_stories WHERE number = ?", (number,))

    # ------------------------------------------------------------ near pairs

    def near(self, core: str) -> list[tuple[str, str, bool]]:
        """The near pairs (left, right, positive) of a group."""
        return [(a, b, positive) for a, b, positive, _, _ in self.strengths(core)]

    def strengths(self, core: str) -> list[tuple[str, str, bool, float, float]]:
        """The near pairs of a group (left, right, positive), their log-odds and objections."""
        sql = (
            'SELECT * FROM joined_near WHERE "left" = ?1 '
            'UNION ALL SELECT * FROM joined_near WHERE "right" = ?1'
        )
        return [
            (str(a), str(b), bool(positive), float(logit), float(objection))
            for a, b, positive, logit, objection in self._rows(sql, core)
        ]

    def put_near(self, rows: Iterable[tuple[str, str, bool, float, float]]) -> None:
        """Keep near pairs, in the place of what was known of them."""
        self._put("INSERT OR REPLACE INTO joined_near VALUES (?, ?, ?, ?, ?)", sorted(rows))

    def drop_near(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Forget near pairs."""
        self._put('DELETE FROM joined_near WHERE "left" = ? AND "right" = ?', pairs)

    # ------------------------------------------------------------ lines

    def on_line(self, line: int, most: int) -> list[tuple[str, bool]]:
        """The groups on a line and whether each sums up; no more than `most`."""
        sql = 'SELECT "group", sums FROM joined_lines WHERE line = ? LIMIT ?'
        return [(str(group), bool(sums)) for group, sums in self._rows(sql, line, most)]

    def lengths(self, lines: Iterable[int], most: int) -> dict[int, int]:
        """How many groups are on each of these lines, up to `most`."""
        return self._counts("joined_lines WHERE line", lines, most)

    def lines(self, group: str) -> list[int]:
        """The lines of a group."""
        sql = 'SELECT line FROM joined_lines WHERE "group" = ?'
        return [int(row[0]) for row in self._rows(sql, group)]

    def put_lines(self, rows: Iterable[tuple[int, str, bool]]) -> None:
        """File groups on lines."""
        self._put("INSERT INTO joined_lines VALUES (?, ?, ?)", _by_number(rows))

    def drop_lines(self, group: str) -> None:
        """Take a group from its lines."""
        self._connection.execute('DELETE FROM joined_lines WHERE "group" = ?', (group,))

    # ------------------------------------------------------------ texts

    def printed(self, key: bytes, bands: Iterable[int]) -> set[str]:
        """The reports whose text has these words, or one of these bands."""
        found = {
            str(r[0]) for r in self._rows("SELECT report FROM joined_texts WHERE words = ?", key)
        }
        for band in bands:
            rows = self._rows("SELECT report FROM joined_bands WHERE band = ?", band)
            found |= {str(row[0]) for row in rows}
        return found

    def put_texts(self, rows: Iterable[tuple[str, bytes]]) -> None:
        """Keep the hashes of reports' words."""
        self._put("INSERT OR REPLACE INTO joined_texts VALUES (?, ?)", rows)

    def put_bands(self, rows: Iterable[tuple[int, str]]) -> None:
        """Keep the bands of reports' texts."""
        filed = _by_number((band, report, False) for band, report in rows)
        self._put("INSERT OR IGNORE INTO joined_bands VALUES (?, ?)", (row[:2] for row in filed))

    # ------------------------------------------------------------ what was known

    def known(self, kind: str, name: str) -> str | None:
        """What was known of an id."""
        sql = "SELECT value FROM joined_with WHERE kind = ? AND id = ?"
        rows = self._rows(sql, kind, name)
        return str(rows[0][0]) if rows else None

    def all_known(self, kind: str) -> Iterator[tuple[str, str]]:
        """Ids and what was known of them."""
        sql = "SELECT id, value FROM joined_with WHERE kind = ? ORDER BY id"
        yield from ((str(name), str(value)) for name, value in self._rows(sql, kind))

    def known_from(self, kind: str, start: str) -> list[tuple[str, str]]:
        """Ids that begin so, and what was known of them."""
        sql = (
            "SELECT id, value FROM joined_with WHERE kind = ?1 AND id >= ?2 AND id < ?2 || ?3 "
            "ORDER BY id"
        )
        rows = self._rows(sql, kind, start, chr(0x10FFFF))
        return [(str(name), str(value)) for name, value in rows]

    def known_among(self, kind: str, names: Iterable[str]) -> list[str]:
        """Those of these ids of which something was known."""
        sql = "SELECT w.id FROM json_each(?) j JOIN joined_with w ON w.kind = ? AND w.id = j.value"
        return [str(row[0]) for row in self._rows(sql, json.dumps(sorted(names)), kind)]

    def put_known(self, kind: str, values: Mapping[str, str | None]) -> None:
        """Keep what is known of ids; None forgets one."""
        gone = [(kind, name) for name, value in values.items() if value is None]
        self._put("DELETE FROM joined_with WHERE kind = ? AND id = ?", gone)
        rows = [(kind, name, value) for name, value in values.items() if value is not None]
        self._put("INSERT OR REPLACE INTO joined_with VALUES (?, ?, ?)", sorted(rows))
