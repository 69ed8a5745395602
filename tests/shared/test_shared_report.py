"""The report, from the campaigns beside the checkout."""

from tests.test_report import *  # noqa: F403  # its tests, on other campaigns
