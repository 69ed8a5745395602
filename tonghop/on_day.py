"""A day past that somebody chose: which number shows what was known and had come by then, and what that leaves out.

The rule itself stands in views.sql (had_come, was_known). Files have the day they came, decisions about models the day
they were taken, whatever else the day it was recorded. Before the store's first record nothing can have been known:
there the days of their own count alone. Receipts go by their own days always (CONTRACT §1).
"""

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from weakref import WeakKeyDictionary

from tonghop.questions import ask_rows
from tonghop.store.past import Past
from tonghop.store.versions import Store
from tonghop.vietnamese import format_count, format_date

KEPT_VERSIONS = 8
_KEPT: "WeakKeyDictionary[Store, dict[tuple[str, int], tuple[date | None, list[date]]]]" = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class OnDay:
    """A day of a version: `version` is the number to read by; the rest counts what came, or was said, only later.

    `is_all_later`: no source of figures had come by then, so that what is known now is shown. `was_kept`: the store had
    records on that day, so that what is recorded now was not known then.
    """

    day: date
    version: int
    later_files: int = 0
    files_loaded_later: int = 0
    later_entries: int = 0
    withdrawn_later: int = 0
    later_words: int = 0
    is_all_later: bool = False
    was_kept: bool = False

    @property
    def leaves_out(self) -> bool:
        """Is another picture shown than that of all that is known?"""
        return not self.is_all_later and any(self._counts)

    @property
    def _counts(self) -> tuple[int, ...]:
        return (
            self.later_files, self.files_loaded_later, self.later_entries, self.withdrawn_later, self.later_words
        )  # fmt: skip

    @property
    def says(self) -> str:
        """What page, paper and command say of it; "" where nothing is left out."""
        if self.is_all_later:
            return (
                f"Mọi tệp số liệu đều nhận sau ngày {format_date(self.day)}: tình hình nộp tính đến hết ngày này, "
                "còn số liệu, mô hình, hội nghị, quyết định là theo những gì biết đến nay."
            )
        if not self.leaves_out:
            return ""
        words = (
            ("{} tệp nhận sau ngày này chưa tính", self.later_files),
            ("{} tệp nạp sau ngày này chưa tính", self.files_loaded_later),
            ("{} lần nhập, đính chính sau ngày này chưa tính", self.later_entries),
            ("{} tệp rút sau ngày này vẫn tính", self.withdrawn_later),
            ("{} ý kiến, quyết định ghi sau ngày này chưa tính", self.later_words),
        )
        said = "; ".join(text.format(format_count(count)) for text, count in words if count)
        return f"Số liệu, mô hình, hội nghị, quyết định là những gì có đến hết ngày {format_date(self.day)}: {said}."


def on_day(store: Store, day: date, version: int | None = None) -> OnDay:
    """Return what a version shows of a day: the same number for days between which nothing came or was said."""
    number = store.current if version is None else version
    began, _ = _events(store, number)
    was_kept = began is not None and began <= day
    shown = number_on_day(store, day, number)
    if shown == number:
        return OnDay(day, number, was_kept=was_kept)
    columns, rows = ask_rows(store, "day_knowledge", version=shown)
    found = dict(zip(columns, rows[0], strict=True))
    sources = found.pop("sources")
    told = OnDay(day, shown, **found, was_kept=was_kept)
    if not any(told._counts):
        return replace(told, version=number)
    came_later = told.later_files + told.files_loaded_later + told.later_entries
    return replace(told, version=number, is_all_later=True) if came_later and not sources else told


def number_on_day(store: Store, day: date, version: int) -> int:
    """Return the number that shows what had come by a day, be it nothing; the version itself where all had come."""
    began, events = _events(store, version)
    if not events or day >= events[-1]:
        return version
    at = bisect_right(events, day)
    by = events[at - 1] if at else date.min
    return store.looking_back(Past(come_by=by, known_by=by if began is not None and began <= day else None), version)


def _events(store: Store, version: int) -> tuple[date | None, list[date]]:
    """The day of the store's first record, and the days on which something came or was said; asked once a version."""
    kept = _KEPT.setdefault(store, {})
    of = store.identity, version
    found = kept.get(of)
    if found is None:
        _, rows = ask_rows(store, "day_events", version=version)
        records = [day for day, is_record in rows if is_record]
        found = kept[of] = min(records, default=None), sorted({day for day, _ in rows})
        for old in list(kept)[:-KEPT_VERSIONS]:
            kept.pop(old, None)
    return found
