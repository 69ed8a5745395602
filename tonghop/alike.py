"""Findings as people are told them: errors first, and alike ones as one line with how many and where.

For screens and the terminal; what is kept, and JSON, has every finding in the order of the contract.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from tonghop.findings import ERROR
from tonghop.vietnamese import format_count

MOST_APART = 3
"""So many findings of a kind without a cell stand each for itself; more are one line."""
MOST_PLACES = 12
LONGEST_VALUE = 40


class Told(Protocol):
    """A finding, or a row of a question about findings."""

    @property
    def slug(self) -> str: ...
    @property
    def severity(self) -> str: ...
    @property
    def sheet(self) -> Any: ...
    @property
    def cell(self) -> Any: ...
    @property
    def value(self) -> Any: ...
    @property
    def message(self) -> str: ...


T = TypeVar("T", bound=Told)


def alike(findings: Iterable[T], of: Callable[[T], Hashable] = lambda finding: None) -> list[list[T]]:
    """Return findings in groups of one kind on one sheet, errors first, else as they came.

    `of` tells apart what is never one group: files, units.
    """
    groups: dict[tuple[bool, Hashable, str, Any], list[T]] = {}
    for finding in findings:
        sheet = finding.sheet if _has(finding.sheet) else None
        key = (finding.severity != ERROR, of(finding), finding.slug, (sheet, _has(finding.cell)))
        groups.setdefault(key, []).append(finding)
    found: list[tuple[bool, list[T]]] = []
    for (is_warning, *_), members in groups.items():
        if _has(members[0].cell) or len({one.message for one in members}) > MOST_APART:
            found.append((is_warning, members))
        else:
            by_message: dict[str, list[T]] = {}
            for one in members:
                by_message.setdefault(one.message, []).append(one)
            found += ((is_warning, same) for same in by_message.values())
    return [members for _, members in sorted(found, key=lambda pair: pair[0])]


def told(group: Sequence[Told]) -> str:
    """Return the line of a group: the first message, then how many more and where, with what stands there."""
    first, others = group[0], group[1:]
    if not others:
        return first.message
    places = [_place(one) for one in others[:MOST_PLACES] if _has(one.cell)]
    more = ", …" if len(others) > MOST_PLACES else ""
    where = f": {', '.join(places)}{more}" if places else ""
    return f"{first.message} Còn {format_count(len(others))} chỗ như vậy{where}."


def _place(finding: Told) -> str:
    if not _has(finding.value) or not finding.value:
        return str(finding.cell)
    value = " ".join(str(finding.value).split())
    shown = value if len(value) <= LONGEST_VALUE else value[: LONGEST_VALUE - 1].rstrip() + "…"
    return f"{finding.cell} (“{shown}”)"


def _has(text: object) -> bool:
    """Tables of answers say nothing in more than one way."""
    return isinstance(text, str)
