"""Figures out of line, worded as questions to the unit: what it wrote, what is usual, "Có đúng không?"."""

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tonghop.vietnamese import format_count
from ui.results.parts import file_names
from ui.results.quality import Asked, capped_table, of_units
from ui.session import ask, plan, version
from ui.widgets.links import to_cell
from ui.widgets.markup import Html, show_html
from ui.widgets.parts import downloads, empty, heading
from ui.widgets.words import names_by_id

if TYPE_CHECKING:
    import pandas as pd

SURE = ("Có đúng không?", "Những số này có đúng không?")
WAYS = {
    "is_by_own_years": "Các năm khác của đơn vị",
    "is_by_mean": "Trung bình cùng loại",
    "is_by_median": "Mức giữa cùng loại",
}
IN_SHORT = (
    "Chỉ hỏi khi số ghi gấp từ 3 lần hoặc không quá một phần ba mức so sánh, chênh từ 5 trở lên, và ra ngoài khoảng "
    "dao động thường gặp. Đây là câu hỏi, không phải lỗi: số có thể đúng."
)
IN_FULL = Html(
    "<details class='th-more'><summary>Ba cách so</summary><ul class='th-ways'>"
    "<li><b>Các năm khác của đơn vị</b>: cách trung bình các năm khác (từ 3 năm) hơn 4 độ lệch chuẩn.</li>"
    "<li><b>Trung bình cùng loại</b>: cách trung bình các đơn vị cùng loại, cùng năm hơn 3 độ lệch chuẩn. "
    "Chỉ so khi có từ 11 đơn vị: trong nhóm nhỏ hơn, không số nào cách xa được đến thế.</li>"
    "<li><b>Mức giữa cùng loại</b>: điểm z hiệu chỉnh (tính theo trung vị) vượt 3,5; từ 5 đơn vị trở lên. "
    "Một vài số quá lớn không kéo mức giữa đi như kéo trung bình.</li></ul></details>"
)


def out_of_line(asked: Asked) -> None:
    """The tab of questions to ask: a row a unit and indicator, what is unlike the unit's own years first."""
    rows = of_units(ask("figures_out_of_line"), asked)
    if ask("figure_list").empty:
        empty("Chưa có số liệu nào để so", "Khi các đơn vị gửi biểu số liệu, số cần hỏi lại sẽ hiện ở đây.")
        return
    if rows.empty:
        heading("Không có số liệu nào cần hỏi lại", IN_SHORT)
        show_html(IN_FULL)
        return
    units = rows["unit_id"].nunique()
    heading(f"{format_count(len(rows))} số liệu của {format_count(units)} đơn vị cần hỏi lại", IN_SHORT)
    show_html(IN_FULL)
    groups = question_rows(rows)
    capped_table(["Đơn vị", "Chỉ tiêu", "Đề nghị hỏi đơn vị"], groups, len(groups))
    downloads("chat-luong-can-hoi-lai", lambda: questions_frame(rows), "Cần hỏi lại")


def question_rows(rows: "pd.DataFrame") -> list[list[str]]:
    """Figures as cells, those of a unit and indicator together; roster's order within those alike in kind."""
    names, indicators = names_by_id(plan()), {indicator.id: indicator for indicator in plan().indicators}
    together: dict[tuple[str, str], list[Any]] = {}
    for row in rows.itertuples():
        together.setdefault((row.unit_id, row.indicator_id), []).append(row)
    ordered = sorted(together.items(), key=lambda item: -max(_weight(row) for row in item[1]))
    lines = []
    for (unit_id, indicator_id), own in ordered:
        indicator = indicators[indicator_id]
        asked = _questions(own, indicator.unit_of_measure)
        lines.append([names[unit_id], indicator.label, Html("<div class='th-what'>{}</div>").format(asked)])
    return lines


def _weight(row: Any) -> int:
    """What is unlike the unit's own years is asked first, then what two ways find."""
    return 2 * bool(row.is_by_own_years) + bool(row.is_by_mean)


def _questions(rows: list[Any], measure: str) -> Html:
    """The years of one indicator, those that are out of line in the same way together."""
    said = Html()
    for words, same in groupby(rows, lambda row: ", ".join(ways(row)).lower()):
        for row in same:
            said_value, figure = f"{format_count(int(row.value))} {measure}", (row.indicator_id, int(row.year))
            value = to_cell(said_value, int(row.file_id), row.sheet, row.cell, figure=figure)
            end = f" {SURE[len(rows) > 1]}" if row is rows[-1] else ""
            said += Html("<div>Năm {} ghi {}; {}.{}</div>").format(row.year, value, usual_words(row), end)
        said += Html("<div class='th-quiet'>Khác với: {}</div>").format(words)
    return said


def ways(row: Any) -> list[str]:
    """The ways of comparing by which a figure is out of line."""
    return [words for column, words in WAYS.items() if getattr(row, column)]


def usual_words(row: Any) -> str:
    """What the figure is unlike, and in brackets what it is like: the kind's middle, the unit's other years."""
    kind = f"{format_count(int(row.kind_units))} đơn vị cùng loại ở giữa là {level(row.kind_middle)}"
    if not row.other_years:
        return kind
    own = f"các năm khác của đơn vị trung bình {level(row.own_mean)}"
    if row.is_by_mean or row.is_by_median:
        return f"{kind}, {own}" if row.is_by_own_years else f"{kind} ({own})"
    return f"{own} ({kind})" if row.kind_units > 1 else own


def level(number: float) -> str:
    """A mean or a middle as it is written: 1.172; one place where it is not whole: 54,5."""
    tenths = int(float(number) * 10 + 0.5)
    return format_count(tenths // 10) + (f",{tenths % 10}" if tenths % 10 else "")


def question(row: Any, measure: str) -> str:
    """The question in plain words, to be read out or written to the unit."""
    return f"Năm {row.year} ghi {format_count(int(row.value))} {measure}; {usual_words(row)}. {SURE[False]}"


def questions_frame(rows: "pd.DataFrame") -> "pd.DataFrame":
    """The questions to take away, one row a figure."""
    import pandas as pd

    names, indicators = names_by_id(plan()), {indicator.id: indicator for indicator in plan().indicators}
    files = file_names(version())

    def line(row: Any) -> Iterable[object]:
        indicator = indicators[row.indicator_id]
        own = None if row.own_mean is pd.NA else round(float(row.own_mean), 1)
        return (
            names[row.unit_id], indicator.label, indicator.unit_of_measure, str(row.year), int(row.value),
            question(row, indicator.unit_of_measure), ", ".join(ways(row)), int(row.kind_units),
            float(row.kind_middle), int(row.other_years), own, files[int(row.file_id)], row.sheet, row.cell,
        )  # fmt: skip

    return pd.DataFrame(
        [line(row) for row in rows.itertuples()],
        columns=[
            "Đơn vị", "Chỉ tiêu", "Đơn vị tính", "Năm", "Số đã ghi", "Đề nghị hỏi đơn vị", "Khác với",
            "Số đơn vị cùng loại", "Mức giữa cùng loại", "Số năm khác", "Trung bình các năm khác", "Tệp",
            "Trang tính", "Ô",
        ],
    )  # fmt: skip
