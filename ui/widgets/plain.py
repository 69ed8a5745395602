"""Somebody's text among our own words: shown as it was written, obeyed by nobody.

Labels, options, help and tooltips of Streamlit are Markdown, where a unit's name could fetch a picture from another
host, and signs of direction can turn a line around. What is HTML goes through `markup.Html`.
"""

import re

from tonghop.visible import visible

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#!|~$&^]|^[-+=])")
# these begin something even when escaped (shortcodes, directives, addresses): an unseen joiner keeps them apart
_BEGINS = re.compile(r"(?<=[:@])(?=\S)|(?<=www)(?=\.)", re.IGNORECASE)
_JOINER = "\u2060"


def plain(text: object) -> str:
    """Make a text safe as Markdown: it reads as written, on one line."""
    line = " ".join(visible(str(text)).split())
    line = _BEGINS.sub(_JOINER, _SIGNS.sub(r"\\\1", line))
    return re.sub(r"^(\d+)\.(?=\s|$)", r"\1\\.", line)
