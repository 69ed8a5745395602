"""What stands beside one nominated model: the unit's words, ratings, awards, quota, dossier, files. Facts, no verdict.

Every value leads to the cell that it stands in.
"""

from datetime import date
from typing import Any

import streamlit as st

from tonghop.plan.model import Criterion
from tonghop.report.nominations import Nominated
from tonghop.vietnamese import format_count, format_date, text_key
from ui.conference.selection import decision_badge, marks_of
from ui.results.parts import file_names, indicators_of
from ui.session import ask, plan, version
from ui.tracking.unit import of_unit
from ui.widgets.links import to_cell, to_unit
from ui.widgets.parts import escape, heading, status_badge, table
from ui.widgets.words import labels, names_by_id

AWARDS = "Khen thưởng"
UNSTATED = "Chưa ghi"
NONE = "<span class='th-none' title='Chưa báo cáo'>–</span>"


def evidence(model: Nominated, day: date) -> None:
    """Everything that is known beside a model, in the order in which an appraiser asks."""
    st.html(_about(model, day))
    for criterion in plan().criteria:
        if criterion.readings:
            readings(criterion)
    said = ratings(model.unit_id)
    heading("Xếp loại của đơn vị", "Đơn vị tự ghi ở biểu Thông tin; bấm để xem ô. – là chưa ghi.")
    table(["Năm", *(str(year) for year, _ in said)], [["Xếp loại", *(text for _, text in said)]])
    heading(
        "Khen thưởng của đơn vị theo từng năm",
        "Số của cả đơn vị, không riêng mô hình này; không cộng các cấp, các năm thành số mô hình. – là chưa báo cáo.",
    )
    years = [str(year) for year in plan().years]
    table(["Chỉ tiêu", *years], award_rows(model.unit_id), numeric=range(1, len(years) + 1))
    heading("Hồ sơ khen thưởng và tệp", f"Đến ngày {format_date(day)}; không tự động coi là đủ điều kiện.")
    table(["Thành phần hồ sơ", "Tình trạng"], dossier_rows(model.unit_id, day))
    st.html(f"<p class='th-quiet'>Tệp đang có: {files(model)}.</p>")


def _about(model: Nominated, day: date) -> str:
    row, given = model.row, plan()
    kinds, levels = labels(given.model_kinds), labels(given.levels)
    source = "danh sách của đơn vị" if row["source"] == "nomination_list" else "dấu đề nghị trong biểu Mô hình"
    place = to_cell(file_names(version())[row["file_id"]], row["file_id"], row["sheet"], row["cell"])
    unit, kind = given.unit_by_id[model.unit_id], given.kind_by_id[model.kind]
    facts = {
        "Đơn vị giới thiệu": to_unit(unit, day),
        "Đơn vị thực hiện": escape(row["implementer"] or UNSTATED),
        "Lĩnh vực": escape(labels(given.sectors)[model.sector]),
        "Tập thể/Cá nhân, cấp": escape(f"{kinds.get(row['kind'], UNSTATED)}; {levels.get(row['level'], UNSTATED)}"),
        "Bắt đầu từ năm": escape(row["start_year"] or UNSTATED),
        "Số mô hình giới thiệu": f"{row['nominated_count']} (kế hoạch: {escape(kind.quota)})",
        "Trùng tên": escape(same_name(model) or "không có ở đơn vị khác"),
        "Theo": f"{escape(source)}: {place}",
    }
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{said}</dd>" for name, said in facts.items())
    marks = " · ".join(marks_of(model))
    return (
        f"<div class='th-detail'><h3>{escape(model.name)}</h3><p>{decision_badge(model.decision)} {marks}</p>"
        f"<p>{escape(row['summary'] or 'Đơn vị chưa ghi tóm tắt thành tích.')}</p><dl>{listed}</dl></div>"
    )


def same_name(model: Nominated) -> str:
    """The other units that have a model of this name, in words."""
    key, names = text_key(model.name), names_by_id(plan())
    others = {
        row.unit_id
        for question in ("nominations", "model_list")
        for row in ask(question).itertuples()
        if row.unit_id != model.unit_id and text_key(row.name) == key
    }
    return ", ".join(names[unit] for unit in names if unit in others)


def ratings(unit_id: str) -> list[tuple[int, str]]:
    """Year and rating as the unit wrote it, with its cell; HTML."""
    said = {row.fact_id: row for row in of_unit("fact_list", unit_id).itertuples()}
    found = []
    for year in plan().years:
        row: Any = said.get(f"rating_{year}")
        text = NONE if row is None else to_cell(str(row.text), int(row.file_id), row.sheet, row.cell)
        found.append((year, text))
    return found


def award_rows(unit_id: str) -> list[list[str]]:
    """A row an indicator: its unit of measure, and each year with its cell; HTML."""
    own: dict[tuple[str, int], Any] = {
        (row.indicator_id, int(row.year)): row for row in of_unit("figure_list", unit_id).itertuples()
    }
    rows = []
    for indicator in indicators_of(AWARDS):
        cells = [escape(f"{indicator.label} ({indicator.unit_of_measure})")]
        for year in plan().years:
            row = own.get((indicator.id, year))
            shown = NONE if row is None else to_cell(
                format_count(int(row.value)), int(row.file_id), row.sheet, row.cell
            )  # fmt: skip
            cells.append(shown)
        rows.append(cells)
    return rows


def dossier_rows(unit_id: str, day: date) -> list[list[str]]:
    """The parts of the dossier for awards and where each stands on the day; HTML."""
    status = {row.obligation_id: row.status for row in of_unit("submission_status", unit_id, as_of=day).itertuples()}
    return [
        [escape(part.label), status_badge(status[part.id])]
        for part in plan().obligations
        if part.dossier == "award_dossier" and part.id in status
    ]


def files(model: Nominated) -> str:
    """The files of the unit that count and what came along with its papers, each a link; HTML."""
    names = file_names(version())
    given = dict.fromkeys([model.row["file_id"], *of_unit("unit_facts", model.unit_id)["file_id"].tolist()])
    links = [to_cell(names[int(number)], int(number)) for number in given]
    attached = [escape(row.name) for row in of_unit("attachment_list", model.unit_id).itertuples()]
    if attached:
        links.append(f"kèm theo hồ sơ (tải ở trang Đơn vị): {', '.join(attached)}")
    return "; ".join(links)


def readings(criterion: Criterion) -> None:
    """The ways to read a criterion side by side; what the figures say of each part stands below, without a verdict."""
    number = [each.id for each in plan().criteria].index(criterion.id) + 1
    count = len(criterion.readings)
    heading(
        f"Tiêu chuẩn {number} có thể hiểu theo {count} cách",
        "Phần mềm không chọn thay người xét. Số liệu của từng vế ở các bảng dưới; “thành tích đặc biệt xuất sắc” "
        "không có trong biểu số liệu, đề nghị xem báo cáo tóm tắt thành tích.",
    )
    ways = "".join(
        f"<div><b>Cách hiểu {place}:</b> {escape(words)}</div>" for place, words in enumerate(criterion.readings, 1)
    )
    st.html(f"<div class='th-readings'>{ways}</div>")
