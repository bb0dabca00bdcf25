"""Which gazetteer is in use: the user's own where there is one, else the package's.

A gazetteer of one's own is a folder with either or both of `geonames.gaz` (made by `gesta
gazetteer build`) and `places.txt` (made by `gesta gazetteer add`). It is looked for where the
environment variable GESTA_GAZETTEER points, else in the user's data folder. The word `built-in`
there means the package's own and nothing else.
"""

from __future__ import annotations

import os
from pathlib import Path

from gesta.errors import ResourceError

VARIABLE = "GESTA_GAZETTEER"
BUILT_IN = "built-in"
COMPILED = "geonames.gaz"
OWN = "places.txt"


def user_folder() -> Path:
    """Where a user's gazetteer lies unless told otherwise; it need not exist."""
    if os.name == "nt":
        data = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    else:
        data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "gesta" / "gazetteer"


def chosen_files() -> tuple[Path | None, Path | None]:
    """The compiled file and the file of own places in use; None for those of the package alone.

    Raises ResourceError where GESTA_GAZETTEER names what is not there.
    """
    asked = os.environ.get(VARIABLE, "")
    if asked == BUILT_IN:
        return None, None
    if not asked:
        return _files_in(user_folder())
    path = Path(asked)
    if path.is_file():
        return path, None
    found = _files_in(path)
    if found == (None, None):
        raise ResourceError(
            f"{path} holds no gazetteer ({COMPILED} or {OWN}). Make one with `gesta gazetteer "
            f"build` or `add` and --out, or use the package's own: --gazetteer {BUILT_IN}."
        )
    return found


def _files_in(folder: Path) -> tuple[Path | None, Path | None]:
    compiled, own = folder / COMPILED, folder / OWN
    return compiled if compiled.is_file() else None, own if own.is_file() else None


def choose(asked: str | None) -> None:
    """Use the gazetteer `asked` in this process and those it starts; None changes nothing.

    Raises ResourceError as `chosen_files`.
    """
    if asked is not None:
        os.environ[VARIABLE] = asked
    chosen_files()


def in_use() -> str:
    """The user's gazetteer in a few words for people; empty where it is the package's own."""
    return " and ".join(str(path) for path in chosen_files() if path)
