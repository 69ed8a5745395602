"""What the Secretary reads in a minute, as data: papers, models, awards, five years of work, what units say, who lacks.

Pure: every figure is a Number of the report's kind, with its question. Knows no file format and no screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tonghop.plan.model import Indicator
from tonghop.report import nominated
from tonghop.report.conduct import five_years, in_year, sheets_in
from tonghop.report.document import Made, Paragraph, Part, Quote
from tonghop.report.models import MODELS
from tonghop.report.numbers import KNOWN, Number, Trace
from tonghop.report.words import told_apart
from tonghop.report.writing import Writing, is_yearly_award, joined
from tonghop.statuses import STATUSES
from tonghop.vietnamese import format_count, format_date

TITLE = "KẾT QUẢ TRÊN MỘT TRANG"
NAMED_AT_MOST = 10
THOUGHTS, LETTERS = 3, 130
"""Shared thoughts shown of a section, and letters of one: a page is a page."""
WORK = 3
"""Figures shown of a sheet: those that the plan names first; the report has them all."""
UNCLASSIFIED = "chua_phan_loai"


@dataclass(frozen=True, slots=True)
class Progress:
    """One obligation: its deadline as it is read, units by status in the statuses' order, those complete."""

    label: str
    deadline: str
    parts: tuple[tuple[str, Number], ...]
    expected: Number
    share: Number


@dataclass(frozen=True, slots=True)
class Years:
    """One indicator: its years (missing ones are gaps), all together, the units that it rests on."""

    label: str
    measure: str
    years: tuple[Number, ...]
    total: Number
    units: Number


@dataclass(frozen=True, slots=True)
class OnePage:
    """The whole page. `asks` are facts that wait for somebody; nothing is judged."""

    made: Made
    is_sample: bool
    about: str
    lead: Paragraph
    rests: Paragraph
    progress: tuple[Progress, ...]
    models: Paragraph
    sectors: tuple[tuple[str, Number], ...]
    awards: tuple[Years, ...]
    once: Paragraph
    work: tuple[Years, ...]
    strengths: tuple[Quote, ...]
    weaknesses: tuple[Quote, ...]
    nominated: Paragraph
    asks: Paragraph


def one_page(writing: Writing, made: Made, is_sample: bool = False) -> OnePage:
    """Put the page together from what a report is written from."""
    plan = writing.plan
    by_sheet = {sheet: [i for i in plan.indicators if i.sheet == sheet] for sheet in _sheets(writing)}
    return OnePage(
        made,
        is_sample,
        plan.short_title,
        _lead(writing),
        _rests(writing),
        tuple(_progress(writing, at) for at in range(len(plan.obligations))),
        _models(writing),
        _sectors(writing),
        tuple(_years(writing, one) for one in by_sheet.pop("Khen thưởng", []) if is_yearly_award(one)),
        _once(writing),
        tuple(_years(writing, one) for indicators in by_sheet.values() for one in indicators[:WORK]),
        _shared(writing, "III.1"),
        _shared(writing, "III.2"),
        _nominated(writing),
        _asks(writing),
    )


def _sheets(writing: Writing) -> list[str]:
    return list(dict.fromkeys(one.sheet for one in writing.plan.indicators))


def _lead(writing: Writing) -> Paragraph:
    """How far the papers are, what was built: the sentence to be read out."""
    done: list[tuple[Part, ...]] = []
    for dossier in writing.plan.dossiers:
        where = (("dossier_id", dossier.id), ("status", ("on_time", "late")))
        number = writing.answers.number(
            f"dossier.{dossier.id}.done", f"{dossier.label}: đã đủ", Trace("dossier_status", "units", "", where)
        )
        expected = writing.number(
            f"dossier.{dossier.id}.expected", f"{dossier.label}: phải nộp", "dossier_progress", "value", "expected",
            dossier_id=dossier.id, behind=Trace("dossier_status", "units", "", where[:1]),
        )  # fmt: skip
        done.append((f"{dossier.label[:1].lower()}{dossier.label[1:]} ", number, "/", expected))
    models = writing.answers.number("models", "Số mô hình các đơn vị kê khai", MODELS)
    built: tuple[Part, ...] = ("; các đơn vị đã xây dựng ", models, " mô hình") if models.value else ()
    day = format_date(writing.as_of)
    return Paragraph((f"Đến hết ngày {day}, số đơn vị đã hoàn thành: ", *joined(done, "; "), *built, "."))


def _rests(writing: Writing) -> Paragraph:
    """On how many units the figures rest, and who is not in: named while they are few."""
    source = sheets_in(writing)
    have = set(writing.answers.units(source))
    lacking = [unit for unit in writing.asked if unit not in have]
    parts: list[Part] = ["Số liệu của ", *writing.of_units("units.in", source)]
    if 0 < len(lacking) <= NAMED_AT_MOST:
        parts.append(f"; chưa gửi: {writing.listed(lacking)}")
    elif lacking:
        parts.append(f"; {format_count(len(lacking))} đơn vị chưa gửi")
    if not writing.answers.rows("receipt_list"):
        parts.append(". Đến ngày này chưa ghi nhận lần tiếp nhận hồ sơ nào: tình trạng nộp tính theo sổ tiếp nhận")
    return Paragraph((*parts, ".", f" {writing.left_out}" * bool(writing.left_out)), "rests")


def _progress(writing: Writing, at: int) -> Progress:
    one = writing.plan.obligations[at]

    def said(column: str, how: str = "value") -> Number:
        status = (("status", column),) if column in {status.id for status in STATUSES} else ()
        behind = Trace("submission_status", "units", "", (("obligation_id", one.id), *status))
        return writing.number(f"submission.{one.id}.{column}", f"{one.label}: {column}", "submission_progress", how,
                              column, obligation_id=one.id, behind=behind)  # fmt: skip

    deadline = f"{'đến' if one.inclusive else 'trước'} ngày {format_date(one.deadline)}"
    parts = tuple((status.id, said(status.id)) for status in STATUSES if status.id != "exempt")
    return Progress(one.label, deadline, parts, said("expected"), said("received_share", "share"))


def _models(writing: Writing) -> Paragraph:
    models = writing.answers.number("models", "Số mô hình các đơn vị kê khai", MODELS)
    if not models.value:
        return Paragraph(("Chưa có đơn vị nào gửi danh sách mô hình.",))
    kinds: list[tuple[Part, ...]] = [
        (_counted(writing, f"models.{one.id}", one.label, "kind", one.id), f" {one.label.lower()}")
        for one in writing.plan.model_kinds
    ]
    levels: list[tuple[Part, ...]] = [
        (f"cấp {one.label.lower()} ", _counted(writing, f"models.level.{one.id}", f"cấp {one.label}", "level", one.id))
        for one in writing.plan.levels
    ]
    no_kind = _counted(writing, "models.kind.none", "chưa ghi tập thể, cá nhân", "kind", None)
    no_level = _counted(writing, "models.level.none", "chưa ghi cấp", "level", None)
    kinds += [(no_kind, " chưa ghi")] if no_kind.value else []
    levels += [("chưa ghi cấp ", no_level)] if no_level.value else []
    return Paragraph((models, " mô hình (", *writing.of_units("models", MODELS), "): ", *joined(kinds, ", "), "; ",
                      *joined(levels, ", "), "."))  # fmt: skip


def _counted(writing: Writing, id: str, label: str, column: str, value: str | None) -> Number:
    return writing.number(id, f"Số mô hình: {label}", "model_list", "count", where=((column, value),))


def _sectors(writing: Writing) -> tuple[tuple[str, Number], ...]:
    """Sectors that have models, most first, the unclassified last."""
    labels = {one.id: one.label for one in writing.plan.sectors}
    found = [
        (row["sector_id"], writing.number(f"sector.{row['sector_id']}.models", labels.get(row["sector_id"], ""),
                                          "models_by_sector", "value", "models", sector_id=row["sector_id"],
                                          behind=Trace("model_list", "count", "", (("sector_id", row["sector_id"]),))))
        for row in writing.answers.rows("models_by_sector")
    ]  # fmt: skip
    found.sort(key=lambda pair: (pair[0] == UNCLASSIFIED, -int(pair[1].value or 0)))
    return tuple((labels.get(sector, sector), number) for sector, number in found)


def _years(writing: Writing, one: Indicator) -> Years:
    total = five_years(writing, one)
    measure = "lượt" if is_yearly_award(one) else one.unit_of_measure
    years = tuple(in_year(writing, one, year) for year in writing.plan.years)
    label = one.label.removeprefix("Số ")
    return Years(
        f"{label[:1].upper()}{label[1:]}", measure, years, total, writing.basis(total.id, total.trace.units_trace)
    )


def _once(writing: Writing) -> Paragraph:
    once = writing.number(
        "awarded_models", "Số mô hình được biểu dương, khen thưởng, không tính trùng", "unit_facts", "sum",
        "awarded_models", awarded_models=KNOWN,
    )  # fmt: skip
    if once.value is None:
        return Paragraph(("Chưa có số mô hình được khen không tính trùng.",), "rests")
    return Paragraph((
        "Không tính trùng: ", once, " mô hình được biểu dương, khen thưởng (",
        *writing.of_units("awarded_models", once.trace), "). Cột là lượt của từng năm, không cộng các cấp.",
    ), "rests")  # fmt: skip


def _shared(writing: Writing, outline: str) -> tuple[Quote, ...]:
    """What most units say under the first section of a heading; its other sections, causes say, are no substitute."""
    section = next((one for one in writing.plan.sections if one.outline == outline), None)
    rows = writing.answers.where("remark_list", ("section_id", section.id)) if section else []
    shared, _ = told_apart([(writing.name(row["unit_id"]), row["text"]) for row in rows])
    return tuple(Quote(_short(one.text), one.units) for one in shared[:THOUGHTS])


def _short(text: str) -> str:
    return text if len(text) <= LETTERS else f"{text[:LETTERS].rsplit(' ', 1)[0]}…"


def _nominated(writing: Writing) -> Paragraph:
    total = nominated.total(writing)
    if not total.value:
        return Paragraph(("Chưa có đơn vị nào giới thiệu mô hình.",))
    parts: list[Part] = [
        total, " mô hình được giới thiệu (", *writing.of_units("nominations", nominated.NOMINATED), ": ",
        *nominated.by_source(writing), ")",
    ]  # fmt: skip
    if any(row["decision"] and row["is_listed"] for row in writing.answers.rows("selection_list")):
        parts += ["; gồm: ", *joined(nominated.by_decision(writing))]
    return Paragraph((*parts, "."))


def _asks(writing: Writing) -> Paragraph:
    """What waits for somebody: papers overdue or sent back, models without a decision."""
    items: list[tuple[Part, ...]] = []
    for status, words in (("missing", " phần hồ sơ quá hạn chưa nộp của "), ("returned", " phần đề nghị bổ sung của ")):
        trace = Trace("submission_status", "count", "", (("status", status),))
        number = writing.answers.number(f"parts.{status}", f"Số phần hồ sơ: {status}", trace)
        if number.value:
            items.append((number, words, writing.basis(number.id, trace), " đơn vị"))
    undecided = nominated.decided(writing, "undecided", "Mô hình chưa có quyết định", None)
    if undecided.value:
        items.append((undecided, " mô hình được giới thiệu chưa có quyết định"))
    return Paragraph((*joined(items), ".") if items else ("Không có việc nào tồn.",))


def paragraphs(page: OnePage) -> Sequence[Paragraph]:
    """All sentences of the page, in its order."""
    return (page.lead, page.rests, page.models, page.once, page.nominated, page.asks)


def numbers(page: OnePage) -> list[Number]:
    """All numbers of the page."""
    found = [part for paragraph in paragraphs(page) for part in paragraph.parts if isinstance(part, Number)]
    for one in page.progress:
        found += [*(number for _, number in one.parts), one.expected, one.share]
    found += [number for _, number in page.sectors]
    for years in (*page.awards, *page.work):
        found += [*years.years, years.total, years.units]
    return found
