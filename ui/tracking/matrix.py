"""The matrix of units and parts, and the receipts behind it: rows in, Html or people's tables out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from tonghop.plan.model import Obligation, Plan
from tonghop.statuses import BY_ID, SEVERITY, STATUSES
from tonghop.vietnamese import format_count, format_date, format_day
from ui.widgets.filters import CALLED, status_words
from ui.widgets.links import TRACKED, address, part_address, to_unit
from ui.widgets.markup import Html, joined
from ui.widgets.parts import status_badge
from ui.widgets.tables import Cell, Column, table_html
from ui.widgets.words import kind_labels, labels, name_key, names_by_id

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class View:
    """What the page of submissions shows: the units left by the filters, the parts chosen, in which order."""

    units: tuple[str, ...]
    obligations: tuple[str, ...]
    statuses: frozenset[str]
    by_name: bool


def select(status: "pd.DataFrame", view: View) -> "pd.DataFrame":
    """The rows of submission_status of the chosen parts, of units with at least one part in a chosen status."""
    rows = status[status["unit_id"].isin(view.units) & status["obligation_id"].isin(view.obligations)]
    if view.statuses >= set(SEVERITY):
        return rows
    found = rows.loc[rows["status"].isin(view.statuses), "unit_id"]
    return rows[rows["unit_id"].isin(found)]


def status_counts(rows: "pd.DataFrame") -> dict[str, int]:
    """How many parts are in each status, in the order of the statuses; those that do not occur are left out."""
    counts = rows["status"].value_counts()
    return {status.id: int(counts[status.id]) for status in STATUSES if status.id in counts.index}


def chips(counts: Mapping[str, int]) -> Html:
    """The counts as symbol, word and number on their tints, and what they add up to."""
    made = joined(
        Html("<li><a data-stay href='{}'>{}</a></li>").format(
            address(TRACKED, {"tinh-trang": status_words()[status]}),
            status_badge(status, f"{BY_ID[status].label}: {format_count(count)}"),
        )
        for status, count in counts.items()
    )
    total = format_count(sum(counts.values()))
    return Html("<ul class='th-chips'><li class='th-quiet'>{} phần hồ sơ:</li>{}</ul>").format(total, made)


def tracking_sentence(rows: "pd.DataFrame", units_before: int, day: date, of_what: str, status_words: str) -> Html:
    """What the matrix says: how many of the units on show owe nothing that is due, how many are to be called."""
    shown = rows["unit_id"].nunique()
    start = Html("Đến ngày <b>{}</b>").format(format_date(day))
    if status_words:
        return Html("{}: <b>{}/{}</b> {} có phần hồ sơ ở tình trạng “{}”.").format(
            start, shown, units_before, of_what, status_words
        )
    called = rows.loc[rows["status"].isin(CALLED), "unit_id"].nunique()
    if not called:
        return Html("{}: cả <b>{}</b> {} không còn thiếu phần nào đã đến hạn.").format(start, shown, of_what)
    return Html("{}: <b>{}/{}</b> {} không còn thiếu phần nào đã đến hạn; <b>{}</b> đơn vị cần đôn đốc.").format(
        start, shown - called, shown, of_what, called
    )


def unit_order(rows: "pd.DataFrame", plan: Plan, by_name: bool) -> list[str]:
    """The units of the rows: worst first (most overdue, sent back, lacking, late), or by the Vietnamese alphabet."""
    names = names_by_id(plan)
    found = list(dict.fromkeys(rows["unit_id"]))
    if by_name:
        return sorted(found, key=lambda unit: name_key(plan, names[unit]))
    scores = {unit: [0] * (len(SEVERITY) + 1) for unit in found}
    for unit, status, late in zip(rows["unit_id"], rows["status"], rows["days_late"].fillna(0), strict=True):
        scores[unit][SEVERITY[status]] -= 1
        scores[unit][-1] -= int(late)
    called, days = len(CALLED) + 1, len(SEVERITY)
    return sorted(found, key=lambda unit: (*scores[unit][:called], scores[unit][days], name_key(plan, names[unit])))


def matrix(rows: "pd.DataFrame", plan: Plan, obligations: Collection[str], by_name: bool, day: date) -> Html:
    """Unit by part as an HTML table: symbol, day, days late on the status's tint; the full words in each title.

    Names lead to their units on the day, a cell to what can be done about that part.
    """
    shown = [o for o in plan.obligations if o.id in obligations]
    cells = {
        (row.unit_id, row.obligation_id): _cell(row, obligation, part_address(row.unit_id, obligation.id, day))
        for obligation in shown
        for row in rows[rows["obligation_id"] == obligation.id].itertuples()
    }
    columns = [
        Column(Html("{}<small>{}</small>").format(o.label, _deadline(o)), label=o.label, title=_deadline(o))
        for o in shown
    ]
    lines = (
        [to_unit(plan.unit_by_id[unit], day), *(cells.get((unit, o.id), "") for o in shown)]
        for unit in unit_order(rows, plan, by_name)
    )
    return table_html(["Đơn vị", *columns], lines, look="th-matrix", box="th-matrix-box")


def _deadline(obligation: Obligation) -> str:
    return f"{'đến hết' if obligation.inclusive else 'trước'} {format_day(obligation.deadline)}"


def _cell(row: Any, obligation: Obligation, address: str) -> Cell:
    look, long = BY_ID[row.status], cell_words(row, obligation)
    day = format_day(row.received_on.date()) if _known(row.received_on) else ""
    short = {
        "on_time": day,
        "late": Html("{} <b>+{} ngày</b>").format(day, int(row.days_late) if _known(row.days_late) else 0),
        "incomplete": f"{int(row.copies)}/{obligation.copies} bộ",
        "returned": "bổ sung",
        "missing": f"quá {int(row.days_late) if _known(row.days_late) else 0} ngày",
        "not_due": "",
        "exempt": "",
    }[row.status]
    extended = Html("<small>gia hạn</small>") if row.is_extended and row.status != "exempt" else ""
    said = Html(
        "<a data-stay href='{}'><span aria-hidden='true'>{}</span><span class='th-sr'>{}</span> {}{}</a>"
    ).format(address, look.symbol, look.label, short, extended)
    return Cell(said, f"th-{look.id}", long)


def cell_words(row: Any, obligation: Obligation) -> str:
    """A unit's part in full words, for titles and downloads."""
    look = BY_ID[row.status]
    day = format_date(row.received_on.date()) if _known(row.received_on) else ""
    said = {
        "on_time": f"{look.label}, ngày {day}",
        "late": f"{look.label} {int(row.days_late) if _known(row.days_late) else 0} ngày, ngày {day}",
        "incomplete": f"{look.label}: mới có {int(row.copies)}/{obligation.copies} bộ, từ ngày {day}",
        "returned": look.label,
        "missing": f"{look.label} {int(row.days_late) if _known(row.days_late) else 0} ngày",
        "not_due": look.label,
        "exempt": look.label,
    }[row.status]
    is_extended = row.is_extended and row.status != "exempt"
    return f"{said} (gia hạn đến {format_date(row.last_day.date())})" if is_extended else said


def _known(value: object) -> bool:
    return value is not None and str(value) not in ("NaT", "<NA>", "nan")


def matrix_frame(rows: "pd.DataFrame", plan: Plan, obligations: Collection[str], by_name: bool) -> "pd.DataFrame":
    """The matrix with people's headings, for Excel and CSV: one row a unit, one column a part in full words."""
    import pandas as pd

    shown = [o for o in plan.obligations if o.id in obligations]
    by_id = {o.id: o for o in shown}
    words = {(row.unit_id, row.obligation_id): cell_words(row, by_id[row.obligation_id]) for row in rows.itertuples()}
    called = rows[rows["status"].isin(CALLED)].groupby("unit_id").size()
    names, kinds = names_by_id(plan), kind_labels(plan)
    return pd.DataFrame(
        [
            {
                "TT": place,
                "Đơn vị": names[unit],
                "Loại đơn vị": kinds[plan.unit_by_id[unit].kind],
                **{o.label: words.get((unit, o.id), "") for o in shown},
                "Số phần cần đôn đốc": int(called.get(unit, 0)),
            }
            for place, unit in enumerate(unit_order(rows, plan, by_name), 1)
        ],
        columns=["TT", "Đơn vị", "Loại đơn vị", *(o.label for o in shown), "Số phần cần đôn đốc"],
    )


# -- receipts ------------------------------------------------------------------------------------------------


def receipts_per_day(receipts: "pd.DataFrame", status: "pd.DataFrame") -> "pd.DataFrame":
    """Count parts received on each day, within each unit's own last day or after it.

    `receipts`: rows of receipt_list; `status`: rows of submission_status that say the last days and which units and
    parts count. A part that came in twice on one day, or is named by two registers, counts once for that day.
    """
    seen = receipts[["unit_id", "obligation_id", "received_on"]].drop_duplicates()
    joined = seen.merge(status[["unit_id", "obligation_id", "last_day"]], on=["unit_id", "obligation_id"])
    is_late = joined["received_on"] > joined["last_day"]
    counted = joined.assign(on_time=(~is_late).astype(int), late=is_late.astype(int))
    days = counted.groupby("received_on", as_index=False)[["on_time", "late"]].sum()
    return days.rename(columns={"received_on": "day"}).sort_values("day")


def receipt_frame(receipts: "pd.DataFrame", paths: Mapping[int, str], plan: Plan) -> "pd.DataFrame":
    """Receipts with people's headings, each with its file, sheet and cell."""
    import pandas as pd

    names, parts = names_by_id(plan), labels(plan.obligations)
    return pd.DataFrame(
        {
            "Ngày tiếp nhận": list(receipts["received_on"].dt.date),
            "Đơn vị": [names[unit] for unit in receipts["unit_id"]],
            "Thành phần hồ sơ": [parts[part] for part in receipts["obligation_id"]],
            "Số bộ": list(receipts["copies"]),
            "Ghi chú": list(receipts["remark"]),
            "Tệp": [paths.get(file, "") for file in receipts["file_id"]],
            "Trang tính": list(receipts["sheet"]),
            "Ô": list(receipts["cell"]),
        }
    )
