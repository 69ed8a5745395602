"""One unit, its dossier: where it stands on a day, each part with its deadline, its papers and files, what is open.

Rows of questions in, people's words (Html) out; the page asks.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from tonghop.plan.model import Obligation, Plan, Unit
from tonghop.vietnamese import format_count, format_date, format_day
from ui.session import WEEKDAYS, ask, day_shown, plan_on, version
from ui.tracking import drawn
from ui.tracking.decisions import attachments
from ui.tracking.matrix import receipt_frame
from ui.tracking.progress import units_to_call
from ui.tracking.receipts import finding_rows, receipt_rows
from ui.tracking.received import form_words, standing, status_badge_of
from ui.widgets.links import to_cell, to_unit
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import downloads, empty, heading, status_badge, table
from ui.widgets.words import deadline_words, kind_labels, short_name

if TYPE_CHECKING:
    import pandas as pd

LATER = "Nhận sau ngày đang xem"
CALLED_WORDS = {"missing": "chưa nộp", "returned": "đề nghị bổ sung", "incomplete": "nộp chưa đủ"}


def units_to_choose(plan: Plan, day: date) -> Html:
    """The whole roster as links, by kind: what the page shows before a unit is chosen."""
    groups = []
    for kind in plan.kinds:
        own = [unit for unit in plan.units if unit.kind == kind.id]
        links = joined(Html("<li>{}</li>").format(to_unit(unit, day)) for unit in own)
        groups.append(
            Html("<h3>{} <span class='th-quiet'>({})</span></h3><ul>{}</ul>").format(kind.label, len(own), links)
        )
    return Html("<div class='th-roster'>{}</div>").format(joined(groups))


def of_unit(name: str, unit_id: str, **parameters: object) -> "pd.DataFrame":
    """The rows of a question that are about one unit."""
    rows = ask(name, **parameters)
    return rows[rows["unit_id"] == unit_id]


# -- where it stands -----------------------------------------------------------------------------------------


def unit_sentence(status: "pd.DataFrame", plan: Plan, day: date, open_count: int) -> Html:
    """What a secretary would read out: parts in, of them late; what is missing by name; what is open in its files."""
    start = Html("Đến ngày <b>{}</b>:").format(format_date(day))
    if status.empty:
        return Html("{} đơn vị không có trong danh sách của kế hoạch.").format(start)
    counts = status["status"].value_counts().to_dict()
    late, owed = counts.get("late", 0), len(status) - counts.get("exempt", 0)
    parts = [Html("đã nộp đủ <b>{}/{}</b> phần").format(counts.get("on_time", 0) + late, owed)]
    if late:
        parts[0] += Html(", trong đó <b>{}</b> nộp muộn").format(late)
    for call in units_to_call(status, plan):
        said: dict[str, list[str]] = {}
        for kind, words in call.said:
            said.setdefault(kind, []).append(words)
        parts += [Html("{} {}").format(CALLED_WORDS[kind], ", ".join(words)) for kind, words in said.items()]
    if waiting := counts.get("not_due", 0):
        parts.append(Html("<b>{}</b> phần chưa nộp, chưa đến hạn").format(waiting))
    if open_count:
        parts.append(Html("<b>{}</b> điểm cần xem trong tệp").format(format_count(open_count)))
    return Html("{} {}.").format(start, joined(parts, "; "))


def unit_line(plan: Plan, unit: Unit) -> Html:
    """Kind and quota of nominations, and whether the unit is a made-up one."""
    kind = plan.kind_by_id[unit.kind]
    said = [kind_labels(plan)[unit.kind], f"giới thiệu {kind.quota} mô hình"]
    if unit.valid_to:
        said.append(f"trong danh sách đến {format_date(unit.valid_to)}")
    if unit.is_illustrative:
        said.append("đơn vị minh họa")
    return Html("<p class='th-quiet th-unit-line'>{}</p>").format(" · ".join(said))


def dossier(unit_id: str, day: date) -> None:
    """Each obligation with status, deadline and its reading, complete day, copies, days late; the receipts below."""
    given, status = plan_on(day), of_unit("submission_status", unit_id, as_of=day)
    heading("Hồ sơ của đơn vị", "Ngày nộp đủ là ngày đầu tiên có đủ số bộ; đề nghị bổ sung không làm đổi ngày ấy")
    if status.empty:
        empty("Ngày này đơn vị không có trong danh sách", "Đề nghị chọn ngày khác ở cột bên trái.")
        return
    decided = of_unit("decision_list", unit_id)
    rows = {row.obligation_id: row for row in status.itertuples()}
    table(
        ["Thành phần hồ sơ", "Tình trạng", "Hạn nộp", "Ngày nộp đủ", "Số bộ", "Quá hạn"],
        [part_row(o, rows[o.id], decided, day) for o in given.obligations if o.id in rows],
        numeric=[4, 5],
    )
    papers = of_unit("receipt_list", unit_id, as_of=day)
    if papers.empty:
        show_html(Html("<p class='th-quiet'>Chưa có lần tiếp nhận nào của đơn vị đến ngày này.</p>"))
        return
    paths = drawn.file_paths(version())
    table(
        ["Lần tiếp nhận", "Ngày", "Số bộ", "Ghi chú", "Ở tệp, trang tính, ô"],
        receipt_rows(papers, paths),
        numeric=[2],
        caption=f"{format_count(len(papers))} lần tiếp nhận; sổ nào ghi lại lần đã có thì không tính thêm",
    )
    downloads(f"tiep-nhan-{unit_id}", lambda: receipt_frame(papers, paths, given), "Tiếp nhận")


def part_row(part: Obligation, row: Any, decided: "pd.DataFrame", day: date) -> list[str]:
    """One obligation as cells; `decided` are the unit's decisions, newest first."""
    if row.status == "exempt":
        return [part.label, status_badge("exempt"), "–", "–", "–", ""]
    last = row.last_day.date()
    latest = f"chậm nhất {WEEKDAYS[last.weekday()]} {format_day(last)}"
    due = Html("{} <span class='th-quiet'>({})</span>").format(deadline_words(part.deadline, part.inclusive), latest)
    own = decided[decided["obligation_id"] == part.id]
    if row.is_extended:
        said = next((each for each in own.itertuples() if each.kind == "extension"), None)
        why = f": {said.reason}; {said.allowed_by} đồng ý" if said else ""
        due = Html("gia hạn đến hết {} {}<div class='th-quiet'>kế hoạch: {}{}</div>").format(
            WEEKDAYS[last.weekday()], format_date(last), deadline_words(part.deadline, part.inclusive), why
        )
    back = ""
    if row.status == "returned":
        sent = [e for e in own.itertuples() if e.kind == "sent_back" and e.day.date() <= day]
        newest = max(sent, key=lambda each: each.day, default=None)
        if newest:
            back = Html("<div class='th-quiet'>{}: {}</div>").format(format_date(newest.day.date()), newest.reason)
    is_complete = int(row.copies) >= part.copies
    return [
        part.label,
        Html("<div>{}{}</div>").format(status_badge(row.status), back),
        Html("<div>{}</div>").format(due),
        format_date(row.received_on.date()) if is_complete else "–",
        f"{int(row.copies)}/{part.copies}",
        f"{int(row.days_late)} ngày" if row.status in ("late", "missing") else "",
    ]


# -- files ---------------------------------------------------------------------------------------------------


def files(unit_id: str) -> None:
    """What the unit has sent, what each file still counts for, and what is open in them."""
    own, carried = ask("file_list"), of_unit("reporting_units", unit_id)
    own = own[(own["unit_id"] == unit_id) | own["file_id"].isin(carried["file_id"])]
    heading("Tệp đã nhận")
    if own.empty:
        empty("Chưa nhận tệp nào của đơn vị", "Biểu số liệu và danh sách mô hình sẽ hiện ở đây khi được nhận.")
    else:
        table(["Tệp", "Biểu mẫu", "Kết quả", "Đang tính", "Ngày nhận"], file_rows(own.itertuples(), carried))
    attachments(unit_id)
    found = of_unit("open_findings", unit_id)
    if len(found):
        heading(f"{format_count(len(found))} điểm cần xem trong tệp của đơn vị")
        table(["Loại", "Tệp", "Nội dung"], finding_rows(found))


def came_later(row: Any) -> bool:
    """Did a file come in after the day past that is on show?"""
    shown = day_shown()
    return shown is not None and shown.leaves_out and row.received_on.date() > shown.day


def file_rows(found: Iterable[Any], carried: "pd.DataFrame") -> list[list[str]]:
    """Files as cells; `carried`: which sheets of the unit stand on which file."""
    sheets = carried.groupby("file_id")["sheet"].agg(", ".join).to_dict()
    return [
        [
            Html("<span class='th-file'>{}</span>").format(to_cell(short_name(row.path, row.form), int(row.file_id))),
            form_words(row),
            status_badge_of(row.status),
            sheets.get(row.file_id) or (LATER if came_later(row) else standing(row)),
            format_date(row.received_on.date()),
        ]
        for row in found
    ]
