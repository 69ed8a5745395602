"""From a number back to where it comes from and the units behind it: the lines that notes and the workbook carry."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tonghop.plan.model import Plan
from tonghop.report.document import Heading, Report, Table, numbers_in
from tonghop.report.numbers import Number
from tonghop.report.plain_trace import HOW, column_of, conditions, list_of
from tonghop.report.writing import Writing

OPENING = "Mở đầu"


@dataclass(frozen=True, slots=True)
class Source:
    """A number of the report's body: where it stands, which rows make it, how many units are behind it."""

    place: str
    number: Number
    units: int
    conditions: str


def sources(writing: Writing, *reports: Report) -> tuple[Source, ...]:
    """Follow every number of the reports' bodies back, in their order, from where it stands first."""
    found: dict[str, Source] = {}
    for report in reports:
        for source in _of_body(writing, report):
            found.setdefault(source.number.id, source)
    return tuple(found.values())


def _of_body(writing: Writing, report: Report) -> Iterator[Source]:
    place, top = OPENING, ""
    for block in report.body:
        if isinstance(block, Heading):
            top = block.number if block.level == 1 else top
            place = f"Mục {block.number if block.level == 1 else f'{top}.{block.number}'}"
        where = f"{place} – bảng “{block.caption}”" if isinstance(block, Table) else place
        for number in numbers_in([block]):
            units = len(writing.answers.units(number.trace))
            yield Source(where, number, units, conditions(writing.plan, number.trace))


def spoken(plan: Plan, numbers: Iterable[Number]) -> list[str]:
    """Write the sources of some numbers for a speaker, a line a list."""
    by_list: dict[str, list[Number]] = {}
    for number in numbers:
        by_list.setdefault(list_of(number.trace), []).append(number)
    return [
        f"Nguồn: {name}: " + "; ".join(_one(plan, number) for number in own) + "." for name, own in by_list.items()
    ]


def _one(plan: Plan, number: Number) -> str:
    how = f"{HOW[number.trace.how]} {column_of(number.trace)}".strip()
    where = conditions(plan, number.trace)
    return f"{number.says} = {number.text} [{how}{f'; {where}' if where else ''}]"
