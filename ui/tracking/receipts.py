"""Receipts and findings as rows of people's words, each leading to where it is written."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tonghop.alike import Told, alike, told
from tonghop.findings import RULES
from tonghop.vietnamese import format_count, format_date
from ui.session import ask, plan
from ui.widgets.links import to_cell
from ui.widgets.markup import Html

if TYPE_CHECKING:
    import pandas as pd


def receipt_rows(receipts: "pd.DataFrame", paths: Mapping[int, str]) -> list[list[str]]:
    """Receipts as cells: part, day, copies, remark (struck out, if it is), where it is written."""
    parts = {o.id: o.label for o in plan().obligations}
    struck = {
        _said(row): f"đã gạch {row.struck}/{row.times}: {row.struck_for}"
        for row in ask("receipt_entries").itertuples()
        if row.struck
    }
    return [
        [
            parts[row.obligation_id],
            format_date(row.received_on.date()),
            format_count(int(row.copies)),
            "; ".join(text for text in (row.remark, struck.get(_said(row))) if isinstance(text, str)),
            to_cell(f"{paths.get(row.file_id, '')}, {row.sheet}, {row.cell}", int(row.file_id), row.sheet, row.cell),
        ]
        for row in receipts.itertuples()
    ]


def _said(row: Any) -> tuple[object, ...]:
    """What a receipt says, by which it is struck out."""
    return row.unit_id, row.obligation_id, row.received_on, int(row.copies)


def finding_rows(findings: "pd.DataFrame") -> list[list[str]]:
    """Findings as cells: kind on its tint, file, message (which names sheet, cell, value); alike ones once."""
    return [[kind_badge(group), finding_link(group[0]), told(group)] for group in alike_rows(findings)]


def alike_rows(findings: "pd.DataFrame") -> list[list[Any]]:
    """Rows of findings in groups of one unit, file, sheet and kind."""
    return alike(findings.itertuples(), lambda row: (row.file_id, getattr(row, "unit_id", None)))


def kind_badge(group: Sequence[Told]) -> Html:
    """The kind of a group of alike findings, and how many they are."""
    count = f" ({format_count(len(group))})" if len(group) > 1 else ""
    return severity_badge(group[0].severity, f"{RULES[group[0].slug].title}{count}")


def finding_link(row: Any) -> Html:
    """The name of a finding's file, which leads to the cell, the sheet or the file that it is about."""
    sheet, cell = (text if isinstance(text, str) else None for text in (row.sheet, row.cell))
    is_there = sheet is not None and row.slug != "missing-sheet"
    return to_cell(row.path, int(row.file_id), sheet if is_there else None, cell)


def severity_badge(severity: str, text: str) -> Html:
    """An error or a warning as symbol and words on its tint."""
    look, symbol = ("missing", "✗") if severity == "error" else ("late", "▲")
    return Html("<span class='th-badge th-{}'><i aria-hidden='true'>{}</i> {}</span>").format(look, symbol, text)
