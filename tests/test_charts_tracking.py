"""Charts of the submissions: literal rows in, what the figure says out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest

from tonghop.charts.tracking import progress_bars, receipts_by_day, statuses_shown, steps
from tonghop.statuses import BY_ID

NAMES = {"memo": "Tờ trình", "achievements": "Báo cáo tóm tắt thành tích"}
WINDOW = (date(2022, 3, 29), date(2022, 4, 30))


def progress(**changed: list[int]) -> pd.DataFrame:
    columns: dict[str, list[Any]] = {
        "obligation_id": ["memo", "achievements"], "expected": [53, 53], "on_time": [44, 41], "late": [4, 6],
        "incomplete": [0, 1], "returned": [0, 0], "not_due": [0, 0], "missing": [5, 5],
    }  # fmt: skip
    return pd.DataFrame({**columns, **changed})


def timeline(counts: list[int], first: date = WINDOW[0]) -> pd.DataFrame:
    return pd.DataFrame(
        {"day": pd.date_range(first, periods=len(counts)), "complete_to_date": counts, "expected": 53}
    )


def texts(figure: Any) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def test_bars_stand_in_the_order_of_the_statuses_and_add_up_to_the_units() -> None:
    figure = progress_bars(progress(), NAMES)
    assert [bar.name for bar in figure.data] == [BY_ID[s].label for s in ("on_time", "late", "incomplete", "missing")]
    assert [sum(bar.x[row] for bar in figure.data) for row in (0, 1)] == [53, 53]


def test_the_legend_is_of_the_marks_in_their_order() -> None:
    shown = statuses_shown(progress())
    assert [status.label for status in shown] == [bar.name for bar in progress_bars(progress(), NAMES).data]


def test_a_bar_ends_with_the_share_received_and_starts_at_zero() -> None:
    figure = progress_bars(progress(), NAMES)
    assert texts(figure) == [" 90,6\u00a0%", " 88,7\u00a0%"]
    assert figure.layout.xaxis.range[0] == 0


def test_a_status_without_units_has_no_text_in_its_bar() -> None:
    (incomplete,) = (bar for bar in progress_bars(progress(), NAMES).data if bar.name == "Nộp chưa đủ")
    assert incomplete.text == ("", "1")


def test_a_bar_knows_which_part_and_status_it_counts() -> None:
    bar = progress_bars(progress(), NAMES).data[1]
    assert [list(mark) for mark in bar.customdata] == [["memo", "late"], ["achievements", "late"]]


def test_a_long_name_is_broken_in_two() -> None:
    assert progress_bars(progress(), NAMES).data[0].y == ("Tờ trình", "Báo cáo tóm<br>tắt thành tích")


def test_bars_of_nobody_are_drawn_without_a_share() -> None:
    nobody = progress(**{name: [0, 0] for name in ("expected", "on_time", "late", "incomplete", "missing")})
    assert texts(progress_bars(nobody, NAMES)) == [" –", " –"]


def test_steps_name_the_last_day_the_last_count_and_the_ceiling() -> None:
    figure = steps(timeline([0, 3, 9]), date(2022, 4, 4), WINDOW, 53)
    assert texts(figure) == ["hạn cuối 04/04", "<b>9</b>/53"]
    assert list(figure.layout.yaxis.tickvals) == [0, 53]
    assert figure.layout.meta["summary"] == "Đến 31/03/2022: 9/53 đơn vị"


@pytest.mark.parametrize(("last_day", "anchor"), [(date(2022, 4, 4), "left"), (date(2022, 4, 30), "right")])
def test_the_name_of_the_last_day_stands_on_the_side_where_there_is_room(last_day: date, anchor: str) -> None:
    assert steps(timeline([1]), last_day, WINDOW, 53).layout.annotations[0].xanchor == anchor


def test_days_after_the_window_are_not_drawn() -> None:
    figure = steps(timeline(list(range(60))), date(2022, 4, 4), WINDOW, 53)
    assert figure.data[0].x[-1] == WINDOW[1]
    assert figure.data[0].y[-1] == 32


def test_before_anything_happened_a_panel_has_its_deadline_and_no_line() -> None:
    figure = steps(timeline([]), date(2022, 4, 4), WINDOW, 53)
    assert len(figure.data) == 0
    assert texts(figure) == ["hạn cuối 04/04"]


def test_receipts_are_told_apart_by_their_last_day_and_counted_on_top() -> None:
    rows = pd.DataFrame({"day": pd.to_datetime(["2022-04-04", "2022-04-05"]), "on_time": [8, 1], "late": [0, 2]})
    figure = receipts_by_day(rows, [(date(2022, 4, 4), "Hồ sơ khen thưởng")], WINDOW)
    assert [(bar.name, list(bar.y)) for bar in figure.data] == [("trong hạn", [8, 1]), ("sau hạn", [0, 2])]
    assert texts(figure) == ["8", "3", "Hồ sơ khen thưởng: hạn cuối 04/04"]
    assert figure.layout.shapes[0].x0 == datetime(2022, 4, 4, 12)


@pytest.mark.parametrize(
    "figure", [progress_bars(progress(), NAMES), steps(timeline([1]), date(2022, 4, 4), WINDOW, 9)]
)
def test_no_axis_is_in_english_and_nothing_can_be_dragged(figure: Any) -> None:
    assert figure.layout.dragmode is False
    assert figure.layout.xaxis.tickformat is None
    assert all(len(text) == 5 for text in figure.layout.xaxis.ticktext or ())
