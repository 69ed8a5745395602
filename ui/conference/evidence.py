"""What stands beside one nominated model: the unit's words, ratings, awards, quota, dossier, files. Facts, no verdict.

Every value leads to the cell that it stands in.
"""

from datetime import date
from typing import Any

from tonghop.plan.model import Criterion
from tonghop.report.nominations import Nominated
from tonghop.vietnamese import format_count, format_date, text_key
from ui.conference.selection import decision_badge, marks_of
from ui.results.parts import file_names, indicators_of
from ui.session import plan, rows_of, version
from ui.tracking.unit import of_unit
from ui.widgets.links import to_cell, to_unit
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import heading, status_badge, table
from ui.widgets.words import labels, names_by_id

AWARDS = "Khen thưởng"
UNSTATED = "Chưa ghi"
NONE = Html("<span class='th-none' title='Chưa báo cáo'>–</span>")


def evidence(model: Nominated, day: date) -> None:
    """Everything that is known beside a model, in the order in which an appraiser asks."""
    show_html(_about(model, day))
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
    show_html(Html("<p class='th-quiet'>Tệp đang có: {}.</p>").format(files(model)))


def _about(model: Nominated, day: date) -> Html:
    row, given = model.row, plan()
    kinds, levels = labels(given.model_kinds), labels(given.levels)
    source = "danh sách của đơn vị" if row["source"] == "nomination_list" else "dấu đề nghị trong biểu Mô hình"
    place = to_cell(file_names(version())[row["file_id"]], row["file_id"], row["sheet"], row["cell"])
    unit, kind = given.unit_by_id[model.unit_id], given.kind_by_id[model.kind]
    facts = {
        "Đơn vị giới thiệu": to_unit(unit, day),
        "Đơn vị thực hiện": row["implementer"] or UNSTATED,
        "Lĩnh vực": labels(given.sectors)[model.sector],
        "Tập thể/Cá nhân, cấp": f"{kinds.get(row['kind'], UNSTATED)}; {levels.get(row['level'], UNSTATED)}",
        "Bắt đầu từ năm": row["start_year"] or UNSTATED,
        "Số mô hình giới thiệu": f"{row['nominated_count']} (kế hoạch: {kind.quota})",
        "Trùng tên": same_name(model) or "không có ở đơn vị khác",
        "Theo": Html("{}: {}").format(source, place),
    }
    listed = joined(Html("<dt>{}</dt><dd>{}</dd>").format(name, said) for name, said in facts.items())
    marks = joined(marks_of(model), " · ")
    return Html("<div class='th-detail'><h3>{}</h3><p>{} {}</p><p>{}</p><dl>{}</dl></div>").format(
        model.name,
        decision_badge(model.decision),
        marks,
        row["summary"] or "Đơn vị chưa ghi tóm tắt thành tích.",
        listed,
    )


def same_name(model: Nominated) -> str:
    """The other units that have a model of this name, in words."""
    key, names = text_key(model.name), names_by_id(plan())
    others = {
        row.unit_id
        for question in ("nominations", "model_list")
        for row in rows_of(question)
        if row.unit_id != model.unit_id and text_key(row.name) == key
    }
    return ", ".join(names[unit] for unit in names if unit in others)


def ratings(unit_id: str) -> list[tuple[int, Html]]:
    """Year and rating as the unit wrote it, with its cell."""
    said = {row.fact_id: row for row in of_unit("fact_list", unit_id).itertuples()}
    found = []
    for year in plan().years:
        row: Any = said.get(f"rating_{year}")
        text = NONE if row is None else to_cell(str(row.text), int(row.file_id), row.sheet, row.cell)
        found.append((year, text))
    return found


def award_rows(unit_id: str) -> list[list[str]]:
    """A row an indicator: its unit of measure, and each year with its cell."""
    own: dict[tuple[str, int], Any] = {
        (row.indicator_id, int(row.year)): row for row in of_unit("figure_list", unit_id).itertuples()
    }
    rows = []
    for indicator in indicators_of(AWARDS):
        cells = [f"{indicator.label} ({indicator.unit_of_measure})"]
        for year in plan().years:
            row = own.get((indicator.id, year))
            shown = NONE if row is None else to_cell(
                format_count(int(row.value)), int(row.file_id), row.sheet, row.cell
            )  # fmt: skip
            cells.append(shown)
        rows.append(cells)
    return rows


def dossier_rows(unit_id: str, day: date) -> list[list[str]]:
    """The parts of the dossier for awards and where each stands on the day."""
    status = {row.obligation_id: row.status for row in of_unit("submission_status", unit_id, as_of=day).itertuples()}
    return [
        [part.label, status_badge(status[part.id])]
        for part in plan().obligations
        if part.dossier == "award_dossier" and part.id in status
    ]


def files(model: Nominated) -> Html:
    """The files of the unit that count and what came along with its papers, each a link."""
    names = file_names(version())
    given = dict.fromkeys([model.row["file_id"], *of_unit("unit_facts", model.unit_id)["file_id"].tolist()])
    links: list[str] = [to_cell(names[int(number)], int(number)) for number in given]
    attached = [row.name for row in of_unit("attachment_list", model.unit_id).itertuples()]
    if attached:
        links.append(f"kèm theo hồ sơ (tải ở trang Đơn vị): {', '.join(attached)}")
    return joined(links, "; ")


def readings(criterion: Criterion) -> None:
    """The ways to read a criterion side by side; what the figures say of each part stands below, without a verdict."""
    number = [each.id for each in plan().criteria].index(criterion.id) + 1
    count = len(criterion.readings)
    heading(
        f"Tiêu chuẩn {number} có thể hiểu theo {count} cách",
        "Phần mềm không chọn thay người xét. Số liệu của từng vế ở các bảng dưới; “thành tích đặc biệt xuất sắc” "
        "không có trong biểu số liệu, đề nghị xem báo cáo tóm tắt thành tích.",
    )
    ways = joined(
        Html("<div><b>Cách hiểu {}:</b> {}</div>").format(place, words)
        for place, words in enumerate(criterion.readings, 1)
    )
    show_html(Html("<div class='th-readings'>{}</div>").format(ways))
