"""One unit, its results: models, figures beside the middle of its kind, ratings, the review, remarks.

Rows of questions in, Html out; every value leads to the cell it stands in.
"""

from typing import Any

from tonghop.intake.addresses import said_cell
from tonghop.vietnamese import format_count, format_date, text_key
from ui.results.parts import file_names, indicators_of
from ui.results.quality_figures import level
from ui.session import plan, rows_of, version
from ui.tracking.unit import of_unit
from ui.widgets.links import to_cell
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import empty, heading, table
from ui.widgets.tables import numbers, table_html
from ui.widgets.words import labels

MODELS, LIST = "Mô hình", "Danh sách"
LISTED = {"nomination_list": "✓ theo danh sách"}
MARKED = "✓ theo dấu trong biểu"
FACTS = {
    "models_stated": "Tổng số mô hình đã xây dựng",
    "awarded_models": "Số mô hình được biểu dương, khen thưởng (không tính trùng)",
    "review_on": "Ngày tổ chức sơ kết",
    "review_form": "Hình thức sơ kết",
    "attendees": "Số người dự",
}
ROUNDED_FROM = 100
NONE = Html("<span class='th-none' title='Chưa báo cáo'>–</span>")


def results(unit_id: str) -> None:
    """Everything that counts of what the unit has reported; one word in its place where there is nothing yet."""
    if of_unit("reporting_units", unit_id).empty:
        heading("Kết quả 5 năm của đơn vị")
        empty(
            "Chưa có số liệu nào của đơn vị được tính",
            "Mô hình, số liệu từng năm, xếp loại và ý kiến sẽ hiện ở đây khi biểu của đơn vị được nhận.",
        )
        return
    models(unit_id)
    figures(unit_id)
    facts(unit_id)
    remarks(unit_id)


# -- models --------------------------------------------------------------------------------------------------


def models(unit_id: str) -> None:
    """The unit's models, those put forward first, each with its cell; and the quota."""
    given = plan()
    listed, named = of_unit("model_list", unit_id), of_unit("nominations", unit_id)
    quota = given.kind_by_id[given.unit_by_id[unit_id].kind].quota
    sent = set(of_unit("reporting_units", unit_id)["sheet"])
    count = f"{format_count(len(listed))} mô hình" if MODELS in sent else f"Chưa báo cáo biểu {MODELS}"
    put_forward = f"{format_count(len(named))} đề nghị khen thưởng" if sent & {MODELS, LIST} else "chưa có đề nghị"
    heading(
        f"{count}, {put_forward}",
        f"Kế hoạch: giới thiệu {quota} mô hình. Mô hình được đề nghị đứng trước; bấm vào tên để xem trong tệp.",
    )
    if listed.empty and named.empty:
        empty("Chưa có mô hình nào của đơn vị", "Mô hình lấy từ biểu số liệu và danh sách đề nghị của đơn vị.")
        return
    table(
        ["Tên mô hình", "Lĩnh vực", "Tập thể/Cá nhân", "Cấp", "Năm", "Đề nghị khen thưởng"],
        model_rows(list(listed.itertuples()), list(named.itertuples())),
    )


def model_rows(listed: list[Any], named: list[Any]) -> list[list[str]]:
    """Models as cells: the nominations in their order, each with the model it names, then the others."""
    given = plan()
    by_name: dict[str, list[Any]] = {}
    for row in listed:
        by_name.setdefault(text_key(row.name), []).append(row)
    sectors, kinds, levels = (labels(each) for each in (given.sectors, given.model_kinds, given.levels))

    def cells(row: Any, said: str) -> list[str]:
        return [
            to_cell(row.name, int(row.file_id), row.sheet, row.cell),
            sectors[row.sector_id],
            kinds.get(row.kind, "Chưa ghi"),
            levels.get(row.level, "Chưa ghi"),
            "–" if str(row.start_year) == "<NA>" else str(row.start_year),
            said,
        ]

    rows = []
    for each in named:
        said, same = LISTED.get(each.source, MARKED), by_name.get(text_key(each.name))
        if same:
            rows.append(cells(same.pop(0), said))
        else:
            sheet, cell = (text if isinstance(text, str) else None for text in (each.sheet, each.cell))
            name = to_cell(each.name, int(each.file_id), sheet, cell)
            rows.append([name, Html("<span class='th-quiet'>không có trong biểu Mô hình</span>"), "", "", "", said])
    left = {id(row) for group in by_name.values() for row in group}
    return rows + [cells(row, "") for row in listed if id(row) in left]


# -- figures -------------------------------------------------------------------------------------------------


def figures(unit_id: str) -> None:
    """A compact table a sheet: the years, each with its cell, and the middle of the unit's kind in the last year."""
    given, last = plan(), plan().years_to
    kind = given.unit_by_id[unit_id].kind
    heading(
        f"Số liệu {given.years_from}–{last}, bên cạnh các đơn vị cùng loại",
        f"Cột cuối: mức giữa của các đơn vị cùng loại ({given.kind_by_id[kind].label}) năm {last}, trong ngoặc "
        "là nửa giữa của các đơn vị ấy (từ 100 trở lên làm tròn). – là chưa báo cáo, khác với 0. Bấm vào số để xem ô.",
    )
    own = {(r.indicator_id, int(r.year)): r for r in of_unit("figure_list", unit_id).itertuples()}
    usual = {r.indicator_id: r for r in rows_of("figure_spread") if (r.kind, r.year) == (kind, last)}
    sent = set(of_unit("reporting_units", unit_id)["sheet"])
    silent = []
    for sheet in dict.fromkeys(indicator.sheet for indicator in given.indicators):
        if sheet in sent:
            show_html(_sheet_table(sheet, own, usual))
        else:
            silent.append(sheet)
    if silent:
        empty(f"Đơn vị chưa báo cáo biểu {'; '.join(silent)}.")


def _sheet_table(sheet: str, own: dict[Any, Any], usual: dict[str, Any]) -> Html:
    span = plan().years
    rows = [
        [
            Html("{} <small>({})</small>").format(indicator.label, indicator.unit_of_measure),
            *(_figure(own.get((indicator.id, year))) for year in span),
            _usual(usual.get(indicator.id)),
        ]
        for indicator in indicators_of(sheet)
    ]
    return table_html([sheet, *numbers(*span, f"Cùng loại, {span[-1]}")], rows, look="th-table th-beside")


def _figure(row: Any) -> Html:
    if not row:
        return NONE
    figure = row.indicator_id, int(row.year)
    return to_cell(format_count(int(row.value)), int(row.file_id), row.sheet, row.cell, figure=figure)


def _usual(row: Any) -> Html:
    """ "12 (9–15) · 20 đơn vị": middle, quarters, and how many units they rest on."""
    if row is None:
        return NONE
    low, middle, high = (_level(float(number)) for number in (row.lower_quarter, row.middle, row.upper_quarter))
    return Html("<span>{} ({}–{}) <small>· {} đơn vị</small></span>").format(
        middle, low, high, int(row.units_reporting)
    )


def _level(number: float) -> str:
    """A middle or a quarter as it is written; a tenth of hundreds says nothing."""
    return level(number) if number < ROUNDED_FROM else format_count(int(number + 0.5))


# -- what it says of itself ----------------------------------------------------------------------------------


def facts(unit_id: str) -> None:
    """Ratings of the years, totals and the review conference as the return states them, each with its cell."""
    said = {row.fact_id: row for row in of_unit("fact_list", unit_id).itertuples()}
    heading("Xếp loại và sơ kết, theo biểu Thông tin")
    if not said:
        empty("Đơn vị chưa báo cáo biểu Thông tin.")
        return
    years = plan().years
    table(["Xếp loại", *map(str, years)], [["Đơn vị tự ghi", *(_fact(said.get(f"rating_{year}")) for year in years)]])
    terms = joined(Html("<dt>{}</dt><dd>{}</dd>").format(label, _fact(said.get(fact))) for fact, label in FACTS.items())
    show_html(Html("<dl class='th-stated'>{}</dl>").format(terms))
    for row in of_unit("review_days", unit_id).itertuples():
        place = to_cell(
            f"sổ tiếp nhận ghi {format_date(row.registered_on.date())}",
            int(row.register_file_id), row.register_sheet, row.register_cell,
        )  # fmt: skip
        show_html(
            Html("<p class='th-quiet'>Ngày tổ chức: biểu ghi {}, {}.</p>").format(
                format_date(row.stated_on.date()), place
            )
        )


def _fact(row: Any) -> Html:
    if row is None:
        return NONE
    if isinstance(row.text, str):
        words = row.text
    else:
        words = format_date(row.day.date()) if str(row.day) != "NaT" else format_count(int(row.number))
    return to_cell(words, int(row.file_id), row.sheet, row.cell)


def remarks(unit_id: str) -> None:
    """What the unit wrote under the sections of the outline, folded."""
    rows, titles = of_unit("remark_list", unit_id), labels(plan().sections)
    heading("Ý kiến của đơn vị")
    if rows.empty:
        empty("Đơn vị chưa ghi ý kiến nào.", "Ý kiến lấy từ trang tính Đánh giá trong tệp của đơn vị.")
        return
    names = file_names(version())
    said = joined(
        Html("<div class='th-said'><h3>{}</h3><p>{}</p><p class='th-by'>{}</p></div>").format(
            titles[row.section_id],
            row.text,
            to_cell(f"{names[int(row.file_id)]}, {said_cell(row.cell)}", int(row.file_id), row.sheet, row.cell),
        )
        for row in rows.itertuples()
    )
    show_html(
        Html("<details class='th-more'><summary>Đọc {} ý kiến</summary>{}</details>").format(
            format_count(len(rows)), said
        )
    )
