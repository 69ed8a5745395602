"""Files that came back with errors, read once more from the archive: what a word of a person since then has mended.

A file refused for a name that nobody knew is right as soon as somebody says whose it is; it need not be sent again.
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from tonghop.actions.loading import FileOutcome, IntakeReport, check, received_files
from tonghop.errors import Stop
from tonghop.findings import Finding
from tonghop.intake.inbox import Inbox, Item
from tonghop.intake.reading import Reading
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.loads import PARTIAL, REFUSED, new_of, write_load


@dataclass(frozen=True)
class Kept:
    """A file of the store with errors still open, and what it says as it is read today.

    A file of which some units count (`partial`) is not read again: it stands as it was found, its findings with it.
    """

    file_id: int
    received_on: date
    is_sample: bool
    was_partial: bool
    outcome: FileOutcome

    @property
    def is_mended(self) -> bool:
        """Would it count, wholly or in part, if it were recorded now?"""
        return self.outcome.status != REFUSED and not self.was_partial


def read_again(store: Store, file_ids: Sequence[int], version: int | None = None) -> tuple[Kept, ...]:
    """Read these files again as the names are known today, each as of the day it came; in the order given.

    Files whose bytes the store does not keep, and any that are neither refused nor partial, are left out.
    """
    columns, rows = ask_rows(store, "file_list", version=version)
    wanted = set(file_ids)
    files = [dict(zip(columns, row, strict=True)) for row in rows if row[0] in wanted]
    found: list[Kept] = []
    files.sort(key=lambda file: (file["received_on"], file["status"]))
    for (day, status), group in groupby(files, lambda file: (file["received_on"], file["status"])):
        readable = []
        for file in group:
            with contextlib.suppress(OSError, Stop):
                readable.append((file, store.archive.read(file["sha256"])))
        if status == REFUSED:
            inbox = Inbox(tuple(Item(file["path"], content) for file, content in readable), ())
            outcomes: Sequence[FileOutcome] = check(store, inbox, received_on=day).outcomes
        elif status == PARTIAL:
            outcomes = [_as_found(store, file, content, version) for file, content in readable]
        else:
            continue
        for (file, _), outcome in zip(readable, outcomes, strict=True):
            found.append(Kept(file["file_id"], day, file["is_sample"], status == PARTIAL, outcome))
    return tuple(sorted(found, key=lambda kept: file_ids.index(kept.file_id)))


def _as_found(store: Store, file: dict[str, object], content: bytes, version: int | None) -> FileOutcome:
    rows = ask_rows(store, "file_findings", version=version, file_id=file["file_id"])[1]
    form, unit, encoding = (_text(file[name]) for name in ("form", "unit_id", "encoding"))
    findings = tuple(Finding(*row) for row in rows)
    return FileOutcome(
        str(file["path"]), str(file["sha256"]), content, Reading(form, unit, encoding, PARTIAL, findings)
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def count_again(store: Store, kept: Sequence[Kept], *, recorded_at: datetime, recorded_by: str) -> int:
    """Record those that are mended, each with the day it came, as one version; return the version.

    Raises Stop where none is mended, where one is of the sample, and where they count already.
    """
    mended = [one for one in kept if one.is_mended]
    if any(one.is_sample for one in mended):
        raise Stop("Tệp minh họa không ghi lại như dữ liệu thật.", "Đề nghị tải tệp thật của đơn vị lên.")
    with store.change() as change:
        days = list(_by_day(mended, change.number))
        if not any(new_of(change.con, received_files(report)) for _, report in days):
            raise Stop("Không còn tệp nào để ghi lại.", "Các tệp này đã được tính; đề nghị tải lại trang.")
        for day, report in days:
            write_load(
                change.con, received_files(report), received_on=day, recorded_at=recorded_at, recorded_by=recorded_by
            )
        return change.number


def _by_day(kept: Sequence[Kept], version: int) -> Iterator[tuple[date, IntakeReport]]:
    ordered = sorted(kept, key=lambda one: one.received_on)
    for day, group in groupby(ordered, lambda one: one.received_on):
        yield day, IntakeReport(tuple(one.outcome for one in group), (), version)
