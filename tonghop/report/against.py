"""A report against an earlier draft: which numbers moved, and why: which units, from which files.

Pure: two reports with their answers in, the numbers that moved out. A by-unit table is no news of its own: its units
are the reasons.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tonghop.report.document import Report, numbers_in
from tonghop.report.numbers import Answers, Number, Trace


@dataclass(frozen=True, slots=True)
class Reason:
    """A unit whose share of a number is another: from, to (None: nothing), and the source that counts for it now."""

    unit_id: str
    before: int | None
    after: int | None
    path: str | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A number that is another than in the earlier draft; None where it was not, or is no longer, there."""

    id: str
    says: str
    before: str | None
    after: str | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What moved between two drafts, in the order of the report; `compared` numbers were looked at."""

    moved: tuple[Moved, ...]
    compared: int


def against(old: Report, old_answers: Answers, new: Report, new_answers: Answers) -> Comparison:
    """Compare the bodies of two reports of one plan, number by number."""
    before = {number.id: number for number in numbers_in(old.body)}
    after = {number.id: number for number in numbers_in(new.body)}
    ids = list(dict.fromkeys([*after, *before]))
    paths = {row["file_id"]: row["path"] for row in new_answers.rows("file_list")}
    found = []
    for id in ids:
        was, now = before.get(id), after.get(id)
        if was and now and was.value == now.value:
            continue
        trace = (now or was).trace  # type: ignore[union-attr]
        reasons = _reasons(trace, old_answers, new_answers, paths)
        says = (now or was).says  # type: ignore[union-attr]
        found.append(Moved(id, says, _text(was), _text(now), reasons))
    return Comparison(tuple(found), len(ids))


def _text(number: Number | None) -> str | None:
    return None if number is None or number.value is None else number.text


def _reasons(trace: Trace, old: Answers, new: Answers, paths: Mapping[int, str]) -> tuple[Reason, ...]:
    """The units whose rows behind a number say something else now."""
    behind = trace.units_trace
    before, after = (contributions(behind, answers.rows_of(behind)) for answers in (old, new))
    sources = {row["unit_id"]: paths.get(row["file_id"]) for row in new.rows_of(behind) if "file_id" in row}
    units = list(dict.fromkeys([*after, *before]))
    return tuple(
        Reason(unit, before.get(unit), after.get(unit), sources.get(unit))
        for unit in units
        if before.get(unit) != after.get(unit)
    )


def contributions(trace: Trace, rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """What each unit adds to a number: the sum of its column (`value` where rows have one), else its rows."""
    shares: dict[str, int] = {}
    for row in rows:
        if "unit_id" not in row:
            continue
        column = trace.column if trace.column in row else "value" if "value" in row else ""
        share = row[column] if column else 1
        if share is not None:
            shares[row["unit_id"]] = shares.get(row["unit_id"], 0) + int(share)
    return shares
