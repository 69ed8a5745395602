"""Every place of every row, in a campaign beside the checkout."""

from tests.test_pages_file import *  # noqa: F403  # its tests, on other campaigns
