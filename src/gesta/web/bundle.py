"""The built page as one HTML file that needs no other, to be opened from disk.

Its modules travel compressed and become modules again in the browser, each at an address of its
own (`blob:`), because a file may not import the file beside it. The policy stands in the file: its
two scripts and the style by their hashes, and no address that leads anywhere.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

from gesta.errors import GestaError

ENTRY: Final = "app.js"
THEME: Final = "theme.js"
STATIC_IMPORT: Final = re.compile(r"""(\bfrom\s*|\bimport\s*)(["'`])\./([\w.-]+\.js)\2""")
DYNAMIC_IMPORT: Final = re.compile(r"""\bimport\(\s*(["'`])\./([\w.-]+\.js)\1\s*\)""")
LEVEL: Final = 9

START: Final = """\
"use strict";
(async () => {
  const read = async (id) => {
    const text = document.getElementById(id).textContent;
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(plain).text();
  };
  const urls = (globalThis.gestaModules = Object.create(null));
  for (const [name, code] of JSON.parse(await read("gesta-modules"))) {
    const linked = code.replace(/"gesta-module:([^"]+)"/g, (_, other) => JSON.stringify(urls[other]));
    urls[name] = URL.createObjectURL(new Blob([linked], { type: "text/javascript" }));
  }
  await import(urls["app.js"]);
})();
"""
"""Makes addresses of the modules, those imported first, and starts the page."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """What of the built page goes into the file."""

    modules: tuple[tuple[str, str], ...]  # name and code, imported ones first
    style: str
    theme: str  # the script that says light or dark before anything is painted
    icon: str | None  # as a data: address


def read_bundle(folder: Path) -> Bundle:
    """The built page of a folder; raises GestaError where it is not there or not whole."""
    assets = folder / "assets"
    for needed in (assets / ENTRY, folder / THEME):
        if not needed.is_file():
            raise GestaError(
                f"The page is not built ({needed} is not there). In a checkout: "
                "`npm ci && npm run build` in page/."
            )
    codes = {file.name: file.read_text(encoding="utf-8") for file in sorted(assets.glob("*.js"))}
    style = "\n".join(file.read_text(encoding="utf-8") for file in sorted(assets.glob("*.css")))
    icon = folder / "icon.svg"
    return Bundle(
        tuple((name, _linked(name, codes[name], codes)) for name in _in_order(codes)),
        _with_files(style, assets),
        (folder / THEME).read_text(encoding="utf-8"),
        _data("image/svg+xml", icon.read_bytes()) if icon.is_file() else None,
    )


def _in_order(codes: Mapping[str, str]) -> list[str]:
    """The modules, each after those that it imports at once."""
    order: list[str] = []
    under_way: list[str] = []

    def take(name: str) -> None:
        if name in order:
            return
        if name in under_way:
            ring = " → ".join([*under_way, name])
            raise GestaError(f"The page's modules import each other in a ring: {ring}.")
        under_way.append(name)
        for _, _, other in STATIC_IMPORT.findall(codes[name]):
            if other in codes:
                take(other)
        under_way.pop()
        order.append(name)

    for name in codes:
        take(name)
    return order


def _linked(name: str, code: str, codes: Mapping[str, str]) -> str:
    """The code with its imports of other modules as words that the start script replaces."""

    def static(found: re.Match[str]) -> str:
        _known(found[3], name, codes)
        return f'{found[1]}"gesta-module:{found[3]}"'

    def dynamic(found: re.Match[str]) -> str:
        _known(found[2], name, codes)
        return f"import(globalThis.gestaModules[{json.dumps(found[2])}])"

    return DYNAMIC_IMPORT.sub(dynamic, STATIC_IMPORT.sub(static, code))


def _known(other: str, name: str, codes: Mapping[str, str]) -> None:
    if other not in codes:
        raise GestaError(f"The page's module {name} imports {other}, which was not built.")


def _with_files(style: str, assets: Path) -> str:
    """The style with the files that it names inside it."""

    def inside(found: re.Match[str]) -> str:
        file = assets / found[1]
        kind = {".svg": "image/svg+xml", ".woff2": "font/woff2", ".png": "image/png"}
        return (
            f'url("{_data(kind.get(file.suffix, "application/octet-stream"), file.read_bytes())}")'
        )

    return re.sub(r"""url\(["']?(?:\./)?([\w.-]+\.(?:svg|woff2|png))["']?\)""", inside, style)


def _data(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def squeezed(data: bytes) -> str:
    """Bytes compressed, in letters that mean nothing to HTML."""
    return base64.b64encode(gzip.compress(data, LEVEL, mtime=0)).decode("ascii")


def hash_of(words: str) -> str:
    """The hash of an inline script or style, as a policy names it."""
    digest = hashlib.sha256(words.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def policy(bundle: Bundle) -> str:
    """What the file may do: run its scripts and what they make of its modules; ask for nothing."""
    return (
        f"default-src 'none'; script-src {hash_of(START)} {hash_of(bundle.theme)} blob:; "
        f"style-src {hash_of(bundle.style)}; "
        "img-src data: blob:; font-src data:; worker-src blob:; connect-src blob: data:; "
        "base-uri 'none'; form-action 'none'"
    )


def html_pieces(bundle: Bundle, title: str, data: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The file piece by piece; `data` are the ids and compressed bytes of its answers."""
    icon = f'<link rel="icon" href="{bundle.icon}">\n' if bundle.icon else ""
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(bundle)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<script>{bundle.theme}</script>\n"
        f"<title>{html.escape(title)}</title>\n{icon}"
        f"<style>{bundle.style}</style>\n</head>\n<body>\n"
        "<noscript>This report needs JavaScript. It asks for nothing outside this file.</noscript>\n"
        '<div id="app"></div>\n'
    )
    modules = json.dumps(bundle.modules, ensure_ascii=False).encode()
    for name, words in chain(data, [("gesta-modules", squeezed(modules))]):
        yield f'<script type="application/octet-stream" id="{name}">{words}</script>\n'
    yield f"<script>{START}</script>\n</body>\n</html>\n"
