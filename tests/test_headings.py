"""Where a form's heading begins and ends, over up to three rows, whatever its words are split into."""

import random

import pytest

from tonghop.forms import NOMINATION_TABLE, Table, unit_return_tables
from tonghop.intake.headings import first_heading, headings_of
from tonghop.officefiles.reader import Sheet

YEARS = range(2017, 2022)
TABLES = (NOMINATION_TABLE, *unit_return_tables(YEARS).values())


def _split(text: str, rng: random.Random, rows: int) -> list[str | None]:
    """A heading's words over so many rows, the last in the lowest."""
    words = text.split()
    cuts = sorted(rng.randint(0, len(words) - 1) for _ in range(rows - 1))
    parts = [" ".join(words[a:b]) for a, b in zip([0, *cuts], [*cuts, len(words)], strict=True)]
    return [part or None for part in parts]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.sheet)
@pytest.mark.parametrize("rows", [1, 2, 3])
def test_words_of_headings_split_over_rows_are_one_heading(table: Table, rows: int) -> None:
    rng = random.Random(rows)
    for _ in range(20):
        columns = [_split(column.heading, rng, rows) for column in table.columns]
        if sum(parts[0] is not None for parts in columns) < 2:
            continue  # nothing in its first row: it begins lower
        sheet = Sheet("x", [["Biểu"], *(list(row) for row in zip(*columns, strict=True)), [1.0, "Tên"]])
        found = first_heading(sheet, table)
        assert found is not None
        assert (found.first, found.last) == (1, rows)
        assert found.columns == {column.key: at for at, column in enumerate(table.columns)}


@pytest.mark.parametrize("ordinal", [("Số", "TT"), ("S", "TT"), ("", "STT"), ("T", "T")])
def test_the_ordinal_is_split_too(ordinal: tuple[str, str]) -> None:
    over, under = ordinal
    sheet = Sheet("x", [[over or None, "Tên", "Đơn vị"], [under, "mô hình", "thực hiện"]])
    found = first_heading(sheet, NOMINATION_TABLE)
    assert found is not None
    assert found.columns == {"ordinal": 0, "name": 1, "implementer": 2}


def test_a_mark_below_a_heading_is_no_part_that_hides_it() -> None:
    sheet = Sheet("x", [["TT", "Tên", "Đơn vị"], ["-", "mô hình", "thực hiện"]])
    found = first_heading(sheet, NOMINATION_TABLE)
    assert found is not None
    assert {"ordinal", "name", "implementer"} >= found.columns.keys()


def test_what_a_heading_may_end_with_holds_each_of_its_last_parts() -> None:
    for table in TABLES:
        known = headings_of(table)
        assert all(key[at:] in known.ends for key in known for at in range(len(key) + 1))
