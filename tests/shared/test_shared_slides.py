"""The slides, from the campaigns beside the checkout."""

import pytest

from tests.test_slides import *  # noqa: F403  # its tests, on other campaigns

pytestmark = pytest.mark.soak
