"""docs/commands.md says what the commands say, and every help ends with an example."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from gesta.cli.app import GROUPS, LIGHT, command_line

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("columns", ["40", "200"])
def test_the_command_docs_are_up_to_date(columns: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "write_command_docs.py"), "--check"],
        capture_output=True, text=True, env={**os.environ, "COLUMNS": columns},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_help_ends_with_an_example() -> None:
    group = typer.main.get_command(command_line())
    commands = group.commands  # type: ignore[attr-defined]
    assert set(commands) == {"read", *LIGHT, *GROUPS}
    for name, command in commands.items():
        assert command.epilog.startswith(f"Example: gesta {name} ".rstrip())
        assert command.help
