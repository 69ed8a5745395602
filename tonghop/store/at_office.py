"""Which papers of the units are at the office: how many copies of each part, and which receipt is of which paper.

Reads from a version, be it one in the making; decides nothing.
"""

from dataclasses import dataclass
from datetime import date

import duckdb

from tonghop.store.loads import holds_sample_rows

Part = tuple[str, str]
"""Unit and obligation."""


@dataclass(frozen=True, slots=True)
class PaperReceipt:
    """A receipt that counts and was recorded with a paper or list of the store.

    `struck`: how many that say the same are struck out; `is_registered`: a register says it, too; `went_back`: the
    papers were sent back after it.
    """

    sha256: str
    file_id: int
    unit_id: str
    obligation_id: str
    received_on: date
    copies: int
    struck: int
    is_registered: bool
    went_back: bool

    @property
    def part(self) -> Part:
        return self.unit_id, self.obligation_id


@dataclass(frozen=True)
class AtOffice:
    """Copies of each part at the office, those sent back left out, and the receipts that are of papers."""

    copies: dict[Part, int]
    receipts: tuple[PaperReceipt, ...] = ()

    def has_received(self, part: Part, sha256: str) -> bool:
        """Is a receipt of this very file there, that did not go back since?"""
        return self.copies.get(part, 0) > 0 and any(
            one.part == part and one.sha256 == sha256 and not one.went_back for one in self.receipts
        )


def at_office(con: duckdb.DuckDBPyConnection) -> AtOffice:
    """Return what is at the office as of all that was recorded; the sample's papers count for nothing."""
    if holds_sample_rows(con):
        return AtOffice({})
    rows = con.execute("select unit_id, obligation_id, copies from copies_there($1)", [date.max]).fetchall()
    return AtOffice({(unit, part): int(copies) for unit, part, copies in rows}, paper_receipts(con))


def paper_receipts(con: duckdb.DuckDBPyConnection, sha256: str | None = None) -> tuple[PaperReceipt, ...]:
    """Return the receipts that were recorded with papers, or with this one, and count."""
    rows = con.execute(
        "select sha256, file_id, unit_id, obligation_id, received_on, copies, struck, is_registered, went_back "
        "from papers_received where $1 is null or sha256 = $1 order by received_on, file_id, unit_id, obligation_id",
        [sha256],
    ).fetchall()
    return tuple(PaperReceipt(*row) for row in rows)
