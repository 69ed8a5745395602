"""What every test may use: the project's folder, the shared test campaigns, and a store that is nobody's.

Imports nothing of the project, so that one broken module fails its own tests only.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# A busy machine is no failure: times are measured in bench/.
settings.register_profile("tonghop", deadline=None)
settings.load_profile("tonghop")


@pytest.fixture(scope="session")
def project_root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of test campaigns that lies beside the checkout; skip where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared, the test campaigns beside the checkout, which is absent")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _no_test_writes_into_the_real_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TONGHOP_STORE", str(tmp_path_factory.mktemp("default-store") / "store"))
        yield
