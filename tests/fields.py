"""The fields of a page's forms: their keys go on with what the form is about, and with how often it was emptied."""

from collections.abc import Iterable
from typing import Any


def field(found: Iterable[Any], name: str) -> Any:
    """Return the one widget of a kind whose key begins with a form's and a field's name."""
    fits = [one for one in found if one.key and (one.key == name or one.key.startswith(f"{name}-"))]
    assert len(fits) == 1, f"{name}: {[one.key for one in found]}"
    return fits[0]
