"""Which cases of a test stand for all of them in `make test`; the rest of a long walk is `make soak`'s."""

from __future__ import annotations

from typing import Any

import pytest


def in_soak(*cases: Any) -> list[Any]:
    """Return cases of a test or a fixture that `make soak` alone runs; a tuple is one case of several arguments."""
    return [pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.soak) for case in cases]
