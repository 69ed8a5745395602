"""From a number back to its question and the units behind it: the lines that notes and the workbook carry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tonghop.questions import questions
from tonghop.report.document import Heading, Report, Table, numbers_in
from tonghop.report.numbers import How, Number, said
from tonghop.report.writing import Writing

HOW: dict[How, str] = {
    "value": "lấy giá trị",
    "sum": "cộng",
    "count": "đếm dòng",
    "units": "đếm đơn vị",
    "share": "lấy tỷ lệ",
}
OPENING = "Mở đầu"


@dataclass(frozen=True, slots=True)
class Source:
    """A number of the report's body: where it stands, how many units are behind it, the command that shows its rows."""

    place: str
    number: Number
    units: int
    command: str


def command(question: str, as_of: date) -> str:
    """Write the command that answers a question as the report asked it."""
    day = f" -p as_of={as_of.isoformat()}" if "as_of" in questions()[question].parameters else ""
    return f"python -m tonghop ask {question}{day}"


def conditions(number: Number) -> str:
    """Say which rows make a number; a condition for nothing is "trống"."""
    return said((column, "trống" if value is None else value) for column, value in number.trace.where)


def sources(writing: Writing, report: Report) -> tuple[Source, ...]:
    """Follow every number of the report's body back, in its order, from where it stands first."""
    found: dict[str, Source] = {}
    place, top = OPENING, ""
    for block in report.body:
        if isinstance(block, Heading):
            top = block.number if block.level == 1 else top
            place = f"Mục {block.number if block.level == 1 else f'{top}.{block.number}'}"
        where = f"{place} – bảng “{block.caption}”" if isinstance(block, Table) else place
        for number in numbers_in([block]):
            if number.id not in found:
                units = len(writing.answers.units(number.trace))
                found[number.id] = Source(where, number, units, command(number.trace.question, writing.as_of))
    return tuple(found.values())


def spoken(numbers: Iterable[Number], as_of: date) -> list[str]:
    """Write the sources of some numbers for a speaker, a line a question."""
    by_question: dict[str, list[Number]] = {}
    for number in numbers:
        by_question.setdefault(number.trace.question, []).append(number)
    return [
        f"Nguồn: câu hỏi {question} ({command(question, as_of)}): " + "; ".join(_one(number) for number in own) + "."
        for question, own in by_question.items()
    ]


def _one(number: Number) -> str:
    trace = number.trace
    how = f"{HOW[trace.how]} {trace.column}".strip()
    where = conditions(number)
    return f"{number.says} = {number.text} [{how}{f'; {where}' if where else ''}]"
