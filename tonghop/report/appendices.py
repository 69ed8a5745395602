"""The appendices: submissions, models, awards, propaganda, inspection, documents, nominations; every unit by name."""

from collections.abc import Iterator, Sequence
from typing import Any

from tonghop.report.conduct import five_years
from tonghop.report.document import Appendix, Cell, Line, Paragraph, Table
from tonghop.report.models import by_level_table, by_sector_table, decisions
from tonghop.report.nominated import NOMINATED
from tonghop.report.numbers import Trace
from tonghop.report.writing import RETURN_SHEETS, Writing, is_yearly_award, line, table
from tonghop.statuses import BY_ID, STATUSES
from tonghop.vietnamese import format_date, format_day

SHEET_MARKS = {"Thông tin": "TT", "Mô hình": "MH", "Khen thưởng": "KT", "Tuyên truyền": "TTr",
               "Kiểm tra, giám sát": "KTGS", "Văn bản": "VB", "Đánh giá": "ĐG"}  # fmt: skip
"""How the parts of a return are named in the narrow column of appendix 1."""


def appendices(writing: Writing) -> tuple[Appendix, ...]:
    """Write all appendices, numbered as the body refers to them."""
    plan = writing.plan
    years = f"{plan.years_from}–{plan.years_to}"
    made: list[tuple[str, Sequence[Paragraph | Table]]] = [
        (
            f"Tình hình nộp hồ sơ đến hết ngày {format_date(writing.as_of)}",
            (progress(writing), by_unit(writing), key()),
        ),
        ("Mô hình theo lĩnh vực và cấp", (by_sector_table(writing), by_level_table(writing), models_by_unit(writing))),
        (f"Biểu dương, khen thưởng {years}", (figures_by_unit(writing, "Khen thưởng", "awards"),)),
        (f"Công tác tuyên truyền {years}", (figures_by_unit(writing, "Tuyên truyền", "propaganda"),)),
        (f"Công tác kiểm tra, giám sát {years}", (figures_by_unit(writing, "Kiểm tra, giám sát", "inspections"),)),
        ("Danh mục văn bản các đơn vị ban hành", (documents(writing),)),
        ("Danh sách mô hình đề nghị biểu dương, khen thưởng", (nominations(writing),)),
    ]
    return tuple(Appendix(number, title, tuple(blocks)) for number, (title, blocks) in enumerate(made, 1))


# -- submissions ---------------------------------------------------------------------------------------------


def progress(writing: Writing) -> Table:
    """A row an obligation: its deadline as it is read, units by status, shares."""
    shown = [status for status in STATUSES if status.id != "exempt"]
    lines: list[Line] = []
    for place, one in enumerate(writing.plan.obligations, 1):
        where = {"obligation_id": one.id}

        def said(column: str, says: str, where: dict[str, Any] = where) -> Any:
            units = (("obligation_id", where["obligation_id"]),)
            status = ("status", column) if column in BY_ID else ("status", tuple(s.id for s in shown))
            behind = Trace("submission_status", "units", "", (*units, status))
            how = "share" if column.endswith("_share") else "value"
            id = f"submission.{where['obligation_id']}.{column}"
            return writing.number(id, says, "submission_progress", how, column, behind=behind, **where)

        reading = f"{'đến' if one.inclusive else 'trước'} ngày {format_date(one.deadline)}"
        cells: list[Cell] = [said("expected", f"{one.label}: số đơn vị phải nộp")]
        cells += [said(status.id, f"{one.label}: {status.label}") for status in shown]
        cells += [
            said("received_share", f"{one.label}: tỷ lệ đã nộp đủ"),
            said("on_time_share", f"{one.label}: đúng hạn"),
        ]
        lines.append(line(place, one.label, reading, *cells))
    head = [("TT", 1, "center"), ("Thành phần hồ sơ", 4.4, "left"), ("Hạn theo kế hoạch", 3.6, "left")]
    head.append(("Phải nộp", 1.5, "right"))
    head += [(f"{status.symbol} {status.short}", 1.8, "right") for status in shown]
    head += [("Đã nộp đủ", 1.7, "right"), ("Đúng hạn", 1.7, "right")]
    return table("submissions", "Tiến độ từng thành phần hồ sơ", head, lines, measure="đơn vị")


def by_unit(writing: Writing) -> Table:
    """A row a unit: where each obligation stands, and which parts of its return are in."""
    standing = {(r["unit_id"], r["obligation_id"]): r for r in writing.answers.rows("submission_status")}
    sheets: dict[str, list[str]] = {}
    for row in writing.answers.where("reporting_units", ("sheet", RETURN_SHEETS)):
        sheets.setdefault(row["unit_id"], []).append(row["sheet"])

    def cells(unit: str) -> list[Cell]:
        rows = [standing.get((unit, one.id)) for one in writing.plan.obligations]
        parts = [SHEET_MARKS[sheet] for sheet in RETURN_SHEETS if sheet in sheets.get(unit, [])]
        have = "đủ" if len(parts) == len(RETURN_SHEETS) else ", ".join(parts) or "–"
        return [*(_standing(row) if row else "" for row in rows), have]

    on_roster = list(dict.fromkeys(unit for unit, _ in standing))
    units = on_roster + [unit for unit in writing.asked if unit not in set(on_roster)]
    head: list[tuple[str, float, str]] = [("TT", 0.8, "center"), ("Đơn vị", 6.5, "left")]
    head += [(one.label, 2.6, "center") for one in writing.plan.obligations]
    head.append(("Số liệu đã có", 2.8, "center"))
    return table("submissions_by_unit", "Tình hình từng đơn vị", head, list(by_kind(writing, units, cells)))


def _standing(row: dict[str, Any]) -> str:
    status = BY_ID[row["status"]]
    has_day = row["received_on"] and row["status"] not in ("not_due", "exempt")
    day = format_day(row["received_on"]) if has_day else ""
    late = f"{row['days_late']} ngày" if row["days_late"] else ""
    more = f"{day} (muộn {late})" if day and late else f"quá hạn {late}" if late else day
    return f"{status.symbol} {more}".strip()


def key() -> Paragraph:
    """What the signs mean, below the table."""
    signs = "; ".join(f"{status.symbol} {status.label}" for status in STATUSES)
    parts = "; ".join(f"{mark}: {sheet}" for sheet, mark in SHEET_MARKS.items())
    return Paragraph((f"Ký hiệu: {signs}. Số liệu: {parts}.",), "rests")


def by_kind(writing: Writing, units: Sequence[str], cells: Any) -> Iterator[Line]:
    """Lines of units below a group line a kind, numbered through."""
    kinds = {unit.id: unit.kind for unit in writing.plan.units}
    groups = [(kind.label, [u for u in units if kinds.get(u) == kind.id]) for kind in writing.plan.kinds]
    groups.append(("Đơn vị khác", [u for u in units if u not in kinds]))
    place = 0
    for label, own in groups:
        if own:
            yield line(f"{label} ({len(own):02d} đơn vị)", kind="group")
        for unit in own:
            place += 1
            yield line(place, writing.name(unit), *cells(unit))


# -- results by unit -----------------------------------------------------------------------------------------


def models_by_unit(writing: Writing) -> Table:
    """A row a unit: its models by sector; a unit that sent no list has dashes, not zeros."""
    sent = {row["unit_id"] for row in writing.answers.where("reporting_units", ("sheet", "Mô hình"))}
    sectors = [(one.id, one.label) for one in writing.plan.sectors]

    def cells(unit: str) -> list[Cell]:
        if unit not in sent:
            return ["–"] * (len(sectors) + 1)
        counts = [
            writing.number(f"models.{unit}.{sector}", f"{writing.name(unit)}: {label}", "model_list", "count",
                           unit_id=unit, sector_id=sector)
            for sector, label in sectors
        ]  # fmt: skip
        return [
            *counts,
            writing.number(f"models.{unit}", f"{writing.name(unit)}: mô hình", "model_list", "count", unit_id=unit),
        ]

    lines = list(by_kind(writing, writing.asked, cells))
    totals = [
        writing.number(f"models.sector.{sector}", f"{label}: mô hình", "model_list", "count", sector_id=sector)
        for sector, label in sectors
    ]
    total = writing.answers.number("models", "Số mô hình các đơn vị kê khai", Trace("model_list", "count"))
    lines.append(line(None, "Tổng cộng", *totals, total, kind="total"))
    head: list[tuple[str, float, str]] = [("TT", 0.9, "center"), ("Đơn vị", 7.5, "left")]
    head += [(label, 2.3, "right") for _, label in sectors]
    head.append(("Tổng cộng", 1.8, "right"))
    rests = writing.rests("models.sheet", writing.with_sheet("Mô hình"))
    return table("models_by_unit", "Mô hình của từng đơn vị", head, lines, measure="mô hình", rests=rests)


def figures_by_unit(writing: Writing, sheet: str, id: str) -> Table:
    """A row a unit: each indicator, all years together; what it did not report is a dash."""
    indicators = [one for one in writing.plan.indicators if one.sheet == sheet]

    def cells(unit: str) -> list[Cell]:
        return [
            writing.number(f"{one.id}.of.{unit}", f"{writing.name(unit)}: {one.label}", "figure_list", "sum", "value",
                           unit_id=unit, indicator_id=one.id)
            for one in indicators
        ]  # fmt: skip

    lines = list(by_kind(writing, writing.asked, cells))
    lines.append(line(None, "Tổng cộng", *(five_years(writing, one) for one in indicators), kind="total"))
    units = [five_years(writing, one) for one in indicators]
    lines.append(
        line(None, "Số đơn vị báo cáo", *(writing.basis(n.id, n.trace.units_trace) for n in units), kind="total")
    )
    head: list[tuple[str, float, str]] = [("TT", 0.9, "center"), ("Đơn vị", 7.5, "left")]
    head += [
        (_heading(one.label, "lượt" if is_yearly_award(one) else one.unit_of_measure), 2.1, "right")
        for one in indicators
    ]
    caption = (
        f"Số liệu {len(writing.plan.years):02d} năm {writing.plan.years_from}–{writing.plan.years_to} của từng đơn vị"
    )
    rests = writing.rests(f"{id}.sheet", writing.with_sheet(sheet))
    return table(f"{id}_by_unit", caption, head, lines, rests=rests)


def _heading(label: str, measure: str) -> str:
    return f"{label} ({measure})"


# -- lists ---------------------------------------------------------------------------------------------------


def documents(writing: Writing) -> Table:
    """Every document, below its unit."""
    lines: list[Line] = []
    unit = None
    for place, row in enumerate(writing.answers.rows("document_list"), 1):
        if row["unit_id"] != unit:
            unit = row["unit_id"]
            lines.append(line(writing.name(unit), kind="group"))
        lines.append(line(place, row["number"], row["issued_on"], row["type"], row["title"]))
    head = (("TT", 1, "center"), ("Số, ký hiệu", 3, "left"), ("Ngày ban hành", 2.2, "center"),
            ("Loại văn bản", 3, "left"), ("Trích yếu", 9, "left"))  # fmt: skip
    rests = writing.rests("documents.sheet", writing.with_sheet("Văn bản"))
    return table("documents", "Văn bản của từng đơn vị", head, lines, rests=rests)


def nominations(writing: Writing) -> Table:
    """The plan's five columns (form B), below each unit; what was decided stands under Ghi chú."""
    decided = decisions(writing)
    lines: list[Line] = []
    unit = None
    for place, row in enumerate(writing.answers.rows_of(NOMINATED), 1):
        if row["unit_id"] != unit:
            unit = row["unit_id"]
            lines.append(line(writing.name(unit), kind="group"))
        remark = decided.get((row["unit_id"], row["name"]), "")
        lines.append(line(place, row["name"], row["implementer"], row["summary"], remark))
    head = (("TT", 0.8, "center"), ("Tên mô hình", 4.6, "left"), ("Đơn vị thực hiện", 3.6, "left"),
            ("Tóm tắt thành tích", 9, "left"), ("Ghi chú", 1.8, "left"))  # fmt: skip
    rests = writing.rests("nominations.lacking", NOMINATED, "Đã giới thiệu: ")
    return table(
        "nominations", "Mô hình được giới thiệu", head, lines, rests=rests, empty="Chưa có mô hình nào được giới thiệu."
    )
