"""Where a number comes from, as a person says it: which list, which rows, counted or added; never a name of code.

What no word is known for stops a test, not a reader: it is said as "mục khác".
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from tonghop.plan.model import Plan
from tonghop.report.numbers import KNOWN, How, Trace
from tonghop.statuses import BY_ID
from tonghop.store.appraisals import DECISIONS
from tonghop.vietnamese import format_count, format_date

OTHER: Final = "mục khác"
LISTS: Final[Mapping[str, str]] = {
    "asked_units": "danh sách đơn vị được yêu cầu báo cáo",
    "awards_by_year": "tổng hợp biểu Khen thưởng theo năm",
    "document_list": "danh mục văn bản (biểu Văn bản)",
    "dossier_progress": "tiến độ các hồ sơ",
    "dossier_status": "tình trạng từng hồ sơ của từng đơn vị",
    "figure_list": "số liệu từng đơn vị, từng năm",
    "figure_reporting": "chỉ tiêu từng đơn vị đã báo cáo",
    "inspections_by_year": "tổng hợp biểu Kiểm tra, giám sát theo năm",
    "model_list": "danh sách mô hình các đơn vị kê khai (biểu Mô hình)",
    "models_by_sector": "tổng hợp mô hình theo lĩnh vực",
    "nomination_evidence": "danh sách mô hình được giới thiệu",
    "propaganda_by_year": "tổng hợp biểu Tuyên truyền theo năm",
    "receipt_list": "các lần tiếp nhận hồ sơ",
    "remark_list": "ý kiến của các đơn vị (biểu Đánh giá)",
    "reporting_units": "các biểu đã nhận của từng đơn vị",
    "selection_list": "quyết định xét chọn về từng mô hình",
    "stated_totals": "tổng số đơn vị tự ghi",
    "submission_progress": "tiến độ từng thành phần hồ sơ",
    "submission_status": "tình trạng từng thành phần hồ sơ của từng đơn vị",
    "unit_facts": "biểu Thông tin của từng đơn vị",
}
COLUMNS: Final[Mapping[str, str]] = {
    "attendees": "số người dự",
    "awarded_models": "số mô hình được khen không tính trùng",
    "collectives": "mô hình tập thể",
    "decision": "quyết định",
    "dossier_id": "hồ sơ",
    "expected": "phải nộp",
    "indicator_id": "chỉ tiêu",
    "individuals": "mô hình cá nhân",
    "is_listed": "còn trong danh sách giới thiệu",
    "kind": "tập thể, cá nhân",
    "level": "cấp mô hình",
    "models": "số mô hình",
    "obligation_id": "thành phần hồ sơ",
    "on_time_share": "tỷ lệ đúng hạn",
    "received_share": "tỷ lệ đã nộp đủ",
    "section_id": "mục ý kiến",
    "sector_id": "lĩnh vực",
    "sheet": "biểu",
    "source": "giới thiệu bằng",
    "status": "tình trạng",
    "type": "loại văn bản",
    "unit_id": "đơn vị",
    "units": "số đơn vị",
    "units_reporting": "số đơn vị báo cáo",
    "value": "giá trị",
    "year": "năm",
    **{status.id: status.label.lower() for status in BY_ID.values()},
}
HOW: Final[Mapping[How, str]] = {
    "value": "lấy giá trị",
    "sum": "cộng",
    "count": "đếm dòng",
    "units": "đếm đơn vị",
    "share": "lấy tỷ lệ",
}
SOURCES: Final = {
    "nomination_list": "danh sách", "unit_return": "dấu trong biểu", "consolidated": "dấu trong biểu tổng hợp",
    "entry": "dấu nhập trên màn hình",
}  # fmt: skip
NAMED_AT_MOST: Final = 3
"""Units that a condition names; more are counted."""


def list_of(trace: Trace) -> str:
    return LISTS.get(trace.question, OTHER)


def column_of(trace: Trace) -> str:
    return COLUMNS.get(trace.column, OTHER) if trace.column else ""


def conditions(plan: Plan, trace: Trace) -> str:
    """Say which rows make a number: "lĩnh vực: Kinh tế; năm: 2021"; "" for all of them."""
    return "; ".join(f"{COLUMNS.get(column, OTHER)}: {_value(plan, column, value)}" for column, value in trace.where)


def _value(plan: Plan, column: str, value: Any) -> str:
    if value == KNOWN:
        return "có ghi"
    if isinstance(value, tuple):
        if column == "unit_id" and len(value) > NAMED_AT_MOST:
            return f"{format_count(len(value))} đơn vị"
        return " hoặc ".join(_value(plan, column, one) for one in value)
    match value:
        case None:
            return "chưa ghi" if column != "decision" else "chưa có"
        case bool():
            return "có" if value else "không"
        case date():
            return format_date(value)
        case int():
            return str(value)
    return _labels(plan, column).get(str(value), str(value))


def _labels(plan: Plan, column: str) -> Mapping[str, str]:
    """What the ids of a column are called; a column that holds words has none."""
    named: Mapping[str, Any] = {
        "dossier_id": plan.dossiers, "indicator_id": plan.indicators, "kind": plan.model_kinds, "level": plan.levels,
        "obligation_id": plan.obligations, "section_id": plan.sections, "sector_id": plan.sectors,
    }  # fmt: skip
    if column in named:
        return {one.id: one.label for one in named[column]}
    if column == "unit_id":
        return {unit.id: unit.name for unit in plan.units}
    return {"status": {one.id: one.label for one in BY_ID.values()}, "decision": DECISIONS, "source": SOURCES}.get(
        column, {}
    )
