"""Slides of models: by sector, one of each by name with its result, what each kind of unit did."""

from typing import Any

from tonghop.report import nominated
from tonghop.report.conduct import five_years
from tonghop.report.deck import Chart, Series, Slide, Words
from tonghop.report.document import Cell, Line
from tonghop.report.models import MODELS, NOT_STATED
from tonghop.report.nominated import NOMINATED
from tonghop.report.numbers import Number, Trace
from tonghop.report.opinions import by_kind
from tonghop.report.short_models import best, chosen_models, result_of
from tonghop.report.show_years import RED, WHITE, cut, subject
from tonghop.report.writing import Writing, line, table
from tonghop.vietnamese import format_count

GOLD, GREY, DARK = "#C9A227", "#8C8C8C", "#1F1D1A"
UNCLASSIFIED = "chua_phan_loai"
LABEL_AT_MOST = 34
"""Letters of a label beside a lying bar."""
NAME_AT_MOST, UNIT_AT_MOST, RESULT_AT_MOST, ROWS = 70, 44, 90, 7
COMPARED = ("Tuyên truyền", "Kiểm tra, giám sát", "Khen thưởng")
"""Sheets whose first indicator is compared by kind of unit."""


def models(writing: Writing) -> list[Slide]:
    """By sector; then one model a sector by name."""
    total = writing.answers.number("models", "Số mô hình các đơn vị kê khai", MODELS)
    if not total.value:
        return [Slide("models", "points", ("Chưa có đơn vị nào gửi danh sách mô hình",),
                      points=(("Đề nghị các đơn vị gửi trang “Mô hình” của biểu mẫu.",),))]  # fmt: skip
    return [_by_sector(writing, total), *_named(writing, total)]


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


def _named(writing: Writing, total: Number) -> list[Slide]:
    """The models that were chosen, with their results; before any decision a model a sector, most models first."""
    chosen = _chosen(writing)
    models = chosen or _of_each_sector(writing)
    if not models:
        return []
    labels = {one.id: one.label for one in writing.plan.sectors}
    lines = [
        line(labels.get(row["sector_id"] or "", "–"), cut(_line(row["name"]), NAME_AT_MOST),
             cut(writing.name(row["unit_id"]), UNIT_AT_MOST), cut(result_of(row["summary"]), RESULT_AT_MOST))
        for row in models[:ROWS]
    ]  # fmt: skip
    head = (("Lĩnh vực", 2.6, "left"), ("Mô hình", 4, "left"), ("Đơn vị", 3, "left"), ("Kết quả", 4.4, "left"))
    title: Words = ("Trong ", total, " mô hình, nêu một mô hình tiêu biểu của mỗi lĩnh vực")
    rest = "Kết quả theo lời đơn vị ghi; các mô hình khác ở báo cáo, mục II.2."
    if chosen:
        title = (nominated.chosen(writing), " mô hình được chọn đề nghị biểu dương, khen thưởng")
        more = f" Bảng nêu {ROWS} mô hình đầu." if len(chosen) > ROWS else ""
        rest = f"Kết quả theo lời đơn vị ghi; danh sách đầy đủ ở Phụ lục 6.{more}"
    return [
        Slide(
            "named", "table", title,
            says=("Mô hình được chọn, được giới thiệu, cấp cao đứng trước; đề nghị thay bằng mô hình khác nếu cần.",),
            table=table("named", "Mô hình tiêu biểu", head, lines), rests=(rest,),
        )
    ]  # fmt: skip


def _chosen(writing: Writing) -> list[dict[str, Any]]:
    """The models chosen for the district's award, in the roster's order."""
    known = {(row["unit_id"], row["name"]): row for row in writing.answers.rows("nomination_evidence")}
    rows = writing.answers.where("selection_list", ("decision", nominated.CHOSEN), ("is_listed", True))
    return [known[row["unit_id"], row["name"]] for row in rows if (row["unit_id"], row["name"]) in known]


def _of_each_sector(writing: Writing) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    chosen = chosen_models(writing)
    for row in sorted(writing.answers.rows("models_by_sector"), key=lambda row: -int(row["models"])):
        if row["sector_id"] != UNCLASSIFIED:
            own = writing.answers.where("model_list", ("sector_id", row["sector_id"]))
            found += best(own, chosen, {one["unit_id"] for one in found})[:1]
    return found


def kinds(writing: Writing) -> Slide:
    """What each kind of unit did: units in, models, nominated, the first indicator of each sheet."""
    firsts = [next((one for one in writing.plan.indicators if one.sheet == sheet), None) for sheet in COMPARED]
    indicators = [one for one in firsts if one and five_years(writing, one).value is not None]
    lines: list[Line] = []
    counts: list[tuple[Number, str]] = []
    for kind, units in by_kind(writing, writing.asked):
        own = tuple(units)
        number = writing.number(f"models.of.{kind.id}", f"Số mô hình của {kind.label}", "model_list", "count",
                                unit_id=own)  # fmt: skip
        counts.append((number, kind.label))
        cells: list[Cell] = [
            kind.label,
            writing.answers.number(f"units.in.{kind.id}", f"{kind.label} đã gửi số liệu",
                                   Trace("reporting_units", "units", "", (("unit_id", own),))),
            number,
            writing.answers.number(f"nominations.of.{kind.id}", f"Mô hình {kind.label} giới thiệu",
                                   Trace(NOMINATED.question, "count", "", (("unit_id", own),))),
        ]  # fmt: skip
        cells += [
            writing.number(f"{one.id}.kind.{kind.id}", f"{one.label}, {kind.label}", "figure_list", "sum", "value",
                           indicator_id=one.id, unit_id=own)
            for one in indicators
        ]  # fmt: skip
        lines.append(line(*cells))
    head: list[tuple[str, float, str]] = [("Loại đơn vị", 4, "left")]
    head += [(words, 2, "right") for words in ("Đơn vị có số liệu", "Mô hình", "Được giới thiệu")]
    head += [(cut(subject(one), 36), 3, "right") for one in indicators]
    most = max(counts, key=lambda pair: int(pair[0].value or 0), default=None)
    title: Words = (
        (f"{cut(most[1], 40)} có nhiều mô hình nhất: ", most[0]) if most and most[0].value
        else ("So sánh theo loại đơn vị: chưa có mô hình nào",)
    )  # fmt: skip
    return Slide(
        "kinds", "table", title,
        says=("Các loại đơn vị có số lượng, nhiệm vụ khác nhau: đề nghị không so sánh tổng số trực tiếp.",),
        table=table("kinds", "So sánh theo loại đơn vị", tuple(head), lines),
        rests=("Tổng của các năm; dấu – là chưa đơn vị nào báo cáo.",),
    )  # fmt: skip


def _line(text: str) -> str:
    return " ".join(text.split())


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
