"""From a store to the papers of the conference: the report, its slides, its workbook; and what moved since a draft.

Joins the report's tree and the documents; works nothing out itself.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tonghop.plan.model import Plan
    from tonghop.report.against import Comparison
    from tonghop.report.document import Made, Report
    from tonghop.report.writing import Writing
    from tonghop.store import Store


def drafted(store: "Store", made: "Made") -> "tuple[Writing, Report]":
    """Write the report of a version for a day; return it with what it was written from."""
    from tonghop.report.outline import build, is_sample, writing_of

    writing = writing_of(store, made)
    return writing, build(writing, made, is_sample(writing))


def papers(plan: "Plan", writing: "Writing", report: "Report") -> "Iterator[tuple[str, str, bytes]]":
    """Make the three files one after another: what it is, its name, its bytes."""
    from tonghop.outputs.word import report_document, report_name

    yield "Báo cáo", report_name(report.made), report_document(plan, report)
    from tonghop.outputs.slides import slides, slides_name
    from tonghop.report.show import show

    yield "Bản trình chiếu", slides_name(report.made), slides(plan, show(writing, report))
    from tonghop.outputs.appendix import appendix, appendix_name
    from tonghop.report.sources import sources

    yield "Phụ lục Excel", appendix_name(report.made), appendix(plan, report, sources(writing, report))


def keep_named(store: "Store", version: int) -> None:
    """Have the store keep a version that a written paper names, so that its numbers can be followed for good.

    A store that cannot be written is reported on all the same.
    """
    if version > 0:
        with contextlib.suppress(OSError):
            store.keep_version(version)


def since(store: "Store", draft: "Made", writing: "Writing", report: "Report") -> "Comparison":
    """Compare a report with an earlier draft: that one is written anew from what was recorded until its moment."""
    from tonghop.report.against import against
    from tonghop.report.outline import build, writing_of
    from tonghop.store.past import Past

    then = store.looking_back(Past(recorded_until=draft.made_at), report.made.version)
    before = writing_of(store, replace(draft, version=then))
    return against(build(before, draft), before.answers, report, writing.answers)
