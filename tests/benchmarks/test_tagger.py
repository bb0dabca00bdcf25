"""The head in numpy against its twin in torch, on random weights and words."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks._tagger import Tagger, mixed, of_seed, score
from benchmarks._words import BUCKETS, Document, traits_of
from gesta.types import Span

torch = pytest.importorskip("torch")


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
    )


def test_traits_stay_below_their_buckets_and_know_the_neighbours() -> None:
    traits = traits_of(["The", "owl", "The"])
    assert traits.max() < BUCKETS
    assert traits[0, 0] == traits[2, 0]
    assert traits[0, 2] != traits[2, 2]


def test_scores_are_those_of_torch_with_padding_too(tmp_path: Path) -> None:
    from training.marks.tagger import Head, Recipe, padded, save

    torch.manual_seed(1)
    short, long = document(9), document(30)
    head = Head(12, short.traits.shape[1], 5, Recipe(width=16, traits=4)).eval()
    torch.nn.init.normal_(head.whole.weight)
    tags = [np.zeros(len(d.words), np.int64) for d in (short, long)]
    with torch.no_grad():
        vectors, traits, mask, _ = padded(list(zip((short, long), tags, strict=True)))
        wanted = head(vectors, traits, mask).numpy()
    save(tmp_path / "head.npz", [head], ["owl", "bat"], bias=0.5)
    weights = of_seed(np.load(tmp_path / "head.npz"), 0)
    for row, one in enumerate((short, long)):
        assert np.allclose(score(weights, one), wanted[row, : len(one.words)], atol=0.03)
    tagger = Tagger(tmp_path / "head.npz")
    assert tagger.labels == ["owl", "bat"]
    assert np.allclose(np.exp(tagger.scores(long)).sum(1), 1, atol=1e-4)


def test_the_anchored_head_is_that_of_torch() -> None:
    from benchmarks.polnear import Said, anchored, quotes, surroundings
    from training.marks.polnear import AnchoredHead, targets
    from training.marks.tagger import Recipe, padded, stored

    torch.manual_seed(2)
    text = document(40)
    head = AnchoredHead(12, text.traits.shape[1], Recipe(width=16, traits=4)).eval()
    said = [Said((4, 6), ((2, 3),), ((7, 12),)), Said((39, 40), (), ())]
    with torch.no_grad():
        vectors, traits, mask, _ = padded([(text, np.zeros(40, np.int64))])
        near, tags, seen = targets(text, said)
        words = head(vectors, traits, mask)[0]
        wanted = head.anchored(words, near, torch.tensor([s.cue for s in said]), seen).numpy()
    weights = of_seed(stored([head]), 0)
    own = mixed(weights, text)
    for row, one in enumerate(said):
        scores = anchored(weights, own, one.cue, surroundings(one.cue, text, quotes(text)))
        assert np.allclose(scores, wanted[row], atol=0.03)
    assert tags[0].tolist()[:13] == [0, 0, 1, 0, 0, 0, 0, 3, 4, 4, 4, 4, 0]
