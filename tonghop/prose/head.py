"""What a paper is, from its head, in the words of the verb `propose` (CONTRACT form E, §4).

The rules are those of unit_paper; here a list of nominations gets its kind, and what is nothing of ours is `other`.
"""

from dataclasses import dataclass
from datetime import date

from tonghop.intake.unit_paper import OTHER, list_says, owner_of, paper_of
from tonghop.officefiles.reader import Book
from tonghop.plan.model import Plan
from tonghop.plan.unit_names import UnitNames

REPORT, NOMINATIONS = "report", "nominations"


@dataclass(frozen=True)
class Head:
    """What a paper says it is; `note`: what is to be said of the unit, such as that a part of it issued the paper."""

    kind: str = OTHER
    unit_id: str | None = None
    number: str | None = None
    issued_on: date | None = None
    subject: str | None = None
    note: str | None = None


def head_of(book: Book, names: UnitNames, plan: Plan) -> Head:
    """Read the head of a Word file, decoded."""
    unit, note = owner_of(book, names, plan)
    if paper := paper_of(book):
        return Head(paper.kind, unit, paper.number, paper.issued_on, paper.subject, note)
    if nominations := list_says(book):
        return Head(NOMINATIONS, unit, None, nominations.issued_on, nominations.subject, note)
    return Head(OTHER, unit, note=note)
