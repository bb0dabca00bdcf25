"""The reader's network: a MiniLM encoder and light heads for everything in the codebook.

The encoder is BERT (Devlin et al. 2019) with the parameter names of the published weights, so
that they load as they are. The pair heads follow the biaffine scorers of Dozat & Manning (2017)
with a small perceptron over the same two vectors.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu

from gesta.reader import features, labels
from gesta.reader.lexicon import HINTS
from gesta.reader.paths import PATH_BITS
from gesta.reader.pieces import CASES

WIDTH = 384
HEADS = 12
LAYERS = 6
PAIR = 128


class SelfAttention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        # Written out: on a CPU the fused kernel is several times slower for short bf16 windows.
        query = split(self.query(x)) * (WIDTH // HEADS) ** -0.5
        scores = query @ split(self.key(x)).transpose(-1, -2)
        if mask is not None:
            scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
        mixed = torch.softmax(scores, -1) @ split(self.value(x))
        return mixed.transpose(1, 2).reshape(batch, length, WIDTH)


class Added(nn.Module):
    """A projection added to its input and normed."""

    def __init__(self, inner: int, dropout: float) -> None:
        super().__init__()
        self.dense = nn.Linear(inner, WIDTH)
        self.LayerNorm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, residual: Tensor) -> Tensor:
        out: Tensor = self.LayerNorm(self.dropout(self.dense(x)) + residual)
        return out


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.attention = nn.ModuleDict({"self": SelfAttention(), "output": Added(WIDTH, dropout)})
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(WIDTH, 4 * WIDTH)})
        self.output = Added(4 * WIDTH, dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        x = self.attention["output"](self.attention["self"](x, mask), x)
        out: Tensor = self.output(gelu(self.intermediate["dense"](x)), x)
        return out


class Embeddings(nn.Module):
    """Pieces, positions, the case of the word (in the place of BERT's token types), and what the
    lexicon of triggers says of the word."""

    def __init__(self, vocabulary: int, dropout: float) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(vocabulary, WIDTH)
        self.position_embeddings = nn.Embedding(512, WIDTH)
        self.token_type_embeddings = nn.Embedding(CASES, WIDTH)
        self.hints = nn.Linear(HINTS, WIDTH, bias=False)
        self.LayerNorm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        nn.init.zeros_(self.hints.weight)

    def forward(self, pieces: Tensor, case: Tensor, hints: Tensor) -> Tensor:
        position = torch.arange(pieces.shape[1], device=pieces.device)
        summed = (
            self.word_embeddings(pieces)
            + self.position_embeddings(position)[None]
            + self.token_type_embeddings(case)
            + self.hints(hints)
        )
        out: Tensor = self.dropout(self.LayerNorm(summed))
        return out


class Encoder(nn.Module):
    def __init__(self, vocabulary: int = 30522, dropout: float = 0.1) -> None:
        super().__init__()
        self.embeddings = Embeddings(vocabulary, dropout)
        self.encoder = nn.ModuleDict(
            {"layer": nn.ModuleList(Layer(dropout) for _ in range(LAYERS))}
        )

    def forward(
        self, pieces: Tensor, case: Tensor, hints: Tensor, mask: Tensor | None = None
    ) -> Tensor:
        x = self.embeddings(pieces, case, hints)
        for layer in self.encoder["layer"]:  # type: ignore[union-attr]
            x = layer(x, mask)
        return x


class SpanVector(nn.Module):
    """A span as `PAIR` numbers: its first and last word and its type."""

    def __init__(self, types: int, dropout: float) -> None:
        super().__init__()
        self.first = nn.Linear(WIDTH, PAIR)
        self.last = nn.Linear(WIDTH, PAIR, bias=False)
        self.kind = nn.Embedding(max(1, types), PAIR)
        self.dropout = nn.Dropout(dropout)

    def forward(self, first: Tensor, last: Tensor, types: Tensor) -> Tensor:
        out: Tensor = self.dropout(gelu(self.first(first) + self.last(last) + self.kind(types)))
        return out


class PairScorer(nn.Module):
    """Scores `[n, labels]` for `n` pairs of vectors: biaffine plus perceptron with features."""

    def __init__(self, classes: int, dropout: float) -> None:
        super().__init__()
        self.biaffine = nn.Parameter(torch.zeros(classes, PAIR, PAIR))
        self.left = nn.Linear(PAIR, PAIR)
        self.right = nn.Linear(PAIR, PAIR, bias=False)
        self.product = nn.Linear(PAIR, PAIR, bias=False)
        self.distance = nn.Embedding(features.DISTANCES, PAIR)
        self.gap = nn.Embedding(features.SENTENCE_GAPS, PAIR)
        self.between = nn.Embedding(features.BETWEEN, PAIR)
        self.bits = nn.Linear(features.NAME_BITS, PAIR, bias=False)
        self.path = nn.Linear(PATH_BITS, PAIR, bias=False)
        self.out = nn.Linear(PAIR, classes)
        self.dropout = nn.Dropout(dropout)
        nn.init.normal_(self.biaffine, std=0.01)

    def forward(self, left: Tensor, right: Tensor, seen: dict[str, Tensor]) -> Tensor:
        bilinear = torch.einsum("np,kpq,nq->nk", left, self.biaffine.to(left.dtype), right)
        hidden = self.left(left) + self.right(right) + self.product(left * right)
        hidden = hidden + self.distance(seen["distance"]) + self.gap(seen["gap"])
        hidden = hidden + self.between(seen["between"]) + self.bits(seen["bits"])
        if "path" in seen:
            hidden = hidden + self.path(seen["path"])
        out: Tensor = bilinear + self.out(self.dropout(gelu(hidden)))
        return out


class Grader(nn.Module):
    """A perceptron over one vector."""

    def __init__(self, inner: int, classes: int, dropout: float) -> None:
        super().__init__()
        self.hidden = nn.Linear(inner, PAIR)
        self.out = nn.Linear(PAIR, classes)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.out(self.dropout(gelu(self.hidden(x))))
        return out


class ReaderNet(nn.Module):
    """Encoder and all heads. `words(...)` gives `[words, WIDTH]` for a padded batch."""

    def __init__(self, *, dropout: float = 0.1, head_dropout: float = 0.3) -> None:
        super().__init__()
        d = head_dropout
        self.encoder = Encoder(dropout=dropout)
        self.mention_tags = nn.Linear(WIDTH, len(labels.MENTION_TAGS))
        self.trigger_tags = nn.Linear(WIDTH, len(labels.TRIGGER_TAGS))
        self.cue_tags = nn.Linear(WIDTH, len(labels.SPAN_TAGS))
        mentions, triggers = len(labels.MENTION_TAGS) // 2, len(labels.TRIGGER_TAGS) // 2
        self.role_trigger = SpanVector(triggers, d)
        self.role_mention = SpanVector(mentions, d)
        self.tie_head = SpanVector(mentions, d)
        self.tie_tail = SpanVector(mentions, d)
        self.cue = SpanVector(1, d)
        self.source_mention = SpanVector(mentions, d)
        self.said_trigger = SpanVector(triggers, d)
        self.content_word = nn.Linear(WIDTH, PAIR)
        self.roles = PairScorer(len(labels.ROLE_LABELS), d)
        self.ties = PairScorer(len(labels.TIE_LABELS), d)
        self.same = PairScorer(1, d)
        self.sources = PairScorer(1, d)
        self.says = PairScorer(1, d)
        self.contents = PairScorer(1, d)
        self.content = PairScorer(len(labels.SPAN_TAGS), d)
        self.grade_trigger = SpanVector(triggers, d)
        self.certainty = Grader(PAIR, len(labels.CERTAINTY_LABELS), d)
        self.outcome = Grader(PAIR, len(labels.OUTCOME_LABELS), d)
        self.modes = Grader(PAIR, len(labels.MODE_LABELS), d)
        self.kind = Grader(2 * WIDTH, len(labels.KIND_LABELS), d)
        self.dropout = nn.Dropout(d)

    def load_pretrained(self, weights: dict[str, Tensor]) -> None:
        """Take the published MiniLM weights; the case table starts at BERT's first token type."""
        own = self.encoder.state_dict()
        taken = {k: v for k, v in weights.items() if k in own and v.shape == own[k].shape}
        types = weights["embeddings.token_type_embeddings.weight"]
        if len(types) != CASES:
            types = types[:1].repeat(CASES, 1)
        taken["embeddings.token_type_embeddings.weight"] = types
        taken.setdefault("embeddings.hints.weight", own["embeddings.hints.weight"])
        missing = set(own) - set(taken)
        if missing:
            raise ValueError(f"the pretrained weights lack {sorted(missing)}")
        self.encoder.load_state_dict(taken)


def gather(vector: SpanVector, words: Tensor, spans: Tensor, types: Tensor) -> Tensor:
    """Span vectors `[n, PAIR]` of `[n, 2]` word ranges into flat `words`."""
    out: Tensor = vector(words[spans[:, 0]], words[spans[:, 1] - 1], types)
    return out


def pooled(words: Tensor, sentences: list[tuple[int, int]]) -> Tensor:
    """Mean and maximum over the words of each sentence, `[sentences, 2 * WIDTH]`."""
    return torch.stack([torch.cat((words[a:b].mean(0), words[a:b].amax(0))) for a, b in sentences])
