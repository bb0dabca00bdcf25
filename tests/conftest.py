"""For all tests: what Hypothesis tries is judged by what it gives, not by how long a busy machine took."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
