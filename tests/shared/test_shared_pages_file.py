"""Every place of every row, in a campaign beside the checkout."""

import pytest

from tests.test_pages_file import *  # noqa: F403  # its tests, on other campaigns

pytestmark = pytest.mark.soak
