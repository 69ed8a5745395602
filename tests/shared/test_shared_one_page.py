"""Results on one page, from the campaigns beside the checkout."""

import pytest

from tests.test_one_page import *  # noqa: F403  # its tests, on other campaigns

pytestmark = pytest.mark.soak
