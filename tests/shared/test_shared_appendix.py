"""The report's workbook, from the campaigns beside the checkout."""

from tests.test_appendix import *  # noqa: F403  # its tests, on other campaigns
