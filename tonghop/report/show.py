"""The conference's slides, one message each: papers, models, years, words, who is put forward, who is lacking.

Pure: the same answers make the same slides. Titles are sentences that the numbers make, true for whatever came in.
"""

from tonghop.report.conduct import sheets_in
from tonghop.report.deck import Chart, Series, Show, Slide, Words
from tonghop.report.document import Part, Report
from tonghop.report.models import MODELS
from tonghop.report.nominated import NOMINATED, total
from tonghop.report.show_models import LABEL_AT_MOST, kinds, models
from tonghop.report.show_words import lacking, tasks, words
from tonghop.report.show_years import by_year, cut, once
from tonghop.report.writing import Writing, joined
from tonghop.statuses import STATUSES
from tonghop.vietnamese import format_date

AWARDS, PROPAGANDA, INSPECTIONS = "Khen thưởng", "Tuyên truyền", "Kiểm tra, giám sát"
SLIDES_AT_MOST = 14
"""A conference gives a report a quarter of an hour."""
AGENDA = (
    "Tình hình nộp hồ sơ, số liệu", "Mô hình theo lĩnh vực, mô hình tiêu biểu, so sánh theo loại đơn vị",
    "Biểu dương, khen thưởng; tuyên truyền; kiểm tra, giám sát", "Ưu điểm, hạn chế", "Nhiệm vụ và kết luận",
)  # fmt: skip


def show(writing: Writing, report: Report) -> Show:
    """Write the slides of a report, in the order of the conference; at most SLIDES_AT_MOST."""
    slides = (
        _cover(writing, report),
        _agenda(writing),
        _papers(writing, report),
        lacking(writing),
        *models(writing),
        kinds(writing),
        by_year(writing, AWARDS, "awards", once(writing)),
        by_year(writing, PROPAGANDA, "propaganda"),
        by_year(writing, INSPECTIONS, "inspections"),
        *words(writing),
        tasks(writing),
        _end(writing, report),
    )
    footer: Words = (
        f"Tính đến hết ngày {format_date(writing.as_of)}; số liệu của ",
        *writing.of_units("units.in", sheets_in(writing)),
    )
    return Show(report.subject, report.made, slides, footer, report.is_sample)


def _agenda(writing: Writing) -> Slide:
    return Slide(
        "agenda", "points", ("Nội dung báo cáo",),
        says=(f"Theo đề cương của Kế hoạch số {writing.plan.id}.",),
        points=tuple((f"{place}. {text}",) for place, text in enumerate(AGENDA, 1)),
    )  # fmt: skip


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


def _end(writing: Writing, report: Report) -> Slide:
    """What the conference takes along, and where every number leads."""
    made = report.made
    parts: list[Part] = ["Kết luận: ", *writing.of_units("units.in", sheets_in(writing)), " gửi số liệu"]
    built = writing.answers.number("models", "Số mô hình các đơn vị kê khai", MODELS)
    if built.value:
        parts += [", ", built, " mô hình"]
    if writing.answers.rows_of(NOMINATED):
        parts += [", ", total(writing), " mô hình được giới thiệu"]
    return Slide(
        "end", "end", tuple(parts),
        says=("Trân trọng cảm ơn các đồng chí.",),
        points=(
            ("Đề nghị các đơn vị hoàn thành phần hồ sơ còn thiếu; danh sách mô hình được giới thiệu ở Phụ lục 6.",),
            (f"Số liệu lập lúc {made.made_at:%H:%M} ngày {format_date(made.made_at.date())}, tính đến hết ngày "
             f"{format_date(made.as_of)}; nguồn từng số ở phần ghi chú của mỗi trang và tệp Phụ lục Excel.",),
            *(((writing.left_out,),) if writing.left_out else ()),
        ),
    )  # fmt: skip
