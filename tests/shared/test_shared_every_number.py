"""Every number on every page, on a campaign beside the checkout."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.once import campaign_store
from tests.test_every_number import *  # noqa: F403  # its tests, on another campaign
from tests.test_every_number import served
from tonghop.store import Store

pytestmark = pytest.mark.soak


@pytest.fixture(scope="module")
def store(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = shared / "returns" / "campaign-2"
    with served(campaign_store(tmp_path_factory.mktemp("campaign") / "store", folder)) as made:
        yield made
