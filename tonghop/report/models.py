"""Section II.2 of the outline: models built, by sector and level; commendations; nominations and their decisions."""

from typing import Any

from tonghop.report import nominated
from tonghop.report.conduct import by_year, five_years, lacking_years, nil
from tonghop.report.document import Block, Line, Paragraph, Part, Table
from tonghop.report.numbers import KNOWN, Number, Trace
from tonghop.report.writing import Writing, is_yearly_award, joined, line, table
from tonghop.store.appraisals import DECISIONS, FOR_DISTRICT, FOR_PROVINCE

MODELS = Trace("model_list", "count")
NOT_STATED = "Chưa ghi"
COLUMNS = {"models": "số mô hình", "collectives": "mô hình tập thể", "individuals": "mô hình cá nhân",
           "units": "số đơn vị có mô hình"}  # fmt: skip
"""The columns of models_by_sector in words."""
OUTSIDE = "Được giới thiệu, chưa có trong biểu Mô hình"


def models(writing: Writing) -> list[Block]:
    """The models of the units' lists, and where a stated total says otherwise."""
    total = writing.answers.number("models", "Số mô hình các đơn vị kê khai", MODELS)
    if not total.value:
        return [Paragraph(("Chưa có đơn vị nào gửi danh sách mô hình.",))]
    plan = writing.plan
    kinds = [
        (_models(writing, f"models.{kind}", says, kind=kind), words)
        for kind, says, words in (
            ("tap_the", "Số mô hình tập thể", " mô hình tập thể"),
            ("ca_nhan", "Số mô hình cá nhân", " mô hình cá nhân"),
            (None, "Số mô hình chưa ghi tập thể, cá nhân", " mô hình chưa ghi tập thể hay cá nhân"),
        )
    ]
    by_kind = joined([(number, words) for number, words in kinds if number.value], ", ")
    sectors = sorted(_sectors(writing), key=lambda pair: (pair[0] == "chua_phan_loai", -int(pair[2].value or 0)))
    levels = [
        (words, _models(writing, f"models.level.{id or 'none'}", f"Số mô hình {words}", level=id))
        for id, words in (*((one.id, f"cấp {one.label.lower()}") for one in plan.levels), (None, "chưa ghi cấp"))
    ]
    by_sector = joined([(label[:1].lower() + label[1:] + " ", number) for _, label, number in sectors])
    by_level = joined([(f"{label} ", number) for label, number in levels if number.value], ", ")
    period = f"từ năm {plan.models_from} đến tháng {plan.issued_on.month} năm {plan.models_to}"
    found: list[Block] = [
        Paragraph((f"Tính {period}, các đơn vị đã xây dựng ", total, " mô hình (", *writing.of_units("models", MODELS),
                   " có mô hình), gồm ", *by_kind, ". ",
                   "Theo lĩnh vực: ", *by_sector, ". Theo cấp mô hình: ", *by_level, ".")),
    ]  # fmt: skip
    return [*found, *_stated(writing), by_sector_table(writing), by_level_table(writing)]


def _stated(writing: Writing) -> list[Block]:
    """Totals that units state and their lists do not bear out: named, not corrected."""
    rows = writing.answers.where("stated_totals", ("fact_id", "models_stated"))
    if not rows:
        return []
    said = "; ".join(f"{writing.name(row['unit_id'])} (ghi {row['stated']}, kê {row['listed']})" for row in rows)
    return [Paragraph((f"Tổng số ghi trong báo cáo khác với danh sách kê khai, đề nghị đối chiếu: {said}.",), "note")]


def _models(writing: Writing, id: str, says: str, **where: Any) -> Number:
    return writing.number(id, says, "model_list", "count", **where)


def _sectors(writing: Writing) -> list[tuple[str, str, Number]]:
    """Sectors that have models: id, label, models; totals of the question models_by_sector."""
    labels = {one.id: one.label for one in writing.plan.sectors}
    return [
        (
            row["sector_id"],
            labels.get(row["sector_id"], row["sector_id"]),
            _of_sector(writing, row["sector_id"], "models"),
        )
        for row in writing.answers.rows("models_by_sector")
    ]


def _of_sector(writing: Writing, sector: str, column: str) -> Number:
    label = next((one.label for one in writing.plan.sectors if one.id == sector), sector)
    behind = Trace("model_list", "count", "", (("sector_id", sector),))
    return writing.number(
        f"sector.{sector}.{column}", f"Lĩnh vực {label}: {COLUMNS[column]}", "models_by_sector", "value", column,
        sector_id=sector, behind=behind,
    )  # fmt: skip


def by_sector_table(writing: Writing) -> Table:
    """Models by sector: collectives, individuals, those that say neither, nominated, units; each column adds up."""
    has_unsaid = any(row["kind"] is None for row in writing.answers.rows("model_list"))
    sectors = _sectors(writing)

    def cells(sector: str, label: str) -> list[Number]:
        behind = ("models", "collectives", "individuals")
        found = [_of_sector(writing, sector, column) for column in behind]
        if has_unsaid:
            found.append(_models(writing, f"models.{sector}.kind.None", f"{label}, {NOT_STATED} tập thể/cá nhân",
                                 sector_id=sector, kind=None))  # fmt: skip
        return [*found, _nominated(writing, sector, label), _of_sector(writing, sector, "units")]

    lines = [line(place, label, *cells(sector, label)) for place, (sector, label, _) in enumerate(sectors, 1)]
    outside = _nominated(writing, None, OUTSIDE)
    if outside.value:
        lines.append(line(None, OUTSIDE, *["–"] * (3 + has_unsaid), outside, "–"))
    totals = [
        writing.number(
            f"sectors.{column}", f"Mọi lĩnh vực: {COLUMNS[column]}", "models_by_sector", "sum", column, behind=MODELS
        )
        for column in ("models", "collectives", "individuals")
    ]
    if has_unsaid:
        totals.append(_models(writing, "models.None", "Số mô hình chưa ghi tập thể, cá nhân", kind=None))
    if lines:
        totals.append(nominated.total(writing))
        lines.append(line(None, "Tổng cộng", *totals, writing.basis("models", MODELS), kind="total"))
    head: list[tuple[str, float, str]] = [("TT", 1, "center"), ("Lĩnh vực", 5, "left"), ("Số mô hình", 1.8, "right"),
            ("Tập thể", 1.6, "right"), ("Cá nhân", 1.6, "right")]  # fmt: skip
    head += [(NOT_STATED, 1.6, "right")] if has_unsaid else []
    head += [("Đề nghị khen thưởng", 2.2, "right"), ("Số đơn vị", 1.6, "right")]
    rests = writing.rests("models.sheet", writing.with_sheet("Mô hình"))
    return table("models_by_sector", "Mô hình theo lĩnh vực", head, lines, measure="mô hình", rests=rests)


def _nominated(writing: Writing, sector: str | None, label: str) -> Number:
    """The nominated models of a sector, as the unit's own list has them; None: those that it does not have."""
    return writing.number(f"sector.{sector}.nominated", f"{label}: mô hình đề nghị khen thưởng", "nomination_evidence",
                          "count", sector_id=sector)  # fmt: skip


def by_level_table(writing: Writing) -> Table:
    """Models by sector and level; the level that a unit did not state has its own column."""
    levels = [(one.id, one.label) for one in writing.plan.levels] + [(None, NOT_STATED)]
    lines: list[Line] = []
    for place, (sector, label, total) in enumerate(_sectors(writing), 1):
        cells = [
            _models(writing, f"models.{sector}.{level}", f"{label}, cấp {name}", sector_id=sector, level=level)
            for level, name in levels
        ]
        lines.append(line(place, label, *cells, total))
    if lines:
        cells = [
            _models(writing, f"models.all.{level}", f"Mọi lĩnh vực, cấp {name}", level=level) for level, name in levels
        ]
        total = writing.answers.number("models", "Số mô hình các đơn vị kê khai", MODELS)
        lines.append(line(None, "Tổng cộng", *cells, total, kind="total"))
    head: list[tuple[str, float, str]] = [("TT", 1, "center"), ("Lĩnh vực", 5, "left")]
    head += [(f"Cấp {label.lower()}" if level else label, 1.8, "right") for level, label in levels]
    head.append(("Tổng cộng", 1.8, "right"))
    rests = writing.rests("models.sheet", writing.with_sheet("Mô hình"))
    return table("models_by_level", "Mô hình theo lĩnh vực và cấp", head, lines, measure="mô hình", rests=rests)


def awards(writing: Writing) -> list[Block]:
    """Commendations of each year as "lượt"; models only by the count without repetition."""
    plan = writing.plan
    years = f"{plan.years_from}–{plan.years_to}"
    once = writing.number(
        "awarded_models", "Số mô hình được biểu dương, khen thưởng, không tính trùng", "unit_facts", "sum",
        "awarded_models", awarded_models=KNOWN,
    )  # fmt: skip
    found: list[Block] = []
    if once.value is not None:
        found.append(Paragraph((
            f"Giai đoạn {years}, không tính trùng có ", once, " mô hình được biểu dương, khen thưởng (",
            *writing.of_units("awarded_models", once.trace), ").",
        )))  # fmt: skip
    items: list[tuple[Part, ...]] = []
    totals = [(i, five_years(writing, i)) for i in plan.indicators if i.sheet == "Khen thưởng"]
    for one, number in totals:
        if number.value:
            items.append(
                (*writing.counted(number, one), " (", *writing.of_units(number.id, number.trace.units_trace), ")")
            )
    if items:
        repeated = any(is_yearly_award(i) for i in plan.indicators)
        why = " (một mô hình được khen nhiều năm thì mỗi năm tính một lượt)" if repeated else ""
        found.append(
            Paragraph((f"Tính theo lượt của từng năm{why}, {len(plan.years):02d} năm có: ", *joined(items), "."))
        )
    elif all(number.value is None for _, number in totals):
        found.append(Paragraph(("Chưa có đơn vị nào báo cáo số liệu khen thưởng hằng năm.",)))
    found += [*nil(totals), *lacking_years(writing, "Khen thưởng")]
    rests = writing.rests("awards.sheet", writing.with_sheet("Khen thưởng"))
    return [*found, by_year(writing, "Khen thưởng", f"Biểu dương, khen thưởng các năm {years}", rests)]


def nominations(writing: Writing) -> list[Block]:
    """How many models are nominated, by how many units and on which paper, who has not named any."""
    total = nominated.total(writing)
    if not total.value:
        return [Paragraph(("Chưa có đơn vị nào giới thiệu mô hình đề nghị biểu dương, khen thưởng.",))]
    parts: tuple[Part, ...] = (
        "Đến nay có ", *writing.of_units("nominations", nominated.NOMINATED), " giới thiệu ", total,
        " mô hình đề nghị Ban Thường vụ Huyện ủy biểu dương, khen thưởng (", *nominated.by_source(writing),
        "; danh sách ở Phụ lục 7).",
    )  # fmt: skip
    rests = writing.rests("nominations.lacking", nominated.NOMINATED, "Đã giới thiệu: ")
    return [Paragraph(parts), rests, *_decisions(writing)]


def _decisions(writing: Writing) -> list[Block]:
    """What was decided so far about the nominated models, and which are put forward (plan V.1)."""
    tables = decided_tables(writing)
    if not tables:
        return [Paragraph(("Chưa có quyết định xét chọn đối với các mô hình được giới thiệu.",), "note")]
    counts = joined(nominated.by_decision(writing))
    lead = ("Qua thẩm định, xét chọn, trong ", nominated.total(writing), " mô hình được giới thiệu có: ", *counts, ".")
    return [Paragraph(lead), *tables]


def decided_tables(writing: Writing) -> list[Table]:
    """The models chosen for the district's award, and those put forward to the province; [] before any decision."""
    rows = [row for row in writing.answers.rows("selection_list") if row["decision"] and row["is_listed"]]
    if not rows:
        return []
    head = (("TT", 1, "center"), ("Đơn vị", 5, "left"), ("Tên mô hình", 7, "left"), ("Đề nghị", 4, "left"))

    def listed(id: str, caption: str, which: frozenset[str], none: str) -> Table:
        kept = [row for row in rows if row["decision"] in which]
        lines = [
            line(place, writing.name(row["unit_id"]), row["name"], DECISIONS[row["decision"]])
            for place, row in enumerate(kept, 1)
        ]
        return table(id, caption, head, lines, empty=none)

    chosen = listed("selected", "Mô hình được chọn đề nghị biểu dương, khen thưởng", FOR_DISTRICT,
                    "Chưa có mô hình nào được chọn đề nghị.")  # fmt: skip
    if any(row["decision"] in FOR_PROVINCE for row in rows):
        return [chosen, listed("to_province", "Mô hình giới thiệu với tỉnh", FOR_PROVINCE, "")]
    return [chosen]


def decisions(writing: Writing) -> dict[tuple[str, str], str]:
    """What was decided about each nominated model, in words; by unit and name."""
    return {
        (row["unit_id"], row["name"]): DECISIONS[row["decision"]]
        for row in writing.answers.rows("selection_list")
        if row["decision"]
    }
