"""Tables as CSV, for people and for machines: one writer, so that no download begins a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from numbers import Number

from tonghop.visible import visible

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_COUNT = re.compile(r"[+-]?\d+([.,]\d+)?")
SCREEN = ";"
"""What Excel in Vietnamese takes for the end of a cell; in a comma it sees decimals."""


def csv_text(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, delimiter: str = ",", raw: bool = False
) -> str:
    """Return the table as CSV. Unless `raw`, a text that a spreadsheet would compute gets an apostrophe before it."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\n")
    say = _raw if raw else cell
    writer.writerow([say(column) for column in columns])
    writer.writerows([say(value) for value in row] for row in rows)
    return target.getvalue()


def cell(value: object) -> str:
    """A cell's text; numbers are written as they are, also negative ones."""
    if isinstance(value, Number):
        return _raw(value)
    text = visible(_raw(value)).replace("\r\n", "\n").replace("\r", "\n")  # the writer does not quote \r
    if _COUNT.fullmatch(text) or not text.lstrip(" \u00a0'\"").startswith(_FORMULA):
        return text
    return f"'{text}"


def _raw(value: object) -> str:
    """What is missing (None, NaN, NA, NaT) is blank."""
    return "" if value is None or (not isinstance(value, str) and str(value) in ("nan", "<NA>", "NaT")) else str(value)
