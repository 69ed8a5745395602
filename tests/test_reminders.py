"""What a unit is told that it lacks: the words for each status, whose turn is first, promises, and the letters."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from tests.builders import OTHER, OTHER_ID, UNIT, UNIT_ID, Row, load_all, plan_83, plan_folder, plan_text, register
from tonghop.__main__ import main
from tonghop.actions.reminding import coming_on, reminders_on
from tonghop.errors import Stop
from tonghop.outputs.reminders import coming_letter, letters_document, letters_zip, list_letter, terms, unit_letter
from tonghop.plan.files import read_plan
from tonghop.questions import ask, ask_rows
from tonghop.statuses import SEVERITY
from tonghop.store import Store
from tonghop.store.calls import record_call
from tonghop.store.decisions import record_exemption, record_extension, record_sent_back
from tonghop.tracking.reminders import (
    CHASED,
    PhoneCall,
    Reminder,
    Standing,
    asked_together,
    full_text,
    last_promises,
    remind,
    short_text,
)
from ui.tracking.progress import units_to_call
from ui.widgets.filters import CALLED
from ui.widgets.words import name_key

PLAN = plan_83()
DAY = date(2022, 4, 7)
LAST = date(2022, 4, 4)
NOON = datetime(2022, 5, 1, 12)
SAID: dict[str, Any] = {"recorded_at": NOON, "recorded_by": "Trần Thị Mai"}


def row(status: str, part: str = "memo", unit: str = UNIT_ID, day: date = DAY, **changed: Any) -> Standing:
    """A row of submission_status; a missing one says how many days."""
    obligation = next(o for o in PLAN.obligations if o.id == part)
    made = Standing(unit, part, obligation.last_day, None, 0, status, None, False)._replace(**changed)
    return made._replace(days_late=(day - made.last_day).days) if status == "missing" else made


def said_of(*rows: Standing, calls: list[PhoneCall] | None = None, day: date = DAY) -> list[Reminder]:
    return remind(PLAN, day, lambda _: rows, calls or [], {(UNIT_ID, "report"): "thiếu chữ ký"})


def call(
    promised_on: date | None, called_on: date = date(2022, 4, 5), unit: str = UNIT_ID, minute: int = 0
) -> PhoneCall:
    return PhoneCall(unit, called_on, "Ông Nam", "sẽ gửi", promised_on, NOON + timedelta(minutes=minute), "Mai")


# -- words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("standing", "line"),
    [
        (
            row("missing"),
            "Tờ trình: chưa nộp, cần nộp 2 bộ; hạn trước ngày 05/04/2022, quá hạn 3 ngày (mục III.3 của Kế hoạch)",
        ),
        (
            row("missing", "nominations"),
            "Danh sách mô hình: chưa nộp, cần nộp 2 bộ; hạn trước ngày 05/04/2022, quá hạn 3 ngày "
            "(mục III.3, V.3 của Kế hoạch)",
        ),
        (
            row("missing", last_day=date(2022, 4, 6), is_extended=True),
            "Tờ trình: chưa nộp, cần nộp 2 bộ; hạn đến hết ngày 06/04/2022 (đã gia hạn), quá hạn 1 ngày "
            "(mục III.3 của Kế hoạch)",
        ),
        (
            row("incomplete", copies=1, received_on=date(2022, 4, 3)),
            "Tờ trình: mới nhận 1/2 bộ, cần nộp thêm 1 bộ; hạn trước ngày 05/04/2022, quá hạn 3 ngày "
            "(mục III.3 của Kế hoạch)",
        ),
        (
            row("incomplete", copies=1, last_day=date(2022, 4, 8), is_extended=True),
            "Tờ trình: mới nhận 1/2 bộ, cần nộp thêm 1 bộ; hạn đến hết ngày 08/04/2022 (đã gia hạn) "
            "(mục III.3 của Kế hoạch)",
        ),
        (
            row("returned", "report", copies=1, received_on=date(2022, 4, 3)),
            "Báo cáo sơ kết: đã nhận ngày 03/04/2022, đề nghị chỉnh sửa và nộp lại (lý do: thiếu chữ ký); "
            "hạn trước ngày 10/04/2022 (mục V.3 của Kế hoạch)",
        ),
        (
            row("returned"),
            "Tờ trình: đề nghị chỉnh sửa và nộp lại; hạn trước ngày 05/04/2022 (mục III.3 của Kế hoạch)",
        ),
    ],
)
def test_a_part_that_lacks_is_said_exactly(standing: Standing, line: str) -> None:
    (reminder,) = said_of(standing)
    assert [lack.line for lack in reminder.lacks] == [line]
    assert f"\n1. {line}.\n" in full_text(PLAN, reminder)


def test_a_conference_is_held_not_handed_in() -> None:
    day = date(2022, 5, 2)
    (reminder,) = said_of(row("missing", "review", day=day), day=day)
    assert reminder.lacks[0].line == (
        "Hội nghị sơ kết: chưa có thông tin đã tổ chức, đề nghị báo ngày tổ chức; hạn đến hết ngày 30/04/2022, "
        "quá hạn 2 ngày (mục II.2.2-2.4 của Kế hoạch)"
    )


@pytest.mark.parametrize("status", ["exempt", "on_time", "late", "not_due"])
def test_nothing_lacking_is_no_reminder(status: str) -> None:
    assert said_of(row(status)) == []


def test_the_short_words_say_parts_of_one_deadline_together() -> None:
    standings = [row("missing"), row("missing", "nominations"), row("incomplete", "achievements", copies=1)]
    (reminder,) = said_of(*standings, row("returned", "report"))
    assert short_text(PLAN, reminder) == (
        "Ban Tuyên giáo Huyện ủy Kim Bảng: theo Kế hoạch 83-KH/HU, đến 07/04/2022 Đảng bộ xã Tân Sơn còn: "
        "Tờ trình, Danh sách mô hình: mỗi loại nộp 2 bộ; Báo cáo tóm tắt thành tích: nộp thêm 1 bộ "
        "(hạn trước ngày 05/04/2022, quá hạn 3 ngày); Báo cáo sơ kết: chỉnh sửa và nộp lại (hạn trước ngày "
        "10/04/2022). Đề nghị sớm hoàn thành; nếu đã gửi, đề nghị báo lại. Trân trọng."
    )
    assert "\n" not in short_text(PLAN, reminder)


def test_the_whole_words_are_courteous_and_name_plan_day_and_where_to() -> None:
    (reminder,) = said_of(row("missing"))
    text = full_text(PLAN, reminder)
    assert text.startswith("Kính gửi: Đảng bộ xã Tân Sơn.\nThực hiện Kế hoạch số 83-KH/HU, ngày 29/03/2022 của")
    assert "(qua Ban Tuyên giáo Huyện ủy)" in text
    assert not {"trễ", "vi phạm", "chậm trễ"} & set(text.lower().split())


# -- whose turn ----------------------------------------------------------------------------------------------


def test_what_is_chased_is_what_the_screens_call_so_worst_first() -> None:
    assert set(CHASED) == CALLED
    assert list(CHASED) == sorted(CALLED, key=lambda status: SEVERITY[status])


def test_the_order_is_that_of_the_overview() -> None:
    standings = [
        row("incomplete", unit="tan-son", copies=1),
        row("missing", unit="le-ho"),
        row("missing", unit="thi-son"),
        row("returned", "report", unit="thi-son"),
        row("missing", unit="nhat-tuu", last_day=date(2022, 4, 2)),
        row("returned", unit="mttq"),
    ]
    found = sorted(said_of(*standings), key=lambda r: (*r.urgency, name_key(PLAN, r.name)))
    order = ["thi-son", "nhat-tuu", "le-ho", "mttq", "tan-son"]
    assert [reminder.unit_id for reminder in found] == order
    import pandas as pd

    frame = pd.DataFrame(standings)
    assert [one.unit_id for one in units_to_call(frame, PLAN)] == order


def standings_by_day(**days: list[Standing]) -> Any:
    return lambda day: days.get(f"d{day.day}", [])


@pytest.mark.parametrize(
    ("sentence", "days", "promised", "is_broken"),
    [
        ("still lacking after the day", {"d5": ["missing"], "d6": ["missing"], "d7": ["missing"]}, 6, True),
        ("copies still lacking", {"d5": ["missing"], "d6": ["incomplete"], "d7": ["incomplete"]}, 6, True),
        ("promised before anything was due", {"d5": ["not_due"], "d6": ["missing"], "d7": ["missing"]}, 6, True),
        ("the day is not over", {"d5": ["missing"], "d7": ["missing"]}, 7, False),
        ("kept, and sent back since", {"d5": ["missing"], "d6": ["late"], "d7": ["returned"]}, 6, False),
        ("no day was named", {"d5": ["missing"], "d7": ["missing"]}, None, False),
    ],
)
def test_a_promise_is_broken_when_its_day_has_passed(
    sentence: str, days: dict[str, list[str]], promised: int | None, is_broken: bool
) -> None:
    rows = {day: [row(status) for status in statuses] for day, statuses in days.items()}
    named = date(2022, 4, promised) if promised else None
    (reminder,) = remind(PLAN, DAY, standings_by_day(**rows), [call(named)])
    assert reminder.is_broken is is_broken, sentence
    assert ("hẹn hoàn thành ngày 06/04/2022" in full_text(PLAN, reminder)) is is_broken


def test_what_came_due_since_breaks_no_promise() -> None:
    before = [row("missing"), row("not_due", "report")]
    after = [row("late"), row("missing", "report", last_day=date(2022, 4, 5))]
    (reminder,) = remind(PLAN, DAY, standings_by_day(d5=before, d6=after, d7=after), [call(date(2022, 4, 6))])
    assert not reminder.is_broken


def test_a_broken_promise_comes_first_and_a_new_one_takes_its_place() -> None:
    standings = [row("missing", unit=OTHER_ID), row("incomplete", copies=1)]
    broken = said_of(*standings, calls=[call(date(2022, 4, 6))])
    assert [(r.unit_id, r.is_broken) for r in broken] == [(UNIT_ID, True), (OTHER_ID, False)]
    again = [call(date(2022, 4, 9), minute=1), call(date(2022, 4, 6))]
    assert [r.unit_id for r in said_of(*standings, calls=again)] == [OTHER_ID, UNIT_ID]
    without = [call(None, minute=2), *again]
    assert last_promises(without, DAY)[UNIT_ID].promised_on == date(2022, 4, 9)
    assert last_promises([call(DAY, called_on=DAY + timedelta(days=1))], DAY) == {}


# -- from a store --------------------------------------------------------------------------------------------


RECEIPTS: list[Row] = [
    [1, UNIT, "Tờ trình", "01/04/2022", 1, None],
    [2, UNIT, "Danh sách mô hình", "02/04/2022", 2, None],
    [3, OTHER, "Tờ trình", "02/04/2022", 2, None],
    [4, OTHER, "Danh sách mô hình", "02/04/2022", 2, None],
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store")
    load_all(made, {"so.xlsx": register(RECEIPTS)})
    return made


def test_extensions_exemptions_and_papers_sent_back_are_said(store: Store) -> None:
    given = {"reason": "thiếu dấu", **SAID}
    record_sent_back(store, UNIT_ID, "nominations", date(2022, 4, 6), **given)
    record_extension(store, UNIT_ID, "achievements", date(2022, 4, 6), allowed_by="Thường trực", **given)
    record_exemption(store, OTHER_ID, "achievements", True, **given)
    reminders = {r.unit_id: r for r in reminders_on(store, DAY)}
    assert OTHER_ID not in reminders
    assert len(reminders) == 52
    assert [(lack.asked_for, lack.due) for lack in reminders[UNIT_ID].lacks] == [
        ("mới nhận 1/2 bộ, cần nộp thêm 1 bộ", "trước ngày 05/04/2022, quá hạn 3 ngày"),
        ("đã nhận ngày 02/04/2022, đề nghị chỉnh sửa và nộp lại (lý do: thiếu dấu)", "trước ngày 05/04/2022"),
        ("chưa nộp, cần nộp 2 bộ", "đến hết ngày 06/04/2022 (đã gia hạn), quá hạn 1 ngày"),
    ]
    earlier = {r.unit_id: r for r in reminders_on(store, date(2022, 4, 5))}
    assert "lý do" not in full_text(PLAN, earlier[UNIT_ID])


def test_a_call_is_added_and_a_promise_that_passed_comes_up_first(store: Store) -> None:
    number = record_call(store, UNIT_ID, date(2022, 4, 5), " Ông Nam ", " mai gửi ", date(2022, 4, 6), **SAID)
    assert number == store.current == 2
    assert ask_rows(store, "call_list")[1] == [
        (UNIT_ID, date(2022, 4, 5), "Ông Nam", "mai gửi", date(2022, 4, 6), NOON, "Trần Thị Mai")
    ]
    first, *others = reminders_on(store, DAY)
    assert (first.unit_id, first.is_broken) == (UNIT_ID, True)
    assert not any(reminder.is_broken for reminder in others)
    assert reminders_on(store, date(2022, 4, 6))[0].unit_id != UNIT_ID
    assert not any(reminder.is_broken for reminder in reminders_on(store, DAY, version=1))


@pytest.mark.parametrize(
    ("unit", "reached", "promised", "said"),
    [
        ("sao-hoa", "Ông Nam", None, "Không có đơn vị “sao-hoa” trong kế hoạch."),
        (UNIT_ID, "  ", None, "Chưa ghi đã gặp ai."),
        (UNIT_ID, "Ông Nam", date(2022, 4, 4), "Ngày hẹn trước ngày gọi."),
    ],
)
def test_a_call_that_cannot_be_is_refused_and_nothing_written(
    store: Store, unit: str, reached: str, promised: date | None, said: str
) -> None:
    with pytest.raises(Stop) as stop:
        record_call(store, unit, date(2022, 4, 5), reached, "", promised, **SAID)
    assert stop.value.message == said
    assert store.current == 1
    assert ask(store, "call_list").empty


# -- letters -------------------------------------------------------------------------------------------------


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in table.rows]


def assert_has_the_form_of_an_official_letter(
    letter: Any, about: str = "V/v đôn đốc gửi hồ sơ theo Kế hoạch số 83-KH/HU"
) -> None:
    section = letter.sections[0]
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in margins] == [20, 20, 30, 15]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert not section.first_page_header.paragraphs[0].text
    assert (letter.styles["Normal"].font.name, letter.styles["Normal"].font.size.pt) == ("Times New Roman", 14)
    left, right = letter.tables[0].rows[0].cells
    assert [p.text for p in left.paragraphs] == [
        "ĐẢNG BỘ TỈNH HÀ NAM", "HUYỆN ỦY KIM BẢNG", "*", "Số …-CV/HU", about, "DỰ THẢO",
    ]  # fmt: skip
    assert (left.paragraphs[4].runs[0].font.size.pt, left.paragraphs[4].runs[0].italic) == (12, True)
    assert [p.text for p in right.paragraphs] == ["ĐẢNG CỘNG SẢN VIỆT NAM", "Kim Bảng, ngày … tháng … năm 2022"]
    assert right.paragraphs[0]._p.pPr.find(qn("w:pBdr")) is not None
    assert (right.paragraphs[0].runs[0].font.size.pt, right.paragraphs[1].runs[0].italic) == (15, True)
    receivers, signature = letter.tables[-1].rows[0].cells
    assert [p.text for p in signature.paragraphs] == ["T/M BAN THƯỜNG VỤ", "BÍ THƯ"]
    assert receivers.paragraphs[0].text == "Nơi nhận:"
    assert receivers.paragraphs[0].runs[0].underline
    assert receivers.paragraphs[-1].text == "- Lưu VPHU."
    body = [p.text for p in letter.paragraphs if p.text]
    assert body[0].startswith("Kính gửi: "), "an official letter names no kind"
    assert body[-1].endswith("./.")
    heading = letter.tables[1].rows[0]
    assert heading._tr.trPr.find(qn("w:tblHeader")) is not None


def test_a_letter_has_the_form_and_says_each_part() -> None:
    (reminder,) = said_of(row("missing"), row("incomplete", "nominations", copies=1), row("returned", "report"))
    letter = opened(unit_letter(PLAN, reminder))
    assert_has_the_form_of_an_official_letter(letter)
    assert "Kính gửi: Đảng bộ xã Tân Sơn" in [p.text for p in letter.paragraphs]
    assert cells(letter.tables[1]) == [
        ["TT", "Thành phần hồ sơ", "Nội dung đề nghị", "Hạn theo kế hoạch", "Quá hạn"],
        ["1", "Tờ trình", "Chưa nộp, cần nộp 2 bộ", "Trước ngày 05/04/2022 (mục III.3)", "3 ngày"],
        ["2", "Danh sách mô hình", "Mới nhận 1/2 bộ, cần nộp thêm 1 bộ", "Trước ngày 05/04/2022 (mục III.3, V.3)",
         "3 ngày"],
        ["3", "Báo cáo sơ kết", "Đề nghị chỉnh sửa và nộp lại (lý do: thiếu chữ ký)",
         "Trước ngày 10/04/2022 (mục V.3)", "–"],
    ]  # fmt: skip
    about = letter.core_properties
    assert (about.author, about.comments) == ("Ban Tuyên giáo Huyện ủy Kim Bảng", "")


def test_the_list_names_units_by_kind_a_row_a_deadline() -> None:
    standings = [row("missing"), row("missing", "nominations"), row("returned", "report"), row("missing", unit="mttq")]
    letter = opened(list_letter(PLAN, said_of(*standings)))
    assert_has_the_form_of_an_official_letter(
        letter, "V/v đôn đốc các đơn vị gửi hồ sơ theo Kế hoạch số 83-KH/HU"
    )
    name = PLAN.unit_by_id["mttq"].name
    both = "Tờ trình, Danh sách mô hình: mỗi loại nộp 2 bộ"
    front = "II. MTTQ và các tổ chức chính trị - xã hội (01 đơn vị)"
    assert cells(letter.tables[1])[1:] == [
        ["I. Đảng bộ (01 đơn vị)"] * 5,
        ["1", UNIT, both, "Trước ngày 05/04/2022", "3 ngày"],
        ["1", UNIT, "Báo cáo sơ kết: chỉnh sửa và nộp lại", "Trước ngày 10/04/2022", "–"],
        [front] * 5,
        ["2", name, "Tờ trình: nộp 2 bộ", "Trước ngày 05/04/2022", "3 ngày"],
    ]
    assert any("còn 02 đơn vị" in p.text for p in letter.paragraphs)


def test_peoples_text_is_only_text(tmp_path: Path) -> None:
    hostile = '<w:p>&amp; "ô" {{x}} =1+1\x07\u202e'
    units = plan_text("units.csv").replace("Đảng bộ xã Tân Sơn", '"Đảng bộ xã Tân Sơn <b>&amp;</b> ""{x}"""')
    plan = read_plan(plan_folder(tmp_path, units=units))
    (reminder,) = remind(plan, DAY, lambda _: [row("returned")], [], {(UNIT_ID, "memo"): f"{hostile}\n mới"})
    for content in (unit_letter(plan, reminder), list_letter(plan, [reminder])):
        letter = opened(content)
        said = [text for line in cells(letter.tables[1]) for text in line] + [p.text for p in letter.paragraphs]
        assert 'Đảng bộ xã Tân Sơn <b>&amp;</b> "{x}"' in " ".join(said)
    assert cells(opened(unit_letter(plan, reminder)).tables[1])[1][2] == (
        'Đề nghị chỉnh sửa và nộp lại (lý do: <w:p>&amp; "ô" {{x}} =1+1 mới)'
    )


def parts(package: bytes) -> dict[str, Any]:
    """What a package says, packages within it opened; when each was packed is no matter."""
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        read = {name: files.read(name) for name in files.namelist()}
    return {
        name: parts(content) if name.endswith(".docx") else content
        for name, content in read.items()
        if name != "docProps/core.xml"
    }


def test_letters_go_into_one_package_a_file_a_unit_the_same_each_time() -> None:
    reminders = said_of(row("missing"), row("missing", unit=OTHER_ID))
    package = letters_zip(PLAN, reminders)
    assert parts(package) == parts(letters_zip(PLAN, reminders))
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        assert files.namelist() == [
            "don-doc-tan-son.docx", "don-doc-thi-son.docx", "don-doc-tat-ca.docx", "don-doc-danh-sach.docx",
        ]  # fmt: skip
        assert files.testzip() is None
        assert_has_the_form_of_an_official_letter(opened(files.read("don-doc-thi-son.docx")))


def test_all_letters_to_print_are_the_letters_one_after_the_other_each_numbered_from_one() -> None:
    reminders = said_of(row("missing"), row("returned", "report"), row("missing", unit=OTHER_ID))
    whole = opened(letters_document(PLAN, reminders))
    apart = [opened(unit_letter(PLAN, reminder)) for reminder in reminders]
    assert [p.text for p in whole.paragraphs if p.text] == [p.text for one in apart for p in one.paragraphs if p.text]
    assert [cells(table) for table in whole.tables] == [cells(table) for one in apart for table in one.tables]
    assert len(whole.sections) == len(reminders) == 2
    for section in whole.sections:
        assert section.different_first_page_header_footer
        assert "PAGE" in section.header._element.xml
        assert not section.first_page_header.paragraphs[0].text
    (numbering,) = whole.sections[1]._sectPr.findall(qn("w:pgNumType"))
    assert numbering.get(qn("w:start")) == "1"


def test_a_letter_says_until_when_to_answer_and_is_signed_by_whom_the_office_chose() -> None:
    (reminder,) = said_of(row("missing"))
    said = "\n".join(p.text for p in opened(unit_letter(PLAN, reminder)).paragraphs)
    assert "trước ngày 12/04/2022" in said
    given = terms(PLAN, DAY, date(2022, 4, 20), "ban_tuyen_giao")
    for content in (unit_letter(PLAN, reminder, given), list_letter(PLAN, [reminder], given)):
        letter = opened(content)
        assert "trước ngày 20/04/2022" in "\n".join(p.text for p in letter.paragraphs)
        signature = letter.tables[-1].rows[0].cells[1]
        assert [p.text for p in signature.paragraphs] == ["T/L BAN THƯỜNG VỤ", "TRƯỞNG BAN TUYÊN GIÁO"]


@pytest.mark.parametrize(
    ("as_of", "usual"),
    [(date(2022, 4, day), date(2022, 4, 11)) for day in (4, 5, 6)] + [(date(2022, 4, 7), date(2022, 4, 12))],
)
def test_nobody_is_asked_to_answer_on_a_saturday_or_a_sunday(as_of: date, usual: date) -> None:
    assert terms(PLAN, as_of).answer_by == usual
    assert usual.weekday() < 5


@pytest.mark.parametrize(
    ("answer_by", "signer", "words"),
    [
        (DAY, "", "không sau ngày của công văn"),
        (date(2020, 1, 1), "", "không sau ngày của công văn"),
        (None, "chu_tich", "Không có người ký “chu_tich”"),
    ],
)
def test_terms_that_cannot_be_are_refused_in_words(answer_by: date | None, signer: str, words: str) -> None:
    with pytest.raises(Stop, match=words):
        terms(PLAN, DAY, answer_by, signer)


def test_one_part_is_not_said_to_be_several() -> None:
    (reminder,) = said_of(row("missing"))
    assert asked_together(reminder.lacks) == "Tờ trình: nộp 2 bộ"


# -- before a deadline ---------------------------------------------------------------------------------------


def test_before_a_deadline_one_letter_goes_to_all_alike(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load_all(store, {"so.xlsx": register([[1, UNIT, "Tờ trình", "30/03/2022", 2, None]])}, date(2022, 3, 31))
    found = coming_on(store, date(2022, 4, 1))
    days = [one.deadline for one in found]
    assert days == sorted(days, key=lambda text: text.split()[-1].split("/")[::-1])
    memo = next(one for one in found if one.obligation_id == "memo")
    assert (memo.waiting, memo.owed, memo.copies, memo.deadline) == (52, 53, 2, "trước ngày 05/04/2022")
    document = docx.Document(io.BytesIO(coming_letter(PLAN, date(2022, 4, 1), found)))
    text = "\n".join(p.text for p in document.paragraphs)
    assert "nhắc thời hạn gửi hồ sơ" in "\n".join(
        [text, *(cell.text for table in document.tables for row in table.rows for cell in row.cells)]
    )
    assert UNIT not in text, "no unit is named: it goes to all alike"
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert ["1", "Tờ trình", "02 bộ", "Trước ngày 05/04/2022 (mục III.3)", "52/53 đơn vị"] in rows


def test_after_the_deadline_it_names_what_is_still_to_come_and_then_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load_all(store, {"so.xlsx": register([[1, UNIT, "Tờ trình", "30/03/2022", 2, None]])}, date(2022, 3, 31))
    assert {one.obligation_id for one in coming_on(store, date(2022, 4, 7))} == {"plan", "report", "review"}
    assert coming_on(store, date(2022, 5, 7)) == []
    with pytest.raises(Stop):
        coming_letter(PLAN, date(2022, 5, 7), [])


def test_the_command_writes_it_beside_the_letters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = Store(tmp_path / "store")
    load_all(store, {"so.xlsx": register([[1, UNIT, "Tờ trình", "30/03/2022", 2, None]])}, date(2022, 3, 31))
    words = ["letters", "--store", str(store.folder), "--out", str(tmp_path / "out"), "--as-of"]
    assert main([*words, "2022-04-07"]) == 0
    said = capsys.readouterr().out
    assert "3 phần việc chưa đến hạn" in said
    assert (tmp_path / "out" / "nhac-thoi-han.docx").exists()
    assert (tmp_path / "out" / "don-doc-danh-sach.docx").exists()
    assert main([*words[:4], str(tmp_path / "later"), "--as-of", "2022-05-07"]) == 0
    assert not (tmp_path / "later" / "nhac-thoi-han.docx").exists()
