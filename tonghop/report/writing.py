"""What every section of the report is written with: plan, answers, names, how units behind figures are named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from tonghop.plan.model import Indicator, Plan
from tonghop.report.document import Cell, Column, Line, Paragraph, Part, Table
from tonghop.report.numbers import Answers, Number, Trace
from tonghop.report.plain_trace import conditions, list_of
from tonghop.report.wording import phrase
from tonghop.vietnamese import format_count

NAMED_AT_MOST = 8
"""Units named below a figure; more are counted there, and marked one by one in appendix 1."""
RETURN_SHEETS = ("Thông tin", "Mô hình", "Khen thưởng", "Tuyên truyền", "Kiểm tra, giám sát", "Văn bản", "Đánh giá")
ASKED = Trace("asked_units", "count")


@dataclass(frozen=True)
class Writing:
    """The plan and the answers that a report is written from.

    `as_of` is the day that it is told of, `left_out` says what came later and is not in it; "" for nothing.
    """

    plan: Plan
    answers: Answers
    as_of: date
    left_out: str = ""

    # -- units -----------------------------------------------------------------------------------------------

    @cached_property
    def names(self) -> dict[str, str]:
        return {unit.id: unit.name for unit in self.plan.units}

    @cached_property
    def asked(self) -> list[str]:
        """The units that are asked for figures, in the roster's order."""
        return [row["unit_id"] for row in self.answers.rows("asked_units")]

    @cached_property
    def asked_number(self) -> Number:
        return self.answers.number("units.asked", "Số đơn vị được yêu cầu báo cáo", ASKED)

    def name(self, unit_id: str) -> str:
        return self.names.get(unit_id, unit_id)

    def listed(self, units: Iterable[str]) -> str:
        return ", ".join(self.name(unit) for unit in units)

    # -- numbers ---------------------------------------------------------------------------------------------

    def number(self, id: str, says: str, question: str, how: str = "value", column: str = "", **more: Any) -> Number:
        """A number by its trace; conditions by name, `behind` for the rows of units below a total."""
        behind = more.pop("behind", None)
        where = tuple(more.pop("where", ())) + tuple(more.items())
        self._said[id] = says
        return self.answers.number(id, says, Trace(question, how, column, where, behind))  # type: ignore[arg-type]

    def basis(self, id: str, trace: Trace) -> Number:
        """How many units a figure rests on; `id` is the figure's."""
        about = self._said.get(id) or "; ".join(filter(None, (list_of(trace), conditions(self.plan, trace))))
        units = Trace(trace.question, "units", "", trace.where)
        return self.answers.number(f"{id}.units", f"Số đơn vị làm căn cứ: {about}", units)

    @cached_property
    def _said(self) -> dict[str, str]:
        """What figures written so far say, by their ids: to name what units are counted behind."""
        return {}

    def with_sheet(self, sheet: str | tuple[str, ...]) -> Trace:
        """The units of which a sheet of the return, or one of several, is in."""
        return Trace("reporting_units", "units", "", (("sheet", sheet),))

    def of_asked(self, id: str, says: str, units: Iterable[str]) -> Number:
        """How many of the units that are asked are these."""
        return self.number(id, says, "asked_units", "count", unit_id=tuple(units))

    # -- sentences -------------------------------------------------------------------------------------------

    def of_units(self, id: str, trace: Trace) -> tuple[Part, ...]:
        """ "50/53 đơn vị": on how many units a figure rests."""
        return self.basis(id, trace), "/", self.asked_number, " đơn vị"

    def rests(self, id: str, trace: Trace, lead: str = "Căn cứ số liệu của ") -> Paragraph:
        """The line under a figure or table: on how many units it rests, and which are not in."""
        behind = set(self.answers.units(trace))
        lacking = [unit for unit in self.asked if unit not in behind]
        parts: list[Part] = [lead, *self.of_units(id, trace)]
        if 0 < len(lacking) <= NAMED_AT_MOST:
            parts.append(f"; chưa có số liệu: {self.listed(lacking)}")
        elif lacking:
            count = format_count(len(lacking))
            parts.append(f"; còn {count} đơn vị chưa có số liệu (nêu tên ở Phụ lục 1)")
        return Paragraph((*parts, "."), "rests")

    def counted(self, number: Number, indicator: Indicator) -> tuple[Part, ...]:
        """A total with what it counts: (169, " hội nghị quán triệt, tuyên truyền"); years of awards are "lượt"."""
        value = int(number.value or 0)
        words = phrase(indicator, value)[len(format_count(value)) :]
        return number, f" lượt{words}" if is_yearly_award(indicator) else words


def is_yearly_award(indicator: Indicator) -> bool:
    """Whether years of it must not be called a number of models: one model may win in several years."""
    return indicator.sheet == "Khen thưởng" and indicator.unit_of_measure == "mô hình"


def joined(items: Sequence[Sequence[Part]], separator: str = "; ") -> tuple[Part, ...]:
    """Several phrases one after another."""
    parts: list[Part] = []
    for place, item in enumerate(items):
        parts += [separator] if place else []
        parts += item
    return tuple(parts)


def table(
    id: str, caption: str, columns: Sequence[tuple[str, float, str]], lines: Sequence[Line], **more: Any
) -> Table:
    """A table from plain tuples: heading, width, alignment."""
    return Table(id, caption, tuple(Column(*column) for column in columns), tuple(lines), **more)  # type: ignore[arg-type]


def unnamed(table: Table) -> Table:
    """A table whose line of units counts them and names none: in the short report the opening names who is missing."""
    if not table.rests:
        return table
    last = max((place for place, part in enumerate(table.rests.parts) if isinstance(part, Number)), default=-1)
    return replace(table, rests=Paragraph((*table.rests.parts[: last + 1], " đơn vị."), "rests"))


def line(*cells: Cell, kind: str = "row") -> Line:
    return Line(tuple(cells), kind)  # type: ignore[arg-type]
