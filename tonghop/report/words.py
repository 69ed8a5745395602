"""The units' own words by section of the outline: what several say once, with all of them; then what each says alone.

For the writer to choose from: every sentence stands there once. The whole texts are on page Ý kiến and in their files.
"""

from collections.abc import Sequence

from tonghop.report.document import Block, Paragraph, Quote, Quotes
from tonghop.report.numbers import Trace
from tonghop.report.wording import alike, sentences, shared_sentences
from tonghop.report.writing import Writing
from tonghop.vietnamese import fold_key


def quotes(writing: Writing, outline: str) -> list[Block]:
    """Return what units wrote for one heading of the outline; a section that nobody wrote under says so."""
    found: list[Block] = []
    for section in (s for s in writing.plan.sections if s.outline == outline):
        trace = Trace("remark_list", "units", "", (("section_id", section.id),))
        rows = writing.answers.rows_of(trace)
        if not rows:
            found.append(Paragraph((f"{section.label}: chưa có đơn vị nào ghi ý kiến.",), "note"))
            continue
        shared, own = told_apart([(writing.name(row["unit_id"]), row["text"]) for row in rows])
        rests = Paragraph(("Ý kiến của ", *writing.of_units(f"words.{section.id}", trace), "."), "rests")
        found.append(Quotes(section.id, section.label, rests, shared, own))
    return found


def told_apart(texts: Sequence[tuple[str, str]]) -> tuple[tuple[Quote, ...], tuple[Quote, ...]]:
    """Tell sentences of several units, most units first, from what each wrote alone; texts as unit, text."""
    said = [(unit, part) for unit, text in texts for part in sentences(text)]
    shared = [Quote(one.text, one.units) for one in shared_sentences(texts)]
    known = {fold_key(quote.text) for quote in shared}
    alone: dict[str, list[str]] = {}
    for unit, part in said:
        if fold_key(part) not in known:
            alone.setdefault(unit, []).append(part)
    own = [Quote(" ".join(parts), (unit,)) for unit, parts in alone.items()]
    return tuple(shared), _together(own)


def _together(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Short words that units wrote alike ("Không.") stand once, too."""
    return tuple(Quote(one.text, one.units) for one in alike((quote.units[0], quote.text) for quote in quotes))
