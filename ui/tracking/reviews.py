"""The units' own review conferences (plan II.2): held, planned or not reported on a day, and on whose word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from tonghop.plan.model import Plan
from tonghop.vietnamese import format_date
from ui.session import WEEKDAYS
from ui.widgets.links import to_cell
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import Card, cards, heading
from ui.widgets.tables import table_html
from ui.widgets.words import names_by_id

if TYPE_CHECKING:
    import pandas as pd

REVIEW, REVIEW_ON, REVIEW_FORM = "review", "review_on", "review_form"
"""The register's obligation and the form's facts that tell of the conference, as in the question review_days."""
SHORT = 8
"""Lists up to here stand open."""
REGISTER, RETURN = "sổ tiếp nhận", "biểu của đơn vị"


@dataclass(frozen=True, slots=True)
class Review:
    """A unit's conference on a day: `state` is held, planned or silent; `said` are the sources as HTML."""

    unit_id: str
    name: str
    state: str
    day: date | None
    form: str
    said: tuple[str, ...]


def unit_reviews(
    plan: Plan, status: "pd.DataFrame", receipts: "pd.DataFrame", facts: "pd.DataFrame", day: date
) -> list[Review]:
    """Judge every unit that owes a conference. The register goes first; without it, the day that the return states:

    up to the day shown it was held, after it is planned. `receipts` end with the day shown, facts know no day.
    """
    names = names_by_id(plan)
    told = {(row.unit_id, row.fact_id): row for row in facts.itertuples()}
    entered: dict[tuple[str, date], Any] = {}
    for row in receipts[receipts["obligation_id"] == REVIEW].itertuples():
        entered.setdefault((row.unit_id, row.received_on.date()), row)
    found = []
    for row in status[(status["obligation_id"] == REVIEW) & (status["status"] != "exempt")].itertuples():
        stated: Any = told.get((row.unit_id, REVIEW_ON))
        form: Any = told.get((row.unit_id, REVIEW_FORM))
        stated_on = stated.day.date() if stated is not None and str(stated.day) != "NaT" else None
        held_on = row.received_on.date() if str(row.received_on) != "NaT" else None
        said = []
        if held_on:
            entry = entered.get((row.unit_id, held_on))
            said.append(to_cell(REGISTER, int(entry.file_id), entry.sheet, entry.cell) if entry else REGISTER)
        if stated_on:
            words = RETURN if held_on in (None, stated_on) else f"{RETURN} ghi {format_date(stated_on)}"
            said.append(to_cell(words, int(stated.file_id), stated.sheet, stated.cell))
        on = held_on or stated_on
        state = "silent" if on is None else "held" if held_on or on <= day else "planned"
        text = form.text if form is not None and isinstance(form.text, str) else ""
        found.append(Review(row.unit_id, names[row.unit_id], state, on, text, tuple(said)))
    return found


def show_reviews(reviews: Sequence[Review]) -> None:
    """The counts, what is planned as a table, what was held folded, who has not said a day."""
    heading(
        "Hội nghị sơ kết của các đơn vị (kế hoạch, mục II.2)",
        "Ngày tổ chức lấy ở sổ tiếp nhận; sổ chưa ghi thì lấy ngày trong biểu của đơn vị, dù biểu nhận ngày nào.",
    )
    held, planned, silent = ([r for r in reviews if r.state == state] for state in ("held", "planned", "silent"))
    by_register = sum(REGISTER in " ".join(review.said) for review in held)
    cards(
        [
            Card("Đã tổ chức", f"{len(held)}/{len(reviews)}",
                 f"{by_register} theo sổ tiếp nhận, {len(held) - by_register} chỉ theo biểu của đơn vị"),
            Card("Dự kiến, sau ngày đang xem", str(len(planned)), "theo ngày ghi trong biểu của đơn vị"),
            Card("Chưa báo ngày", str(len(silent)), "sổ tiếp nhận và biểu đều chưa ghi"),
        ]
    )  # fmt: skip
    for rows, words in ((planned, "dự kiến"), (held, "đã tổ chức")):
        if rows:
            show_html(
                Html("<details class='th-more'{}><summary>Xem {} hội nghị {}</summary>{}</details>").format(
                    " open" * (len(rows) <= SHORT), len(rows), words, review_table(f"Hội nghị {words}", rows)
                )
            )
    if silent:
        units = joined(Html("<li>{}</li>").format(review.name) for review in silent)
        summary = Html("<summary><b>{}</b> đơn vị chưa báo ngày tổ chức</summary>").format(len(silent))
        is_open = " open" * (len(silent) <= SHORT)
        show_html(Html("<details class='th-rests'{}>{}<ul>{}</ul></details>").format(is_open, summary, units))


def review_table(head: str, reviews: Iterable[Review]) -> Html:
    """Conferences by day as a table: unit, day, form, on whose word."""
    ordered = sorted(reviews, key=lambda review: review.day or date.max)
    rows = [
        [
            review.name,
            Html("<span class='th-nowrap'>{} {}</span>").format(
                WEEKDAYS[review.day.weekday()], format_date(review.day)
            ),
            review.form,
            Html("<div>{}</div>").format(joined(review.said, ", ")),
        ]
        for review in ordered
        if review.day
    ]
    return table_html([head, "Ngày", "Hình thức", "Theo"], rows)
