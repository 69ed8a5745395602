"""The forms as data: which sheets, which columns, what is required (CONTRACT §2).

Read by intake, by the templates and by the docs alike; knows nothing of how a cell is read.
"""

from dataclasses import dataclass

from tonghop.plan.model import Plan

UNIT_RETURN = "unit_return"
NOMINATION_LIST = "nomination_list"
CONSOLIDATED = "consolidated"
REGISTER = "register"
UNIT_PAPER = "unit_paper"
ENTRY = "entry"
CORRECTION = "correction"
RECEIPT_ENTRY = "receipt_entry"
"""Sources that no file brings: what is typed on screen, one figure put right, papers taken in."""
PAPER_ENTRY = "paper_entry"
"""What a person confirmed of a unit's paper; its file is the paper's own, its cells are places in it (form E)."""

FORM_LABELS = {
    UNIT_RETURN: "Biểu số liệu của đơn vị",
    NOMINATION_LIST: "Danh sách mô hình đề nghị khen thưởng",
    CONSOLIDATED: "Biểu tổng hợp nhiều đơn vị",
    REGISTER: "Sổ tiếp nhận hồ sơ",
    UNIT_PAPER: "Văn bản của đơn vị",
    ENTRY: "Nhập trên màn hình",
    CORRECTION: "Đính chính một số liệu",
    RECEIPT_ENTRY: "Ghi nhận hồ sơ trên màn hình",
    PAPER_ENTRY: "Số liệu xác nhận từ văn bản",
}

INFO, MODELS, DOCUMENTS, REMARKS, RECEIPTS = "Thông tin", "Mô hình", "Văn bản", "Đánh giá", "Tiếp nhận"
AWARDS, PROPAGANDA, INSPECTION = "Khen thưởng", "Tuyên truyền", "Kiểm tra, giám sát"
MATRIX_SHEETS = (AWARDS, PROPAGANDA, INSPECTION)
UNIT_HEADING = "Đơn vị"
STAMP, LISTS = "_tonghop", "_danh_muc"
"""Sheets of the template that are no sheets of the form: what it is, and its lists of choices."""
RETURNED = "Cần sửa"
"""The sheet of findings in front of a marked copy; never read when the unit sends the file again."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the key in the data, the heading in the file."""

    key: str
    heading: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that holds one table below a heading row.

    `name_column` is the one in whose place "Tổng cộng" makes a total row.
    """

    sheet: str
    columns: tuple[Column, ...]
    name_column: str
    required: bool = False


ORDINAL = Column("ordinal", "TT")
UNIT = Column("unit", UNIT_HEADING, required=True)

MODEL_TABLE = Table(
    MODELS,
    (
        ORDINAL,
        Column("name", "Tên mô hình", required=True),
        Column("sector", "Lĩnh vực"),
        Column("kind", "Tập thể/Cá nhân"),
        Column("level", "Cấp mô hình"),
        Column("implementer", "Đơn vị thực hiện"),
        Column("start_year", "Năm bắt đầu"),
        Column("summary", "Tóm tắt thành tích"),
        Column("nominated", "Đề nghị khen thưởng"),
        Column("remark", "Ghi chú"),
    ),
    "name",
    required=True,
)

DOCUMENT_TABLE = Table(
    DOCUMENTS,
    (
        ORDINAL,
        Column("number", "Số, ký hiệu"),
        Column("issued_on", "Ngày ban hành"),
        Column("type", "Loại văn bản"),
        Column("title", "Trích yếu"),
    ),
    "title",
)

REMARK_TABLE = Table(
    REMARKS,
    (Column("section", "Nội dung", required=True), Column("text", "Ý kiến của đơn vị", required=True)),
    "section",
)

NOMINATION_TABLE = Table(
    "Danh sách",
    (
        ORDINAL,
        Column("name", "Tên mô hình", required=True),
        Column("implementer", "Đơn vị thực hiện"),
        Column("summary", "Tóm tắt thành tích"),
        Column("remark", "Ghi chú"),
    ),
    "name",
    required=True,
)

RECEIPT_TABLE = Table(
    RECEIPTS,
    (
        ORDINAL,
        UNIT,
        Column("obligation", "Thành phần hồ sơ", required=True),
        Column("received_on", "Ngày tiếp nhận", required=True),
        Column("copies", "Số bộ"),
        Column("remark", "Ghi chú"),
    ),
    "unit",
    required=True,
)


def matrix_table(sheet: str, years: range) -> Table:
    """Return the table of a matrix sheet: one row an indicator, one required column a year."""
    year_columns = tuple(Column(str(year), str(year), required=True) for year in years)
    return Table(
        sheet,
        (
            ORDINAL,
            Column("indicator", "Chỉ tiêu", required=True),
            Column("unit_of_measure", "Đơn vị tính"),
            *year_columns,
            Column("total", "Tổng cộng"),
        ),
        "indicator",
        required=True,
    )


def unit_return_tables(years: range) -> dict[str, Table]:
    """Return the tables of form A by sheet name, in the form's order (sheet Thông tin is not a table)."""
    tables = (
        MODEL_TABLE,
        *(matrix_table(sheet, years) for sheet in MATRIX_SHEETS),
        DOCUMENT_TABLE,
        REMARK_TABLE,
    )
    return {table.sheet: table for table in tables}


def consolidated_tables(years: range) -> dict[str, Table]:
    """Return the tables of form C: those of form A with the unit in a first column, none of them required."""
    return {
        name: Table(name, (UNIT, *table.columns), table.name_column)
        for name, table in unit_return_tables(years).items()
    }


@dataclass(frozen=True, slots=True)
class Fact:
    """A label of sheet Thông tin; `kind` is unit, text, day, count or rating; a count may name its measure."""

    key: str
    label: str
    kind: str
    required: bool = False
    unit_of_measure: str | None = None
    is_planned: bool = False
    """A day that may be still to come."""


def facts(years: range) -> tuple[Fact, ...]:
    """Return the labels of sheet Thông tin in the form's order."""
    return (
        Fact("unit", UNIT_HEADING, "unit", required=True),
        Fact("compiled_by", "Người lập biểu", "text"),
        Fact("compiled_on", "Ngày lập", "day"),
        Fact("models_stated", "Tổng số mô hình đã xây dựng", "count", unit_of_measure="mô hình"),
        Fact(
            "awarded_models",
            f"Số mô hình được biểu dương, khen thưởng {years[0]}-{years[-1]} (không tính trùng)",
            "count",
            unit_of_measure="mô hình",
        ),
        Fact("review_on", "Ngày tổ chức sơ kết", "day", is_planned=True),
        Fact("review_form", "Hình thức sơ kết", "text"),
        Fact("attendees", "Số người dự", "count", unit_of_measure="người"),
        *(Fact(f"rating_{year}", f"Xếp loại năm {year}", "rating") for year in years),
    )


def stamp(plan: Plan, unit_id: str) -> tuple[tuple[str, str], ...]:
    """Return what a template says of itself on its hidden sheet, key and value a row."""
    return (("plan", plan.id), ("form", UNIT_RETURN), ("version", str(plan.form_version)), ("unit", unit_id))
