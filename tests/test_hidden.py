"""Characters nobody sees are taken out of a file's texts, and that is said (CONTRACT §2; issue: nothing in silence)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import (
    UNIT_ID,
    in_tcvn3,
    nomination_list,
    of_kind,
    read_one,
    return_sheets,
    said,
    unit_return,
    workbook,
)
from tests.builders import every_text as every_text_of
from tonghop.intake.hidden import without_hidden
from tonghop.officefiles.reader import Book, Sheet
from tonghop.records import Model, Nomination
from tonghop.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("hidden") / "store")


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u2066", "\ufeff", "\u200d", "\u2060"])
def test_a_hidden_character_is_taken_out_and_said(store: Store, hidden: str) -> None:
    name = f"Hũ gạo{hidden} tình{hidden} thương"
    reading = read_one(store, unit_return(changes={("Mô hình", "B4"): name, ("Thông tin", "A3"): f"Đơn{hidden} vị"}))
    assert (reading.status, reading.unit_id, said(reading.findings)) == ("accepted", UNIT_ID, [])
    assert of_kind(reading, Model)[0].name == "Hũ gạo tình thương"
    (note,) = reading.notes
    assert f"U+{ord(hidden):04X}" in note
    assert "2 chỗ" in note
    assert "Thông tin, ô A3" in note


def test_in_word_too(store: Store) -> None:
    reading = read_one(store, nomination_list(rows=[["1", "Hũ\u200b gạo", "Hội", "Giúp", None]]))
    assert [row.name for row in of_kind(reading, Nomination)] == ["Hũ gạo"]
    assert "U+200B" in reading.notes[0]


def test_controls_are_taken_out_and_ends_of_lines_kept() -> None:
    book = Book("workbook", (Sheet("Mô\u200b hình", [["a\x01b\x9fc", 5], [None, "d\x0be\tf\n"]]),), ("g\x07",))
    plain, note = without_hidden(book)
    assert plain.sheets[0].name == "Mô hình"
    assert plain.sheets[0].rows == [["abc", 5], [None, "d\ne\tf\n"]]
    assert plain.paragraphs == ("g",)
    assert note is not None
    assert "U+0001, U+009F, U+0007" in note


def test_the_letter_of_tcvn3_that_looks_hidden_stays(store: Store) -> None:
    reading = read_one(store, workbook(every_text_of(return_sheets(), in_tcvn3)))
    assert (reading.status, reading.encoding, reading.notes) == ("accepted", "tcvn3", ())
    assert of_kind(reading, Model)[0].name == "Hũ gạo tình thương"


def test_a_file_without_any_is_left_as_it_is(tmp_path: Path) -> None:
    book = Book("workbook", (Sheet("a", [["Đảng bộ", 1.0]]),), ("Chi\u00adbộ",))
    assert without_hidden(book) == (book, None)
