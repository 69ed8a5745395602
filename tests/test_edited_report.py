"""What the writer wrote stays when figures move: lines reworded, left out, moved, added; numbers told and offered."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import UNIT_ID, load_all, plan_83, unit_return
from tests.once import SAMPLE, campaign_store
from tonghop.actions.entering import correction, record_correction
from tonghop.actions.report_files import drafted
from tonghop.errors import Stop
from tonghop.outputs.word import report_document
from tonghop.questions import ask_rows
from tonghop.report.document import Heading, Made, Paragraph, Report, Table, Topics
from tonghop.report.edited import Edit, Line, Moved, State, edit_of, edited, states, with_numbers
from tonghop.report.numbers import Number, Trace
from tonghop.store import Store
from tonghop.store.report_edits import record_report_edit

DAY, NOON = date(2022, 4, 20), datetime(2022, 5, 5, 12)
PLAN = plan_83()


def number(id: str, value: int) -> Number:
    return Number(id, f"Số {id}", Trace("model_list", "count"), value)


def report(*values: int) -> Report:
    """Two sections: three sentences with a number each around a table, a theme; then one sentence."""
    one, two, three = values or (5, 7, 9)
    body = (
        Paragraph(("Mở đầu.",)),
        Heading("I", "Một", 1),
        Paragraph(("Có ", number("a", one), " mô hình.")),
        Table("t", "Bảng", (), ()),
        Paragraph(("Có ", number("b", two), " hội nghị, ", number("c", three), " buổi.")),
        Topics("strengths", Paragraph(("Dẫn ",)), (), None),
        Heading("II", "Hai", 1),
        Paragraph(("Hết.",)),
    )
    return Report("x", Made(DAY, 1, NOON), body, ())


def ids(found: Report) -> list[str]:
    return [type(block).__name__ if isinstance(block, Table | Heading | Topics) else block.text for block in found.body
            if isinstance(block, Table | Heading | Topics | Paragraph)]  # fmt: skip


def lines(found: Report, section: str = "I") -> list[Line]:
    return [one.line for one in states(found, [])[section]]


def test_without_edits_it_is_the_same_report() -> None:
    assert edited(report(), []) == report()


def test_a_sentence_is_known_whatever_its_numbers_are() -> None:
    assert [one.id for one in lines(report())] == [one.id for one in lines(report(50, 70, 90))]
    assert len({one.id for one in lines(report())}) == 3


def test_reworded_left_out_moved_added() -> None:
    first, second, lead = lines(report())
    edits = [
        Edit(first.id, "I", "Câu của tôi về 5 mô hình."),
        Edit(second.id, "I", is_left_out=True),
        Edit("own.1", "I", "Câu thêm.", after_line=first.id),
        Edit(lead.id, "I", after_line=""),
    ]
    assert ids(edited(report(), edits)) == [
        "Mở đầu.", "Heading", "Dẫn ", "Câu của tôi về 5 mô hình.", "Câu thêm.", "Table", "Heading", "Hết.",
    ]  # fmt: skip
    assert [(one.line.id, bool(one.edit)) for one in states(report(), edits)["I"]] == [
        (lead.id, True), (first.id, True), ("own.1", True), (second.id, True),
    ]  # fmt: skip


def test_what_was_written_stays_says_which_number_moved_and_offers_the_new_one() -> None:
    _, second, _ = lines(report())
    edit = Edit(second.id, "I", "Đã mở 7 hội nghị (năm 2017) và 9 buổi.", basis=second.numbers)
    (before,) = [one for one in states(report(), [edit])["I"] if one.edit]
    assert (before.moved, before.offered) == ((), None)
    (state,) = [one for one in states(report(5, 1207, 9), [edit])["I"] if one.edit]
    assert state.moved == (Moved("Số b", "7", "1.207"),)
    assert state.text == edit.text
    assert state.offered == "Đã mở 1.207 hội nghị (năm 2017) và 9 buổi."
    assert "Đã mở 7 hội nghị (năm 2017) và 9 buổi." in ids(edited(report(5, 1207, 9), [edit]))


@pytest.mark.parametrize(
    ("text", "moved", "offered"),
    [
        ("Có 7 và 17 và 7,5.", [("7", "8")], "Có 8 và 17 và 7,5."),
        ("Có 12 đơn vị, 12 mô hình.", [("12", "13"), ("12", "20")], "Có 13 đơn vị, 20 mô hình."),
        ("Có 1.207 người.", [("207", "300")], None),
        ("Nhiều hội nghị.", [("7", "8")], None),
        ("Có 3 và 4.", [("4", "5"), ("3", "6")], "Có 6 và 5."),
        ("Có 3.", [], None),
    ],
)
def test_numbers_are_put_where_those_of_then_stand(
    text: str, moved: list[tuple[str, str]], offered: str | None
) -> None:
    assert with_numbers(text, [Moved("", *one) for one in moved]) == offered


def test_words_kept_of_a_sentence_that_is_no_more_stand_and_are_told() -> None:
    edit = Edit("I:khong-con", "I", "Câu giữ lại.", basis={"z": ("Số z", "3")})
    found = states(report(), [edit])["I"][-1]
    assert (found.is_gone, found.text) == (True, "Câu giữ lại.")
    assert "Câu giữ lại." in ids(edited(report(), [edit]))
    assert states(report(), [Edit("own.2", "I", "Của tôi.")])["I"][-1].is_gone is False


def test_a_reworded_remark_to_the_writer_is_text_of_the_report() -> None:
    found = Report("x", Made(DAY, 1, NOON), (Heading("I", "Một", 1), Paragraph(("[Viết ở đây.]",), "note")), ())
    (line,) = lines(found)
    (_, block) = edited(found, [Edit(line.id, "I", "Huyện có 18 xã.")]).body
    assert block == Paragraph(("Huyện có 18 xã.",))


# -- a store -------------------------------------------------------------------------------------------------


def edits_of(store: Store) -> list[Edit]:
    columns, rows = ask_rows(store, "report_edits")
    return [edit_of(dict(zip(columns, row, strict=True))) for row in rows]


def said(**more: Any) -> dict[str, Any]:
    return {"text": None, "basis": {}, "recorded_at": NOON, "recorded_by": "Hoa", **more}


def test_the_newest_word_on_a_line_counts_and_none_brings_the_program_s_back(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    record_report_edit(store, "I:a", "I", **said(text="  Một\n câu. ", basis={"a": ("Số a", "5")}))
    assert edits_of(store) == [Edit("I:a", "I", "Một câu.", basis={"a": ("Số a", "5")}, recorded_by="Hoa")]
    record_report_edit(store, "I:a", "I", **said(is_left_out=True))
    assert edits_of(store)[0].is_left_out
    record_report_edit(store, "I:a", "I", **said())
    assert edits_of(store) == []
    for wrong in (" ", "x" * 5000):
        with pytest.raises(Stop):
            record_report_edit(store, "I:a", "I", **said(text=wrong))


def test_a_correction_moves_a_number_of_a_kept_sentence_and_word_has_what_was_written(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load_all(store, {"a.xlsx": unit_return()}, DAY)
    made = drafted(store, Made(DAY, store.current, NOON))
    line = next(one.line for one in states(made.short, [])["II.1.2"] if "conferences.total" in one.line.numbers)
    before = line.numbers["conferences.total"][1]
    words = f"Toàn huyện mở {before} hội nghị, là con số đáng ghi nhận."
    record_report_edit(store, line.id, line.section, **said(text=words, basis=line.numbers))
    figure = next(row for row in ask_rows(store, "figure_list")[1] if row[1] == "conferences")
    fixed = correction(store.plan(), UNIT_ID, "conferences", figure[2], figure[3] + 1000, "nhầm")
    record_correction(store, fixed, received_on=DAY, recorded_at=NOON + timedelta(hours=1), recorded_by="Hoa")
    now = drafted(store, Made(DAY, store.current, NOON))
    state = next(one for one in states(now.short, edits_of(store))["II.1.2"] if one.edit)
    after = state.line.numbers["conferences.total"][1]
    assert ("conferences.total" in state.line.numbers, state.moved[0].before, state.moved[0].after) == (
        True, before, after,
    )  # fmt: skip
    assert before != after
    assert state.offered == words.replace(before, after)
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(report_document(PLAN, now.signed))).paragraphs)
    assert words in text


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return campaign_store(tmp_path_factory.mktemp("edited") / "store", SAMPLE, date(2022, 4, 12))


def test_every_line_of_a_whole_report_has_an_id_of_its_own(sample: Store) -> None:
    found = states(drafted(sample, Made(DAY, sample.current, NOON)).short, [])
    every = [one.line.id for section in found.values() for one in section]
    assert len(every) == len(set(every)) > 100
    earlier = states(drafted(sample, Made(date(2022, 4, 6), sample.current, NOON)).short, [])
    shared = {one.line.id for section in earlier.values() for one in section} & set(every)
    assert len(shared) > 60, "lines are known from day to day"


# -- the page ------------------------------------------------------------------------------------------------


def page(store: Store, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    from tests.opened import open_page

    monkeypatch.setenv("TONGHOP_STORE", str(store.folder))
    app = open_page(
        "soan_bao_cao", {"ngay": "2022-04-20", "phan": "Soạn câu chữ", "muc": "III.2. Hạn chế, nguyên nhân"},
        {"nguoi": "Hoa"},
    )  # fmt: skip
    assert not app.exception, app.exception
    return app


def test_a_line_is_reworded_left_out_and_taken_back_on_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = campaign_store(tmp_path / "store", SAMPLE, date(2022, 4, 12))
    app = page(store, monkeypatch)
    next(one for one in app.button if one.label == "Sửa").click().run()
    app.text_area[0].set_value("Hạn chế lớn nhất là chưa đều giữa các khối.").run()
    next(one for one in app.button if one.label == "Ghi câu này").click().run()
    assert not app.exception, app.exception
    (edit,) = edits_of(store)
    assert edit.text == "Hạn chế lớn nhất là chưa đều giữa các khối."
    assert edit.section == "III.2"
    assert edit.basis
    next(one for one in app.button if one.label == "Trở lại câu của chương trình").click().run()
    assert edits_of(store) == []
    next(one for one in app.button if one.label == "Bỏ câu này").click().run()
    assert edits_of(store)[0].is_left_out


def test_a_state_says_what_is_printed() -> None:
    line = Line("x", "I", "body", ("Một.",))
    assert State(line, None).text == "Một."
    assert State(line, Edit("x", "I", "Hai.")).text == "Hai."
    assert State(line, Edit("x", "I", None, is_left_out=True)).text == "Một."
