"""The loss of whole sequences of BIO tags, as the decoder chooses them.

A tag alone is trained to be right on the average of its word; where a long span ends is a choice
between few places, and one wrong word loses the span. So the loss is that of a linear chain
(Lafferty et al. 2001) whose only transitions are what is allowed: `decode.tags_of` finds its best.
"""

from __future__ import annotations

import torch
from torch import Tensor


def sequence_loss(scores: Tensor, tags: Tensor) -> Tensor:
    """Nats `[rows]` by which the given tags fall short of all legal ones.

    `scores` are `[rows, words, 1 + 2 * types]`, `tags` `[rows, words]`, -1 beyond the end of a row.
    A row may begin within a span.
    """
    inside = tags >= 0
    given = scores.gather(2, tags.clamp(min=0)[..., None])[..., 0]
    total = scores[:, 0]
    for word, counts in zip(scores.unbind(1)[1:], inside.unbind(1)[1:], strict=True):
        anything = total.logsumexp(1, keepdim=True)
        goes_on = torch.logaddexp(total[:, 1::2], total[:, 2::2])
        of_types = torch.stack((anything.expand_as(goes_on), goes_on), 2).flatten(1)
        before = torch.cat((anything, of_types), 1)
        total = torch.where(counts[:, None], before + word, total)
    return total.logsumexp(1) - (given * inside).sum(1)
