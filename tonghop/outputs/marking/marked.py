"""A unit's own workbook with its wrong cells marked and a first sheet that lists them.

Joins the parts; each knows its own rules. What a copy bore of our marks is taken out first, so that a file may go to
and fro as often as need be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tonghop.findings import ERROR, WARNING, Finding
from tonghop.forms import RETURNED
from tonghop.intake.addresses import cell_name
from tonghop.outputs.marking.boxes import ShapeIds
from tonghop.outputs.marking.cells import Place, Worksheet, place_of, unselect
from tonghop.outputs.marking.comments import Comments
from tonghop.outputs.marking.front import front
from tonghop.outputs.marking.note import Note, Places
from tonghop.outputs.marking.package import Parts, Unmarkable, local
from tonghop.outputs.marking.styles import Styles
from tonghop.outputs.marking.tabs import tabs_of
from tonghop.outputs.marking.workbook import Workbook
from tonghop.plan.model import Plan

MOST_MARKS = 10_000
"""More cells than this nobody mends one by one."""


def marked(content: bytes, plan: Plan, findings: Sequence[Finding], note: Callable[[Places], Note]) -> bytes:
    """Return the workbook with its marks; raises Unmarkable where that may cost anything that is in it."""
    if len({(finding.sheet, finding.cell) for finding in findings if finding.cell}) > MOST_MARKS:
        raise Unmarkable("too many marks")
    parts = Parts(content)
    workbook = Workbook(parts)
    workbook.take_out(RETURNED)
    styles_part = workbook.styles()
    styles = Styles(parts.tree(styles_part), keeps_hidden_colours=not _is_by_libre_office(parts))
    tabs = tabs_of(findings, plan, parts, workbook)
    ids = ShapeIds(parts)
    shown: dict[tuple[str, str], str] = {}
    for at, tab in enumerate(workbook.tabs):
        here = [finding for finding in findings if finding.cell and tabs[finding.sheet or ""] == at]
        seen = _mark(parts, workbook, styles, ids, tab.part, here)
        shown.update({(f.sheet or "", f.cell or ""): cell_name(*seen[place_of(f.cell or "")]) for f in here})
    titles = {sheet: (at, workbook.tabs[at].title) for sheet, at in tabs.items()}
    sheet = front(note(Places(titles, shown)), styles, workbook.space)
    workbook.put_in_front(RETURNED, sheet.content, sheet.printed_rows)
    parts.changed(styles_part)
    return parts.packed()


def _mark(
    parts: Parts, workbook: Workbook, styles: Styles, ids: ShapeIds, part: str, findings: Sequence[Finding]
) -> Mapping[Place, Place]:
    """Mark one tab; return where each cell that was found wrong is to be seen."""
    has_comments = any(each.kind == "comments" for each in parts.related(part))
    if not findings and not has_comments and _is_unselected(parts.read(part)):
        return {}
    root = parts.tree(part)
    is_changed = unselect(root)
    if not findings and not (has_comments and local(root) == "worksheet"):
        if is_changed:
            parts.changed(part)
        return {}
    sheet = Worksheet(root)
    comments = Comments(parts, sheet, part, workbook.relations, ids)
    for place in comments.taken_out:
        look = sheet.look(place)
        before = styles.unmarked(look)
        if before != look:
            sheet.give_look(place, before)
            is_changed = True
    shown = sheet.shown_at(place_of(finding.cell or "") for finding in findings)
    by_place: dict[Place, list[Finding]] = {}
    for finding in findings:
        by_place.setdefault(shown[place_of(finding.cell or "")], []).append(finding)
    for place, found in by_place.items():
        severity = ERROR if any(finding.is_error for finding in found) else WARNING
        sheet.give_look(place, styles.marked(sheet.look(place), severity))
    comments.add(by_place)
    if comments.save() or by_place or is_changed:
        parts.changed(part)
    return shown


def _is_by_libre_office(parts: Parts) -> bool:
    return parts.has("docprops/app.xml") and b"LibreOffice" in parts.read("docprops/app.xml")


def _is_unselected(xml: bytes) -> bool:
    """Is this surely a tab that is not the chosen one? Of a part in another encoding one cannot tell so."""
    return b"tabSelected" not in xml and b"\0" not in xml[:64]
