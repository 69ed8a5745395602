"""Letters that ask for what is lacking, in the form of a Party document: one a unit, or one list of all by kind.

Drafts: number, day and signer stay blank (36-HD/VPTW). People's text is only ever text. Knows no store.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from tonghop.outputs.party import PartyPage
from tonghop.plan.model import Plan
from tonghop.tracking.reminders import Lack, Reminder, asked_together, by_deadline, plan_name
from tonghop.vietnamese import format_date

DUE, OVER = "Hạn theo kế hoạch", "Quá hạn"
UNIT_COLUMNS = (("TT", 11), ("Thành phần hồ sơ", 40), ("Nội dung đề nghị", 51), (DUE, 43), (OVER, 20))
LIST_COLUMNS = (("TT", 11), ("Đơn vị", 38), ("Còn thiếu", 54), (DUE, 42), (OVER, 20))
RECEIVERS = ("- Như kính gửi;", "- Thường trực Huyện ủy (để báo cáo);", "- Ban Tuyên giáo Huyện ủy;")
SENT_BACK = "quá hạn, nộp chưa đủ hoặc được đề nghị chỉnh sửa"


def unit_letter(plan: Plan, reminder: Reminder) -> bytes:
    """Write the letter to one unit as .docx."""
    page = _Page(plan, reminder.as_of, f"Đôn đốc theo Kế hoạch số {plan.id}")
    page.head("CÔNG VĂN", "CV", f"về việc đôn đốc gửi hồ sơ theo Kế hoạch số {plan.id}")
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
        "Ban Thường vụ Huyện ủy đề nghị đơn vị quan tâm chỉ đạo, sớm hoàn thành các phần việc trên, gửi về Ban Thường "
        "vụ Huyện ủy (qua Ban Tuyên giáo Huyện ủy). Trường hợp đã gửi, đề nghị thông tin lại ngày gửi để đối "
        "chiếu./.",
        space_before=6,
    )
    page.signed(*RECEIVERS)
    return page.saved()


def list_letter(plan: Plan, reminders: Sequence[Reminder]) -> bytes:
    """Write one letter that names all the units, by kind, each kind in the order given."""
    page = _Page(plan, reminders[0].as_of, f"Đôn đốc theo Kế hoạch số {plan.id}")
    page.head("CÔNG VĂN", "CV", f"về việc đôn đốc các đơn vị gửi hồ sơ theo Kế hoạch số {plan.id}")
    page.addressed("Các chi bộ, đảng bộ trực thuộc Huyện ủy, Mặt trận Tổ quốc và các tổ chức chính trị - xã hội huyện")
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
        "Ban Thường vụ Huyện ủy đề nghị các đơn vị có tên trên quan tâm chỉ đạo, sớm hoàn thành, gửi về Ban Thường vụ "
        "Huyện ủy (qua Ban Tuyên giáo Huyện ủy). Đơn vị đã gửi, đề nghị thông tin lại ngày gửi để đối chiếu./.",
        space_before=6,
    )
    page.signed(*RECEIVERS)
    return page.saved()


def letters_zip(plan: Plan, reminders: Iterable[Reminder]) -> bytes:
    """Pack a letter a unit, named by the units' ids, into a .zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for reminder in reminders:
            day = reminder.as_of
            name = zipfile.ZipInfo(letter_name(reminder.unit_id), (day.year, day.month, day.day, 0, 0, 0))
            package.writestr(name, unit_letter(plan, reminder), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def letter_name(unit_id: str) -> str:
    """The file name of a unit's letter."""
    return f"don-doc-{''.join(c if c.isalnum() or c in '-_' else '-' for c in unit_id)}.docx"


LIST_NAME = "don-doc-danh-sach.docx"


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
