"""The loss of a sequence against all legal sequences written out."""

from itertools import pairwise, product

import pytest

torch = pytest.importorskip("torch")


def legal(tags: tuple[int, ...]) -> bool:
    return all(b % 2 or b == 0 or a in (b, b - 1) for a, b in pairwise(tags))


@pytest.mark.parametrize("tags", [[0, 1, 2, 3], [3, 4, 4, 0], [4, 4, 1, 1], [0, 0, -1, -1], [1]])
def test_loss_is_that_of_all_legal_sequences(tags: list[int]) -> None:
    from training.marks.crf import sequence_loss

    torch.manual_seed(len(tags))
    scores = torch.randn(1, len(tags), 5)
    words = sum(tag >= 0 for tag in tags)

    def of(sequence: tuple[int, ...]) -> float:
        return sum(float(scores[0, word, tag]) for word, tag in enumerate(sequence))

    every = torch.tensor([of(s) for s in product(range(5), repeat=words) if legal(s)])
    expected = float(every.logsumexp(0)) - of(tuple(tags[:words]))
    assert float(sequence_loss(scores, torch.tensor([tags]))[0]) == pytest.approx(
        expected, abs=1e-4
    )


def test_words_beyond_the_end_do_not_count() -> None:
    from training.marks.crf import sequence_loss

    scores = torch.randn(2, 6, 3)
    scores[1, :4] = scores[0, :4]
    tags = torch.tensor([[0, 1, 2, 0, -1, -1]] * 2)
    one, other = sequence_loss(scores, tags).tolist()
    assert one == pytest.approx(other)
