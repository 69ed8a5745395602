"""What an office keeps beside the checkout, `../shared`: collected only where it is there (see tests/conftest.py).

Tests here hold the campaigns, the damaged files and the plan's text of that folder against the same demands as the
project's own, whose tests they take over by name; only what is read differs. Walks over all papers and pages, the same
that `test` does over the project's own campaigns, are part of `soak`.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.once import made_once

SHARED = Path(__file__).resolve().parents[3] / "shared"
IN_PLACE_OF = {"made-1": "campaign-1", "made-2": "campaign-3"}
TAKEN_OVER = ("report", "slides", "appendix", "one_page", "pages_file")


@pytest.fixture(scope="session")
def shared() -> Path:
    return SHARED


@pytest.fixture(scope="session")
def made_campaigns() -> Path:
    """Stand in for the campaigns that the project makes itself."""

    def fill(folder: Path) -> None:
        for name, other in IN_PLACE_OF.items():
            shutil.copytree(SHARED / "returns" / other, folder / name)

    return made_once("shared-campaigns", fill)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what does not read a campaign: it runs beside these already."""
    again = [item for item in items if is_the_same_again(item)]
    if again:
        config.hook.pytest_deselected(items=again)
        items[:] = [item for item in items if not is_the_same_again(item)]


def is_the_same_again(item: pytest.Item) -> bool:
    if item.path.parent != Path(__file__).parent:
        return False
    name = item.path.stem.removeprefix("test_shared_")
    return (name in TAKEN_OVER and "made-" not in item.name) or (name == "returned" and "campaigns" not in item.name)
