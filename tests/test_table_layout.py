"""Rows that are no data, and headings by another name: what people put into a table beside its data."""

from __future__ import annotations

import pytest

from tests.builders import Row, content, read, return_sheets, unit_return
from tonghop.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("layout") / "store")


def _with_row_below_heading(sheet: str, row: Row) -> bytes:
    rows = return_sheets()[sheet]
    heading = next(at for at, cells in enumerate(rows) if cells and cells[0] == "TT")
    return unit_return(sheets={sheet: [*rows[: heading + 1], row, *rows[heading + 1 :]]})


@pytest.mark.parametrize("heading", ["STT", "Số TT", "S T T", "stt"])
def test_the_number_of_a_row_has_other_names(store: Store, heading: str) -> None:
    sheets = {
        name: [[heading if cell == "TT" else cell for cell in row] for row in rows]
        for name, rows in return_sheets().items()
    }
    got = read(store, {"clean": unit_return(), "other": unit_return(sheets=sheets)})
    assert [f.slug for f in got["other"].findings] == [f.slug for f in got["clean"].findings]
    assert content(got["other"]) == content(got["clean"])


@pytest.mark.parametrize(
    "row",
    [
        ["A", "B", "C", 1, 2, 3, 4, 5, 6],
        ["(A)", "(B)", "(C)", "(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)=(4)+…+(8)"],
        ["A", "B", 1, 2, 3, 4, 5, 6, "7=2+3+4+5+6"],
    ],
)
def test_a_row_of_the_columns_letters_and_numbers_is_no_data(store: Store, row: Row) -> None:
    got = read(store, {"clean": unit_return(), "other": _with_row_below_heading("Khen thưởng", row)})
    assert [f.slug for f in got["other"].findings] == [f.slug for f in got["clean"].findings]
    assert content(got["other"]) == content(got["clean"])


@pytest.mark.parametrize("total", ["Tổng số", "Tổng cộng: 03 mô hình", "Cộng: 3", "TỔNG SỐ: 3 mô hình"])
def test_a_total_in_a_names_place_is_no_model(store: Store, total: str) -> None:
    rows = return_sheets()["Mô hình"]
    got = read(
        store,
        {"clean": unit_return(), "other": unit_return(sheets={"Mô hình": [*rows, [None, total]]})},
    )
    assert [f.slug for f in got["other"].findings] == [f.slug for f in got["clean"].findings]
    assert content(got["other"]) == content(got["clean"])


def test_a_model_whose_name_begins_like_a_total_is_a_model(store: Store) -> None:
    rows = return_sheets()["Mô hình"]
    name = "Cộng đồng an toàn 3 không"
    got = read(
        store,
        {"other": unit_return(sheets={"Mô hình": [*rows, [9, name, "Kinh tế"]]})},
    )
    assert any(name in record for record in content(got["other"]))
