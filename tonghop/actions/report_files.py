"""From a store to the papers of the conference: the report, its slides, its workbook; and what moved since a draft.

Joins the report's tree and the documents; works nothing out itself.
"""

import contextlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonghop.plan.model import Plan
    from tonghop.report.against import Comparison
    from tonghop.report.document import Made, Report
    from tonghop.report.edited import Edit
    from tonghop.report.writing import Writing
    from tonghop.store import Store


@dataclass(frozen=True)
class Drafted:
    """A report in all its forms, each made when it is first asked for, from what `writing` holds."""

    writing: "Writing"
    made: "Made"

    @cached_property
    def full(self) -> "Report":
        """Every number, opinion and list in one document."""
        from tonghop.report.outline import build

        return build(self.writing, self.made, self._is_sample)

    @cached_property
    def short(self) -> "Report":
        """The program's draft of what is signed."""
        from tonghop.report.short import short

        return short(self.writing, self.made, self._is_sample)

    @cached_property
    def signed(self) -> "Report":
        """The short report as its writer left it."""
        from tonghop.report.edited import edited

        return edited(self.short, self.edits)

    @cached_property
    def annex(self) -> "Report":
        """The units' words whole."""
        from tonghop.report.annex import annex

        return annex(self.writing, self.made, self._is_sample)

    @cached_property
    def edits(self) -> "tuple[Edit, ...]":
        """What the writer made of lines of the short report."""
        from tonghop.report.edited import edit_of

        return tuple(map(edit_of, self.writing.answers.rows("report_edits")))

    @cached_property
    def _is_sample(self) -> bool:
        from tonghop.report.outline import is_sample

        return is_sample(self.writing)


def drafted(store: "Store", made: "Made") -> Drafted:
    """Begin the report of a version for a day."""
    from tonghop.report.outline import writing_of

    return Drafted(writing_of(store, made), made)


def papers(plan: "Plan", draft: Drafted, *, with_full: bool = True) -> "Iterator[tuple[str, str, bytes]]":
    """Make the files one after another: what it is, its name, its bytes."""
    from tonghop.outputs.word import annex_document, annex_name, report_document, report_name

    made = draft.made
    yield "Báo cáo", report_name(draft.short), report_document(plan, draft.signed)
    yield "Phụ lục ý kiến", annex_name(made), annex_document(plan, draft.annex)
    if with_full:
        yield "Bản đầy đủ", report_name(draft.full), report_document(plan, draft.full)
    from tonghop.outputs.slides import slides, slides_name
    from tonghop.report.show import show

    yield "Bản trình chiếu", slides_name(made), slides(plan, show(draft.writing, draft.full))
    from tonghop.outputs.appendix import appendix, appendix_name
    from tonghop.report.sources import sources
    from tonghop.report.unit_years import tables

    found = sources(draft.writing, draft.short, draft.full)
    yield "Phụ lục Excel", appendix_name(made), appendix(plan, draft.full, found, tables(draft.writing))


def keep_named(store: "Store", version: int) -> None:
    """Have the store keep a version that a written paper names, so that its numbers can be followed for good.

    A store that cannot be written is reported on all the same.
    """
    if version > 0:
        with contextlib.suppress(OSError):
            store.keep_version(version)


def since(store: "Store", earlier: "Made", draft: Drafted) -> "Comparison":
    """Compare a report with an earlier draft: that one is written anew from what was recorded until its moment."""
    from tonghop.report.against import against
    from tonghop.report.outline import build, writing_of
    from tonghop.store.past import Past

    then = store.looking_back(Past(recorded_until=earlier.made_at), draft.made.version)
    before = writing_of(store, replace(earlier, version=then))
    return against(build(before, earlier), before.answers, draft.full, draft.writing.answers)
