"""Says which rows, columns and noughts of a sheet are hidden and were read all the same (CONTRACT §2, hidden-data).

Pure: a sheet in, a finding out.
"""

from collections.abc import Callable, Iterable, Sequence

from tonghop.findings import Finding, make
from tonghop.intake.addresses import cell_name, column_name, is_blank
from tonghop.officefiles.reader import Sheet
from tonghop.officefiles.styles import HIDDEN
from tonghop.vietnamese import format_count

MOST_SPANS = 10


def hidden_data(sheet: Sheet, name: str | None) -> list[Finding]:
    """Say once that the sheet, or rows and columns of it with content, are hidden; `name` is the form's own."""
    if not sheet.visible:
        return [make("hidden-data", sheet=name, what="trang này")]
    if HIDDEN in sheet.looks.values():
        return [make("hidden-data", sheet=name, what="chữ ẩn (Hidden) trong bảng")]
    rows = _within(sheet.hidden_rows, len(sheet.rows))
    columns = _within(sheet.hidden_columns, max(map(len, sheet.rows), default=0))
    if not rows and not columns:
        return []
    filled = [
        (row, column)
        for row, values in enumerate(sheet.rows)
        for column, value in enumerate(values)
        if (row in rows or column in columns) and not is_blank(value)
    ]
    if not filled:
        return []
    hidden_rows = sorted({row for row, _ in filled if row in rows})
    hidden_columns = sorted({column for _, column in filled if column in columns})
    said = [f"dòng {_spans(hidden_rows, lambda row: str(row + 1))}"] if hidden_rows else []
    said += [f"cột {_spans(hidden_columns, column_name)}"] if hidden_columns else []
    return [make("hidden-data", sheet=name, cell=cell_name(*filled[0]), what=", ".join(said))]


def hidden_noughts(places: Sequence[tuple[int, int]], name: str | None) -> list[Finding]:
    """Say once that these noughts are read though their cells show nothing."""
    if not places:
        return []
    cell = cell_name(*min(places)) if name else None
    return [make("hidden-data", variant="noughts", sheet=name, cell=cell, count=format_count(len(places)))]


def _within(spans: Iterable[tuple[int, int]], end: int) -> set[int]:
    return {at for first, last in spans for at in range(first, min(last + 1, end))}


def _spans(numbers: Sequence[int], name: Callable[[int], str]) -> str:
    """Name numbers in order, those that follow each other as first–last; only the first few of many."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    said = [name(first) if first == last else f"{name(first)}–{name(last)}" for first, last in spans[:MOST_SPANS]]
    return ", ".join(said) + (" …" if len(spans) > MOST_SPANS else "")
