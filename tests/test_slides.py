"""The slides: every number is the questions', titles say what numbers say, nothing overflows or becomes a formula."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pptx
import pytest

from tests.builders import MODELS, UNIT, load_all, nomination_list, unit_return
from tests.reread import CAMPAIGNS, STORES, Draft, store_of, trace_conditions, written
from tonghop.outputs.slides import slides, slides_name
from tonghop.outputs.stamp import made_from
from tonghop.plan.model import Indicator
from tonghop.report.deck import numbers_of
from tonghop.report.numbers import Number, Trace
from tonghop.report.plain_trace import HOW, list_of
from tonghop.report.show import show
from tonghop.report.show_years import title_of

SOURCE = re.compile(r"^Nguồn: ([^:]+): (.*)\.$")
ONE = re.compile(r"(?:^|; )(?P<says>[^\[\]]*?) = (?P<text>\S+(?:\xa0%)?) "
                 r"\[(?P<how>[^;\[\]]+)(?:; (?P<where>[^\[\]]*))?\]")  # fmt: skip
CHANGE = re.compile(r"^(.*) (tăng|giảm) từ ([\d.]+) \((\d{4})\) (lên|xuống) ([\d.]+) \((\d{4})\)"
                    r"(?:, cao nhất ([\d.]+) \((\d{4})\))?$")  # fmt: skip
LONG, FORMULA = "Mô hình tự quản " * 12 + "xóm Đông", "=1+1"


class Deck:
    """The slides of a draft, made and read back."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.show = show(draft.writing, draft.report)
        self.content = slides(draft.plan, self.show)
        self.file: Any = pptx.Presentation(io.BytesIO(self.content))

    @property
    def slides(self) -> list[Any]:
        return list(self.file.slides)

    def notes(self, slide: Any) -> list[str]:
        lines: list[str] = slide.notes_slide.notes_text_frame.text.split("\n")
        return lines

    def sources(self, slide: Any) -> Iterator[tuple[str, re.Match[str]]]:
        """The numbers that a slide's notes name: their question and what is said of each."""
        for line in self.notes(slide):
            if line.startswith("Nguồn"):
                found = SOURCE.match(line)
                assert found, line
                yield from ((found[1], one) for one in ONE.finditer(found[2]))

    def charts(self) -> dict[str, Any]:
        """The charts by their ids."""
        return {
            shape.name.removeprefix("Biểu đồ "): shape.chart
            for slide in self.slides for shape in slide.shapes if shape.has_chart
        }  # fmt: skip


@pytest.fixture(scope="module", params=STORES)
def deck(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Deck:
    campaigns: Path = request.getfixturevalue("made_campaigns")
    return Deck(Draft(store_of(request.param, tmp_path_factory.mktemp("slides"), campaigns)))


def values(chart: Any) -> dict[str, dict[str, Any]]:
    """What a chart shows: series, category (its words before a colon), value."""
    plot = chart.plots[0]
    names = [str(name).partition(":")[0] for name in plot.categories]
    return {series.name: dict(zip(names, series.values, strict=True)) for series in plot.series}


# -- numbers -------------------------------------------------------------------------------------------------


def test_every_number_named_in_the_notes_is_what_its_question_answers(deck: Deck) -> None:
    told = 0
    for slide, data in zip(deck.slides, deck.show.slides, strict=True):
        said = {one["says"]: (listed, one["text"]) for listed, one in deck.sources(slide)}
        for number in numbers_of(data):
            trace = number.trace
            value, _ = deck.draft.again(trace.question, HOW[trace.how], trace.column, trace_conditions(trace))
            assert said[" ".join(number.says.split())] == (list_of(trace), written(value, HOW[trace.how]))
            told += 1
    assert told > 20


def test_every_figure_on_a_slide_is_named_in_its_notes(deck: Deck) -> None:
    plan = deck.draft.plan
    fixed = {str(year) for year in plan.years} | {"100"}
    for place, slide in enumerate(deck.slides[1:-1], 2):
        known = fixed | {one["text"] for _, one in deck.sources(slide)}
        title = slide.shapes.title.text_frame.text
        if place > 1 and "cùng nêu:" in title:
            title = title.partition("cùng nêu:")[0]
        for found in re.findall(r"\d+(?:\.\d{3})*(?:,\d+\xa0%)?", re.sub(r"\(\d/\d\)", "", title)):
            assert found in known, (title, found)
        for shape in slide.shapes:
            if shape.has_chart:
                for series in shape.chart.plots[0].series:
                    shown = {written(value, "cộng") for value in series.values if value is not None}
                    assert shown <= known, (shape.name, shown - known)


YEARLY = ("awards_by_year", "propaganda_by_year", "inspections_by_year")


def reported_in(deck: Deck, question: str) -> dict[str, bool]:
    """Indicators of a question, and whether somebody reported a year of it."""
    found: dict[str, bool] = {}
    for row in deck.draft.rows(question):
        found[row["indicator_id"]] = found.get(row["indicator_id"], False) or row["value"] is not None
    return found


def test_yearly_charts_show_the_questions_totals_and_leave_missing_years_out(deck: Deck) -> None:
    charts, seen = deck.charts(), 0
    for question in YEARLY:
        answer: dict[str, dict[str, Any]] = {}
        for row in deck.draft.rows(question):
            answer.setdefault(row["indicator_id"], {})[str(row["year"])] = row["value"]
        for indicator, by_year in answer.items():
            if indicator not in charts:
                continue
            assert any(value is not None for value in by_year.values())
            (shown,) = values(charts[indicator]).values()
            assert (indicator, shown) == (indicator, by_year)
            seen += 1
    assert seen == len([name for name in charts if name not in ("papers", "models_by_sector")])
    reported = {question: [i for i, by in reported_in(deck, question).items() if by] for question in YEARLY}
    assert seen == sum(min(4, len(ids)) for ids in reported.values())


def test_papers_show_each_obligation_by_status(deck: Deck) -> None:
    shown = values(deck.charts()["papers"])
    labels = {one.id: one.label for one in deck.draft.plan.obligations}
    words = {"✓ Đúng hạn": "on_time", "▲ Nộp muộn": "late", "◐ Chưa đủ": "incomplete", "↩ Đề nghị bổ sung": "returned",
             "✗ Quá hạn": "missing", "… Chưa đến hạn": "not_due"}  # fmt: skip
    for row in deck.draft.rows("submission_progress"):
        counts = {words[name]: by_label[labels[row["obligation_id"]]] for name, by_label in shown.items()}
        assert {name: row[name] for name in words.values() if row[name]} == {n: v for n, v in counts.items() if v}
        assert sum(counts.values()) == row["expected"]


def test_models_are_shown_by_sector_largest_first(deck: Deck) -> None:
    models = deck.draft.rows("model_list")
    charts = deck.charts()
    if not models:
        assert "models_by_sector" not in charts
        return
    labels = {one.id: one.label for one in deck.draft.plan.sectors}
    kinds = {"Tập thể": "tap_the", "Cá nhân": "ca_nhan", "Chưa ghi tập thể/cá nhân": None}
    counted = Counter((labels[row["sector_id"]], row["kind"]) for row in models)
    shown = values(charts["models_by_sector"])
    assert {(s, kinds[name]): v for name, by in shown.items() for s, v in by.items() if v} == counted
    totals = [sum(by[sector] for by in shown.values()) for sector in next(iter(shown.values()))]
    sectors = list(next(iter(shown.values())))
    named = totals[:-1] if sectors[-1] == "Chưa phân loại" else totals
    assert named == sorted(named, reverse=True)


def test_the_workbook_behind_a_chart_says_what_the_chart_shows(deck: Deck) -> None:
    for name, chart in deck.charts().items():
        sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
        assert sheet is not None
        head, *rows = sheet.iter_rows(values_only=True)
        plot = chart.plots[0]
        assert [str(row[0]) for row in rows] == [str(one) for one in plot.categories], name
        for column, series in enumerate(plot.series, 1):
            assert (head[column], [row[column] for row in rows]) == (series.name, list(series.values))


# -- titles --------------------------------------------------------------------------------------------------


def test_titles_that_tell_of_a_rise_or_fall_tell_the_truth(deck: Deck) -> None:
    plan = deck.draft.plan
    labels = {one.id: one.label for one in plan.indicators}
    figures: dict[tuple[str, int], dict[str, int]] = {}
    for row in deck.draft.rows("figure_list"):
        figures.setdefault((row["indicator_id"], row["year"]), {})[row["unit_id"]] = row["value"]
    for slide in deck.slides:
        found = CHANGE.match(slide.shapes.title.text_frame.text)
        if not found:
            continue
        subject, verb, start, first, to, end, last, most, peak = found.groups()
        tail = subject.removeprefix("Lượt ").lower()
        told = [id for id, label in labels.items() if label.lower().endswith(tail)]
        before, after = int(start.replace(".", "")), int(end.replace(".", ""))
        assert (verb, to) == (("tăng", "lên") if after > before else ("giảm", "xuống"))
        assert any((sums(figures, id, plan.years, int(first), int(last))[int(first)],
                    sums(figures, id, plan.years, int(first), int(last))[int(last)]) == (before, after)
                   for id in told)  # fmt: skip
        outside = [year for year in plan.years if not int(first) <= year <= int(last)]
        assert any(not any(figures.get((id, year)) for year in outside) for id in told)
        between = max(sums(figures, told[0], plan.years, int(first), int(last)).values())
        assert (most is not None) == (between > 1.2 * max(before, after))
        if most:
            by_year = sums(figures, told[0], plan.years, int(first), int(last))
            assert int(most.replace(".", "")) == between == by_year[int(peak)]


def sums(
    figures: Mapping[tuple[str, int], Mapping[str, int]], id: str, years: Sequence[int], first: int, last: int
) -> dict[int, int]:
    """The totals of the units that reported both years, by year."""
    same = figures.get((id, first), {}).keys() & figures.get((id, last), {}).keys()
    return {year: sum(value for unit, value in figures.get((id, year), {}).items() if unit in same) for year in years}


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        ([(2017, 409), (2021, 6723)], "Tin tăng từ 409 (2017) lên 6.723 (2021)"),
        ([(2017, 9), (2019, 50), (2020, 0)], "Tin giảm từ 9 (2017) xuống 0 (2020), cao nhất 50 (2019)"),
        ([(2018, 5), (2019, 7), (2021, 5)], "Tin năm 2021 bằng năm 2018: 5, cao nhất 7 (2019)"),
        ([(2017, 10), (2018, 12), (2019, 10)], "Tin năm 2019 bằng năm 2017: 10"),
        ([(2017, 10), (2018, 13), (2019, 10)], "Tin năm 2019 bằng năm 2017: 10, cao nhất 13 (2018)"),
        ([(2019, 0)], "Tin: 0 (năm 2019); các năm khác chưa có số liệu"),
        ([], "Tin: chưa có đơn vị nào báo cáo"),
    ],
)
def test_a_title_is_true_for_a_rise_a_fall_one_year_and_nothing(
    deck: Deck, reported: list[tuple[int, int]], expected: str
) -> None:
    indicator = Indicator("x", "Tuyên truyền", "Số tin", "tin", 2017, 2021)
    numbers = [
        (year, Number("x", "", Trace("propaganda_by_year", "value", "value"), value)) for year, value in reported
    ]
    words = title_of(deck.draft.writing, indicator, numbers)
    assert "".join(part if isinstance(part, str) else part.text for part in words) == expected


def test_yearly_awards_are_called_times_never_models(deck: Deck) -> None:
    for slide in deck.slides:
        text = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert not re.search(r"Số mô hình được (biểu dương|khen thưởng) cấp", text)


# -- the file ------------------------------------------------------------------------------------------------


def test_the_file_says_what_it_was_made_from(deck: Deck) -> None:
    made = deck.draft.report.made
    assert made_from(deck.draft.plan, deck.content) == made
    assert slides_name(made) == "trinh-chieu-2022-04-30.pptx"


def test_every_slide_has_a_title_a_footer_and_letters_for_the_last_row(deck: Deck) -> None:
    wide, high = deck.file.slide_width, deck.file.slide_height
    assert wide * 9 == pytest.approx(high * 16, rel=0.001)
    for place, slide in enumerate(deck.slides):
        title = slide.shapes.title
        assert title.text_frame.text
        assert min(run.font.size.pt for p in title.text_frame.paragraphs for run in p.runs) >= 28
        assert ("Số liệu minh họa" in footer(slide)) == deck.draft.report.is_sample
        assert "/53 đơn vị" in footer(slide)
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= wide
            assert shape.top + shape.height <= high, (place, shape.name)
            if shape.has_text_frame:
                sizes = [r.font.size.pt for p in shape.text_frame.paragraphs for r in p.runs if r.font.size]
                assert all(size >= 14 for size in sizes)
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))


def footer(slide: Any) -> str:
    return next(str(shape.text_frame.text) for shape in slide.shapes if shape.name == "ftr")


@pytest.mark.parametrize("deck", CAMPAIGNS[:1], indirect=True)
def test_a_theme_s_sentence_is_what_some_unit_wrote(deck: Deck) -> None:
    texts = [row["text"] for row in deck.draft.rows("remark_list") if row["section_id"] == "strengths"]
    slide = next(one for one in deck.slides if one.shapes.title.text_frame.text.startswith("Ưu điểm"))
    box = next(shape for shape in slide.shapes if shape.name == "Nội dung")
    counts = []
    for paragraph in box.text_frame.paragraphs:
        said = re.fullmatch(r"(.+?) \((\d+) đơn vị\): (.+)", paragraph.text)
        assert said
        assert any(said[3].rstrip("…") in text for text in texts), said[3]
        counts.append(int(said[2]))
    assert counts == sorted(counts, reverse=True)


def test_a_conference_sees_fourteen_slides_at_most(deck: Deck) -> None:
    assert len(deck.slides) <= 14
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles[1].startswith("Nội dung báo cáo")
    assert titles[-1].startswith("Kết luận: ")
    assert len(set(titles)) == len(titles)


def test_a_model_a_sector_is_named_with_its_result(deck: Deck) -> None:
    models = deck.draft.rows("model_list")
    tables = {shape.name: shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table}
    sectors = {row["sector_id"] for row in models} - {"chua_phan_loai"}
    rows = [row for table in tables.values() if table.cell(0, 0).text == "Lĩnh vực" for row in list(table.rows)[1:]]
    assert len(rows) == min(7, len(sectors))
    names = {unit.id: unit.name for unit in deck.draft.plan.units}
    for row in rows:
        _, name, unit, result = (cell.text for cell in row.cells)
        (found, *_) = [
            one for one in models
            if " ".join(one["name"].split()).startswith(name.rstrip("…"))
            and names[one["unit_id"]].startswith(unit.rstrip("…"))
        ]  # fmt: skip
        assert not result or result[1:].rstrip("…") in " ".join(found["summary"].split())


# -- people's text -------------------------------------------------------------------------------------------


def test_long_names_and_names_that_look_like_formulas_stay_names(tmp_path: Path) -> None:
    store = store_of("empty", tmp_path)
    rows = [[1, FORMULA, "Hội Phụ nữ", "Giúp.", None], [2, LONG, LONG, "Giúp.", None]]
    models = [[at, name, *MODELS[at - 1][2:]] for at, name in enumerate((FORMULA, LONG), 1)]  # of two sectors
    assert set(
        load_all(store, {"a.docx": nomination_list(UNIT, rows), "b.xlsx": unit_return(UNIT, sheets={
            "Mô hình": [["DANH SÁCH"], [""], *_headings(), *models]})}).values()
    ) == {"accepted"}  # fmt: skip
    deck = Deck(Draft(store))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    (table,) = (one for one in tables if one.cell(0, 0).text == "Lĩnh vực")
    names = sorted(table.cell(row, 1).text for row in range(1, len(table.rows)))
    assert names[0] == FORMULA
    assert names[1].endswith("…")
    assert LONG.startswith(names[1][:-1])
    assert len(names[1]) <= 70


def _headings() -> list[list[Any]]:
    from tests.builders import MODEL_HEADINGS

    return [list(MODEL_HEADINGS)]


def test_labels_of_a_plan_that_look_like_formulas_stay_labels_behind_a_chart(tmp_path: Path) -> None:
    draft = Draft(store_of("one unit", tmp_path))
    plan = draft.plan
    spoilt = replace(plan, sectors=tuple(replace(one, label=FORMULA) for one in plan.sectors))
    writing = replace(draft.writing, plan=spoilt)
    file: Any = pptx.Presentation(io.BytesIO(slides(spoilt, show(writing, draft.report))))
    charts = [s.chart for slide in file.slides for s in slide.shapes if s.name == "Biểu đồ models_by_sector"]
    sheet = openpyxl.load_workbook(io.BytesIO(charts[0].part.chart_workbook.xlsx_part.blob)).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert any(str(cell.value).startswith(FORMULA) for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)
