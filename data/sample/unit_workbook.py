"""Writes a unit's return, form A, in the unit's own manner; tells which cells hold the planted mistakes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import story
from office import Workbook
from phrasebook import YEARS, draw, grouped, labels, register
from story import Planted, Style
from truth import Return
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

KINDS = {"tap_the": "Tập thể", "ca_nhan": "Cá nhân", None: ""}
LEVELS = {"tinh": "Tỉnh", "huyen": "Huyện", "co_so": "Cơ sở", None: ""}
AWARDED = "Số mô hình được biểu dương, khen thưởng 2017-2021 (không tính trùng)"
TITLES = {
    "Thông tin": "THÔNG TIN CHUNG",
    "Mô hình": "DANH SÁCH MÔ HÌNH HỌC TẬP VÀ LÀM THEO TƯ TƯỞNG, ĐẠO ĐỨC, PHONG CÁCH HỒ CHÍ MINH",
    "Khen thưởng": "KẾT QUẢ BIỂU DƯƠNG, KHEN THƯỞNG 2017 - 2021",
    "Tuyên truyền": "KẾT QUẢ CÔNG TÁC TUYÊN TRUYỀN 2017 - 2021",
    "Kiểm tra, giám sát": "KẾT QUẢ CÔNG TÁC KIỂM TRA, GIÁM SÁT 2017 - 2021",
    "Văn bản": "DANH MỤC VĂN BẢN ĐÃ BAN HÀNH",
    "Đánh giá": "ĐÁNH GIÁ CHUNG THEO ĐỀ CƯƠNG BÁO CÁO",
}
GROUPS: Mapping[str, Sequence[tuple[str, str]]] = {
    "Tuyên truyền": (("conferences", "Hội nghị, sinh hoạt"), ("radio_items", "Phương tiện truyền thông"),
                     ("banners", "Trực quan, tài liệu, hội thi")),
    "Kiểm tra, giám sát": (("inspections", "Kiểm tra"), ("regular_supervisions", "Giám sát"),
                           ("annual_reviews", "Sơ kết")),
    "Khen thưởng": (("awards_grassroots", "Mô hình được biểu dương, khen thưởng"),
                    ("awarded_collectives", "Lượt khen tập thể, cá nhân")),
}  # fmt: skip
ROMAN = ("I", "II", "III", "IV", "V", "VI")

Value = str | int | date | None


@dataclass(frozen=True)
class Total:
    """A row's Tổng cộng: typed by hand, or a formula over the years' columns with its value kept."""

    value: int | None
    is_formula: bool


@dataclass(frozen=True)
class Column:
    """A column of a table: heading, width, and the cell style of its values."""

    heading: str
    width: float
    style: str = "text"


@dataclass(frozen=True)
class Row:
    """A row by its key in the truth; a group row has a Roman numeral and a heading only."""

    key: str | int
    values: Mapping[str, Value | Total]
    is_group: bool = False


class UnitWorkbook:
    """One unit's workbook while it is written; `cells` remembers where each value went."""

    def __init__(self, told: Return) -> None:
        self.told = told
        self.style = story.STYLES.get(told.unit.unit_id, Style())
        self.planted: Sequence[Planted] = story.PLANTED.get(told.unit.unit_id, ())
        self.book = Workbook()
        self.cells: dict[tuple[str, str | int, str], str] = {}
        self.instead = {
            (planted.sheet, planted.row, planted.column): planted.value
            for planted in self.planted
            if planted.value is not None
        }

    def write(self) -> bytes:
        """Write all sheets and return the workbook's bytes."""
        self._info()
        self._models()
        for sheet in ("Khen thưởng", "Tuyên truyền", "Kiểm tra, giám sát"):
            self._matrix(sheet)
        if "Văn bản" not in self.style.omits:
            self._documents()
        if "Đánh giá" not in self.style.omits:
            self._remarks()
        return self.book.packed()

    def must_find(self) -> list[dict[str, str | None]]:
        """Return the planted findings with their cells, in the shape of expected.json."""
        return [
            {
                "slug": planted.slug,
                "severity": planted.severity,
                "sheet": planted.sheet,
                "cell": self.cells[planted.sheet, planted.row, planted.column]
                if planted.points and planted.row is not None and planted.column
                else None,
            }
            for planted in self.planted
        ]

    def _info(self) -> None:
        told = self.told
        rows: list[tuple[str, Value]] = [
            ("Đơn vị", told.unit.name),
            ("Người lập biểu", told.filled_by),
            ("Ngày lập", told.filled_on),
            (story.STATED_MODELS, told.models_stated),
            (AWARDED, told.awarded_models),
            ("Ngày tổ chức sơ kết", told.review_on),
            ("Hình thức sơ kết", told.review_form),
            ("Số người dự", told.attendees),
            *((f"Xếp loại năm {year}", told.ratings.get(year)) for year in YEARS),
        ]
        sheet = self.book.sheet("Thông tin", TITLES["Thông tin"], [58, 52], self.style.heading_row, landscape=False)
        for offset, (label, value) in enumerate(rows):
            line = self.style.heading_row - 1 + offset
            sheet.write(line, 0, label, self.book.styles["text"])
            self._cell(sheet, line, 1, ("Thông tin", label, "value"), value, "text")

    def _models(self) -> None:
        columns = [
            Column("TT", 5, "centred"),
            Column("Tên mô hình", 34),
            Column("Lĩnh vực", 17),
            Column("Tập thể/Cá nhân", 10, "centred"),
            Column("Cấp mô hình", 9, "centred"),
            Column("Đơn vị thực hiện", 26),
            Column("Năm bắt đầu", 8, "centred"),
            Column("Tóm tắt thành tích", 62),
            Column("Đề nghị khen thưởng", 10, "centred"),
            Column("Ghi chú", 12),
        ]
        extra = story.EXTRA_COLUMN[1] if self.told.unit.unit_id == story.EXTRA_COLUMN[0] else None
        if extra:
            columns.append(Column(extra, 12, "number"))
        if self.style.shuffled:
            columns = self._shuffled(columns, "Mô hình")
        sectors = labels("sectors", "sector_id")
        rng = draw(self.told.unit.unit_id, "costs")
        rows = []
        for number, model in enumerate(self.told.models):
            values: dict[str, Value | Total] = {
                "TT": number + 1,
                "Tên mô hình": model.name,
                "Lĩnh vực": sectors[model.sector] if model.sector else None,
                "Tập thể/Cá nhân": KINDS[model.kind],
                "Cấp mô hình": LEVELS[model.level],
                "Đơn vị thực hiện": model.implementer,
                "Năm bắt đầu": model.start_year,
                "Tóm tắt thành tích": model.summary,
                "Đề nghị khen thưởng": "x" if model.nominated else None,
                "Ghi chú": model.note,
            }
            if extra:
                values[extra] = rng.randrange(15, 120, 5)
            rows.append(Row(number, values))
        self._table("Mô hình", columns, rows, total_row=self.style.group_rows)

    def _matrix(self, sheet: str) -> None:
        years = [str(year) if self.style == Style() else f"Năm {year}" for year in YEARS]
        columns = [
            Column("TT", 5, "centred"),
            Column("Chỉ tiêu", 46),
            Column("Đơn vị tính", 13, "centred"),
            *(Column(heading, 11, "number") for heading in years),
            Column("Tổng cộng", 12, "total"),
        ]
        if self.style.shuffled:  # the total before the years
            columns = [*columns[:3], columns[-1], *columns[3:-1]]
        groups = dict(GROUPS[sheet]) if self.style.group_rows else {}
        rows, number, group = [], 0, 0
        for indicator in (row for row in register("indicators") if row["form_sheet"] == sheet):
            key = indicator["indicator_id"]
            if key in groups:
                rows.append(Row(f"group {key}", {"TT": ROMAN[group], "Chỉ tiêu": groups[key]}, is_group=True))
                number, group = 0, group + 1
            number += 1
            figures = [self.told.figures.get((key, year)) for year in YEARS]
            reported = [figure for figure in figures if figure is not None]
            formula = not self.style.typed_totals and bool(reported)
            values: dict[str, Value | Total] = {
                "TT": number,
                "Chỉ tiêu": indicator["label"],
                "Đơn vị tính": indicator["unit_of_measure"],
                "Tổng cộng": Total(sum(reported) if reported else None, formula),
            }
            for heading, figure in zip(years, figures, strict=True):
                values[heading] = self._as_written(figure, key, heading, indicator["unit_of_measure"])
            rows.append(Row(key, values))
        self._table(sheet, columns, rows)

    def _documents(self) -> None:
        columns = [
            Column("TT", 5, "centred"),
            Column("Số, ký hiệu", 18),
            Column("Ngày ban hành", 16, "date"),
            Column("Loại văn bản", 20),
            Column("Trích yếu", 86),
        ]
        rows = [
            Row(
                number,
                {
                    "TT": number + 1,
                    "Số, ký hiệu": document.number,
                    "Ngày ban hành": document.issued_on,
                    "Loại văn bản": document.type,
                    "Trích yếu": document.title,
                },
            )
            for number, document in enumerate(self.told.documents)
        ]
        if self.style.shuffled:
            columns = self._shuffled(columns, "Văn bản")
        self._table("Văn bản", columns, rows)

    def _remarks(self) -> None:
        columns = [Column("Nội dung", 34), Column("Ý kiến của đơn vị", 110)]
        rows = [
            Row(section_id, {"Nội dung": label, "Ý kiến của đơn vị": self.told.remarks.get(section_id)})
            for section_id, label in labels("sections", "section_id").items()
        ]
        self._table("Đánh giá", columns, rows, signed=False)

    def _shuffled(self, columns: Sequence[Column], sheet: str) -> list[Column]:
        rest = list(columns[1:])
        draw(self.told.unit.unit_id, "columns", sheet).shuffle(rest)
        return [columns[0], *rest]

    def _table(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Iterable[Row],
        *,
        total_row: bool = False,
        signed: bool = True,
    ) -> None:
        styles = self.book.styles
        widths = [column.width for column in columns]
        sheet = self.book.sheet(name, TITLES[name], widths, self.style.heading_row)
        top = self.style.heading_row - 1
        for place, column in enumerate(columns):
            heading = column.heading.replace(" ", "\n", 1) if self.style.shuffled else column.heading
            sheet.write(top, place, int(heading) if heading.isdigit() else heading, styles["heading"])
        sheet.repeat_rows(top)
        sheet.freeze_panes(top + 1, 2 if len(columns) > 2 else 0)
        years = [place for place, column in enumerate(columns) if _year(column.heading)]
        line = top
        for row in rows:
            line += 1
            for place, column in enumerate(columns):
                value = row.values.get(column.heading)
                style = "group" if row.is_group else column.style
                key = (name, row.key, _year(column.heading) or column.heading)
                if isinstance(value, Total):
                    self._total(sheet, line, place, key, value, (years[0], years[-1]))
                else:
                    self._cell(sheet, line, place, key, value, style)
        if total_row:
            line += 1
            for place, column in enumerate(columns):
                sheet.write(line, place, "Tổng cộng" if column.heading == "Tên mô hình" else None, styles["group"])
        if self.style.signed and signed:
            self._signature(sheet, line + 2, len(columns))

    def _total(
        self,
        sheet: Worksheet,
        line: int,
        place: int,
        key: tuple[str, str | int, str],
        total: Total,
        years: tuple[int, int],
    ) -> None:
        if total.is_formula and key not in self.instead:
            self.cells[key] = xl_rowcol_to_cell(line, place)
            cells = f"{xl_rowcol_to_cell(line, years[0])}:{xl_rowcol_to_cell(line, years[1])}"
            sheet.write_formula(line, place, f"=SUM({cells})", self.book.styles["total"], total.value)
        else:
            self._cell(sheet, line, place, key, total.value, "total")

    def _cell(
        self, sheet: Worksheet, line: int, place: int, key: tuple[str, str | int, str], value: Value, style: str
    ) -> None:
        value = self.instead.get(key, value)
        self.cells[key] = xl_rowcol_to_cell(line, place)
        if isinstance(value, date):
            if self.style.dates_as_text:
                value = f"{value:%d}.{value.month}.{value.year}"
            else:
                sheet.write_datetime(line, place, value, self.book.styles["date"])
                return
        sheet.write(line, place, value or (0 if value == 0 else None), self.book.styles[style])

    def _as_written(self, figure: int | None, key: str, heading: str, measure: str) -> Value:
        if figure is None:
            return None
        if figure == 0:
            return self.style.zero
        if not self.style.numbers_as_text:
            return figure
        rng = draw(self.told.unit.unit_id, "spelling", key, heading)
        if figure >= 1000:
            return rng.choice([grouped(figure), grouped(figure).replace(".", " ")])
        return rng.choice([f"{figure:02d}", str(figure), f"{figure} {measure}" if measure == "cuộc" else f" {figure} "])

    def _signature(self, sheet: Worksheet, line: int, width: int) -> None:
        style = self.book.styles["sign"]
        right = min(width - 2, 5)
        role, title = _signing(self.told)
        sheet.write(line, 1, "Người lập biểu", style)
        sheet.write(line, right, role, style)
        sheet.write(line + 1, right, title, style)
        sheet.write(line + 5, 1, self.told.filled_by, style)
        sheet.write(line + 5, right, self.told.signer, style)


def _signing(told: Return) -> tuple[str, str]:
    if told.unit.kind == "dang_bo":
        return "T/M ĐẢNG ỦY", "BÍ THƯ"
    if told.unit.kind == "chi_bo":
        return "T/M CHI BỘ", "BÍ THƯ"
    return "T/M BAN THƯỜNG VỤ", "CHỦ TỊCH"


def _year(heading: str) -> str | None:
    year = heading.removeprefix("Năm ").strip()
    return year if year.isdigit() else None
