"""What was done year by year, in the short report: an indicator a sentence, with its trend, peak and units behind it.

"Tăng", "giảm" are told of the units that reported both ends, as on the slides (show_years).
"""

from collections.abc import Iterator, Sequence

from tonghop.plan.model import Indicator
from tonghop.report.conduct import by_year, documents, five_years, label_of, nil, review_conferences
from tonghop.report.document import Block, Paragraph, Part, Table
from tonghop.report.numbers import Number, Trace
from tonghop.report.opinions import by_kind, of_kind
from tonghop.report.show_years import basis_of, compared, peak, subject
from tonghop.report.writing import RETURN_SHEETS, Writing, joined, unnamed

STEADY = 0.05
"""Ends that differ by no more than this share of the first are told as steady."""
NAMED_IN_BRACKETS = 2
"""Units named in brackets at most."""
TOLD_BY_KIND = 2
"""Sentences of a sheet that say how much each kind of unit did."""


def papers_issued(writing: Writing) -> list[Block]:
    """II.1.1: documents by type, without the table; by kind of unit."""
    found = [block for block in documents(writing, "tệp Phụ lục Excel") if not isinstance(block, Table)]
    every = Trace("document_list", "count")
    counted = [
        (writing.number(f"documents.kind.{kind.id}", f"Số văn bản của {kind.label}", "document_list", "count",
                        unit_id=tuple(own)), f" của {of_units(kind.label)}")
        for kind, own in by_kind(writing, writing.answers.units(every))
    ]  # fmt: skip
    if len(counted) > 1:
        counted.sort(key=lambda pair: -int(pair[0].value or 0))
        found.append(Paragraph(("Trong số đó có ", *joined([(n, f" văn bản{of}") for n, of in counted], ", "), ".")))
    return [*found, *_lacking(writing, "Văn bản", "danh mục văn bản")]


def propaganda(writing: Writing) -> list[Block]:
    return _activity(writing, "Tuyên truyền", "propaganda", "Kết quả công tác tuyên truyền, vận động theo năm")


def inspections(writing: Writing) -> list[Block]:
    found = _activity(writing, "Kiểm tra, giám sát", "inspections", "Kết quả kiểm tra, giám sát, sơ kết theo năm")
    return [*found, *review_conferences(writing)]


def _activity(writing: Writing, sheet: str, id: str, caption: str) -> list[Block]:
    totals = [(one, five_years(writing, one)) for one in writing.plan.indicators if one.sheet == sheet]
    years = f"{writing.plan.years_from}–{writing.plan.years_to}"
    if not any(number.value is not None for _, number in totals):
        return [Paragraph((f"Chưa có đơn vị nào gửi số liệu các năm {years}.",))]
    found: list[Block] = []
    for place, group in enumerate(_groups(writing, [pair for pair in totals if pair[1].value])):
        lead = f"Trong giai đoạn {years}, các đơn vị có " if place == 0 else "Có "
        found.append(Paragraph(tuple(_sentences(writing, lead, group, with_kinds=place < TOLD_BY_KIND))))
    found += nil(totals)
    lacking = [label_of(one) for one, number in totals if number.value is None]
    if lacking:
        found.append(Paragraph((f"Chưa có đơn vị nào báo cáo: {'; '.join(lacking)}.",)))
    rests = writing.rests(f"{id}.sheet", writing.with_sheet(sheet))
    return [*found, unnamed(by_year(writing, sheet, caption, rests))]


def _groups(writing: Writing, told: Sequence[tuple[Indicator, Number]]) -> Iterator[list[tuple[Indicator, Number]]]:
    """Meetings with who came to them; the others two by two, in the form's order."""
    pairs = {meetings: attendances for attendances, meetings in writing.plan.attendances}
    by_id = {one.id: (one, number) for one, number in told}
    done: set[str] = set()
    alone: list[tuple[Indicator, Number]] = []
    for one, number in told:
        if one.id in done:
            continue
        other = by_id.get(pairs.get(one.id, ""))
        if other:
            done.add(other[0].id)
            yield [(one, number), other]
        else:
            alone.append((one, number))
        if len(alone) == 2:
            yield alone
            alone = []
    if alone:
        yield alone


def _sentences(
    writing: Writing, lead: str, group: Sequence[tuple[Indicator, Number]], *, with_kinds: bool
) -> Iterator[Part]:
    """A group's totals in one sentence, then a sentence a trend, then what each kind of unit did of the first."""
    yield lead
    for place, (one, number) in enumerate(group):
        yield from (", " if place else "", *writing.counted(number, one), " (")
        yield from (*writing.of_units(number.id, number.trace.units_trace), ")")
    yield "."
    yield from trends(writing, [one for one, _ in group])
    if with_kinds:
        yield from _kinds(writing, *group[0])


def trends(writing: Writing, indicators: Sequence[Indicator]) -> list[Part]:
    """ " Năm 2021 so với năm 2017, số hội nghị giảm từ 314 xuống 167 (…); …": a sentence; [] where none compares."""
    parts: list[Part] = []
    span: tuple[int, int] | None = None
    for one in indicators:
        told = compared(writing, one)
        if len(told) < 2:
            continue
        ends = told[0][0], told[-1][0]
        if parts:
            parts.append("; " if ends == span else ".")
        if ends != span:
            parts.append(f" Năm {ends[1]} so với năm {ends[0]}, ")
        span = ends
        parts += _trend(writing, one, told)
    return [*parts, "."] if parts else []


def _trend(writing: Writing, indicator: Indicator, told: Sequence[tuple[int, Number]]) -> list[Part]:
    (_, start), (_, end) = told[0], told[-1]
    was, now = int(start.value or 0), int(end.value or 0)
    label = subject(indicator)
    about = f"số {label[:1].lower()}{label[1:]} "
    basis = (" (tính trên ", basis_of(writing, indicator, told), " đơn vị báo cáo cả hai năm)")
    if abs(now - was) <= STEADY * was:
        return [f"{about}giữ ổn định, ", start, " và ", end, *peak(told), *basis]
    verb, to = ("tăng", "lên") if now > was else ("giảm", "xuống")
    return [f"{about}{verb} từ ", start, f" {to} ", end, *peak(told), *basis]


def _kinds(writing: Writing, indicator: Indicator, total: Number) -> Iterator[Part]:
    """Say of one indicator how much each kind of unit did, most first."""
    counted = [
        (writing.number(f"{indicator.id}.kind.{kind.id}", f"{indicator.label}, {kind.label}", "figure_list", "sum",
                        "value", indicator_id=indicator.id, unit_id=tuple(own)), f" {of_kind(kind.label)}")
        for kind, own in by_kind(writing, writing.answers.units(total.trace))
    ]  # fmt: skip
    said = sorted((pair for pair in counted if pair[0].value), key=lambda pair: -int(pair[0].value or 0))
    if len(said) > 1:
        label = label_of(indicator)
        yield f" Riêng {label}: "
        yield from joined(
            [(writing.basis(number.id, number.trace), f"{kind} có ", number) for number, kind in said], ", "
        )
        yield "."


def of_units(label: str) -> str:
    return f"các {of_kind(label)}"


def _lacking(writing: Writing, sheet: str, what: str) -> list[Block]:
    """Units that have sent other figures but not this sheet: a total is read rightly only with them in mind."""
    have, others = (
        set(writing.answers.units(writing.with_sheet(name))) for name in (sheet, RETURN_SHEETS)
    )
    lacking = [unit for unit in writing.asked if unit in others and unit not in have]
    if not lacking:
        return []
    number = writing.of_asked(f"lacking.{sheet}", f"Số đơn vị đã gửi số liệu, chưa gửi {what}", lacking)
    named = f" ({writing.listed(lacking)})" if len(lacking) <= NAMED_IN_BRACKETS else ""
    return [Paragraph(("Có ", number, f" đơn vị đã gửi số liệu nhưng chưa gửi {what}{named}."))]
