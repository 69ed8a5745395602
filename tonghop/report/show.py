"""The conference's slides, one message each: papers, models, years, words, who is put forward, who is lacking.

Pure: the same answers make the same slides. Titles are sentences that the numbers make, true for whatever came in.
"""

from tonghop.report.conduct import sheets_in
from tonghop.report.deck import Chart, Series, Show, Slide, Words
from tonghop.report.document import Report
from tonghop.report.models import MODELS, NOT_STATED
from tonghop.report.numbers import Number, Trace
from tonghop.report.show_words import chosen, lacking, words
from tonghop.report.show_years import RED, WHITE, by_year, cut, once
from tonghop.report.writing import Writing, joined
from tonghop.statuses import STATUSES
from tonghop.vietnamese import format_count, format_date

GOLD, GREY, DARK = "#C9A227", "#8C8C8C", "#1F1D1A"
UNCLASSIFIED = "chua_phan_loai"
LABEL_AT_MOST = 34
"""Letters of a label beside a lying bar."""
AWARDS, PROPAGANDA, INSPECTIONS = "Khen thưởng", "Tuyên truyền", "Kiểm tra, giám sát"


def show(writing: Writing, report: Report) -> Show:
    """Write the slides of a report."""
    slides = (
        _cover(writing, report),
        _papers(writing, report),
        *_models(writing),
        *by_year(writing, AWARDS, "awards"),
        *once(writing),
        *by_year(writing, PROPAGANDA, "propaganda"),
        *by_year(writing, INSPECTIONS, "inspections"),
        *words(writing),
        *chosen(writing),
        lacking(writing),
        _end(writing, report),
    )
    footer: Words = (
        f"Tính đến hết ngày {format_date(writing.as_of)}; số liệu của ",
        *writing.of_units("units.in", sheets_in(writing)),
    )
    return Show(report.subject, report.made, slides, footer, report.is_sample)


def _cover(writing: Writing, report: Report) -> Slide:
    plan = writing.plan
    about = report.subject[:1].upper() + report.subject[1:]
    return Slide(
        "cover", "cover", (about,),
        says=(f"Báo cáo theo Kế hoạch số {plan.id}, ngày {format_date(plan.issued_on)}.",),
        points=((f"{plan.issued_by}",), (f"Sơ kết theo Kế hoạch số {plan.id}, ngày {format_date(plan.issued_on)}",),
                (f"Số liệu tính đến hết ngày {format_date(writing.as_of)}, của ",
                 *writing.of_units("units.in", sheets_in(writing)))),
    )  # fmt: skip


def _papers(writing: Writing, report: Report) -> Slide:
    """Units by status of each obligation, in the order and colours of the statuses."""
    plan, numbers = writing.plan, report.numbers
    said = [
        (cut(f"{one.label[:1].lower()}{one.label[1:]}", LABEL_AT_MOST), " ", numbers[f"dossier.{one.id}.done"], "/",
         numbers[f"dossier.{one.id}.expected"])
        for one in plan.dossiers
    ]  # fmt: skip
    series = []
    for status in (one for one in STATUSES if one.id != "exempt"):
        values = tuple(numbers[f"submission.{one.id}.{status.id}"] for one in plan.obligations)
        if any(number.value for number in values):
            series.append(Series(f"{status.symbol} {status.short}", values, status.colour, status.ink))
    categories: tuple[Words, ...] = tuple(
        (cut(one.label, LABEL_AT_MOST), ": đủ ", numbers[f"submission.{one.id}.received_share"])
        for one in plan.obligations
    )
    title = ("Số đơn vị theo tình trạng nộp từng thành phần hồ sơ (đơn vị tính: đơn vị)",)
    return Slide(
        "papers", "charts", ("Số đơn vị đã đủ ", *joined(said, ", ")),
        says=("“Đủ” là đã nhận đủ số bản, đúng hạn hay muộn; đơn vị không thuộc diện không tính.",
              " Hạn “trước ngày” không gồm chính ngày đó."),
        charts=(Chart("papers", "parts", categories, tuple(series), title),),
        rests=(f"Tính đến hết ngày {format_date(writing.as_of)}; đơn vị từng phần ở Phụ lục 1.",),
    )  # fmt: skip


# -- models --------------------------------------------------------------------------------------------------


def _models(writing: Writing) -> list[Slide]:
    total = writing.answers.number("models", "Số mô hình các đơn vị kê khai", MODELS)
    if not total.value:
        return [Slide("models", "points", ("Chưa có đơn vị nào gửi danh sách mô hình",),
                      points=(("Đề nghị các đơn vị gửi trang “Mô hình” của biểu mẫu.",),))]  # fmt: skip
    return [_by_sector(writing, total), _by_level(writing, total)]


def _by_sector(writing: Writing, total: Number) -> Slide:
    """Sectors, most models first, unclassified ones last; collectives and individuals in each."""
    labels = {one.id: one.label for one in writing.plan.sectors}
    counted = [
        (sector, writing.number(
            f"sector.{sector}.models", f"Lĩnh vực {labels.get(sector, sector)}: số mô hình", "models_by_sector",
            "value", "models", sector_id=sector, behind=Trace("model_list", "count", "", (("sector_id", sector),))))
        for sector in (row["sector_id"] for row in writing.answers.rows("models_by_sector"))
    ]  # fmt: skip
    counted.sort(key=lambda pair: (pair[0] == UNCLASSIFIED, -int(pair[1].value or 0)))
    sectors = [sector for sector, _ in counted]
    categories: tuple[Words, ...] = tuple(
        (cut(labels.get(sector, sector), LABEL_AT_MOST), ": ", number) for sector, number in counted
    )
    kinds: list[tuple[str | None, str, str, str]] = [
        (one.id, one.label, colour, ink)
        for one, (colour, ink) in zip(writing.plan.model_kinds, ((RED, WHITE), (GOLD, DARK)), strict=False)
    ]
    kinds.append((None, f"{NOT_STATED} tập thể/cá nhân", GREY, WHITE))
    series = []
    for kind, label, colour, ink in kinds:
        values = tuple(
            writing.number(f"models.{sector}.kind.{kind}", f"{labels.get(sector, sector)}, {label}", "model_list",
                           "count", sector_id=sector, kind=kind)
            for sector in sectors
        )  # fmt: skip
        if any(number.value for number in values):
            series.append(Series(label, values, colour, ink))
    return Slide(
        "models", "charts", (total, " mô hình đã xây dựng", *_most(labels, counted)),
        says=("Đề nghị nêu một, hai mô hình tiêu biểu của lĩnh vực đứng đầu.",),
        charts=(Chart("models_by_sector", "parts", categories, tuple(series),
                      ("Mô hình theo lĩnh vực (đơn vị tính: mô hình)",)),),
        rests=("Danh sách mô hình của ", *writing.of_units("models.sheet", writing.with_sheet("Mô hình")), "."),
    )  # fmt: skip


def _most(labels: dict[str, str], counted: list[tuple[str, Number]]) -> Words:
    """The sector with most models; two that have as many are both named, more are not."""
    known = [(sector, number) for sector, number in counted if sector != UNCLASSIFIED]
    if not known:
        return (", chưa phân loại lĩnh vực",)
    first = [(sector, number) for sector, number in known if number.value == known[0][1].value]
    if len(first) > 2:
        return (f", ở {format_count(len(known))} lĩnh vực",)
    named = " và ".join(cut(labels.get(sector, sector), LABEL_AT_MOST) for sector, _ in first)
    each = "cùng " if len(first) > 1 else ""
    return f"; lĩnh vực nhiều nhất: {named}, {each}", first[0][1], " mô hình"


def _by_level(writing: Writing, total: Number) -> Slide:
    """Models by the level that the unit wrote down, and what that says."""
    levels: list[tuple[str | None, str]] = [(one.id, f"cấp {one.label.lower()}") for one in writing.plan.levels]
    levels.append((None, "chưa ghi cấp"))
    counted = [
        (label, writing.number(f"models.all.{level}", f"Số mô hình {label}", "model_list", "count", level=level))
        for level, label in levels
    ]
    shown = [(label, number) for (level, _), (label, number) in zip(levels, counted, strict=True)
             if level or number.value]  # fmt: skip
    said = sorted((pair for pair in shown if pair[1].value), key=lambda pair: -int(pair[1].value or 0))
    categories: tuple[Words, ...] = tuple((label[:1].upper() + label[1:],) for label, _ in shown)
    series = (Series("Số mô hình", tuple(number for _, number in shown), RED, WHITE),)
    return Slide(
        "levels", "charts",
        ("Trong ", total, " mô hình có ", *joined([(number, f" {label}") for label, number in said], ", ")),
        says=("Cấp mô hình là cấp đơn vị ghi khi kê khai; không phải cấp đã khen thưởng mô hình.",),
        charts=(Chart("models_by_level", "bars", categories, series,
                      ("Mô hình theo cấp (đơn vị tính: mô hình)",)),),
        rests=("Cấp do đơn vị ghi ở cột “Cấp mô hình”, không phải cấp khen thưởng. Danh sách của ",
               *writing.of_units("models.sheet", writing.with_sheet("Mô hình")), "."),
    )  # fmt: skip


def _end(writing: Writing, report: Report) -> Slide:
    made = report.made
    return Slide(
        "end", "end", ("Mỗi con số tra được đến nguồn và các đơn vị đã báo cáo",),
        says=("Trân trọng cảm ơn các đồng chí.",),
        points=(
            (f"Số liệu lập lúc {made.made_at:%H:%M} ngày {format_date(made.made_at.date())}, tính đến hết ngày "
             f"{format_date(made.as_of)}.",),
            *(((writing.left_out,),) if writing.left_out else ()),
            ("Nguồn từng số: phần ghi chú của mỗi trang.",),
            ("Bảng đầy đủ và số đơn vị đứng sau từng số: tệp Phụ lục Excel, trang “Nguồn số liệu”.",),
        ),
    )  # fmt: skip
