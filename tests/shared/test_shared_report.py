"""The report, from the campaigns beside the checkout."""

import pytest

from tests.test_report import *  # noqa: F403  # its tests, on other campaigns

pytestmark = pytest.mark.soak
