"""The one clock: what day and hour it is in the district, wherever the server stands and whatever its TZ says.

Only the edges call it (pages, the command line, the bench); everything behind them is given its day. Moments are
without a zone, as the store keeps them: they are the district's wall clock.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The district's wall clock, without a zone."""
    return datetime.now(ZONE).replace(tzinfo=None)


def today() -> date:
    return now().date()


def of_stamp(seconds: float) -> datetime:
    """The district's wall clock at a file's time stamp (seconds since 1970)."""
    return datetime.fromtimestamp(seconds, ZONE).replace(tzinfo=None)
