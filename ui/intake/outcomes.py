"""What was found in files handed in, before anything is stored: which form, whose, what is wrong, what would change."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tonghop.actions.loading import FileOutcome, IntakeReport
from tonghop.actions.value_change import ValueChange
from tonghop.alike import alike, told
from tonghop.forms import FORM_LABELS
from tonghop.vietnamese import format_count
from ui.intake import changes
from ui.session import plan
from ui.tracking.receipts import kind_badge
from ui.tracking.received import findings_frame, status_badge_of
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import downloads, heading, html, table
from ui.widgets.words import names_by_id

if TYPE_CHECKING:
    import pandas as pd

STATUS_WORDS = {
    "accepted": "nhận",
    "partial": "nhận một phần",
    "refused": "trả lại",
    "paper": "lưu văn bản",
    "duplicate": "đã có trong kho",
}
ENCODINGS = {"unicode": "Unicode", "tcvn3": "TCVN3 (đã chuyển)", "vni": "VNI (đã chuyển)"}
ROWS_SHOWN = 100
COLUMNS = ["Tệp", "Kết quả", "Biểu mẫu", "Đơn vị", "Bảng mã", "Lỗi, cảnh báo", "Giá trị thay đổi"]


def by_path(found: Sequence[ValueChange]) -> dict[str, str]:
    """Path -> how much of what counts a file would change, in words."""
    grouped: dict[str, list[ValueChange]] = defaultdict(list)
    for change in changes.items(found):
        grouped[change.path or ""].append(change)
    return {path: changes.counted(group) for path, group in grouped.items()}


def show(report: IntakeReport, changed: Sequence[ValueChange]) -> None:
    """What each file is and what was found in it, worst first, and what would change."""
    outcomes, said = sorted(report.outcomes, key=worst_first), by_path(changed)
    if report.passed_over:
        names = ", ".join(report.passed_over)
        html("<p class='th-quiet'>Bỏ qua vì không phải tệp Excel, Word, văn bản: {}.</p>", names)
    # papers are in the list of what may be received, above
    to_see = [
        o
        for o in outcomes
        if o.status in ("refused", "partial") or o.reading.findings or (o.reading.notes and o.status != "paper")
    ]
    if to_see:
        table(COLUMNS, outcome_rows(to_see[:ROWS_SHOWN], said))
    seen = {id(outcome) for outcome in to_see}
    clean = [o for o in outcomes if id(o) not in seen and o.status == "accepted"]
    known = [o for o in outcomes if id(o) not in seen and o.status == "duplicate"]
    folded = _folded(clean, "tệp nhận được, không có điểm nào cần xem", said)
    said_of_files = folded + _folded(known, "tệp đã có trong kho", {})
    if said_of_files:
        show_html(said_of_files)
    _findings(outcomes)
    changes.show(changed, plan(), "tep")


def _findings(outcomes: Sequence[FileOutcome]) -> None:
    groups = [(outcome, group) for outcome in outcomes for group in alike(outcome.reading.findings)]
    groups.sort(key=lambda pair: not pair[1][0].is_error)
    if not groups:
        return
    heading("Điểm cần xem trong các tệp này")
    table(
        ["Loại", "Tệp", "Nội dung"],
        [[kind_badge(group), outcome.path, told(group)] for outcome, group in groups[:ROWS_SHOWN]],
    )
    if len(groups) > ROWS_SHOWN:
        left = format_count(sum(len(group) for _, group in groups[ROWS_SHOWN:]))
        html("<p class='th-quiet'>Còn {} điểm nữa; đề nghị tải bảng để xem đủ.</p>", left)
    downloads("diem-can-xem-cua-tep", lambda: _report_frame(outcomes), "Điểm cần xem")


def outcome_rows(outcomes: Sequence[FileOutcome], changed: Mapping[str, str]) -> list[list[str]]:
    """One row a file, as cells; `changed`: path -> what it would change, in words."""
    names = names_by_id(plan())
    rows = []
    for outcome in outcomes:
        reading = outcome.reading
        errors = sum(finding.is_error for finding in reading.findings)
        warnings = len(reading.findings) - errors
        counts = [f"{errors} lỗi"] * bool(errors) + [f"{warnings} cảnh báo"] * bool(warnings)
        unit = names.get(reading.unit_id or "", "")
        if reading.refused_units:
            unit = "Chưa nhận: " + ", ".join(names.get(unit_id, unit_id) for unit_id in reading.refused_units)
        rows.append(
            [
                joined([outcome.path, *(Html("<div class='th-quiet'>{}</div>").format(n) for n in reading.notes)]),
                status_badge_of(reading.status),
                (reading.paper.label if reading.paper else FORM_LABELS.get(reading.form or "", "")),
                unit,
                ENCODINGS.get(reading.encoding or "", ""),
                ", ".join(counts),
                changed.get(outcome.path, ""),
            ]
        )
    return rows


def summary(report: IntakeReport) -> str:
    """ "51 tệp: 49 nhận, 1 nhận một phần, 1 trả lại": the parts add up."""
    counts = {status: sum(o.status == status for o in report.outcomes) for status in STATUS_WORDS}
    said = ", ".join(f"{format_count(count)} {STATUS_WORDS[status]}" for status, count in counts.items() if count)
    return f"{format_count(len(report.outcomes))} tệp: {said}" if said else "Không có tệp Excel hay Word nào"


def states(report: IntakeReport) -> dict[str, Html]:
    """Path -> what becomes of the file, as a badge; worst first."""
    return {outcome.path: status_badge_of(outcome.status) for outcome in sorted(report.outcomes, key=worst_first)}


def _folded(outcomes: Sequence[FileOutcome], what: str, changed: Mapping[str, str]) -> Html:
    """Files with nothing to see in them, folded away under how many they are."""
    if not outcomes:
        return Html()
    names = names_by_id(plan())
    lines = [(o.path, names.get(o.reading.unit_id or ""), changed.get(o.path)) for o in outcomes]
    items = joined(Html("<li>{}</li>").format(", ".join(filter(None, line))) for line in lines)
    return Html(
        "<details class='th-rests'><summary><b>{}</b> {}</summary><ul class='th-plain'>{}</ul></details>"
    ).format(format_count(len(outcomes)), what, items)


def worst_first(outcome: FileOutcome) -> tuple[object, ...]:
    """Sort by what became of a file: refused ones first."""
    order = ("refused", "partial", "paper", "accepted", "duplicate")
    return order.index(outcome.status), not outcome.reading.findings, outcome.path


def _report_frame(outcomes: Sequence[FileOutcome]) -> "pd.DataFrame":
    return findings_frame(
        (
            (
                o.path,
                finding.unit_id or o.reading.unit_id,
                finding.slug,
                finding.severity,
                finding.sheet,
                finding.cell,
                finding.value,
                finding.message,
            )
            for o in outcomes
            for finding in o.reading.findings
        ),
        plan(),
    )
