"""Builds src/gesta/resources/gazetteer/geonames.gaz from the installed source packages."""

from __future__ import annotations

from pathlib import Path

from gesta.grounding.gazetteer_build import build_gazetteer

OUT = Path(__file__).resolve().parents[1] / "src/gesta/resources/gazetteer/geonames.gaz"

if __name__ == "__main__":
    count = build_gazetteer(OUT)
    print(f"{OUT}: {count} places, {OUT.stat().st_size / 1e6:.1f} MB")
