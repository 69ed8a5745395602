"""The report's workbook, from the campaigns beside the checkout."""

import pytest

from tests.test_appendix import *  # noqa: F403  # its tests, on other campaigns

pytestmark = pytest.mark.soak
