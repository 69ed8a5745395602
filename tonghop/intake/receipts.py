"""Receipts of a file held against those of other sources: what differs is told, and counts as written (CONTRACT §1).

Pure: it knows rows and sources, not where they are stored.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tonghop import forms
from tonghop.findings import Finding, make
from tonghop.plan.model import Plan
from tonghop.records import Receipt
from tonghop.vietnamese import format_date

Said = tuple[str, str, date, int]
"""Unit, part, day, copies: receipts of different sources that say the same are one."""


def said(receipt: Receipt) -> Said:
    """Return what a receipt says, without where it stands."""
    return receipt.unit_id, receipt.obligation_id, receipt.received_on, receipt.copies


@dataclass(frozen=True)
class Source:
    """The receipts of one source that count: how often each stands in it, those struck out left out.

    `refused` are the units whose rows of it were refused: they say nothing. An entry on screen is no register.
    """

    path: str
    received_on: date
    is_register: bool
    rows: Counter[Said]
    refused: frozenset[str] = frozenset()


def differences(
    source: Source,
    receipts: Sequence[Receipt],
    copies_cells: Mapping[str, str],
    others: Sequence[Source],
    struck: Iterable[Said],
    plan: Plan,
) -> Iterator[Finding]:
    """Say where a source and those before it do not agree (receipt-differs).

    `copies_cells`: cell of a receipt -> cell of its copies; `struck`: what was struck out, whoever says it.
    """
    parts = {o.id: o.label for o in plan.obligations}
    gone = set(struck)
    before: dict[tuple[str, str, date], dict[int, str]] = {}
    for other in others:
        for unit, part, day, copies in other.rows:
            before.setdefault((unit, part, day), {}).setdefault(copies, other.path)
    for unit, part, day, copies, path in _lacking(source, others):
        yield make(
            "receipt-differs",
            sheet=forms.RECEIPTS,
            unit_id=unit,
            reason=f"{plan.unit_by_id[unit].name}, {parts[part]}: {path} có lần nhận ngày {format_date(day)} "
            f"({copies} bộ) mà sổ nhận sau không còn",
        )
    for receipt in receipts:
        place = said(receipt)
        known = before.get(place[:3], {})
        # what goes back to an older register's copies differs from the newest one
        if known and receipt.copies not in (_last_told(place[:3], source, others) or known):
            known = {copies: path for copies, path in known.items() if copies != receipt.copies}
        own = {copies for *key, copies in source.rows if tuple(key) == place[:3]} if known else set()
        if not known or receipt.copies in known or known.keys() <= own or place in gone:
            continue
        yield make(
            "receipt-differs",
            sheet=receipt.sheet,
            cell=copies_cells.get(receipt.cell, receipt.cell),
            value=receipt.copies,
            unit_id=receipt.unit_id,
            reason=f"{plan.unit_by_id[receipt.unit_id].name}, {parts[receipt.obligation_id]} ngày "
            f"{format_date(receipt.received_on)}: dòng này ghi {receipt.copies} bộ, "
            + ", ".join(f"{path} ghi {copies} bộ" for copies, path in sorted(known.items())),
        )


def _last_told(key: tuple[str, str, date], source: Source, others: Sequence[Source]) -> frozenset[int]:
    """Return the copies that the newest register before this one has of that unit, part and day; none for an entry."""
    registers = [o for o in others if source.is_register and o.is_register and o.received_on <= source.received_on]
    for other in sorted(registers, key=lambda each: each.received_on)[::-1]:
        if copies := frozenset(row[3] for row in other.rows if row[:3] == key):
            return copies
    return frozenset()


def _lacking(source: Source, others: Sequence[Source]) -> list[tuple[str, str, date, int, str]]:
    """What an earlier register has and a later one, which repeats others of its rows, has not; each once."""
    found: dict[Said, tuple[str, str, date, int, str]] = {}
    for other in others:
        if not (source.is_register and other.is_register and source.rows.keys() & other.rows.keys()):
            continue
        older, newer = (other, source) if other.received_on <= source.received_on else (source, other)
        told = {row[:3] for row in newer.rows}
        for row in sorted((older.rows - newer.rows).keys()):
            # what stands there with other copies is told at its cell
            if (row[:3] not in told or row in newer.rows) and row[0] not in newer.refused:
                found.setdefault(row, (*row, older.path))
    return list(found.values())
