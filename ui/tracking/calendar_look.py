"""What page Lịch shows of a version on a day, worked out once: sentences, lists and weeks as ready HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ui.memory import remembered
from ui.session import ask, plan_on
from ui.tracking import calendar, weeks
from ui.tracking.reviews import Review, unit_reviews
from ui.widgets.markup import Html

NOTHING = Html("<p class='th-quiet'>Không có hạn, ngày lễ hay hội nghị nào.</p>")


@dataclass(frozen=True, slots=True)
class Look:
    """The page's parts."""

    sentence: Html
    deadlines: Html
    ahead: Html
    weeks: Html
    beyond: int
    reviews: Sequence[Review]
    kinds: list[str]
    rates: list[list[str]]


@remembered(max_entries=32)
def look(version: int, day: date) -> Look:
    """Everything that page Lịch shows. Shared: never to be changed."""
    given = plan_on(day)
    status, progress = ask("submission_status", as_of=day), ask("submission_progress", as_of=day)
    reviews = unit_reviews(given, status, ask("receipt_list", as_of=day), ask("fact_list"), day)
    items = weeks.ahead(given, status, reviews, day)
    return Look(
        calendar.calendar_sentence(given, progress, reviews, day),
        calendar.deadline_list(given, progress, day),
        weeks.ahead_list(items) if items else NOTHING,
        weeks.weeks(given, status, reviews, day),
        weeks.outside(given, reviews, day),
        reviews,
        [kind.label for kind in given.kinds],
        calendar.rate_rows(given, ask("reporting_rates", as_of=day)),
    )
