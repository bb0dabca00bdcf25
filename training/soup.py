"""The mean of several runs' weights as one run (Wortsman et al. 2022).

    python -m training.soup runs/a runs/b --out runs/soup

All runs start from one encoder and the same heads (`train.INIT`), so that their weights lie close
enough together for the mean to be a model.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor

NET = "net.pt"


def soup(runs: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of each weight.

    Raises:
        ValueError: where the runs are of different networks.
    """
    if any(run.keys() != runs[0].keys() for run in runs):
        raise ValueError("the runs have not the same weights: train them with one version")
    return {name: torch.stack([run[name] for run in runs]).mean(0) for name in runs[0]}


def main() -> None:
    """Parse the command line, average and write the run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=Path, nargs="+", help="folders of training runs")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    mean = soup([torch.load(run / NET, weights_only=True) for run in args.runs])
    torch.save(mean, args.out / NET)
    recipes = {run.name: json.loads((run / "recipe.json").read_text()) for run in args.runs}
    (args.out / "recipe.json").write_text(json.dumps({"mean of": recipes}, indent=1) + "\n")


if __name__ == "__main__":
    main()
