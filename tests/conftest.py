"""What every test may use: the project's folder, campaigns made for the tests, and a store that is nobody's.

Imports nothing of the project, so that one broken module fails its own tests only.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from tonghop.store import Store

ROOT = Path(__file__).resolve().parent.parent

# What an office keeps beside the checkout is held against this project, too, where it is there.
collect_ignore = [] if (ROOT.parent / "shared").is_dir() else ["shared"]

# What an office program makes of a file is tested where the test says so, not wherever one happens to be.
os.environ["TONGHOP_OFFICE_PROGRAM"] = "none"

# A busy machine is no failure: times are measured in bench/.
settings.register_profile("tonghop", deadline=None)
settings.load_profile("tonghop")


@pytest.fixture(scope="session")
def project_root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def made_campaigns() -> Path:
    """Return a folder of whole campaigns, made once for all workers; only to be read."""
    from tests.campaigns import SEEDS, make
    from tests.once import made_once

    def fill(folder: Path) -> None:
        for name, seed in SEEDS.items():
            make(folder / name, seed)

    return made_once("campaigns", fill)


@pytest.fixture
def show(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Return `show(page, **address)`, which opens a page of the module's `store`."""
    from tests.opened import open_page

    monkeypatch.setenv("TONGHOP_STORE", str(store.folder))
    return lambda page, **address: open_page(page, address)


@pytest.fixture(scope="session", autouse=True)
def _what_is_made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> None:
    from tests.once import keep_in

    base = tmp_path_factory.getbasetemp()
    keep_in(base if worker_id == "master" else base.parent)


@pytest.fixture(scope="session", autouse=True)
def _no_test_writes_into_the_real_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TONGHOP_STORE", str(tmp_path_factory.mktemp("default-store") / "store"))
        yield


SLOW = (
    *("test_every_number", "test_pages_", "test_slides", "test_appendix", "test_report", "test_one_page", "test_bench"),
    *("test_cli", "test_store", "test_returns", "test_returned", "test_plan_changes", "test_hostile", "test_sample"),
    *("test_two_ages", "test_on_day", "test_foreign_texts", "test_words", "test_questions", "test_fuzz", "test_backup"),
    *("test_damage", "test_daily_backup", "test_one_store", "test_papers", "test_plan_workbook", "test_sheets"),
    *("test_unpacking", "test_selection", "test_sources", "test_account_any", "test_properties", "test_undoing"),
    *("test_environments", "test_integrity", "test_progress_page", "test_server", "test_confirming", "test_comparing"),
    *("test_entering", "test_taking_in", "test_forged_values"),
)
"""Files whose tests cost seconds: pages, papers, processes, whole campaigns, made-up cases by the hundred."""


def _is_slow(path: Path) -> bool:
    return path.stem.startswith(SLOW) or path.parent.name == "shared"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out, unread, what the run's markers would leave out whole: reading all tests costs a third of `quick`."""
    chosen = config.getoption("markexpr") or ""
    left_out = {
        "slow": _is_slow(collection_path) and collection_path.suffix == ".py",
        "browser": collection_path.name == "browser" and collection_path.parent.name == "tests",
        "soak": collection_path.stem.startswith("test_soak"),
    }
    return True if any(f"not {mark}" in chosen and is_of_it for mark, is_of_it in left_out.items()) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what stands in a file that costs seconds, and all that is held against ../shared."""
    for item in items:
        if _is_slow(item.path):
            item.add_marker(pytest.mark.slow)
