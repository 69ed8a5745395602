"""HTML is a type of its own: text becomes HTML by being escaped, and in no other way.

`Html("<b>{}</b>").format(name)` escapes the name; Html among the values stays what it is, and so it is with `+` and
`joined`. A template is written out where it stands, never put together (tests/test_markup.py looks).
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Self

import streamlit as st
from markupsafe import Markup
from markupsafe import escape as safe

from tonghop.visible import visible

OFTEN_SAID = 100
"""Letters of a text that is remembered as it was made safe: names, labels and numbers stand on every page."""


@lru_cache(maxsize=8192)
def _safe(text: str) -> Markup:
    return safe(visible(text))


class Html(Markup):
    """A piece of HTML, safe to show."""

    __slots__ = ()

    @classmethod
    def escape(cls, value: object, /) -> Self:
        """Make any value safe as HTML; what is missing (None, NaN, NA, NaT) is nothing, Html itself stays."""
        if isinstance(value, cls):
            return value
        if type(value) is str and len(value) <= OFTEN_SAID:
            return cls(_safe(value))
        text = "" if value is None else str(value)
        if text in ("nan", "<NA>", "NaT") and not isinstance(value, str):
            text = ""
        return cls(safe(visible(text)))

    def format(self, *values: object, **named: object) -> Self:
        """Put values into the {} places, each escaped."""
        made = str.format(self, *map(self.escape, values), **{name: self.escape(one) for name, one in named.items()})
        return self.__class__(made)


def joined(pieces: Iterable[object], between: str = "") -> Html:
    """Put pieces in a row; what is text is escaped, and so is what stands between."""
    return Html(str.join(Html.escape(between), map(Html.escape, pieces)))


def show_html(piece: Html) -> None:
    """Show a piece of HTML on the page."""
    st.html(piece)
