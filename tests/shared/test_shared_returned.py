"""What goes back to the units, from the campaigns beside the checkout."""

from tests.test_returned import *  # noqa: F403  # its tests, on other campaigns
