"""Train the reader on the annotated passages.

    python -m training.train --corpora ../shared/corpora --out runs/seed1 --seed 1

AdamW, layer-wise decay of the learning rate, warm-up and linear decay, bf16 autocast, gold spans
for the pair heads, the losses summed with fixed weights. A checkpoint is kept after every epoch;
a stopped run goes on from it.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from training import standoff
from training.batch import PAIR_KINDS, Batch, Row, batches, collate, rows_of
from training.check_passages import checked
from training.data import IGNORE, Passage, load, prepare
from training.model import LAYERS, ReaderNet, gather, pooled
from training.pretrained import folder

# Weights of the summed loss: the three that all others rest on count full.
WEIGHTS = {
    "mention_tags": 1.0, "trigger_tags": 1.0, "roles": 1.0, "cue_tags": 0.5, "sources": 0.3,
    "says": 0.3, "content": 0.3, "ties": 0.5, "same": 0.3, "contents": 0.3, "certainty": 0.5,
    "outcome": 0.2, "modes": 0.2, "kind": 0.3,
}  # fmt: skip
# The vectors on either side of each kind of pair.
SIDES = {
    "roles": ("role_trigger", "role_mention"),
    "ties": ("tie_head", "tie_tail"),
    "same": ("tie_head", "tie_tail"),
    "sources": ("cue", "source_mention"),
    "says": ("cue", "said_trigger"),
    "contents": ("role_trigger", "said_trigger"),
}
LONGEST = 250  # pieces of a passage that the reader read itself
INIT = 1  # the heads begin alike in every run, so that the weights of runs can be averaged


@dataclass(frozen=True)
class Recipe:
    """What a run can vary."""

    epochs: int = 9
    rate: float = 2e-4
    head_rate: float = 1e-3
    decay: float = 0.9
    warmup: float = 0.1
    budget: int = 1000
    seed: int = 1
    smoothing: float = 0.0
    unhinted: float = 0.15  # share of pieces that lose their hints
    packed: int = 240  # pieces up to which passages are joined in a row
    own_epochs: int = 6  # epochs, from the first, in which the own passages are read too
    read_epochs: int = 6  # epochs, from the first, over which what the reader read itself is dealt
    embeddings: bool = False  # train the word embeddings too
    still: int = 0  # lower layers that stand still, all embeddings with them


def losses(net: ReaderNet, batch: Batch, recipe: Recipe) -> dict[str, Tensor]:
    """The loss of every head on one batch."""
    hidden = net.encoder(batch.pieces, batch.case, batch.hints, batch.mask)
    raw = (hidden[batch.row, batch.first] + hidden[batch.row, batch.last]) / 2
    words = net.dropout(raw)
    out: dict[str, Tensor] = {}
    for name, gold in batch.tags.items():
        out[name] = cross_entropy(
            getattr(net, name)(words).float(), gold, label_smoothing=recipe.smoothing
        )
    for kind, sides in PAIR_KINDS.items():
        pairs = batch.pairs[kind]
        if not len(pairs["label"]):
            continue
        left, right = (
            gather(getattr(net, vector), raw, batch.spans[spans], batch.types[spans])
            for vector, spans in zip(SIDES[kind], sides, strict=True)
        )
        scores = getattr(net, kind)(left[pairs["left"]], right[pairs["right"]], pairs).float()
        judge = _antecedent_loss if kind == "same" else _pair_loss
        out[kind] = judge(scores, pairs["label"], pairs["left"])
    out |= _content_loss(net, batch, raw)
    out |= _grade_losses(net, batch, raw)
    if (batch.kinds != IGNORE).any():
        scores = net.kind(pooled(raw, batch.sentences)).float()
        out["kind"] = cross_entropy(scores, batch.kinds, ignore_index=IGNORE)
    return out


def _pair_loss(scores: Tensor, label: Tensor, _: Tensor) -> Tensor:
    """Cross-entropy, binary for one class. Averaged over the pairs, so that a passage with many
    mentions does not drown the others' terms, and scaled up since most pairs are none."""
    if scores.shape[1] == 1:
        return 4 * binary_cross_entropy_with_logits(scores[:, 0], label.float())
    return 4 * cross_entropy(scores, label)


def _antecedent_loss(scores: Tensor, label: Tensor, left: Tensor) -> Tensor:
    """For each mention, the chance given to its true earlier mentions, or to none (which scores 0)
    where it has none (Lee et al. 2017)."""
    count = int(left.max()) + 1
    zeros = scores.new_zeros(count)
    top = zeros.scatter_reduce(0, left, scores[:, 0].detach(), "amax")
    grown = torch.exp(scores[:, 0] - top[left])
    none = torch.exp(-top)
    total = none.index_add(0, left, grown)
    right = zeros.index_add(0, left, grown * label)
    true = zeros.index_add(0, left, label.float()) > 0
    asked = zeros.index_add(0, left, torch.ones_like(grown)) > 0
    chance = (torch.where(true, right, none) / total)[asked]
    return -torch.log(chance.clamp_min(1e-8)).mean()


def _content_loss(net: ReaderNet, batch: Batch, raw: Tensor) -> dict[str, Tensor]:
    if not batch.content:
        return {}
    cues = gather(net.cue, raw, batch.spans["cues"], batch.types["cues"])
    words = torch.nn.functional.gelu(net.content_word(raw))
    pairs = batch.content
    scores = net.content(cues[pairs["left"]], words[pairs["right"]], pairs).float()
    return {"content": cross_entropy(scores, pairs["label"], ignore_index=IGNORE)}


def _grade_losses(net: ReaderNet, batch: Batch, raw: Tensor) -> dict[str, Tensor]:
    if not len(batch.spans["triggers"]):
        return {}
    vector = gather(net.grade_trigger, raw, batch.spans["triggers"], batch.types["triggers"])
    return {
        "certainty": cross_entropy(net.certainty(vector).float(), batch.grades["certainty"]),
        "outcome": cross_entropy(net.outcome(vector).float(), batch.grades["outcome"]),
        "modes": 10
        * binary_cross_entropy_with_logits(net.modes(vector).float(), batch.grades["modes"]),
    }


def hide_hints(batch: Batch, share: float) -> None:
    """Take the lexicon's hints away from a share of the pieces: it will not know every word."""
    kept = torch.rand(batch.hints.shape[:2]) >= share
    batch.hints.mul_(kept[..., None])


def groups_of(net: ReaderNet, recipe: Recipe) -> list[dict[str, object]]:
    """Parameter groups: heads at their own rate, layers at rates that fall with depth."""
    groups: list[dict[str, object]] = []
    for name, parameter in net.named_parameters():
        if recipe.still and _lower(name, recipe.still):
            parameter.requires_grad_(False)
            continue
        if not name.startswith("encoder."):
            rate = recipe.head_rate
        elif ".word_embeddings." in name and not recipe.embeddings:
            parameter.requires_grad_(False)
            continue
        elif ".hints." in name:
            rate = recipe.head_rate
        elif ".layer." in name:
            depth = int(name.split(".layer.")[1].split(".")[0])
            rate = recipe.rate * recipe.decay ** (LAYERS - 1 - depth)
        else:
            rate = recipe.rate * recipe.decay**LAYERS
        plain = name.endswith("bias") or "LayerNorm" in name
        groups.append({"params": [parameter], "lr": rate, "weight_decay": 0.0 if plain else 0.01})
    return groups


def _lower(name: str, still: int) -> bool:
    """Whether a weight lies in the embeddings or in one of the first `still` layers."""
    if ".layer." in name:
        return int(name.split(".layer.")[1].split(".")[0]) < still
    return name.startswith("encoder.")


def begin_with(net: ReaderNet, start: Path) -> None:
    """Take an encoder's weights (`.safetensors`), or all those of a run (`net.pt`); what an older
    run lacks begins at 0."""
    if start.suffix != ".pt":
        net.load_pretrained(load_file(start))
        return
    kept = torch.load(start, weights_only=True)
    own = net.state_dict()
    net.load_state_dict({n: kept.get(n, torch.zeros_like(own[n])) for n in own})


def train(
    passages: list[Passage],
    own: list[Passage],
    recipe: Recipe,
    out: Path,
    start: Path,
    read: Sequence[Passage] = (),
) -> ReaderNet:
    """Train on the corpus's passages, in the first epochs on the own ones too, and on what the reader
    `read` itself, of which each of the first epochs gets its share.

    `start` is an encoder or a run to go on from. `checkpoint.pt` is kept in `out` after every epoch, `net.pt` at the end.
    """
    out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(INIT)
    net = ReaderNet()
    torch.manual_seed(recipe.seed)
    random.seed(recipe.seed)
    begin_with(net, start)
    optimiser = torch.optim.AdamW(groups_of(net, recipe))
    of_epoch = [
        passages
        + (own if e < recipe.own_epochs else [])
        + (list(read[e :: recipe.read_epochs]) if e < recipe.read_epochs else [])
        for e in range(recipe.epochs)
    ]
    total = sum(len(_groups(of_epoch[e], recipe, e)) for e in range(recipe.epochs))
    warm = max(1, int(recipe.warmup * total))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.0, (total - s) / max(1, total - warm)))
    )
    first = _resume(out, net, optimiser, schedule)
    for epoch in range(first, recipe.epochs):
        begun, sums, steps = time.time(), dict.fromkeys(WEIGHTS, 0.0), 0
        net.train()
        for group in _groups(of_epoch[epoch], recipe, epoch):
            batch = collate(group)
            if recipe.unhinted:
                hide_hints(batch, recipe.unhinted)
            with torch.autocast("cpu", torch.bfloat16):
                parts = losses(net, batch, recipe)
            loss = torch.stack([WEIGHTS[k] * v for k, v in parts.items()]).sum()
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            steps += 1
            for k, v in parts.items():
                sums[k] += float(v.detach())
        line = " ".join(f"{k} {v / steps:.3f}" for k, v in sums.items())
        print(f"epoch {epoch + 1} {time.time() - begun:.0f}s {line}", flush=True)
        torch.save(
            {"epoch": epoch + 1, "net": net.state_dict(), "optimiser": optimiser.state_dict(),
             "schedule": schedule.state_dict()},
            out / "checkpoint.pt",
        )  # fmt: skip
    torch.save(net.state_dict(), out / "net.pt")
    (out / "recipe.json").write_text(json.dumps(asdict(recipe), indent=1) + "\n")
    (out / "checkpoint.pt").unlink(missing_ok=True)
    return net


def _groups(passages: list[Passage], recipe: Recipe, epoch: int) -> list[list[Row]]:
    rng = random.Random(f"{recipe.seed}/{epoch}")
    rows = rows_of(passages, packed=recipe.packed, rng=rng)
    return list(batches(rows, budget=recipe.budget, rng=rng))


def _resume(
    out: Path,
    net: ReaderNet,
    optimiser: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
) -> int:
    path = out / "checkpoint.pt"
    if not path.exists():
        return 0
    kept = torch.load(path, weights_only=True)
    net.load_state_dict(kept["net"])
    optimiser.load_state_dict(kept["optimiser"])
    schedule.load_state_dict(kept["schedule"])
    return int(kept["epoch"])


def main() -> None:
    """Parse the command line and train one seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--leave-out", default="", help="train without these origins: a,b")
    parser.add_argument("--own", type=Path, nargs="*", default=[], help="own passages, compact")
    parser.add_argument("--read", type=Path, help="what training.self_read wrote")
    parser.add_argument(
        "--standoff", type=Path, nargs="*", default=[], help="what training.standoff wrote"
    )
    parser.add_argument(
        "--start", type=Path, help="encoder, or net.pt of a run; else the published one"
    )
    for name, default in asdict(Recipe()).items():
        if isinstance(default, bool):
            parser.add_argument(f"--{name}", action="store_true")
        else:
            parser.add_argument(f"--{name}", type=type(default), default=default)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    np.random.seed(args.seed)
    recipe = Recipe(**{name: getattr(args, name) for name in asdict(Recipe())})
    tokenizer = Tokenizer.from_file(str(folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    passages = load(args.corpora / "reader/gesta/train.jsonl", tokenizer, leave_out=args.leave_out)
    passages += [prepare(row, tokenizer) for row in standoff.load(args.standoff, args.corpora)]
    own = [prepare(row, tokenizer) for _, row in checked(args.own)]
    read = load(args.read, tokenizer) if args.read else []
    read = [p for p in read if len(p.pieces) <= LONGEST]
    random.Random(args.seed).shuffle(read)
    for name, found in (("corpus", passages), ("own", own), ("read", read)):
        print(f"{name}: {len(found)} passages, {sum(len(p.pieces) for p in found):,} pieces")
    train(passages, own, recipe, args.out, args.start or folder() / "model.safetensors", read)


if __name__ == "__main__":
    main()
