"""The appendices of the short report: tables alone, every unit by name; documents stand in the workbook only."""

from collections.abc import Sequence

from tonghop.report.appendices import by_unit, figures_by_unit, key, models_by_unit, nominations, progress
from tonghop.report.conduct import by_year
from tonghop.report.document import Appendix, Paragraph, Table
from tonghop.report.models import by_level_table, decided_tables
from tonghop.report.writing import Writing, unnamed
from tonghop.vietnamese import format_date


def short_appendices(writing: Writing) -> tuple[Appendix, ...]:
    """Write them, numbered as the short body refers to them."""
    years = f"{writing.plan.years_from}–{writing.plan.years_to}"
    rests = writing.rests("awards.sheet", writing.with_sheet("Khen thưởng"))
    awards = by_year(writing, "Khen thưởng", f"Biểu dương, khen thưởng các năm {years}", rests)
    made: list[tuple[str, Sequence[Paragraph | Table]]] = [
        (
            f"Tình hình nộp hồ sơ đến hết ngày {format_date(writing.as_of)}",
            (progress(writing), by_unit(writing), key()),
        ),
        ("Mô hình theo lĩnh vực, cấp và đơn vị", (by_level_table(writing), models_by_unit(writing))),
        (f"Biểu dương, khen thưởng {years}", (awards, figures_by_unit(writing, "Khen thưởng", "awards"))),
        (f"Công tác tuyên truyền {years}", (figures_by_unit(writing, "Tuyên truyền", "propaganda"),)),
        (f"Công tác kiểm tra, giám sát {years}", (figures_by_unit(writing, "Kiểm tra, giám sát", "inspections"),)),
        ("Danh sách mô hình đề nghị biểu dương, khen thưởng", (*decided_tables(writing), nominations(writing))),
    ]
    return tuple(
        Appendix(number, title, tuple(unnamed(block) if isinstance(block, Table) else block for block in blocks))
        for number, (title, blocks) in enumerate(made, 1)
    )
