"""The verbs put together, and what happens to errors: words on stderr, exit code 2, no traceback."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from typing import Any

import typer

from gesta.cli.actors import group as actors
from gesta.cli.annotate import annotate
from gesta.cli.claims import claims
from gesta.cli.doctor import doctor
from gesta.cli.evaluate import evaluate
from gesta.cli.exporting import export
from gesta.cli.gazetteer import VERBS as GAZETTEER
from gesta.cli.importing import import_
from gesta.cli.judging import merge, split, undo
from gesta.cli.network import network
from gesta.cli.nowcast import nowcast
from gesta.cli.reporting import report
from gesta.cli.respond import respond
from gesta.cli.review import group as review
from gesta.cli.serving import serve
from gesta.cli.shift import shift
from gesta.cli.show import show
from gesta.cli.since import since
from gesta.cli.trend import trend
from gesta.cli.verifying import verify
from gesta.errors import GestaError

FAILED = 2
"""The exit code where a command could not do what it was asked."""

STOPPED = 130
"""The exit code of a command that Ctrl-C ended, as shells have it."""

LIGHT: dict[str, Callable[..., Any]] = {
    "show": show,
    "serve": serve,
    "report": report,
    "export": export,
    "import": import_,
    "verify": verify,
    "merge": merge,
    "split": split,
    "undo": undo,
    "annotate": annotate,
    "evaluate": evaluate,
    "doctor": doctor,
    "nowcast": nowcast,
    "trend": trend,
    "since": since,
    "respond": respond,
    "shift": shift,
    "claims": claims,
    "network": network,
}

GROUPS = ("actors", "review", "gazetteer")
"""Words with verbs of their own below them."""


def command_line(first: str | None = None) -> typer.Typer:
    """All verbs; `read`, whose libraries take a second to load, not where `first` is another."""
    app = typer.Typer(
        name="gesta",
        help="Reads news reports of armed conflict and keeps a sourced ledger.",
        epilog="Example: gesta read reports/ --ledger war.ledger",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    if first not in (*LIGHT, *GROUPS):
        from gesta.cli.read import read

        _register(app, read, "read")
    for name, verb in LIGHT.items():
        _register(app, verb, name)
    app.add_typer(actors(_register))
    app.add_typer(review(_register))
    app.add_typer(_group("gazetteer", "Make a gazetteer of your own.", GAZETTEER))
    return app


def _group(name: str, words: str, verbs: dict[str, Callable[..., Any]]) -> typer.Typer:
    """Verbs under one word."""
    group = typer.Typer(
        name=name, help=words, epilog=f"Example: gesta {name} build SY.zip", no_args_is_help=True,
        rich_markup_mode=None,
    )  # fmt: skip
    for verb_name, verb in verbs.items():
        _register(group, verb, verb_name)
    return group


def _register(app: typer.Typer, verb: Callable[..., Any], name: str) -> None:
    """Add a verb; the paragraph `Example: …` of its docstring goes to the end of its help."""
    words, _, example = (inspect.getdoc(verb) or "").partition("\n\nExample: ")
    app.command(name, help=words, epilog=f"Example: {example}")(verb)


def main() -> None:
    """Run the command line."""
    try:
        command_line(sys.argv[1] if len(sys.argv) > 1 else None)()
    except GestaError as error:
        print(f"gesta: {error}", file=sys.stderr)
        sys.exit(FAILED)
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        print(f"gesta: {name}{error.strerror or error}.", file=sys.stderr)
        sys.exit(FAILED)
    except KeyboardInterrupt:
        print("gesta: stopped.", file=sys.stderr)
        sys.exit(STOPPED)
