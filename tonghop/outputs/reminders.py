"""Letters that ask for what is lacking, in the form of an official letter: one a unit, or one list of all by kind.

Drafts: number, day and the signer's name stay blank (36-HD/VPTW). People's text is only ever text. Knows no store.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tonghop.errors import MISUSED, Stop
from tonghop.outputs.party import PartyPage, party_form
from tonghop.plan.model import Plan
from tonghop.tracking.reminders import Coming, Lack, Reminder, asked_together, by_deadline, plan_name
from tonghop.vietnamese import format_date

DUE, OVER = "Hạn theo kế hoạch", "Quá hạn"
UNIT_COLUMNS = (("TT", 11), ("Thành phần hồ sơ", 40), ("Nội dung đề nghị", 51), (DUE, 43), (OVER, 20))
LIST_COLUMNS = (("TT", 11), ("Đơn vị", 38), ("Còn thiếu", 54), (DUE, 42), (OVER, 20))
COMING_COLUMNS = (("TT", 11), ("Thành phần hồ sơ", 48), ("Số bộ", 20), ("Thời hạn", 54), ("Chưa gửi đủ", 32))
ALL_UNITS = "Các chi bộ, đảng bộ trực thuộc Huyện ủy, Mặt trận Tổ quốc và các tổ chức chính trị - xã hội huyện"
RECEIVERS = ("- Như kính gửi;", "- Thường trực Huyện ủy (để báo cáo);", "- Ban Tuyên giáo Huyện ủy;")
DAYS_TO_ANSWER, FRIDAY = 5, 4
SENT_BACK = "quá hạn, nộp chưa đủ hoặc được đề nghị chỉnh sửa"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the office decides of a letter: until when to answer, who signs (a key of the form's signers)."""

    answer_by: date
    signer: str


def terms(plan: Plan, as_of: date, answer_by: date | None = None, signer: str = "") -> Terms:
    """Return the terms of letters as of a day; what is not given is the usual.

    Raises Stop where the day to answer by has passed already, or nobody signs so.
    """
    if answer_by is not None and answer_by <= as_of:
        raise Stop(
            f"Ngày trả lời {format_date(answer_by)} không sau ngày của công văn ({format_date(as_of)}).",
            "Đề nghị chọn ngày muộn hơn.",
            MISUSED,
        )
    signers = party_form(plan.party_form).signers
    if signer and signer not in signers:
        raise Stop(f"Không có người ký “{signer}”.", f"Các lựa chọn: {', '.join(signers)}.", MISUSED)
    return Terms(answer_by or usual_answer_by(as_of), signer or next(iter(signers)))


def usual_answer_by(as_of: date) -> date:
    """The day to answer by where none is chosen: five days on, no Saturday or Sunday."""
    day = as_of + timedelta(days=DAYS_TO_ANSWER)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > FRIDAY else 0)


def unit_letter(plan: Plan, reminder: Reminder, given: Terms | None = None) -> bytes:
    """Write the letter to one unit as .docx."""
    return letters_document(plan, [reminder], given)


def letters_document(plan: Plan, reminders: Sequence[Reminder], given: Terms | None = None) -> bytes:
    """Write the letters to all these units as one .docx to print, each on pages of its own numbered from 1.

    Raises Stop where there is none to write.
    """
    if not reminders:
        raise Stop("Không có đơn vị nào cần đôn đốc; không có công văn nào.", "Đề nghị chọn lại ngày hoặc bộ lọc.")
    page = _Page(plan, reminders[0].as_of, f"Đôn đốc theo Kế hoạch số {plan.id}")
    for place, reminder in enumerate(reminders):
        if place:
            page.next_document()
        _write_letter(page, reminder, given or terms(plan, reminder.as_of))
    return page.saved()


def _write_letter(page: "_Page", reminder: Reminder, given: Terms) -> None:
    plan = page.plan
    page.letter_head(f"đôn đốc gửi hồ sơ theo Kế hoạch số {plan.id}")
    page.addressed(reminder.name)
    page.body(
        f"Thực hiện {plan_name(plan)} về {_subject(plan)}; qua theo dõi, tính đến hết ngày "
        f"{format_date(reminder.as_of)}, {reminder.name} còn các phần việc sau:"
    )
    table = page.table(UNIT_COLUMNS)
    for number, lack in enumerate(reminder.lacks, 1):
        deadline = f"{lack.deadline[:1].upper()}{lack.deadline[1:]} (mục {lack.section})"
        page.row(table, [str(number), lack.label, _sentence(lack.asked_for), deadline, _overdue(lack)])
    page.body(
        "Ban Thường vụ Huyện ủy đề nghị đơn vị quan tâm chỉ đạo hoàn thành các phần việc trên, gửi về Ban Thường vụ "
        f"Huyện ủy (qua Ban Tuyên giáo Huyện ủy) trước ngày {format_date(given.answer_by)}. Trường hợp đã gửi, đề nghị "
        "thông tin lại ngày gửi để đối chiếu./.",
        space_before=6,
    )
    page.signed(*RECEIVERS, signer=given.signer)


def list_letter(plan: Plan, reminders: Sequence[Reminder], given: Terms | None = None) -> bytes:
    """Write one letter that names all the units, by kind, each kind in the order given."""
    given = given or terms(plan, reminders[0].as_of)
    page = _Page(plan, reminders[0].as_of, f"Đôn đốc theo Kế hoạch số {plan.id}")
    page.letter_head(f"đôn đốc các đơn vị gửi hồ sơ theo Kế hoạch số {plan.id}")
    page.addressed(ALL_UNITS)
    page.body(
        f"Thực hiện {plan_name(plan)} về {_subject(plan)}; qua theo dõi, tính đến hết ngày "
        f"{format_date(reminders[0].as_of)}, còn {len(reminders):02d} đơn vị có phần hồ sơ {SENT_BACK}, cụ thể như sau:"
    )
    table = page.table(LIST_COLUMNS)
    number = 0
    for place, kind in enumerate([k for k in plan.kinds if any(r.kind == k.id for r in reminders)]):
        own = [reminder for reminder in reminders if reminder.kind == kind.id]
        page.group(table, f"{_roman(place + 1)}. {kind.label} ({len(own):02d} đơn vị)")
        for reminder in own:
            number += 1
            page.unit_rows(table, number, reminder)
    page.body(
        "Ban Thường vụ Huyện ủy đề nghị các đơn vị có tên trên quan tâm chỉ đạo hoàn thành, gửi về Ban Thường vụ Huyện "
        f"ủy (qua Ban Tuyên giáo Huyện ủy) trước ngày {format_date(given.answer_by)}. Đơn vị đã gửi, đề nghị thông tin "
        "lại ngày gửi để đối chiếu./.",
        space_before=6,
    )
    page.signed(*RECEIVERS, signer=given.signer)
    return page.saved()


def coming_letter(plan: Plan, as_of: date, parts: Sequence[Coming], given: Terms | None = None) -> bytes:
    """Write the one letter to all units alike before deadlines: which parts, by when, how many are still awaited.

    Raises Stop where no deadline is to come.
    """
    if not parts:
        raise Stop("Không còn thời hạn nào sắp tới; không có công văn nào.", "Đề nghị chọn lại ngày.")
    given = given or terms(plan, as_of)
    page = _Page(plan, as_of, f"Nhắc thời hạn theo Kế hoạch số {plan.id}")
    page.letter_head(f"nhắc thời hạn gửi hồ sơ theo Kế hoạch số {plan.id}")
    page.addressed(ALL_UNITS)
    page.body(
        f"Thực hiện {plan_name(plan)} về {_subject(plan)}; tính đến hết ngày {format_date(as_of)}, các phần việc "
        "sau sắp đến hạn, đề nghị các đơn vị chưa gửi đủ quan tâm hoàn thành đúng thời hạn:"
    )
    table = page.table(COMING_COLUMNS)
    for number, part in enumerate(parts, 1):
        deadline = f"{_sentence(part.deadline)} (mục {part.section})" if part.section else _sentence(part.deadline)
        waiting = f"{part.waiting}/{part.owed} đơn vị"
        page.row(table, [str(number), part.label, f"{part.copies:02d} bộ", deadline, waiting])
    page.body(
        "Đề nghị các đơn vị gửi hồ sơ về Ban Thường vụ Huyện ủy (qua Ban Tuyên giáo Huyện ủy) theo thời hạn trên; đơn "
        "vị đã gửi đủ không phải gửi lại./.",
        space_before=6,
    )
    page.signed(*RECEIVERS, signer=given.signer)
    return page.saved()


def letters(plan: Plan, reminders: Sequence[Reminder], given: Terms | None = None) -> dict[str, bytes]:
    """Return all letters by their names: one a unit, all of them in one to print, one that lists the units."""
    if not reminders:
        return {}
    each = {letter_name(one.unit_id): unit_letter(plan, one, given) for one in reminders}
    return {
        **each,
        ALL_NAME: letters_document(plan, reminders, given),
        LIST_NAME: list_letter(plan, reminders, given),
    }


def letters_zip(plan: Plan, reminders: Sequence[Reminder], given: Terms | None = None) -> bytes:
    """Pack a letter a unit, and all of them in one to print, into a .zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for file, content in letters(plan, reminders, given).items():
            day = reminders[0].as_of
            name = zipfile.ZipInfo(file, (day.year, day.month, day.day, 0, 0, 0))
            package.writestr(name, content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def letter_name(unit_id: str) -> str:
    """The file name of a unit's letter."""
    return f"don-doc-{''.join(c if c.isalnum() or c in '-_' else '-' for c in unit_id)}.docx"


LIST_NAME, ALL_NAME, COMING_NAME = "don-doc-danh-sach.docx", "don-doc-tat-ca.docx", "nhac-thoi-han.docx"


def _subject(plan: Plan) -> str:
    return f"{plan.title[:1].lower()}{plan.title[1:]}"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _overdue(lack: Lack) -> str:
    return f"{lack.days} ngày" if lack.days else "–"


def _roman(number: int) -> str:
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[number - 1]


class _Page(PartyPage):
    """A letter: a Party document whose tables name what units lack."""

    def unit_rows(self, table: Any, number: int, reminder: Reminder) -> None:
        """A row a deadline, the unit's name over all of them; never torn apart between pages."""
        rows: list[Any] = []
        for lacks in by_deadline(reminder.lacks):
            first = [str(number), reminder.name] if not rows else ["", ""]
            said, deadline = asked_together(lacks), _sentence(lacks[0].deadline)
            rows.append(self.row(table, [*first, said, deadline, _overdue(lacks[0])]))
        for made in rows[:-1]:
            for cell in made.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        if len(rows) > 1:
            for column in (0, 1):
                self.joined([made.cells[column] for made in rows])
