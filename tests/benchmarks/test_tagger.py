"""The head and its upper layers in numpy against their twins in torch, on random weights."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from benchmarks._tagger import Tagger, mixed, score, weights_of
from benchmarks._upper import Upper
from benchmarks._words import BUCKETS, Document, Seen, traits_of
from gesta.types import Span

torch = pytest.importorskip("torch")

if TYPE_CHECKING:
    from training.marks.upper import Upper as Taught


def document(words: int, width: int = 12) -> Document:
    draw = np.random.default_rng(words)
    names = [f"word{i % 5}" for i in range(words)]
    return Document(
        text=" ".join(names),
        words=[Span(6 * i, 6 * i + 5) for i in range(words)],
        lowered=names,
        vectors=draw.normal(size=(words, width)).astype(np.float32),
        traits=traits_of(names),
        sentences=np.array([[0, words // 2], [words // 2, words]]),
        windows=(window(words // 3), window(words - words // 3)),
    )


def window(words: int) -> Seen:
    """Every second word in two pieces, between a piece at either end."""
    first = 1 + np.arange(words) + np.arange(words) // 2
    last = np.append(first[1:], first[-1] + 2) - 1
    draw = np.random.default_rng(words)
    return Seen(draw.normal(size=(last[-1] + 2, 384)).astype(np.float16), first, last)


@pytest.fixture(scope="module")
def upper() -> "Taught":
    from training.marks.upper import Upper as Taught
    from training.model import ReaderNet

    torch.manual_seed(0)
    return Taught(ReaderNet().state_dict()).eval()


def test_traits_stay_below_their_buckets_and_know_the_neighbours() -> None:
    traits = traits_of(["The", "owl", "The"])
    assert traits.max() < BUCKETS
    assert traits[0, 0] == traits[2, 0]
    assert traits[0, 2] != traits[2, 2]


def test_scores_are_those_of_torch_with_padding_too(tmp_path: Path, upper: "Taught") -> None:
    from training.marks.tagger import Head, Recipe, padded, save

    torch.manual_seed(1)
    short, long = document(9), document(30)
    head = Head(12, short.traits.shape[1], 5, Recipe(width=16, traits=4)).eval()
    torch.nn.init.normal_(head.whole.weight)
    tags = [np.zeros(len(d.words), np.int64) for d in (short, long)]
    with torch.no_grad():
        vectors, traits, mask, _ = padded(list(zip((short, long), tags, strict=True)))
        wanted = head(vectors, traits, mask, upper((short, long))).numpy()
    save(tmp_path / "head.npz", head, ["owl", "bat"], bias=0.5)
    upper.write(tmp_path / "head.onnx")
    weights, _ = weights_of(tmp_path / "head.npz", ("labels", "bias", "sure"))
    lifted = Upper(tmp_path / "head.onnx")
    for row, one in enumerate((short, long)):
        assert np.allclose(
            score(weights, one, lifted(one)), wanted[row, : len(one.words)], atol=0.03
        )
    tagger = Tagger(tmp_path / "head.npz")
    assert tagger.labels == ["owl", "bat"]
    assert np.allclose(np.exp(tagger.scores(long)).sum(1), 1, atol=1e-4)


def test_the_anchored_head_is_that_of_torch(tmp_path: Path, upper: "Taught") -> None:
    from benchmarks.polnear import Said, anchored, quotes, surroundings
    from training.marks.polnear import AnchoredHead, targets, write
    from training.marks.tagger import Recipe, padded

    torch.manual_seed(2)
    text = document(40)
    head = AnchoredHead(12, text.traits.shape[1], Recipe(width=16, traits=4)).eval()
    said = [Said((4, 6), ((2, 3),), ((7, 12),)), Said((39, 40), (), ())]
    with torch.no_grad():
        vectors, traits, mask, _ = padded([(text, np.zeros(40, np.int64))])
        near, tags, seen = targets(text, said)
        words = head(vectors, traits, mask, upper([text]))[0]
        wanted = head.anchored(words, near, torch.tensor([s.cue for s in said]), seen).numpy()
    write(tmp_path / "head.npz", head, 0.0, 0.0)
    upper.write(tmp_path / "head.onnx")
    weights, _ = weights_of(tmp_path / "head.npz", ("bias", "said_bias"))
    own = mixed(weights, text, Upper(tmp_path / "head.onnx")(text))
    for row, one in enumerate(said):
        scores = anchored(weights, own, one.cue, surroundings(one.cue, text, quotes(text)))
        assert np.allclose(scores, wanted[row], atol=0.03)
    assert tags[0].tolist()[:13] == [0, 0, 1, 0, 0, 0, 0, 3, 4, 4, 4, 4, 0]
