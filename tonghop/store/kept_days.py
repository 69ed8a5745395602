"""Which of the backups made by themselves are kept: fourteen days and twelve months.

Pure, and counted in days that have a backup rather than in days gone by: a machine unused for a month, or whose clock
ran ahead or fell behind, loses nothing by it.
"""

from collections.abc import Iterable
from datetime import date

DAYS, MONTHS = 14, 12


def days_to_keep(days: Iterable[date], today: date) -> set[date]:
    """Return which days' backups stay: the newest fourteen, the last of each of the newest twelve months.

    Days after `today` stay, all of them, and count for nothing: the clock was wrong then or is wrong now.
    """
    known = set(days)
    past = sorted((day for day in known if day <= today), reverse=True)
    last_of_month: dict[tuple[int, int], date] = {}
    for day in past:
        last_of_month.setdefault((day.year, day.month), day)
    return {*past[:DAYS], *list(last_of_month.values())[:MONTHS], *(day for day in known if day > today)}
