"""What a file says, row by row, with the place each row came from.

One named tuple a table of the store, in the order of its columns, so that rows become Arrow columns by one zip.
"""

from datetime import date
from typing import NamedTuple


class Model(NamedTuple):
    unit_id: str
    position: int
    name: str
    sector_id: str | None
    kind: str | None
    level: str | None
    implementer: str | None
    start_year: int | None
    summary: str | None
    is_nominated: bool
    remark: str | None
    sheet: str
    cell: str


class Figure(NamedTuple):
    """A reported count; what was not reported has no row."""

    unit_id: str
    indicator_id: str
    year: int
    value: int
    sheet: str
    cell: str


class Document(NamedTuple):
    unit_id: str
    position: int
    number: str | None
    issued_on: date | None
    type: str | None
    title: str | None
    sheet: str
    cell: str


class Remark(NamedTuple):
    unit_id: str
    section_id: str
    text: str
    sheet: str
    cell: str


class Fact(NamedTuple):
    """One value of sheet Thông tin: exactly one of `text`, `number`, `day` is set."""

    unit_id: str
    fact_id: str
    text: str | None
    number: int | None
    day: date | None
    sheet: str
    cell: str


class Nomination(NamedTuple):
    """A row of a nomination list (form B); in Word the cell is None and `position` counts the rows."""

    unit_id: str
    position: int
    name: str
    implementer: str | None
    summary: str | None
    remark: str | None
    sheet: str | None
    cell: str | None


class Receipt(NamedTuple):
    """A day on which copies of one part of a unit's dossier came in."""

    unit_id: str
    obligation_id: str
    received_on: date
    copies: int
    remark: str | None
    sheet: str
    cell: str


class Carried(NamedTuple):
    """A sheet that a source carries for a unit, be it with no rows."""

    unit_id: str
    sheet: str


Record = Model | Figure | Document | Remark | Fact | Nomination | Receipt | Carried

TABLES: dict[type, str] = {
    Model: "models",
    Figure: "figures",
    Document: "documents",
    Remark: "remarks",
    Fact: "facts",
    Nomination: "listed_nominations",
    Receipt: "receipts",
    Carried: "carried_sheets",
}
