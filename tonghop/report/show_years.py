"""Slides of figures by year: small charts of one measure each, and a title that says what changed most.

A change is told only between years that were reported, of the units that reported both; the year between them that
stands out is named. On how many units that rests stands below.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import log

from tonghop.plan.model import Indicator
from tonghop.report.conduct import BY_YEAR, five_years, in_year
from tonghop.report.deck import Chart, Series, Slide, Words
from tonghop.report.numbers import KNOWN, Number
from tonghop.report.writing import Writing, is_yearly_award

CHARTS_AT_MOST = 4
APPENDIX = {"Khen thưởng": 3, "Tuyên truyền": 4, "Kiểm tra, giám sát": 5}
"""The appendix of the report that has all indicators of a sheet."""
LABEL_AT_MOST = 60
"""Letters of an indicator's label in a title; two lines hold a sentence with it."""
TELLING = 10
"""Changes below this count are told only where there is no greater one."""
PEAK = 1.2
"""A year between that is so many times as high as both ends is named: without it the ends tell half of what was."""
RED, WHITE = "#A6192E", "#FFFFFF"


def by_year(writing: Writing, sheet: str, id: str, more: Words = ()) -> Slide:
    """The slide of one sheet of the return: the indicators that tell most, in the form's order; `more` stands below."""
    indicators = [one for one in writing.plan.indicators if one.sheet == sheet]
    told = [one for one in indicators if _reported(writing, one)]
    if not told:
        years = f"{writing.plan.years_from}–{writing.plan.years_to}"
        return Slide(
            id, "points", (f"{sheet}: chưa có đơn vị nào báo cáo số liệu các năm {years}",),
            points=((f"Đề nghị các đơn vị gửi trang “{sheet}” của biểu mẫu.",),),
        )  # fmt: skip
    most = sorted(told, key=lambda one: weight(compared(writing, one)), reverse=True)[:CHARTS_AT_MOST]
    found = _slide(writing, [one for one in told if one in most], id)
    rest = f" Các chỉ tiêu khác: Phụ lục {APPENDIX[sheet]}." if len(told) > len(most) else ""
    return replace(found, rests=(*found.rests, *more, rest) if rest else (*found.rests, *more))


def _slide(writing: Writing, indicators: Sequence[Indicator], id: str) -> Slide:
    years = writing.plan.years
    told = max(indicators, key=lambda one: weight(compared(writing, one)))
    rests = _rests(writing, told)
    return Slide(
        id, "charts", title_of(writing, told, compared(writing, told)),
        says=("Đề nghị nói về thay đổi lớn nhất trên trang và lý do; ",
              "năm chưa có số liệu để trống trên biểu đồ, không phải là không có."),
        charts=tuple(_chart(writing, one) for one in indicators),
        rests=rests or (f"Chưa có đơn vị nào báo cáo các năm {years[0]}–{years[-1]}.",),
    )  # fmt: skip


def _reported(writing: Writing, indicator: Indicator) -> list[tuple[int, Number]]:
    """The years that somebody reported, with their totals."""
    numbers = [(year, in_year(writing, indicator, year)) for year in writing.plan.years]
    return [(year, number) for year, number in numbers if number.value is not None]


def compared(writing: Writing, indicator: Indicator) -> list[tuple[int, Number]]:
    """The years that somebody reported, with the totals of those units that reported the first of them and the last.

    One year where nobody reported both: the last.
    """
    whole = _reported(writing, indicator)
    if len(whole) < 2:
        return whole
    behind = [writing.answers.units(number.trace) for _, number in (whole[0], whole[-1])]
    same = tuple(unit for unit in behind[0] if unit in set(behind[1]))
    if not same:
        return whole[-1:]
    own = [(year, _of_units(writing, indicator, year, number, same)) for year, number in whole]
    return [(year, number) for year, number in own if number.value is not None]


def _of_units(writing: Writing, indicator: Indicator, year: int, total: Number, units: tuple[str, ...]) -> Number:
    """A year's total of some units; where they are all that reported it, the total itself."""
    if set(writing.answers.units(total.trace)) == set(units):
        return total
    says = f"{indicator.label}, năm {year}, của các đơn vị báo cáo cả năm đầu và năm cuối"
    return writing.number(f"{total.id}.same", says, "figure_list", "sum", "value", indicator_id=indicator.id, year=year,
                          unit_id=units)  # fmt: skip


def weight(reported: Sequence[tuple[int, Number]]) -> tuple[int, bool, float]:
    """What is best told: two years before one, great counts before small ones, then the greatest change."""
    if not reported:
        return 0, False, 0.0
    first, last = (int(reported[place][1].value or 0) for place in (0, -1))
    return min(len(reported), 2), max(first, last) >= TELLING, abs(log((last + 1) / (first + 1)))


def title_of(writing: Writing, indicator: Indicator, reported: Sequence[tuple[int, Number]]) -> Words:
    """Say in a sentence how an indicator went from the first year to the last, and where it stood out between them."""
    label = cut(subject(indicator), LABEL_AT_MOST)
    if not reported:
        return (f"{label}: chưa có đơn vị nào báo cáo",)
    (first, start), (last, end) = reported[0], reported[-1]
    if first == last:
        alone = len(_reported(writing, indicator)) < 2
        rest = "các năm khác chưa có số liệu" if alone else "các năm khác do đơn vị khác báo cáo, chưa so sánh được"
        return f"{label}: ", start, f" (năm {first}); {rest}"
    top: Words = peak(reported)
    if start.value == end.value:
        return f"{label} năm {last} bằng năm {first}: ", end, *top
    grows = int(end.value or 0) > int(start.value or 0)
    verb, to = ("tăng", "lên") if grows else ("giảm", "xuống")
    return f"{label} {verb} từ ", start, f" ({first}) {to} ", end, f" ({last})", *top


def peak(reported: Sequence[tuple[int, Number]]) -> Words:
    """Name the year between the ends that is well above both, where there is one."""
    ends = max(int(reported[place][1].value or 0) for place in (0, -1))
    year, most = max(reported, key=lambda one: int(one[1].value or 0))
    return (", cao nhất ", most, f" ({year})") if int(most.value or 0) > PEAK * ends else ()


def subject(indicator: Indicator) -> str:
    """An indicator as the subject of a sentence; years of awarded models are "lượt", not models."""
    words = indicator.label.removeprefix("Số ")
    words = f"lượt {words}" if is_yearly_award(indicator) else words
    return words[:1].upper() + words[1:]


def cut(text: str, most: int) -> str:
    """Shorten a text for a slide, at a word where there is one."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    word = kept.rsplit(" ", 1)[0]
    return f"{(word if len(word) > most // 2 else kept).rstrip(' ,;:.')}…"


def _rests(writing: Writing, indicator: Indicator) -> Words:
    """On how many units a title rests: those that reported both its years."""
    told = compared(writing, indicator)
    if not told:
        return ()
    (first, _), (last, number) = told[0], told[-1]
    units = set(writing.answers.units(number.trace))
    basis = basis_of(writing, indicator, told)
    whole = _reported(writing, indicator)
    of = f"năm {last}" if first == last else f"cả năm {first} và năm {last}"
    others = any(set(writing.answers.units(one.trace)) - units for _, one in whole)
    more = "; biểu đồ gồm mọi đơn vị báo cáo từng năm" if others and first != last else ""
    return "Số liệu tiêu đề: của ", basis, "/", writing.asked_number, f" đơn vị báo cáo {of}{more}."


def basis_of(writing: Writing, indicator: Indicator, told: Sequence[tuple[int, Number]]) -> Number:
    """How many units reported both the first and the last of the years `compared`."""
    last, number = told[-1]
    if number.trace.question == "figure_list":
        return writing.basis(number.id, number.trace)
    return writing.number(
        f"{number.id}.reporting", f"{indicator.label}, năm {last}: số đơn vị báo cáo", BY_YEAR[indicator.sheet],
        "value", "units_reporting", indicator_id=indicator.id, year=last, behind=number.trace.behind,
    )  # fmt: skip


def _chart(writing: Writing, indicator: Indicator) -> Chart:
    total = five_years(writing, indicator)
    units = writing.basis(total.id, total.trace.units_trace)
    measure = "lượt" if is_yearly_award(indicator) else indicator.unit_of_measure
    years = writing.plan.years
    values = tuple(in_year(writing, indicator, year) for year in years)
    title: Words = (cut(subject(indicator), LABEL_AT_MOST), f" ({measure}; ", units, "/", writing.asked_number,
                    " đơn vị)")  # fmt: skip
    return Chart(
        indicator.id, "columns", tuple((str(year),) for year in years),
        (Series(indicator.label, values, RED, WHITE),), title,
    )  # fmt: skip


def once(writing: Writing) -> Words:
    """Awarded models without repetition, by units' own statements: a sentence beside the yearly "lượt"."""
    number = writing.number(
        "awarded_models", "Số mô hình được biểu dương, khen thưởng, không tính trùng", "unit_facts", "sum",
        "awarded_models", awarded_models=KNOWN,
    )  # fmt: skip
    if number.value is None:
        return ()
    units = writing.of_units("awarded_models", number.trace)
    return " Không tính trùng có ", number, " mô hình được biểu dương, khen thưởng (", *units, ")."
