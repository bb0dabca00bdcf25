"""Passages joined into a report keep their words under their spans."""

from benchmarks.whole_reports import joined


def passage(text: str, mention: str, trigger: str) -> dict[str, object]:
    def span(words: str) -> dict[str, int]:
        return {"start": text.index(words), "end": text.index(words) + len(words)}

    return {
        "id": "p", "text": text, "sentences": ["fact"], "ties": [],
        "mentions": [{"id": "m", "type": "group", **span(mention)}],
        "events": [
            {"id": "e", "type": "ASSAULT", "trigger": span(trigger),
             "args": [{"role": "actor", "mention": "m"}]}
        ],
        "attributions": [{"source": None, "cue": span(trigger), "content": [span(mention)]}],
    }  # fmt: skip


def test_spans_move_and_ids_stay_apart() -> None:
    whole = joined(
        [passage("Rebels struck.", "Rebels", "struck"), passage("An army fled.", "army", "fled")]
    )
    text = whole["text"]
    assert [text[m["start"] : m["end"]] for m in whole["mentions"]] == ["Rebels", "army"]
    triggers = [e["trigger"] for e in whole["events"]]
    assert [text[t["start"] : t["end"]] for t in triggers] == ["struck", "fled"]
    assert [e["args"][0]["mention"] for e in whole["events"]] == ["0.m", "1.m"]
    assert [m["id"] for m in whole["mentions"]] == ["0.m", "1.m"]
    (part,) = whole["attributions"][1]["content"]
    assert text[part["start"] : part["end"]] == "army"
    assert whole["sentences"] == ["fact", "fact"]
