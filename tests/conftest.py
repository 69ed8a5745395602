"""What every test may use: the project's folder, campaigns made for the tests, and a store that is nobody's.

Imports nothing of the project, so that one broken module fails its own tests only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# What an office keeps beside the checkout is held against this project, too, where it is there.
collect_ignore = [] if (ROOT.parent / "shared").is_dir() else ["shared"]

# A busy machine is no failure: times are measured in bench/.
settings.register_profile("tonghop", deadline=None)
settings.load_profile("tonghop")


@pytest.fixture(scope="session")
def project_root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def made_campaigns(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return a folder of whole campaigns, made once for all workers; only to be read."""
    from tests.campaigns import SEEDS, make

    def fill(folder: Path) -> None:
        for name, seed in SEEDS.items():
            make(folder / name, seed)

    return made_once("campaigns", fill, tmp_path_factory, worker_id)


def made_once(
    name: str, fill: Callable[[Path], None], tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Path:
    """Return a folder that the first worker to ask fills, and the others find filled."""
    base = tmp_path_factory.getbasetemp()
    base = base if worker_id == "master" else base.parent
    folder, done = base / f"once-{name}", base / f"once-{name}.done"
    with FileLock(base / f"once-{name}.lock"):
        if not done.exists():
            folder.mkdir()
            fill(folder)
            done.touch()
    return folder


@pytest.fixture(scope="session", autouse=True)
def _no_test_writes_into_the_real_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TONGHOP_STORE", str(tmp_path_factory.mktemp("default-store") / "store"))
        yield


SLOW = (
    *("test_every_number", "test_pages_", "test_slides", "test_appendix", "test_report", "test_one_page", "test_bench"),
    *("test_cli", "test_store", "test_returns", "test_returned", "test_plan_changes", "test_hostile", "test_sample"),
    "test_two_ages",
)
"""Files whose tests cost seconds: pages, papers, processes, whole campaigns."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what stands in a file that costs seconds, and all that is held against ../shared."""
    for item in items:
        if item.path.stem.startswith(SLOW) or item.path.parent.name == "shared":
            item.add_marker(pytest.mark.slow)
