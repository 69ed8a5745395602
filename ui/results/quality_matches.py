"""What should agree and does not: a model in two units, stated totals and lists, the review's day here and there."""

from typing import TYPE_CHECKING, Any

from tonghop.intake.addresses import said_cell
from tonghop.vietnamese import format_count, format_date
from ui.results.parts import file_names
from ui.results.quality import Asked, capped_table, findings_of, of_units, shared_names, words
from ui.session import ask, plan, version
from ui.tracking.received import open_frame
from ui.widgets.links import to_cell
from ui.widgets.markup import Html, joined
from ui.widgets.parts import downloads, empty, heading
from ui.widgets.words import names_by_id

if TYPE_CHECKING:
    import pandas as pd

STATED = {
    "models_stated": "Tổng số mô hình đã xây dựng",
    "awarded_models": "Số mô hình được biểu dương, khen thưởng",
}


# -- the same model in several units -------------------------------------------------------------------------


def same_models(asked: Asked) -> None:
    """The tab of names that several units list: every unit with its cell."""
    if ask("model_list").empty:
        empty("Chưa có mô hình nào để so", "Khi các đơn vị gửi danh sách mô hình, tên trùng nhau sẽ hiện ở đây.")
        return
    rows = shared_names(asked)
    count = rows["same_name"].nunique()
    heading(
        f"{format_count(count)} tên mô hình có ở nhiều đơn vị" if count else "Không có tên mô hình nào trùng nhau",
        "So tên, không kể chữ hoa, dấu cách, cách đặt dấu thanh (hòa, hoà). Một mô hình do hai đơn vị cùng kê chỉ nên "
        "tính một lần; tên của nhiều đơn vị thường là tên chung của phong trào, nên đứng sau.",
    )
    if count:
        lines = name_rows(rows)
        capped_table(["Tên mô hình", "Số đơn vị", "Ở đâu"], lines, len(lines), (1,))
        downloads("chat-luong-mo-hinh-trung-ten", lambda: names_frame(rows), "Mô hình trùng tên")


def name_rows(rows: "pd.DataFrame") -> list[list[str]]:
    """A name, how many units have it, and each with its cell, who carries it out, since when."""
    names = names_by_id(plan())
    together: dict[int, list[Any]] = {}
    for row in rows.itertuples():
        together.setdefault(int(row.same_name), []).append(row)
    return [
        [
            own[0].name,
            format_count(int(own[0].units)),
            Html("<div class='th-what'>{}</div>").format(joined(_where(row, names[row.unit_id]) for row in own)),
        ]
        for own in together.values()
    ]


def _where(row: Any, unit: str) -> Html:
    known = [row.implementer if isinstance(row.implementer, str) else "", _since(row)]
    about = "; ".join(filter(None, known))
    more = Html(" <span class='th-quiet'>{}</span>").format(about) if about else ""
    place = to_cell(f"{unit}, {said_cell(row.cell)}", int(row.file_id), row.sheet, row.cell)
    return Html("<div>{}{}</div>").format(place, more)


def _since(row: Any) -> str:
    year = str(row.start_year)
    return f"từ năm {year}" if year.isdigit() else ""


def names_frame(rows: "pd.DataFrame") -> "pd.DataFrame":
    """The models of one name to take away, one row each, those of a name below each other."""
    import pandas as pd

    names, files = names_by_id(plan()), file_names(version())
    return pd.DataFrame(
        {
            "Nhóm": rows["same_name"],
            "Số đơn vị": rows["units"],
            "Tên mô hình": rows["name"],
            "Đơn vị": rows["unit_id"].map(names),
            "Đơn vị thực hiện": rows["implementer"],
            "Năm bắt đầu": rows["start_year"],
            "Tệp": [files[int(number)] for number in rows["file_id"]],
            "Trang tính": rows["sheet"],
            "Ô": rows["cell"],
        }
    )


# -- totals and days -----------------------------------------------------------------------------------------


def matches(asked: Asked) -> None:
    """The tab of two statements of one thing, each with its cell: totals and lists, totals and years, days."""
    totals, sums = of_units(ask("stated_totals"), asked), findings_of(asked, "total-mismatch")
    days = of_units(ask("review_days"), asked)
    heading(
        f"{format_count(len(totals))} tổng số mô hình khác với danh sách của đơn vị"
        if len(totals)
        else "Tổng số mô hình đơn vị ghi đều khớp với danh sách",
        "Số ghi ở trang Thông tin so với các dòng của trang Mô hình đang được tính, kể cả khi hai trang ở hai tệp.",
    )
    if len(totals):
        capped_table(
            ["Đơn vị", "Số đã ghi", "Danh sách có", "Đề nghị hỏi đơn vị"], total_rows(totals), len(totals), (1, 2)
        )
        downloads("chat-luong-tong-so", lambda: totals_frame(totals), "Tổng số")
    heading(
        f"{format_count(len(sums))} dòng có Tổng cộng khác với cộng các năm"
        if len(sums)
        else "Tổng cộng ở các biểu số liệu đều khớp với cộng các năm",
        "Hệ thống chỉ tính các năm; cột Tổng cộng dùng để đối chiếu.",
    )
    if len(sums):
        capped_table(["Đơn vị", "Tổng đã ghi", "Nội dung"], sum_rows(sums), len(sums), (1,))
        downloads("chat-luong-tong-cong", lambda: open_frame(sums, plan()), "Tổng cộng")
    heading(
        f"{format_count(len(days))} đơn vị ghi ngày sơ kết khác với sổ tiếp nhận"
        if len(days)
        else "Ngày sơ kết đơn vị ghi đều khớp với sổ tiếp nhận",
        "Chỉ so khi cả biểu của đơn vị và sổ tiếp nhận đều có ngày.",
    )
    if len(days):
        capped_table(
            ["Đơn vị", "Biểu của đơn vị ghi", "Sổ tiếp nhận ghi", "Đề nghị hỏi đơn vị"], day_rows(days), len(days)
        )
        downloads("chat-luong-ngay-so-ket", lambda: days_frame(days), "Ngày sơ kết")


def total_rows(totals: "pd.DataFrame") -> list[list[str]]:
    """Stated totals as cells: both numbers with their places."""
    names = names_by_id(plan())
    return [
        [
            names[row.unit_id],
            to_cell(format_count(int(row.stated)), int(row.file_id), row.sheet, row.cell),
            to_cell(format_count(int(row.listed)), int(row.list_file_id), row.list_sheet),
            words(total_question(row)),
        ]
        for row in totals.itertuples()
    ]


def total_question(row: Any) -> str:
    stated, listed = format_count(int(row.stated)), format_count(int(row.listed))
    if row.fact_id == "models_stated":
        return f"Ghi tổng số {stated} mô hình đã xây dựng, danh sách có {listed}. Số nào đúng?"
    return (
        f"Ghi {stated} mô hình được biểu dương, khen thưởng, nhiều hơn {listed} mô hình trong danh sách. Số nào đúng?"
    )


def totals_frame(totals: "pd.DataFrame") -> "pd.DataFrame":
    import pandas as pd

    names, files = names_by_id(plan()), file_names(version())
    return pd.DataFrame(
        [
            (names[r.unit_id], STATED[r.fact_id], int(r.stated), int(r.listed), total_question(r),
             files[int(r.file_id)], r.sheet, r.cell, files[int(r.list_file_id)], r.list_sheet)
            for r in totals.itertuples()
        ],
        columns=["Đơn vị", "Mục", "Số đã ghi", "Danh sách có", "Đề nghị hỏi đơn vị", "Tệp", "Trang tính", "Ô",
                 "Tệp có danh sách", "Trang tính có danh sách"],
    )  # fmt: skip


def sum_rows(sums: "pd.DataFrame") -> list[list[str]]:
    """Totals that are not the sum of their years, as cells; the message says what the years add up to."""
    names = names_by_id(plan())
    return [
        [
            names.get(row.unit_id, "Chưa rõ đơn vị"),
            to_cell(row.value, int(row.file_id), row.sheet, row.cell),
            words(row.message),
        ]
        for row in sums.itertuples()
    ]


def day_rows(days: "pd.DataFrame") -> list[list[str]]:
    """Review days as cells: both days with their cells."""
    names = names_by_id(plan())
    return [
        [
            names[row.unit_id],
            to_cell(format_date(row.stated_on.date()), int(row.file_id), row.sheet, row.cell),
            to_cell(
                format_date(row.registered_on.date()), int(row.register_file_id), row.register_sheet, row.register_cell
            ),
            words(day_question(row)),
        ]
        for row in days.itertuples()
    ]


def day_question(row: Any) -> str:
    apart = int(row.days_apart)
    return f"Sổ ghi {'sau' if apart > 0 else 'trước'} {format_count(abs(apart))} ngày. Hội nghị tổ chức ngày nào?"


def days_frame(days: "pd.DataFrame") -> "pd.DataFrame":
    import pandas as pd

    names, files = names_by_id(plan()), file_names(version())
    return pd.DataFrame(
        [
            (names[r.unit_id], r.stated_on.date(), r.registered_on.date(), day_question(r), files[int(r.file_id)],
             r.sheet, r.cell, files[int(r.register_file_id)], r.register_sheet, r.register_cell)
            for r in days.itertuples()
        ],
        columns=["Đơn vị", "Biểu của đơn vị ghi", "Sổ tiếp nhận ghi", "Đề nghị hỏi đơn vị", "Tệp", "Trang tính", "Ô",
                 "Tệp sổ", "Trang tính sổ", "Ô sổ"],
    )  # fmt: skip
