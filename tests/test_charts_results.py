"""Charts of results: literal rows in, marks, labels, order and colours out."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from tonghop.charts.look import COLLECTIVE, INDIVIDUAL, UNKNOWN
from tonghop.charts.results import Bar, Part, Year, largest_first, stacked_bars, wrapped, year_columns, year_line
from tonghop.plan.files import read_plan
from tonghop.report.wording import alike, cell_range, phrase, shared_sentences

PARTS = (Part("Tập thể", COLLECTIVE, "#FFFFFF"), Part("Cá nhân", INDIVIDUAL, "#1F1D1A"))
BARS = [
    Bar("chua_phan_loai", "Chưa phân loại", (9, 0), is_unknown=True),
    Bar("khac", "Khác", (1, 1)),
    Bar("kinh_te", "Kinh tế", (1200, 50)),
]


def years(*values: int | None) -> list[Year]:
    return [Year(2017 + at, value, 48, 53) for at, value in enumerate(values)]


def texts(chart: go.Figure) -> str:
    return " ".join(note.text for note in chart.layout.annotations)


def test_the_largest_bar_comes_first_and_the_unknown_one_last() -> None:
    assert [bar.id for bar in largest_first(BARS)] == ["kinh_te", "khac", "chua_phan_loai"]


def test_bars_are_split_and_labelled_with_their_totals() -> None:
    chart = stacked_bars(largest_first(BARS), PARTS, "mô hình")
    collectives, individuals = chart.data
    assert list(collectives.x) == [1200, 1, 9]
    assert list(individuals.x) == [50, 1, 0]
    assert list(collectives.marker.color) == [COLLECTIVE, COLLECTIVE, UNKNOWN]
    assert [note.text.strip() for note in chart.layout.annotations] == ["<b>1.250</b>", "<b>2</b>", "<b>9</b>"]
    assert chart.layout.xaxis.range[0] == 0
    assert chart.layout.showlegend is False


def test_a_number_that_does_not_fit_its_bar_is_left_to_the_hover_text() -> None:
    collectives, individuals = stacked_bars(largest_first(BARS), PARTS, "mô hình").data
    assert list(collectives.text) == ["1.200", "", ""]
    assert list(individuals.text) == ["", "", ""]
    assert collectives.customdata[0] == ["kinh_te", "1.200"]


def test_the_chosen_bar_stands_out() -> None:
    collectives = stacked_bars(largest_first(BARS), PARTS, "mô hình", chosen="khac").data[0]
    assert list(collectives.marker.opacity) == [0.3, 1.0, 0.3]


def test_no_bars_make_an_empty_chart() -> None:
    assert not stacked_bars([], PARTS, "mô hình").data


def test_a_missing_year_is_a_gap_in_a_line_and_not_a_zero() -> None:
    line = year_line(years(5, None, 0, 7, None), "buổi").data[0]
    assert list(line.y) == [5, None, 0, 7, None]
    assert line.connectgaps is False
    assert "chưa có số liệu" in line.customdata[1][1]


def test_a_line_labels_its_first_and_its_last_value() -> None:
    line = year_line(years(None, 1250, 3, 16296, None), "lượt người").data[0]
    assert list(line.text) == ["", "1.250", "", "<b>16.296</b>", ""]


def test_a_line_starts_at_zero_and_says_years_as_text() -> None:
    chart = year_line(years(5, 6, 7, 8, 9), "buổi", title="Buổi sinh hoạt")
    assert chart.layout.yaxis.range[0] == 0
    assert chart.layout.xaxis.type == "category"
    assert list(chart.data[0].x) == ["2017", "2018", "2019", "2020", "2021"]


def test_a_panel_says_its_title_its_unit_of_measure_and_what_it_rests_on() -> None:
    made = [Year(2020, 4, 46, 53), Year(2021, 5, 49, 53)]
    said = texts(year_line(made, "tin, bài", title="Tin, bài trên mạng xã hội"))
    assert "Tin, bài trên mạng xã hội" in said
    assert "Đơn vị tính: tin, bài" in said
    assert "46–49/53 đơn vị báo cáo" in said


def test_a_unit_lies_over_the_middle_half_of_its_kind_with_the_same_gaps() -> None:
    made = [
        Year(2017, 3, lower=2, upper=5.5), Year(2018, 4), Year(2019, 5, lower=1, upper=2),
        Year(2020, 5, lower=1, upper=3),
    ]  # fmt: skip
    line, *bands = year_line(made, "cuộc").data
    assert [list(band.x) for band in bands] == [["2017", "2017"], ["2019", "2020"], ["2019", "2020"]]
    assert line.zorder > max(band.zorder for band in bands)
    assert "Nửa giữa cùng loại: 2–5,5" in line.customdata[0][1]


def test_columns_carry_their_counts_and_how_many_units_they_rest_on() -> None:
    chart = year_columns(years(50, 0, None), "mô hình")
    assert list(chart.data[0].text) == ["<b>50</b>", "<b>0</b>", ""]
    assert list(chart.data[0].y) == [50, 0, None]
    assert list(chart.layout.xaxis.ticktext) == ["2017<br>48/53", "2018<br>48/53", "2019<br>48/53"]
    assert chart.layout.yaxis.range[0] == 0


def test_names_are_broken_into_lines_and_their_signs_written_out() -> None:
    assert wrapped("Xây dựng Đảng, hệ thống chính trị", 22) == "Xây dựng Đảng, hệ<br>thống chính trị"
    assert wrapped("<b>A & B", 40) == "&lt;b>A &amp; B"


@pytest.mark.parametrize(
    ("indicator", "value", "said"),
    [
        ("conferences", 169, "169 hội nghị quán triệt, tuyên truyền"),
        ("conference_attendances", 16296, "16.296 lượt người dự hội nghị"),
        ("awards_grassroots", 104, "104 mô hình được biểu dương cấp cơ sở"),
        ("banners", 0, "0 chiếc pa nô, băng rôn, khẩu hiệu"),
        ("contests", 14, "14 hội thi, cuộc thi"),
    ],
)
def test_a_figure_is_said_as_people_say_it(indicator: str, value: int, said: str) -> None:
    found = next(one for one in read_plan().indicators if one.id == indicator)
    assert phrase(found, value) == said


def test_texts_that_differ_in_accents_placement_and_spaces_only_are_one() -> None:
    found = alike([("A", "Cấp uỷ quan tâm."), ("B", "Cấp  ủy quan tâm"), ("C", "Khác"), ("A", "Cấp ủy quan tâm.")])
    assert [(one.text, one.units) for one in found] == [("Cấp uỷ quan tâm.", ("A", "B")), ("Khác", ("C",))]


def test_what_many_units_say_comes_first() -> None:
    many = "Dịch Covid-19 kéo dài làm gián đoạn hội nghị."
    some = "Nguồn lực của địa phương còn hạn hẹp nhiều mặt."
    found = shared_sentences([("A", f"{many} {some}"), ("B", many), ("C", f"{some} {many}"), ("D", "Ngắn.")])
    assert [(one.text, len(one.units)) for one in found] == [(many, 3), (some, 2)]


def test_cells_of_a_row_are_written_in_short() -> None:
    assert cell_range(["D7", "E7", "F7"]) == "D7–F7"
    assert cell_range(["D7", "F7"]) == "D7, F7"
