"""Section II.1 of the outline in sentences and tables: documents, propaganda, inspection and supervision."""

from collections import Counter
from collections.abc import Sequence

from tonghop.plan.model import Indicator
from tonghop.report.document import Block, Line, Paragraph, Part, Table
from tonghop.report.numbers import KNOWN, Number, Trace
from tonghop.report.writing import RETURN_SHEETS, Writing, is_yearly_award, joined, line, table
from tonghop.vietnamese import text_key

BY_YEAR = {
    "Khen thưởng": "awards_by_year",
    "Tuyên truyền": "propaganda_by_year",
    "Kiểm tra, giám sát": "inspections_by_year",
}
"""The question of yearly totals of each matrix sheet."""
TYPES_NAMED = 8


def documents(writing: Writing, list_at: str = "Phụ lục 6") -> list[Block]:
    """II.1.1: what the units issued, by type; the list itself is an appendix."""
    every = Trace("document_list", "count")
    total = writing.answers.number("documents", "Số văn bản các đơn vị ban hành", every)
    if not total.value:
        return [Paragraph(("Chưa có đơn vị nào gửi danh mục văn bản.",))]
    counted = [
        (
            label,
            writing.number(
                f"documents.{key or 'untyped'}", f"Số văn bản: {label}", "document_list", "count", type=kinds
            ),
        )
        for key, label, kinds in document_types(writing)
    ]
    listed: list[tuple[Part, ...]] = [
        (number, f" {label[:1].lower()}{label[1:]}") for label, number in counted[:TYPES_NAMED]
    ]
    rest = ", còn lại là các loại khác" if len(counted) > TYPES_NAMED else ""
    sentence: tuple[Part, ...] = (
        "Để cụ thể hóa, chỉ đạo, hướng dẫn thực hiện mô hình, các đơn vị đã ban hành ", total, " văn bản (",
        *writing.of_units("documents", every), " có danh mục), gồm: ", *joined(listed), rest, ". ",
        f"Danh mục văn bản nêu ở {list_at}.",
    )  # fmt: skip
    lines = [
        line(place, label, number, writing.basis(number.id, number.trace))
        for place, (label, number) in enumerate(counted, 1)
    ]
    lines.append(line(None, "Tổng cộng", total, writing.basis("documents", every), kind="total"))
    columns = (
        ("TT", 1, "center"),
        ("Loại văn bản", 7, "left"),
        ("Số văn bản", 2.5, "right"),
        ("Số đơn vị", 2.5, "right"),
    )
    rests = writing.rests("documents.sheet", writing.with_sheet("Văn bản"))
    return [Paragraph(sentence), table("documents_by_type", "Văn bản theo loại", columns, lines, rests=rests)]


def document_types(writing: Writing) -> list[tuple[str, str, tuple[str | None, ...]]]:
    """Types of documents, the most common first: key, commonest spelling, all spellings; untyped ones last."""
    spellings: dict[str, Counter[str | None]] = {}
    for row in writing.answers.rows("document_list"):
        written = row["type"]
        spellings.setdefault(text_key(written) if written else "", Counter())[written] += 1
    ordered = sorted(spellings, key=lambda key: (not key, -spellings[key].total()))
    return [(key, (spellings[key].most_common(1)[0][0] or "chưa ghi loại"), tuple(spellings[key])) for key in ordered]


def propaganda(writing: Writing) -> list[Block]:
    """II.1.2: what was done, in all years together, each figure with the units it rests on."""
    return _activity(writing, "Tuyên truyền", "công tác tuyên truyền, vận động", "propaganda")


def inspections(writing: Writing) -> list[Block]:
    """II.1.3: inspection, supervision, yearly reviews, and the reviews of five years held so far (plan II.2)."""
    found = _activity(writing, "Kiểm tra, giám sát", "công tác kiểm tra, giám sát, sơ kết hằng năm", "inspections")
    return [*found, *review_conferences(writing)]


def _activity(writing: Writing, sheet: str, about: str, id: str) -> list[Block]:
    indicators = [i for i in writing.plan.indicators if i.sheet == sheet]
    totals = [(one, five_years(writing, one)) for one in indicators]
    said = [(one, number) for one, number in totals if number.value]
    years = f"{writing.plan.years_from}–{writing.plan.years_to}"
    found: list[Block] = []
    if said:
        items = [
            (*writing.counted(number, one), " (", *writing.of_units(number.id, number.trace.units_trace), ")")
            for one, number in said
        ]
        lead = f"Trong {len(writing.plan.years):02d} năm ({years}), về {about}, theo số liệu các đơn vị gửi về có: "
        found.append(Paragraph((lead, *joined(items), ".")))
    found += nil(totals)
    lacking = [one.label[:1].lower() + one.label[1:] for one, number in totals if number.value is None]
    if lacking:
        found.append(Paragraph((f"Chưa có đơn vị nào báo cáo: {'; '.join(lacking)}.",)))
    found += lacking_years(writing, sheet)
    rests = writing.rests(f"{id}.sheet", writing.with_sheet(sheet))
    return [*found, by_year(writing, sheet, f"Kết quả {about} theo năm", rests)]


def nil(totals: Sequence[tuple[Indicator, Number]]) -> list[Block]:
    """Name what units reported as nil: "0 lượt" is no sentence."""
    labels = [label_of(one) for one, number in totals if number.value == 0]
    return [Paragraph((f"Các đơn vị báo cáo không có: {'; '.join(labels)}.",))] if labels else []


def label_of(indicator: Indicator) -> str:
    words = indicator.label.removeprefix("Số ")
    return words[:1].lower() + words[1:]


def lacking_years(writing: Writing, sheet: str) -> list[Block]:
    """Units that reported something of a sheet, but not for every year of it: their totals are of fewer years."""
    ids = {one.id for one in writing.plan.indicators if one.sheet == sheet}
    units = dict.fromkeys(
        row["unit_id"]
        for row in writing.answers.rows("figure_reporting")
        if row["indicator_id"] in ids and 0 < row["years_reported"] < row["years_asked"]
    )
    if not units:
        return []
    said = f"Báo cáo chưa đủ {len(writing.plan.years):02d} năm ở ít nhất một chỉ tiêu, đề nghị đối chiếu"
    return [Paragraph((f"{said}: {writing.listed(units)}.",), "note")]


def five_years(writing: Writing, indicator: Indicator) -> Number:
    """All years of one indicator together; for awards a count of "lượt", never of models."""
    behind = Trace("figure_list", "units", "", (("indicator_id", indicator.id),))
    return writing.number(
        f"{indicator.id}.total", f"{indicator.label}, cả {len(writing.plan.years)} năm", BY_YEAR[indicator.sheet],
        "sum", "value", indicator_id=indicator.id, behind=behind,
    )  # fmt: skip


def in_year(writing: Writing, indicator: Indicator, year: int) -> Number:
    behind = Trace("figure_list", "units", "", (("indicator_id", indicator.id), ("year", year)))
    return writing.number(
        f"{indicator.id}.{year}", f"{indicator.label}, năm {year}", BY_YEAR[indicator.sheet], "value", "value",
        indicator_id=indicator.id, year=year, behind=behind,
    )  # fmt: skip


def by_year(writing: Writing, sheet: str, caption: str, rests: Paragraph) -> Table:
    """A row an indicator: its years, all together, the units that reported it. Nothing is added down a column."""
    years = list(writing.plan.years)
    lines: list[Line] = []
    for place, one in enumerate((i for i in writing.plan.indicators if i.sheet == sheet), 1):
        total = five_years(writing, one)
        cells = [in_year(writing, one, year) for year in years]
        measure = "lượt" if is_yearly_award(one) else one.unit_of_measure
        lines.append(line(place, one.label, measure, *cells, total, writing.basis(total.id, total.trace.units_trace)))
    columns: list[tuple[str, float, str]] = [
        ("TT", 0.8, "center"),
        ("Chỉ tiêu", 3.7, "left"),
        ("Đơn vị tính", 1.6, "center"),
    ]
    columns += [(str(year), 1.6, "right") for year in years]
    columns += [(f"{len(years):02d} năm", 1.75, "right"), ("Số đơn vị", 1.15, "right")]
    return table(BY_YEAR[sheet], caption, columns, lines, rests=rests)


def review_conferences(writing: Writing) -> list[Block]:
    """Review conferences of five years: held, by the register; their day and form as the units state them."""
    review = next((o for o in writing.plan.obligations if o.dossier == "milestone"), None)
    if review is None:
        return []
    held = Trace("submission_status", "units", "", (("obligation_id", review.id), ("status", ("on_time", "late"))))
    number = writing.answers.number("review.held", "Số đơn vị đã tổ chức hội nghị sơ kết", held)
    expected = writing.number(
        "review.expected", "Số đơn vị phải tổ chức sơ kết", "submission_progress", "value", "expected",
        obligation_id=review.id, behind=Trace("submission_status", "units", "", (("obligation_id", review.id),)),
    )  # fmt: skip
    attendees = writing.number(
        "review.attendees", "Số người dự hội nghị sơ kết", "unit_facts", "sum", "attendees", attendees=KNOWN
    )
    day = f"{writing.as_of:%d/%m/%Y}"
    parts: list[Part] = [f"Về sơ kết 05 năm: đến hết ngày {day}, theo sổ tiếp nhận có ", number, "/", expected]
    parts.append(" đơn vị đã tổ chức hội nghị sơ kết")
    if attendees.value is not None:
        parts += [
            "; các đơn vị báo cáo ",
            attendees,
            " lượt người dự (",
            *writing.of_units("review.attendees", attendees.trace),
            ")",
        ]
    return [Paragraph((*parts, "."))]


def sheets_in(writing: Writing) -> Trace:
    """The units of which any sheet of a return is in."""
    return Trace("reporting_units", "units", "", (("sheet", RETURN_SHEETS),))
