"""The mean of runs is taken weight by weight, of one network only."""

import pytest

torch = pytest.importorskip("torch", reason="needs the extra `train`")

from training.soup import soup  # noqa: E402


def test_each_weight_is_the_mean() -> None:
    runs = [{"a": torch.full((2, 2), float(n)), "b": torch.tensor([n, 1.0])} for n in (1, 2, 6)]
    mean = soup(runs)
    assert mean["a"].tolist() == [[3.0, 3.0], [3.0, 3.0]]
    assert mean["b"].tolist() == [3.0, 1.0]
    assert soup(runs[:1])["a"].equal(runs[0]["a"])


def test_runs_of_different_networks_are_refused() -> None:
    with pytest.raises(ValueError, match="same weights"):
        soup([{"a": torch.zeros(1)}, {"b": torch.zeros(1)}])
