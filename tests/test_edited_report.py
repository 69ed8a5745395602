"""What the writer wrote stays when figures move: lines reworded, left out, moved, added; numbers told and offered."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import UNIT_ID, load_all, plan_83, unit_return
from tests.once import SAMPLE, campaign_store
from tonghop.__main__ import main
from tonghop.actions.entering import correction, record_correction
from tonghop.actions.report_edits import keep_returned, read_returned
from tonghop.actions.report_files import drafted
from tonghop.errors import Stop
from tonghop.outputs.word import report_document
from tonghop.questions import ask_rows
from tonghop.report.document import Heading, Made, Paragraph, Report, Table, Topics
from tonghop.report.edited import Edit, Line, Moved, State, edit_of, edited, states, with_numbers
from tonghop.report.numbers import Number, Trace
from tonghop.store import Store
from tonghop.store.report_edits import UNTOUCHED, LineEdit, record_report_edits

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


def record(store: Store, line_id: str, section: str, **more: Any) -> None:
    given: dict[str, Any] = {"text": None, "is_left_out": False, "after_line": None, "basis": {}, **more}
    record_report_edits(store, [LineEdit(line_id, section, **given)], recorded_at=NOON, recorded_by="Hoa")


def test_the_newest_word_on_a_line_counts_and_none_brings_the_program_s_back(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    record(store, "I:a", "I", text="  Một\n câu. ", basis={"a": ("Số a", "5")})
    assert edits_of(store) == [Edit("I:a", "I", "Một câu.", basis={"a": ("Số a", "5")}, recorded_by="Hoa")]
    record(store, "I:a", "I", is_left_out=True)
    assert edits_of(store)[0].is_left_out
    record(store, "I:a", "I")
    assert edits_of(store) == []
    for wrong in (" ", "x" * 5000):
        with pytest.raises(Stop):
            record(store, "I:a", "I", text=wrong)


def test_the_second_of_two_writers_of_a_line_is_told(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    edit = LineEdit("I:a", "I", "Câu của Hoa.", False, None, {})
    said: Any = {"recorded_at": NOON, "seen": {"I:a": UNTOUCHED}}
    record_report_edits(store, [edit], recorded_by="Hoa", **said)
    with pytest.raises(Stop, match="Hoa"):
        record_report_edits(store, [edit._replace(text="Câu của Bình.")], recorded_by="Bình", **said)
    assert [one.text for one in edits_of(store)] == ["Câu của Hoa."]
    said["seen"] = {"I:a": ("Câu của Hoa.", False, None)}
    record_report_edits(store, [edit._replace(text="Câu của Bình.")], recorded_by="Bình", **said)
    record_report_edits(store, [edit._replace(text=None)], recorded_by="Bình", recorded_at=NOON)
    record_report_edits(store, [edit], recorded_by="Hoa", recorded_at=NOON, seen={"I:a": UNTOUCHED})
    assert [one.text for one in edits_of(store)] == ["Câu của Hoa."]


def test_a_correction_moves_a_number_of_a_kept_sentence_and_word_has_what_was_written(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load_all(store, {"a.xlsx": unit_return()}, DAY)
    made = drafted(store, Made(DAY, store.current, NOON))
    line = next(one.line for one in states(made.short, [])["II.1.2"] if "conferences.total" in one.line.numbers)
    before = line.numbers["conferences.total"][1]
    words = f"Toàn huyện mở {before} hội nghị, là con số đáng ghi nhận."
    record(store, line.id, line.section, text=words, basis=line.numbers)
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


# -- through Word and back -----------------------------------------------------------------------------------


def written_on(content: bytes) -> bytes:
    """The report after somebody went through it in Word: a word changed, a sentence out, one in, one moved up."""
    document = docx.Document(io.BytesIO(content))
    paragraphs = {p.text: p for p in document.paragraphs}
    one = next(p for text, p in paragraphs.items() if text.startswith("Qua tổng hợp còn "))
    one.runs[0].text = one.text.replace("Qua tổng hợp còn", "Qua tổng hợp, đến nay vẫn còn")
    out = next(p for text, p in paragraphs.items() if text.startswith("Giảm nhiều nhất qua các năm"))
    out._p.getparent().remove(out._p)
    new = one.insert_paragraph_before("Đánh giá chung của Ban Tuyên giáo: hạn chế đã được nhận ra sớm.")
    new.style = one.style
    lead = next(p for text, p in paragraphs.items() if "nêu ý kiến về bài học kinh nghiệm" in text)
    last = next(p for text, p in paragraphs.items() if text.startswith("IV. "))
    last._p.addprevious(lead._p)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.fixture
def office(tmp_path: Path) -> Store:
    return campaign_store(tmp_path / "store", SAMPLE, date(2022, 4, 12))


def test_a_draft_edited_in_word_and_read_again_keeps_its_edits(office: Store) -> None:
    draft = drafted(office, Made(DAY, office.current, datetime.now().replace(microsecond=0)))
    content = report_document(PLAN, draft.signed)
    assert read_returned(office, content).found.changes == ()
    edited_in_word = written_on(content)
    found = read_returned(office, edited_in_word).found
    assert Counter(one.kind for one in found.changes) == {"reworded": 1, "left out": 1, "added": 1, "moved": 1}
    assert {one.section for one in found.changes} == {"III.2", "III.3"}
    keep_returned(office, found.changes, recorded_at=datetime.now(), recorded_by="Hoa")
    again = drafted(office, Made(DAY, office.current, datetime.now() + timedelta(seconds=1)))
    printed = [p.text for p in docx.Document(io.BytesIO(report_document(PLAN, again.signed))).paragraphs]
    wanted = [p.text for p in docx.Document(io.BytesIO(edited_in_word)).paragraphs]
    assert [text for text in printed if text] == [text for text in wanted if text]


def test_edits_of_before_and_in_word_go_together(office: Store) -> None:
    draft = drafted(office, Made(DAY, office.current, datetime.now()))
    line = next(one.line for one in states(draft.short, [])["III.2"] if "short.silent" in one.line.numbers)
    record_report_edits(
        office, [LineEdit(line.id, "III.2", "Câu đã viết trước.", False, None, line.numbers)],
        recorded_at=datetime.now() - timedelta(seconds=5), recorded_by="Hoa",
    )  # fmt: skip
    now = drafted(office, Made(DAY, office.current, datetime.now()))
    document = docx.Document(io.BytesIO(report_document(PLAN, now.signed)))
    kept = next(p for p in document.paragraphs if p.text == "Câu đã viết trước.")
    kept.runs[0].text = "Câu đã viết trước, nay sửa lại."
    target = io.BytesIO()
    document.save(target)
    (change,) = read_returned(office, target.getvalue()).found.changes
    assert (change.kind, change.line and change.line.id, change.after) == (
        "reworded", line.id, "Câu đã viết trước, nay sửa lại.",
    )  # fmt: skip


def test_what_is_no_report_or_another_form_of_it_is_refused(office: Store) -> None:
    draft = drafted(office, Made(DAY, office.current, datetime.now()))
    other = docx.Document()
    other.add_paragraph("Không phải báo cáo.")
    target = io.BytesIO()
    other.save(target)
    for content in (target.getvalue(), b"", b"PK\x03\x04", report_document(PLAN, draft.full)):
        with pytest.raises(Stop):
            read_returned(office, content)


def test_the_command_lists_and_keeps_what_was_changed(
    office: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["report", "--as-of", "2022-04-20", "--out", str(out), "--store", str(office.folder)]) == 0
    path = out / "bao-cao-2022-04-20.docx"
    path.write_bytes(written_on(path.read_bytes()))
    before = office.current
    words = ["keep-edits", str(path), "--store", str(office.folder)]
    assert main([*words, "--dry-run"]) == 0
    assert office.current == before
    assert "4 chỗ đã sửa; chưa ghi gì vào kho." in capsys.readouterr().out
    assert main([*words, "--by", "Hoa", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (len(said["changes"]), said["not_kept"], said["version"]) == (4, [], before + 1)
    assert len(edits_of(office)) == 4
    assert {one.recorded_by for one in edits_of(office)} == {"Hoa"}
    assert main(["keep-edits", str(tmp_path / "khong-co.docx"), "--store", str(office.folder)]) == 1


def test_a_file_of_hundreds_of_changes_is_shown_whole_and_kept_on_screen(
    office: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = drafted(office, Made(DAY, office.current, datetime.now().replace(microsecond=0)))
    app = page(office, monkeypatch)
    uploader = next(one for one in app.get("file_uploader") if "Word" in one.label)
    uploader.set_value(("bao-cao.docx", written_on(report_document(PLAN, draft.signed)), "application/octet-stream"))
    app.run()
    assert not app.exception, app.exception
    shown = "\n".join(element.proto.body for element in app.get("html"))
    assert "Qua tổng hợp, đến nay vẫn còn" in shown
    next(one for one in app.button if one.label == "Giữ 4 chỗ đã sửa").click().run()
    assert len(edits_of(office)) == 4


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


def test_another_sentence_of_a_theme_is_picked_on_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = campaign_store(tmp_path / "store", SAMPLE, date(2022, 4, 12))
    app = page(store, monkeypatch)
    line = next(
        one.line for one in states(drafted(store, Made(DAY, store.current, NOON)).short, [])["III.2"] if one.line.others
    )
    place = next(
        at for at, one in enumerate(states(drafted(store, Made(DAY, store.current, NOON)).short, [])["III.2"])
        if one.line.id == line.id
    )  # fmt: skip
    [one for one in app.button if one.label == "Sửa"][place].click().run()
    box = next(one for one in app.selectbox if one.label == "Câu khác của các đơn vị về chủ đề này")
    assert len(box.options) == len(line.others) + 1
    box.select_index(1).run()
    next(one for one in app.button if one.label == "Dùng câu này").click().run()
    assert not app.exception, app.exception
    (edit,) = edits_of(store)
    assert edit.text is not None
    assert edit.text.startswith(line.text.partition("): ")[0])
    assert line.others[0].text.rstrip(".") in edit.text


def test_a_state_says_what_is_printed() -> None:
    line = Line("x", "I", "body", ("Một.",))
    assert State(line, None).text == "Một."
    assert State(line, Edit("x", "I", "Hai.")).text == "Hai."
    assert State(line, Edit("x", "I", None, is_left_out=True)).text == "Một."
