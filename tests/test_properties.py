"""Whole files at random: a made-up truth, laid out as messily as offices do it all at once, reads back as that truth.

One mess at a time is tested elsewhere; here they come together, in every encoding, and nothing may be lost, added,
misread or found fault with. The truth is made, and the file written, without the reader.
"""

from __future__ import annotations

import io
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from unicodedata import normalize

import docx
import pytest
import xlsxwriter
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.builders import RECEIVED, in_tcvn3, nfd, plain, plan_83, read, said
from tonghop.forms import DOCUMENT_TABLE, INFO, MODEL_TABLE, NOMINATION_TABLE, RECEIPT_TABLE, REMARK_TABLE
from tonghop.intake.addresses import cell_name
from tonghop.intake.reading import Reading
from tonghop.plan.model import Unit
from tonghop.records import Carried, Document, Fact, Figure, Model, Nomination, Receipt, Record, Remark
from tonghop.store import Store

PLAN = plan_83()
YEARS = tuple(PLAN.years)
MATRIX = ("Khen thưởng", "Tuyên truyền", "Kiểm tra, giám sát")
MESSES = (
    "columns in any order", "rows in any order", "blank columns", "headings", "two rows of headings", "headings again",
    "numbers of columns", "titles", "blank rows", "group rows", "lone numbers", "total rows", "signatures", "tabs",
    "other tabs", "numbers", "dates", "labels", "names of units", "no ordinals", "ordinals as text", "formulas",
    "spaces around", "merged cells", "columns left out",
)  # fmt: skip
ENCODINGS = ("unicode", "nfd", "tcvn3", "vni")
OTHER_TAB = "Ghi chú"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("properties") / "store")


# -- the old encodings ---------------------------------------------------------------------------------------

_VNI = {
    **dict(zip("áàảãạâấầẩẫậăắằẳẵặ", ("a" + mark for mark in "ùøûõïâáàåãäêéèúüë"), strict=True)),
    **dict(zip("éèẻẽẹêếềểễệ", ("e" + mark for mark in "ùøûõïâáàåãä"), strict=True)),
    **dict(zip("óòỏõọôốồổỗộ", ("o" + mark for mark in "ùøûõïâáàåãä"), strict=True)),
    **dict(zip("úùủũụ", ("u" + mark for mark in "ùøûõï"), strict=True)),
    **dict(zip("ýỳỷỹ", ("y" + mark for mark in "ùøûõ"), strict=True)),
    **dict(zip("ơớờởỡợ", ("ô" + mark for mark in ("", *"ùøûõï")), strict=True)),
    **dict(zip("ưứừửữự", ("ö" + mark for mark in ("", *"ùøûõï")), strict=True)),
    **dict(zip("íìỉĩịỵđ", "íìæóòîñ", strict=True)),
}
_VNI |= {letter.upper(): code.upper() for letter, code in _VNI.items()}
ENCODE: dict[str, Callable[[str], str]] = {
    "unicode": lambda text: text,
    "nfd": nfd,
    "tcvn3": in_tcvn3,
    "vni": lambda text: "".join(_VNI.get(letter, letter) for letter in text),
}


# -- the truth -----------------------------------------------------------------------------------------------

THINGS = (  # capitals without a tone: TCVN3 has no others
    "Hũ gạo tình thương", "Camera an ninh", "Tuyến đường hoa", "Chi bộ bốn tốt", "Dòng họ hiếu học", "Đội văn nghệ",
    "Cánh đồng mẫu lớn", "Nhà sạch vườn đẹp", "Quỹ khuyến học", "Tiếng kẻng an ninh", "Bí thư chi bộ gương mẫu",
)  # fmt: skip
PLACES = ("thôn 3", "xóm Đông", "khu dân cư số 7", "thôn Bút Sơn", "tổ dân phố 12")
DOERS = ("Hội Phụ nữ", "Đoàn Thanh niên", "Chi bộ thôn 5", "Công an xã", "Bà Nguyễn Thị Mai", "Ông Lê Văn Hùng")
SUMMARIES = (
    "Giúp đỡ 12 hộ nghèo vượt khó, được nhân dân đồng tình ủng hộ.", "Lắp 30 mắt, giữ gìn an ninh trật tự thôn xóm.",
    "Vận động hội viên đóng góp ngày công, trồng 2 km đường hoa.", "Năm 2019 được huyện biểu dương; nhân ra 4 thôn.",
)  # fmt: skip
REMARKS = ("Mới", "Cần nhân rộng")
TITLES = ("V/v học tập và làm theo Bác", "V/v xây dựng mô hình mới", "Về việc sơ kết 05 năm thực hiện Chỉ thị")
OPINIONS = ("Được cấp ủy quan tâm chỉ đạo.", "Kinh phí hạn hẹp, cán bộ kiêm nhiệm.", "Phân công rõ người, rõ việc.")


@dataclass(frozen=True)
class Written:
    """A value in a table: what it says, in what measure, and the record that is read where it stands."""

    value: Any = None
    kind: str = "text"  # text, number, day, label, mark, unit
    measure: str = ""
    record: Callable[[str], Record] | None = None


Line = dict[str, Written]


class Truth:
    """What one unit reports, as rows of the form by sheet; each row's values know the records they make."""

    def __init__(self, unit: Unit, chance: random.Random) -> None:
        self.unit, self.chance = unit, chance
        self.tables: dict[str, list[Line]] = {"Mô hình": self._models()}
        self.tables |= {sheet: self._figures(sheet) for sheet in MATRIX}
        self.tables |= {"Văn bản": self._documents(), "Đánh giá": self._remarks()}
        self.facts = list(self._facts())

    def _maybe(self, value: Any, often: float = 0.7) -> Any:
        return value if self.chance.random() < often else None

    def _models(self) -> list[Line]:
        chance, unit = self.chance, self.unit.id
        names = [f"{thing} {place}" for thing in THINGS for place in PLACES]
        some = chance.sample(names, chance.randint(2, 6))
        kind = PLAN.kind_by_id[self.unit.kind]
        chosen = set(chance.sample(some, chance.randint(kind.nominations_min, kind.nominations_max)))
        rows = []
        for name in some:
            sector = chance.choice([s for s in PLAN.sectors if s.id != "chua_phan_loai"])
            of, level = (self._maybe(chance.choice(some)) for some in (PLAN.model_kinds, PLAN.levels))
            doer, summary, remark = (self._maybe(chance.choice(s)) for s in (DOERS, SUMMARIES, REMARKS))
            year = self._maybe(chance.randint(PLAN.models_from, PLAN.models_to))
            choices = sector.id, of and of.id, level and level.id

            def record(
                cell: str, name: str = name, choices: Any = choices, parts: Any = (doer, year, summary, remark)
            ) -> Record:
                implementer, start_year, story, more = parts
                return Model(
                    unit, 0, name, choices[0], choices[1], choices[2], implementer, start_year, story, name in chosen,
                    more, "Mô hình", cell,
                )  # fmt: skip

            rows.append(
                {
                    "name": Written(name, record=record),
                    "sector": Written(sector.label, "label"),
                    "kind": Written(of and of.label, "label"),
                    "level": Written(level and level.label, "label"),
                    "implementer": Written(doer),
                    "start_year": Written(year, "number"),
                    "summary": Written(summary),
                    "nominated": Written(name in chosen, "mark"),
                    "remark": Written(remark),
                }
            )
        return rows

    def _figures(self, sheet: str) -> list[Line]:
        chance, unit = self.chance, self.unit.id
        rows: list[Line] = []
        held = {meetings for _, meetings in PLAN.attendances}
        for indicator in PLAN.indicators:
            if indicator.sheet != sheet or chance.random() < 0.1:
                continue
            row: Line = {"indicator": Written(indicator.label, "label")}
            row["unit_of_measure"] = Written(self._maybe(indicator.unit_of_measure), "label")
            total = 0
            for year in YEARS:
                value = chance.choice((None, 0, 1, chance.randint(2, 99), chance.randint(100, 9999), 1250, 1_000_000))
                value = value or 1 if indicator.id in held else value  # none held, yet attended: asked about

                def record(cell: str, year: int = year, value: Any = value, of: str = indicator.id) -> Record:
                    return Figure(unit, of, year, value, sheet, cell)

                total += value or 0
                row[str(year)] = Written(value, "number", indicator.unit_of_measure, None if value is None else record)
            row["total"] = Written(self._maybe(total), "number", indicator.unit_of_measure)
            rows.append(row)
        return rows

    def _documents(self) -> list[Line]:
        chance, unit, rows = self.chance, self.unit.id, []
        for at in range(chance.randint(1, 4)):
            day = self._maybe(date(2017, 1, 1) + timedelta(chance.randrange(1900)))
            kind, title = self._maybe(chance.choice(("Kế hoạch", "Nghị quyết"))), self._maybe(chance.choice(TITLES))
            number = f"{at + 10}-KH/ĐU"

            def record(cell: str, parts: tuple[Any, ...] = (number, day, kind, title)) -> Record:
                return Document(unit, 0, parts[0], parts[1], parts[2], parts[3], "Văn bản", cell)

            row = {"number": Written(number, record=record), "issued_on": Written(day, "day")}
            rows.append(row | {"type": Written(kind), "title": Written(title)})
        return rows

    def _remarks(self) -> list[Line]:
        unit, rows = self.unit.id, []
        for section in self.chance.sample(PLAN.sections, self.chance.randint(1, 8)):
            text = self._maybe(self.chance.choice(OPINIONS))

            def record(cell: str, section: str = section.id, text: Any = text) -> Record:
                return Remark(unit, section, text, "Đánh giá", cell)

            written = Written(text, record=record if text else None)
            rows.append({"section": Written(section.label, "label"), "text": written})
        return rows

    def _facts(self) -> Iterator[tuple[str, Written]]:
        chance = self.chance
        yield "Đơn vị", Written(self.unit, "unit")
        models = len(self.tables["Mô hình"])
        some: list[tuple[str, str, Any, str, str]] = [
            ("compiled_by", "Người lập biểu", "Trần Thị Mai", "text", ""),
            ("compiled_on", "Ngày lập", date(2022, 4, chance.randint(1, 30)), "day", ""),
            ("models_stated", "Tổng số mô hình đã xây dựng", models, "number", "mô hình"),
            (
                "awarded_models",
                "Số mô hình được biểu dương, khen thưởng 2017-2021 (không tính trùng)",
                chance.randint(0, 40),
                "number",
                "mô hình",
            ),
            ("review_on", "Ngày tổ chức sơ kết", date(2022, 4, chance.randint(1, 30)), "day", ""),
            ("review_form", "Hình thức sơ kết", chance.choice(("Hội nghị", "Lồng ghép sinh hoạt chi bộ")), "text", ""),
            ("attendees", "Số người dự", chance.choice((0, 45, 1250)), "number", "người"),
            *(
                (f"rating_{year}", f"Xếp loại năm {year}", chance.choice(PLAN.ratings).label, "label", "")
                for year in YEARS
            ),
        ]
        for key, label, value, kind, measure in some:
            shown = self._maybe(value, 0.8)

            def record(cell: str, key: str = key, value: Any = shown, kind: str = kind) -> Record:
                number, day = (value if kind == each else None for each in ("number", "day"))
                text = value if kind in ("text", "label") else None
                return Fact(self.unit.id, key, text, number, day, INFO, cell)

            yield label, Written(shown, kind, measure, None if shown is None else record)


def nominations(unit: Unit, chance: random.Random) -> list[Line]:
    """Make the rows of a nomination list, as many as the plan allows."""
    kind, rows = PLAN.kind_by_id[unit.kind], []
    for at in range(1, chance.randint(kind.nominations_min, kind.nominations_max) + 1):
        name, doer, summary = f"{chance.choice(THINGS)} {at}", chance.choice(DOERS), chance.choice((*SUMMARIES, None))

        def record(cell: str, at: int = at, name: str = name, doer: str = doer, summary: Any = summary) -> Record:
            return Nomination(unit.id, at, name, doer, summary, None, "Danh sách" if cell else None, cell or None)

        rows.append({"name": Written(name, record=record), "implementer": Written(doer), "summary": Written(summary)})
    return rows


def receipts(units: Sequence[Unit], chance: random.Random) -> list[Line]:
    rows = []
    for _ in range(chance.randint(3, 12)):
        unit, obligation = chance.choice(units), chance.choice(PLAN.obligations)
        day = PLAN.issued_on + timedelta(chance.randint(0, (RECEIVED - PLAN.issued_on).days))
        copies, remark = chance.choice((None, 1, 2, 10)), chance.choice((None, "Nộp trực tiếp"))

        def record(
            cell: str, of: Any = (unit.id, obligation.id), day: date = day, copies: Any = copies, remark: Any = remark
        ) -> Record:
            return Receipt(of[0], of[1], day, 1 if copies is None else copies, remark, "Tiếp nhận", cell)

        row = {"unit": Written(unit, "unit"), "obligation": Written(obligation.label, "label")}
        row |= {"received_on": Written(day, "day", record=record), "copies": Written(copies, "number", "bộ")}
        rows.append(row | {"remark": Written(remark)})
    return rows


# -- the mess ------------------------------------------------------------------------------------------------

HEADING_STYLES: tuple[Callable[[str], str], ...] = (
    str.upper, str.lower, str.title, plain, lambda t: plain(t).upper(), lambda t: t.replace(" ", ""),
    lambda t: t.replace(" ", "\n"), lambda t: f"  {t.replace(' ', '   ')} ", lambda t: t.replace(" ", "\xa0"),
    lambda t: f"{t}:", lambda t: t.replace(",", ""), lambda t: "T T" if t == "TT" else f"{t} ", lambda t: t,
)  # fmt: skip
LABEL_STYLES: tuple[Callable[[str], str], ...] = (
    str.upper, str.lower, lambda t: f" {t} ", lambda t: t.replace(" ", "  "), lambda t: t.replace(" ", "\n", 1),
    lambda t: t.replace(" ", "\xa0"), lambda t: t.replace("óa", "oá").replace("ủy", "uỷ"),
    lambda t: t.replace(", ", ","), lambda t: t,
)  # fmt: skip
UNIT_STYLES: tuple[Callable[[str], str], ...] = (
    str.upper, str.lower, plain, lambda t: t.replace("Đảng bộ xã", "xã").replace("Đảng bộ thị trấn", "TT."),
    lambda t: t.replace("Đảng bộ", "ĐB").replace("Chi bộ", "CB"), lambda t: f"{t} huyện Kim Bảng", lambda t: f" {t}. ",
    lambda t: t.replace(" ", "  "), lambda t: t.replace("ủy", "uỷ").replace("úy", "uý"), lambda t: t,
)  # fmt: skip
Grid = list[list[Any]]


@dataclass(frozen=True)
class Placed:
    """A value as it stands in a cell, and what it says."""

    value: Any
    said: Written = Written()


@dataclass(frozen=True)
class Worked:
    """The result of a formula."""

    value: Any


class Office:
    """One office's way to fill in forms: which messes it makes."""

    def __init__(self, messes: Iterable[str], chance: random.Random) -> None:
        self.messes, self.chance = frozenset(messes), chance
        self.has_real_days = chance.random() < 0.5
        self.unread: list[str] = []  # tabs with content that no form reads, as they were named

    def makes(self, mess: str, often: float = 1.0) -> bool:
        return mess in self.messes and self.chance.random() < often

    # -- values

    def written(self, said: Written) -> Placed:
        value = getattr(self, f"_{said.kind}")(said.value, said.measure)
        if self.makes("formulas", 0.2) and isinstance(value, int | str) and not isinstance(value, bool) and value != "":
            value = Worked(value)
        return Placed(value, said)

    def _text(self, value: str | None, _measure: str) -> Any:
        if value is None:
            return self.chance.choice((None, "", "  ")) if self.makes("spaces around") else None
        ways = (f" {value}", f"{value}\n", f"\xa0{value} ", value)
        return self.chance.choice(ways) if self.makes("spaces around") else value

    def _label(self, value: str | None, _measure: str) -> Any:
        return self.chance.choice(LABEL_STYLES)(value) if value and self.makes("labels") else value

    def _unit(self, unit: Unit, _measure: str) -> Any:
        names = (unit.name, *unit.aliases) if self.makes("names of units") else (unit.name,)
        name = self.chance.choice(names)
        return self.chance.choice(UNIT_STYLES)(name) if self.makes("names of units") else name

    def _mark(self, is_marked: bool, _measure: str) -> Any:
        if not self.makes("numbers"):
            return "x" if is_marked else None
        marks = ("x", "X", " x ", "Có", 1, "Đề nghị")
        return self.chance.choice(marks if is_marked else (None, "", "không", "-", 0, "0"))

    def _number(self, value: int | None, measure: str) -> Any:
        if not self.makes("numbers"):
            return value
        if value is None:
            return self.chance.choice((None, "", "   ", "\xa0"))
        ways: list[Any] = [value, float(value), str(value), f" {value} ", f"0{value}"]
        if measure:
            ways += [f"{value} {measure}", f"{value}{measure}", f"{value}\xa0{measure.upper()}"]
        if value == 0:
            ways += ["không", "Không", "-", "–"] * 2
        if value >= 1000:
            ways += [f"{value:,}".replace(",", between) for between in (".", " ", "\xa0")] * 2
        return self.chance.choice(ways)

    def _day(self, value: date | None, _measure: str) -> Any:
        if value is None or not self.makes("dates"):
            return value
        day, month, year = value.day, value.month, value.year
        ways: tuple[Any, ...] = (
            value.isoformat(), f"{day}.{month}.{year}",
            f"ngày {day:02} tháng {month:02} năm {year}", f"Ngày {day} tháng {month} năm {year}",
        )  # fmt: skip
        # a real day beside such texts may have been swapped, which is asked about: no office here does both
        slashed = (
            f"{day}/{month}/{year}", f"{day:02}/{month:02}/{year}", f"{day}-{month}-{year}",
            f"{day}/{month}/{year % 100:02}", f" {day:02}/{month:02}/{year} ",
        )  # fmt: skip
        return self.chance.choice(ways + ((value,) if self.has_real_days else slashed))

    def heading(self, text: str) -> Any:
        if text.isdigit():
            ways: tuple[Any, ...] = (int(text), text, f"Năm {text}", f"NĂM\n{text}", float(text), f" {text} ")
            return self.chance.choice(ways) if self.makes("headings") else int(text)
        return self.chance.choice(HEADING_STYLES)(text) if self.makes("headings") else text

    def tab(self, name: str) -> str:
        ways = (str.upper, str.lower, plain, lambda t: t.replace(" ", ""), lambda t: t.replace(" ", "  "), str)
        return self.chance.choice(ways)(name) if self.makes("tabs") else name

    # -- sheets

    def table(
        self,
        columns: Sequence[tuple[str, str]],
        lines: Sequence[Line],
        name: str,
        titles: Sequence[str],
        optional: set[str],
    ) -> Grid:
        """Lay out a table: `columns` are (key, heading), `name` the key in whose place a total stands."""
        chance = self.chance
        columns = [c for c in columns if not (c[0] == "ordinal" and self.makes("no ordinals", 0.5))]
        values = [(key, cell.value) for line in lines for key, cell in line.items()]
        used = {key for key, value in values if value is not None and value is not False}
        columns = [c for c in columns if c[0] not in optional - used or not self.makes("columns left out")]
        if self.makes("columns in any order"):
            chance.shuffle(columns)
        places = {key: at for at, (key, _) in enumerate(columns)}
        data: Grid = []
        for number, line in enumerate(lines, 1):
            row: list[Any] = [None] * len(columns)
            for key, cell in line.items():
                if key in places:
                    row[places[key]] = self.written(cell)
            if "ordinal" in places:
                row[places["ordinal"]] = number
                if self.makes("ordinals as text"):
                    row[places["ordinal"]] = chance.choice((f"{number:02}", f"{number}.", f" {number} ", f"{number})"))
            data.append(row)
        headings = self._headings(columns, places)
        self._put_furniture_in(data, columns, places, name, headings)
        grid = [*self._above(titles), *headings]
        if self.makes("numbers of columns"):
            way = chance.choice((int, str, lambda n: f"({n})"))
            grid.append([way(n) for n in range(1, len(columns) + 1)])
        grid += data
        if self.makes("signatures"):
            grid += self._signature(len(columns))
        if self.makes("blank columns"):
            for _ in range(chance.randint(1, 3)):
                at = chance.randint(0, len(columns))
                for row in grid:
                    row.insert(at, None)
        return grid

    def _headings(self, columns: Sequence[tuple[str, str]], places: dict[str, int]) -> Grid:
        headings = [self.heading(text) for _, text in columns]
        years = sorted(places[str(year)] for year in YEARS if str(year) in places)
        if not years or not self.makes("two rows of headings"):
            return [headings]
        above = [None if at in years else heading for at, heading in enumerate(headings)]
        above[years[0]] = "Số liệu các năm"
        return [above, [heading if at in years else None for at, heading in enumerate(headings)]]

    def _put_furniture_in(
        self, data: Grid, columns: Sequence[tuple[str, str]], places: dict[str, int], name: str, headings: Grid
    ) -> None:
        chance, width = self.chance, len(columns)

        def put(*rows: list[Any]) -> None:
            at = chance.randint(0, len(data))
            data[at:at] = [list(row) for row in rows]

        def at_places(**values: Any) -> list[Any]:
            return [values.get(key) for key, _ in columns]

        for _ in range(chance.randint(1, 3)):
            if self.makes("blank rows"):
                put([None] * width, [chance.choice((None, "", "  ")) for _ in range(width)])
            if self.makes("lone numbers"):
                row: list[Any] = [None] * width
                row[chance.randrange(width)] = chance.choice((7, "8", "9.", 12.0, " 03 "))
                put(row)
            if self.makes("group rows"):
                roman = chance.choice(("I", "II", "IV.", "V)", "x"))
                if "ordinal" in places and chance.random() < 0.7:
                    put(at_places(ordinal=roman, **{name: "Các chi bộ nông thôn"}))
                else:
                    put(at_places(**{name: "III. Khối các cơ quan"}))
            if self.makes("headings again"):
                put(*headings)
            if self.makes("total rows"):
                sums = {str(year): chance.randint(0, 999) for year in YEARS} | {"total": 99, "copies": 7}
                label = chance.choice(("Tổng cộng", "Cộng", "TỔNG CỘNG:", "cộng"))
                put(at_places(**{chance.choice([k for k in ("ordinal", "unit", name) if k in places]): label, **sums}))

    def _above(self, titles: Sequence[str]) -> Grid:
        rows: Grid = [[title] for title in titles]
        if self.makes("titles"):
            more: Grid = [
                ["HUYỆN ỦY KIM BẢNG", None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"], [None, "*"], [],
                ["Biểu số liệu", None, "Mẫu số 2"], ["(Kèm theo Kế hoạch số 83-KH/HU, ngày 29/3/2022)"],
                [None, None, "Đơn vị tính: mô hình"], [2022], [],
            ]  # fmt: skip
            for row in self.chance.sample(more, self.chance.randint(1, len(more))) * self.chance.choice((1, 1, 3)):
                rows.insert(self.chance.randint(0, len(rows)), list(row))
        return rows

    def _signature(self, width: int) -> Grid:
        first: list[Any] = [None] * max(width, 2)
        first[self.chance.randrange(len(first))] = self.chance.choice(
            ("Người lập biểu", "T/M ĐẢNG ỦY", "K/T BÍ THƯ", "Nơi nhận:", "BÍ THƯ", "* Ghi chú: hết tháng 3")
        )
        return [[], first, ["(Ký, ghi rõ họ tên)"], [], [None, "Nguyễn Văn Hùng"], ["- Như trên;"]]

    def info(self, facts: Sequence[tuple[str, Written]], titles: Sequence[str]) -> Grid:
        """Lay out the sheet of labels and values."""
        pairs = [(self.heading(label), self.written(said)) for label, said in facts]
        if self.makes("rows in any order"):
            self.chance.shuffle(pairs)
        grid: Grid = self._above(titles)
        left = [None] * self.chance.randint(1, 2) if self.makes("blank columns") else []
        while pairs:
            row: list[Any] = [*left, *pairs.pop(0)]
            if pairs and self.makes("columns in any order", 0.3):
                row += [None, *pairs.pop(0)]
            grid.append(row)
            if self.makes("blank rows", 0.3):
                grid.append([])
        return grid


# -- files ---------------------------------------------------------------------------------------------------


class Paper:
    """A file in the making; what was put in is what must be read."""

    def __init__(self, encoding: str) -> None:
        self.encode, self.expected = ENCODE[encoding], list[Record]()
        self._target = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._target, {"in_memory": True})
        self._day = self._book.add_format({"num_format": "dd/mm/yyyy"})

    def add(self, tab: str, grid: Grid, merged: Sequence[tuple[int, int, int]] = ()) -> None:
        """Add a sheet; `merged` are (column, first row, last row)."""
        sheet = self._book.add_worksheet(self.encode(tab))
        for at, row in enumerate(grid):
            for column, cell in enumerate(row):
                placed = cell if isinstance(cell, Placed) else Placed(cell)
                self._write(sheet, at, column, placed.value)
                if placed.said.record is not None:
                    self.expected.append(placed.said.record(cell_name(at, column)))
        for column, first, last in merged:
            sheet.merge_range(first, column, last, column, "")
            self._write(sheet, first, column, grid[first][column].value)

    def _write(self, sheet: Any, at: int, column: int, value: Any) -> None:
        if isinstance(value, Worked):
            shown = self.encode(value.value) if isinstance(value.value, str) else value.value
            sheet.write_formula(at, column, "=A1", None, shown)
        elif isinstance(value, str):
            sheet.write_string(at, column, self.encode(value))
        elif isinstance(value, date):
            sheet.write_datetime(at, column, value, self._day)
        elif value is not None:
            sheet.write(at, column, value)

    def content(self) -> bytes:
        self._book.close()
        return self._target.getvalue()


def headings_of(table: Any) -> list[tuple[str, str]]:
    return [(column.key, column.heading) for column in table.columns]


def matrix_columns() -> list[tuple[str, str]]:
    years = [(str(year), str(year)) for year in YEARS]
    first = [("ordinal", "TT"), ("indicator", "Chỉ tiêu"), ("unit_of_measure", "Đơn vị tính")]
    return [*first, *years, ("total", "Tổng cộng")]


COLUMNS = {
    "Mô hình": (headings_of(MODEL_TABLE), "name", {"kind", "level", "implementer", "summary", "remark", "nominated"}),
    **{sheet: (matrix_columns(), "indicator", {"total", "unit_of_measure"}) for sheet in MATRIX},
    "Văn bản": (headings_of(DOCUMENT_TABLE), "title", {"type"}),
    "Đánh giá": (headings_of(REMARK_TABLE), "section", set[str]()),
}


def unit_return(unit: Unit, office: Office, encoding: str) -> tuple[bytes, list[Record]]:
    truth, paper = Truth(unit, office.chance), Paper(encoding)
    sheets: list[tuple[str, Grid]] = [(INFO, office.info(truth.facts, ["THÔNG TIN CHUNG"]))]
    for sheet, lines in truth.tables.items():
        columns, name, optional = COLUMNS[sheet]
        if office.makes("rows in any order"):
            office.chance.shuffle(lines)
        titles = [sheet.upper(), *([f"Đơn vị: {unit.name}"] if office.makes("titles", 0.5) else [])]
        sheets.append((sheet, office.table(columns, lines, name, titles, optional)))
    if office.makes("other tabs"):
        sheets += [("Sheet1", []), (OTHER_TAB, [["Số liệu chưa tính tháng 3"], [1, 2, 3]])]
    if office.makes("rows in any order"):
        office.chance.shuffle(sheets)
    for sheet, grid in sheets:
        tab = office.tab(sheet)
        if sheet == OTHER_TAB:
            office.unread.append(tab)
        paper.add(tab, grid)
    return paper.content(), [*paper.expected, *_carried(paper.expected)]


def consolidated(units: Sequence[Unit], office: Office, encoding: str) -> tuple[bytes, list[Record]]:
    truths, paper = [Truth(unit, office.chance) for unit in units], Paper(encoding)
    for sheet, (columns, name, optional) in COLUMNS.items():
        if office.makes("rows in any order"):
            office.chance.shuffle(truths)
        lines: list[Line] = []
        for truth in truths:
            lines += [{"unit": Written(truth.unit, "unit"), **line} for line in truth.tables[sheet]]
        grid = office.table([("unit", "Đơn vị"), *columns], lines, name, [sheet.upper()], optional)
        paper.add(office.tab(sheet), grid, _merged_units(grid) if office.makes("merged cells") else ())
    return paper.content(), [*paper.expected, *_carried(paper.expected)]


def _carried(expected: Iterable[Record]) -> list[Record]:
    """Only where a value stands is a sheet carried."""
    return [Carried(*place) for place in dict.fromkeys((str(r.unit_id), str(r.sheet)) for r in expected)]


def _merged_units(grid: Grid) -> list[tuple[int, int, int]]:
    """Merge each unit's name down its rows, as far as nothing else stands between."""
    runs: list[list[int]] = []
    above: Unit | None = None
    for at, row in enumerate(grid):
        column = next((c for c, cell in enumerate(row) if isinstance(cell, Placed) and cell.said.kind == "unit"), None)
        if column is not None:
            unit = row[column].said.value
            if runs and unit is above and runs[-1][0] == column:
                row[column] = None
                runs[-1][2] = at
            else:
                runs.append([column, at, at])
            above = unit
        elif runs and len(row) > runs[-1][0] and row[runs[-1][0]] not in (None, "", "  "):
            above = None
    return [(column, first, last) for column, first, last in runs if last > first]


def register(units: Sequence[Unit], office: Office, encoding: str) -> tuple[bytes, list[Record]]:
    paper = Paper(encoding)
    lines = receipts(units, office.chance)
    grid = office.table(headings_of(RECEIPT_TABLE), lines, "unit", ["SỔ TIẾP NHẬN HỒ SƠ"], {"copies", "remark"})
    paper.add(office.tab("Tiếp nhận"), grid)
    return paper.content(), paper.expected


def nomination_list(unit: Unit, office: Office, encoding: str) -> tuple[bytes, list[Record]]:
    """Write the list as a workbook, or in Word."""
    lines = nominations(unit, office.chance)
    name = office.written(Written(unit, "unit")).value
    name = str(name.value if isinstance(name, Worked) else name)
    titles = [office.chance.choice(("", "Đơn vị: ")) + name, "DANH SÁCH MÔ HÌNH ĐỀ NGHỊ KHEN THƯỞNG"]
    in_word = office.chance.random() < 0.5
    columns, optional = headings_of(NOMINATION_TABLE), {"summary", "remark"}
    grid = office.table(columns, lines, "name", () if in_word else titles, optional)
    if not in_word:
        paper = Paper(encoding)
        paper.add("Sheet1", grid)
        return paper.content(), [*paper.expected, Carried(unit.id, "Danh sách")]
    document, encode = docx.Document(), ENCODE[encoding]
    for title in titles:
        document.add_paragraph(encode(title))
    table = document.add_table(rows=len(grid), cols=max(map(len, grid)))
    expected: list[Record] = []
    for row, cells in zip(grid, table.rows, strict=True):
        for value, cell in zip(row, cells.cells, strict=False):
            if isinstance(value, Placed) and value.said.record is not None:
                expected.append(value.said.record(""))
            shown = value.value if isinstance(value, Placed) else value
            shown = shown.value if isinstance(shown, Worked) else shown
            cell.text = "" if shown is None else encode(str(shown))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue(), [*expected, Carried(unit.id, "Danh sách")]


# -- what is read --------------------------------------------------------------------------------------------


def assert_reads_as(
    name: str, reading: Reading, form: str, encoding: str, expected: Sequence[Record], unread: Sequence[str] = ()
) -> None:
    """Everything that was put in is read, and nothing else; nothing is found fault with but the tabs left unread."""
    legacy = encoding if encoding in ("tcvn3", "vni") else "unicode"
    # other files of the load may say what this one leaves blank
    spoken = {(r.unit_id, r.sheet) for r in expected}
    silent = {f for f in reading.findings if f.slug == "nothing-reported" and (f.unit_id, f.sheet) not in spoken}
    apart = ("legacy-encoding", "receipt-differs")  # registers of one load may say one receipt differently
    findings = said(f for f in reading.findings if f.slug not in apart and f not in silent)
    ignored = [("sheet-ignored", normalize("NFC", tab), None, None) for tab in unread]
    if legacy != "unicode":  # a capital with a tone is typed as the small letter there: which it was, nobody can tell
        ignored = [(slug, tab.casefold(), *rest) for slug, tab, *rest in ignored]
        findings = [(slug, tab and tab.casefold(), *rest) for slug, tab, *rest in findings]
    assert (name, findings, reading.status) == (name, ignored, "accepted")
    assert (reading.form, reading.encoding) == (form, legacy)
    found = Counter(r._replace(position=0) if isinstance(r, Model | Document) else r for r in reading.records)
    wanted = Counter(expected)
    assert (list(wanted - found), list(found - wanted)) == ([], [])


OFFICES = st.tuples(
    st.frozensets(st.sampled_from(MESSES)) | st.just(frozenset(MESSES)),
    st.sampled_from(ENCODINGS),
    st.integers(0, 2**32),
)
"""Which messes an office makes, in which encoding, and what the rest of the chance is drawn from."""
FORMS: dict[str, Callable[[Office, str], tuple[bytes, list[Record]]]] = {
    "unit_return": lambda office, encoding: unit_return(office.chance.choice(PLAN.units), office, encoding),
    "consolidated": lambda office, encoding: consolidated(office.chance.sample(PLAN.units, 3), office, encoding),
    "register": lambda office, encoding: register(office.chance.sample(PLAN.units, 4), office, encoding),
    "nomination_list": lambda office, encoding: nomination_list(office.chance.choice(PLAN.units), office, encoding),
}


def assert_reads_back(store: Store, form: str, messes: Iterable[str], encoding: str, seed: int, count: int) -> None:
    files: dict[str, bytes] = {}
    expected: dict[str, list[Record]] = {}
    unread: dict[str, list[str]] = {}
    for number in range(count):
        office = Office(messes, random.Random(f"{seed}/{number}"))
        name = f"{seed}-{number}"
        files[name], expected[name] = FORMS[form](office, encoding)
        unread[name] = office.unread
    for name, reading in read(store, files).items():
        assert_reads_as(name, reading, form, encoding, expected[name], unread[name])


@pytest.mark.parametrize("form", FORMS)
@settings(
    max_examples=12,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to shrink takes minutes; the seed is told
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=OFFICES)
def test_a_file_says_what_was_put_in_however_messy(store: Store, form: str, drawn: Any) -> None:
    messes, encoding, seed = drawn
    assert_reads_back(store, form, sorted(messes), encoding, seed, 4)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("form", FORMS)
def test_every_mess_at_once_reads_back(store: Store, form: str, encoding: str) -> None:
    assert_reads_back(store, form, MESSES, encoding, 83, 6)


def test_a_truth_that_is_not_what_was_read_is_told(store: Store) -> None:
    """The comparison itself: a value lost, added or moved is noticed."""
    content, expected = unit_return(PLAN.units[0], Office((), random.Random(1)), "unicode")
    reading = read(store, {"a": content})["a"]
    assert_reads_as("a", reading, "unit_return", "unicode", expected)
    figure = next(record for record in expected if isinstance(record, Figure))
    for wrong in ([], [figure._replace(value=figure.value + 1)], [figure._replace(cell="Z9")], [figure, figure]):
        with pytest.raises(AssertionError):
            assert_reads_as("a", reading, "unit_return", "unicode", [*(r for r in expected if r != figure), *wrong])
