"""Characters that are obeyed instead of read: they are shown by name, so that nobody is led by what is not seen."""

import re

# controls but tab and line ends, signs of direction (a name "fdp.exe" read backwards), separators of lines
_OBEYED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """Write control and direction characters out: ⟨U+202E⟩. Tabs and line ends stay."""
    return _OBEYED.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)
