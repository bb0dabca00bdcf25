"""The compact form of an annotated passage: marks in the text, a line for each event and source.

    @ mali-014 | wire
    «x: [a:group Gunmen] {1:ASSAULT ambushed} [b:site an army convoy] near [c:place Menaka]»x, [d:government officials] <x: said>.
    1 attributed hit +firearms | actor a | target b | place c
    x source d
    ties same d a; part-of a b
    kinds fact

- `[a:TYPE words]` a mention (they nest), `{1:TYPE words}` a trigger, `<x: words>` a cue of what
  somebody says, `«x: words»x` what is said at the cue x (once or in several parts);
- a cue's name is one small letter, with a number if need be;
- the line of an event: certainty, outcome if any, modes, then `role mention mention ...`;
  `content 2` names another event;
- `x source d`, or `x source -` where nobody is named;
- `ties TYPE from to; ...` and `kinds` with the kind of each sentence, in order.

A backslash makes the sign after it plain; `\\n` is a line break. Passages are parted by blank lines;
`#` begins a remark. What comes out is a row of the annotated corpus: a JSON object with character
offsets, half-open.
"""  # noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]

_SIGNS = r"[]{}<>«»\\"
_MARK = re.compile(
    r"\\(?P<plain>.)"
    r"|\[(?P<mention>\w+):(?P<mtype>\w+) "
    r"|\{(?P<event>\d+):(?P<etype>\w+) "
    r"|<(?P<cue>[a-z]\d*): "
    r"|«(?P<begin>[a-z]\d*): "
    r"|»(?P<end>[a-z]\d*)"
    r"|(?P<close>[\]}>])"
    r"|(?P<stray>[\[{<«»])"
)
_OPENER = {"]": "[", "}": "{", ">": "<"}


class CompactError(ValueError):
    """A passage that does not follow the form; the message says what and where."""


def parse_file(path: Path) -> Iterator[tuple[int, Row | CompactError]]:
    """Every passage of a file with the number of its first line, or what is wrong with it."""
    lines = path.read_text(encoding="utf-8").split("\n")
    block: list[str] = []
    first = 0
    for number, line in enumerate([*lines, ""], 1):
        if line.strip() and not line.startswith("#"):
            first = first if block else number
            block.append(line)
        elif not line.strip() and block:
            yield first, _parsed(block)
            block = []


def _parsed(block: list[str]) -> Row | CompactError:
    try:
        return parse("\n".join(block))
    except CompactError as error:
        return error


def parse(block: str) -> Row:
    """One passage as a row of the corpus.

    Raises:
        CompactError: where the form is not kept.
    """
    head, _, rest = block.partition("\n")
    marked, _, tail = rest.partition("\n")
    fields = [part.strip() for part in head.removeprefix("@").split("|")]
    if not head.startswith("@") or len(fields) != 2 or not all(fields):
        raise CompactError(f"the first line is {head!r}; write `@ id | style`")
    marks = _Marks(marked)
    row: Row = {
        "id": fields[0], "text": marks.text, "origin": fields[1], "mentions": marks.mentions,
        "events": [], "attributions": [], "ties": [], "sentences": [],
    }  # fmt: skip
    given: set[str] = set()
    for line in filter(str.strip, tail.split("\n")):
        _line(row, marks, line.strip(), given)
    unlined = [name for name in (*marks.triggers, *marks.cues) if name not in given]
    if unlined:
        raise CompactError(f"no line for {', '.join(unlined)}; each trigger and cue needs one")
    row["events"].sort(key=lambda e: e["trigger"]["start"])
    return row


class _Marks:
    """The text without its marks, and the spans that they give."""

    def __init__(self, marked: str) -> None:
        self.mentions: list[Row] = []
        self.triggers: dict[str, tuple[str, int, int]] = {}
        self.cues: dict[str, tuple[int, int]] = {}
        self.content: dict[str, list[Row]] = {}
        self._open: dict[str, list[tuple[str, str, int]]] = {sign: [] for sign in "[{<«"}
        parts: list[str] = []
        at = length = 0
        for found in _MARK.finditer(marked):
            parts.append(marked[at : found.start()])
            length += found.start() - at
            at = found.end()
            plain = found["plain"]
            if plain is not None:
                parts.append("\n" if plain == "n" else plain)
                length += 1
            else:
                self._mark(found, length, marked)
        parts.append(marked[at:])
        self.text = "".join(parts)
        left = [name for opened in self._open.values() for name, _, _ in opened]
        if left:
            raise CompactError(f"the mark {left[0]} is never closed")
        self.mentions.sort(key=lambda m: (m["start"], -m["end"]))

    def _mark(self, found: re.Match[str], here: int, marked: str) -> None:
        if found["stray"]:
            near = marked[found.start() : found.start() + 25]
            raise CompactError(f"the sign at {near!r} begins no mark; put a backslash before it")
        if found["mention"]:
            self._open["["].append((found["mention"], found["mtype"], here))
        elif found["event"]:
            self._open["{"].append((found["event"], found["etype"], here))
        elif found["cue"]:
            self._open["<"].append((found["cue"], "", here))
        elif found["begin"]:
            self._open["«"].append((found["begin"], "", here))
        elif found["end"]:
            self._content(found["end"], here)
        else:
            self._close(found["close"], here)

    def _content(self, name: str, here: int) -> None:
        opened = self._open["«"]
        rows = [item for item in opened if item[0] == name]
        if not rows:
            raise CompactError(f"»{name} closes a content that no «{name}: opened")
        opened.remove(rows[-1])
        self.content.setdefault(name, []).append({"start": rows[-1][2], "end": here})

    def _close(self, sign: str, here: int) -> None:
        if not self._open[_OPENER[sign]]:
            raise CompactError(f"a {sign} closes nothing; put a backslash before a plain sign")
        name, kind, start = self._open[_OPENER[sign]].pop()
        if sign == "]":
            if any(m["id"] == name for m in self.mentions):
                raise CompactError(f"two mentions are called {name}")
            self.mentions.append({"id": name, "type": kind, "start": start, "end": here})
        elif sign == "}":
            if name in self.triggers:
                raise CompactError(f"two triggers are called {name}")
            self.triggers[name] = (kind, start, here)
        elif name in self.cues:
            raise CompactError(f"two cues are called {name}")
        else:
            self.cues[name] = (start, here)


def _line(row: Row, marks: _Marks, line: str, given: set[str]) -> None:
    word, _, rest = line.partition(" ")
    if word == "ties":
        row["ties"] += [_tie(part) for part in rest.split(";") if part.strip()]
    elif word == "kinds":
        row["sentences"] = rest.split()
    elif word in marks.triggers:
        if word in given:
            raise CompactError(f"two lines for the event {word}")
        row["events"].append(_event(word, marks.triggers[word], rest))
    elif word in marks.cues:
        row["attributions"] += _attributions(word, marks, rest)
    else:
        raise CompactError(f"the line {line!r} begins with no trigger or cue of the text")
    given.add(word)


def _tie(part: str) -> Row:
    fields = part.split()
    if len(fields) != 3:
        raise CompactError(f"the tie {part.strip()!r} is not `TYPE from to`")
    return {"type": fields[0], "from": fields[1], "to": fields[2]}


def _event(name: str, trigger: tuple[str, int, int], rest: str) -> Row:
    head, *parts = rest.split("|")
    grades = head.split()
    plain = [g for g in grades if not g.startswith("+")]
    if not 1 <= len(plain) <= 2:
        raise CompactError(f"event {name}: {head.strip()!r} is not `CERTAINTY [OUTCOME] [+mode]`")
    args = []
    for part in parts:
        role, *fillers = part.split()
        if not fillers:
            raise CompactError(f"event {name}: the role {role!r} names no mention")
        inner = role == "content"
        args += [{"role": role, "mention": f"e{f}" if inner else f} for f in fillers]
    return {
        "id": f"e{name}", "type": trigger[0], "mode": [g[1:] for g in grades if g[0] == "+"],
        "certainty": plain[0], "outcome": plain[1] if len(plain) == 2 else None,
        "trigger": {"start": trigger[1], "end": trigger[2]}, "args": args,
    }  # fmt: skip


def _attributions(name: str, marks: _Marks, rest: str) -> list[Row]:
    word, *sources = rest.split()
    if word != "source" or not sources:
        raise CompactError(f"cue {name}: {rest!r} is not `source MENTION ...` or `source -`")
    start, end = marks.cues[name]
    return [
        {
            "source": None if source == "-" else source,
            "cue": {"start": start, "end": end},
            "content": marks.content.get(name, []),
        }
        for source in sources
    ]


def render(row: Row) -> str:
    """The compact form of a row; `parse` gives the row back (events and cues named anew)."""
    number = {e["id"]: str(i) for i, e in enumerate(row["events"], 1)}
    cues: dict[tuple[int, int], list[Row]] = {}
    for said in row["attributions"]:
        cues.setdefault((said["cue"]["start"], said["cue"]["end"]), []).append(said)
    names = {span: f"x{i}" for i, span in enumerate(sorted(cues), 1)}
    lines = [f"@ {row['id']} | {row['origin']}", _marked(row, number, cues, names)]
    lines += [_event_line(event, number) for event in row["events"]]
    for span, rows in sorted(cues.items()):
        lines.append(f"{names[span]} source " + " ".join(r["source"] or "-" for r in rows))
    if row["ties"]:
        ties = (f"{t['type']} {t['from']} {t['to']}" for t in row["ties"])
        lines.append("ties " + "; ".join(ties))
    return "\n".join([*lines, "kinds " + " ".join(row["sentences"])])


def _event_line(event: Row, number: dict[str, str]) -> str:
    modes = [f"+{m}" for m in event["mode"]]
    head = [number[event["id"]], event["certainty"], *filter(None, [event["outcome"]]), *modes]
    roles: dict[str, list[str]] = {}
    for arg in event["args"]:
        filler = number[arg["mention"]] if arg["role"] == "content" else arg["mention"]
        roles.setdefault(arg["role"], []).append(filler)
    return " | ".join([" ".join(head), *(f"{r} {' '.join(f)}" for r, f in roles.items())])


def _marked(
    row: Row,
    number: dict[str, str],
    cues: dict[tuple[int, int], list[Row]],
    names: dict[tuple[int, int], str],
) -> str:
    spans = [(m["start"], m["end"], f"[{m['id']}:{m['type']} ", "]") for m in row["mentions"]]
    for e in row["events"]:
        start, end = e["trigger"]["start"], e["trigger"]["end"]
        spans.append((start, end, f"{{{number[e['id']]}:{e['type']} ", "}"))
    for span, rows in cues.items():
        spans.append((*span, f"<{names[span]}: ", ">"))
        name = names[span]
        spans += [(c["start"], c["end"], f"«{name}: ", f"»{name}") for c in rows[0]["content"]]
    opens: dict[int, str] = {}
    closes: dict[int, str] = {}
    for start, end, opening, closing in sorted(spans, key=lambda s: (s[0], -s[1])):
        opens[start] = opens.get(start, "") + opening
        closes[end] = closing + closes.get(end, "")
    out = []
    for at, sign in enumerate([*row["text"], ""]):
        out += [closes.get(at, ""), opens.get(at, "")]
        out.append("\\n" if sign == "\n" else "\\" + sign if sign and sign in _SIGNS else sign)
    return "".join(out)
