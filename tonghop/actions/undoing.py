"""Taking back what was just recorded: every source that one version brought, in one go; all stays in the history."""

from datetime import datetime

from tonghop.errors import Stop
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.sources import write_withdrawal

REASON = "Hoàn tác ngay sau khi ghi nhận"


def sources_of(store: Store, version: int) -> list[int]:
    """The numbers of the files, entries and receipts that came with a version."""
    return sorted(_files(store, version) - (_files(store, version - 1) if version > 1 else set()))


def take_back(store: Store, version: int, *, recorded_at: datetime, recorded_by: str) -> int:
    """Take out of the count what a version brought, as one version; return its number, asked twice the same.

    Raises Stop where it brought nothing that could be taken back.
    """
    is_out = {row[0] for row in _rows(store, store.current) if row[1]}
    brought = sources_of(store, version)
    if not brought:
        raise Stop("Không có gì để hoàn tác.", "Lần ghi nhận này không thêm tệp hay hồ sơ nào.")
    standing = [number for number in brought if number not in is_out]
    if not standing:
        return store.current
    with store.change() as change:
        for number in standing:
            write_withdrawal(change.con, number, True, REASON, recorded_at, recorded_by)
        return change.number


def _files(store: Store, version: int) -> set[int]:
    return {number for number, _ in _rows(store, version)}


def _rows(store: Store, version: int) -> list[tuple[int, bool]]:
    columns, rows = ask_rows(store, "file_list", version=version)
    number, is_out = columns.index("file_id"), columns.index("is_withdrawn")
    return [(row[number], bool(row[is_out])) for row in rows]
