"""The buttons of a page: one that records is another after each thing recorded, its key then has a number behind it."""

import re

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button


def button(app: AppTest, key: str) -> Button:
    """Return the page's button of a key, whichever turn it has come to."""
    found = [one for one in app.button if one.key and re.fullmatch(rf"{re.escape(key)}(-\d+)?", one.key)]
    assert len(found) == 1, f"{key}: {[one.key for one in app.button]}"
    return found[0]
