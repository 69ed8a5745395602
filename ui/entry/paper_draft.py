"""What a person has decided of a paper and not yet recorded: figure by figure, remark by remark, kept at every click.

In the session and as a draft file by the paper and the browser, so that a reload and a server started anew go on with
it; what another browser left is told of, and taken over by a click. Nothing of it counts before it is recorded.
"""

import contextlib
import copy
import re
from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from tonghop import clock
from tonghop.actions.chosen import Chosen, ChosenFigure, ChosenRemark
from tonghop.actions.confirming import KeptPaper, recorded_of
from tonghop.errors import Stop
from tonghop.prose.review import Item, Review
from tonghop.store.typed_drafts import Writer, drafts_of, drop_draft, has_draft, save_draft, take_draft
from ui.session import store
from ui.widgets.browser import sign
from ui.widgets.parts import note

Decisions = dict[str, Any]
"""figures: key -> {value (None: left), place}; remarks: section -> whether taken; unit: id, where it was chosen."""


def decisions(paper: KeptPaper) -> Decisions:
    """Return what is decided: of the draft kept, else as it was recorded.

    The draft goes first: another tab of this browser may have decided more, recorded it or let it go since.
    """
    key = f"_doc-{paper.sign}"
    known: Decisions | None = st.session_state.get(key)
    taken = take_draft(store(), _name(paper), sign())
    kept = None if taken is None else _right(taken.content)
    now = store().current  # what others recorded of it is known before the page is looked at anew
    if known is not None and kept == known["kept"] and (known["version"] == now or known["is_unsaved"]):
        return known
    made: Decisions = {"figures": {}, "remarks": {}, "unit": None}
    counted = recorded(paper)
    just: Decisions | None = st.session_state.get(f"_doc-vua-ghi-{paper.sign}")
    if kept is not None:
        made |= kept
    elif just and not (counted["figures"] or counted["remarks"]):  # what was recorded was taken back
        made |= just
    else:
        made |= counted
    made = {**copy.deepcopy(made), "version": now, "is_kept": kept is not None, "kept": kept}
    made["is_unsaved"] = False
    st.session_state[key] = made
    return made


def _right(content: Mapping[str, Any]) -> Decisions:
    """What of a draft's file are decisions: a file may hold anything."""
    figures, remarks, unit = (content.get(name) for name in ("figures", "remarks", "unit"))
    return {
        "figures": {
            key: {"value": said["value"], "place": said["place"]}
            for key, said in (figures.items() if isinstance(figures, dict) else ())
            if re.fullmatch(r".+\.[0-9]{4}", key)
            and isinstance(said, dict)
            and isinstance(said.get("place"), str)
            and _is_count(said.get("value", ""))
        },
        "remarks": {
            key: said for key, said in (remarks.items() if isinstance(remarks, dict) else ()) if isinstance(said, bool)
        },
        "unit": unit if isinstance(unit, str) else None,
    }


def _is_count(value: object) -> bool:
    return value is None or (type(value) is int and value >= 0)


def recorded(paper: KeptPaper) -> Decisions:
    """Return what was recorded of a paper and stands, whether a newer source counts in its place or not."""
    known = None if paper.is_withdrawn else recorded_of(store(), paper)
    if known is None:
        return {"figures": {}, "remarks": {}, "unit": None}
    return {
        "figures": {one.key: {"value": one.value, "place": one.place} for one in known.figures},
        "remarks": {one.section_id: True for one in known.remarks},
        "unit": known.unit_id,
    }


def put_figure(paper: KeptPaper, key: str, value: int | None, place: str) -> None:
    """Decide one figure; no value: it is left."""
    decisions(paper)["figures"][key] = {"value": value, "place": place}
    _save(paper)


def put_figures(paper: KeptPaper, items: Iterable[Item]) -> None:
    """Take figures as they are proposed."""
    figures = decisions(paper)["figures"]
    figures |= {item.key: {"value": item.value, "place": item.places[0].place} for item in items}
    _save(paper)


def let_go(paper: KeptPaper, key: str) -> None:
    """Have a figure undecided again."""
    decisions(paper)["figures"].pop(key, None)
    _save(paper)


def put_remarks(paper: KeptPaper, said: Mapping[str, bool]) -> None:
    """Decide remarks: section -> whether it is taken."""
    decisions(paper)["remarks"] |= said
    _save(paper)


def put_unit(paper: KeptPaper, unit_id: str | None) -> None:
    """Say whose the paper is, where it does not say it."""
    decisions(paper)["unit"] = unit_id
    _save(paper)


def chosen(paper: KeptPaper, found: Review, unit_id: str) -> Chosen:
    """Return what is decided as it is checked and recorded."""
    made = decisions(paper)
    figures = []
    for key, said in made["figures"].items():
        indicator, _, year = key.rpartition(".")
        if said["value"] is not None and year:
            figures.append(ChosenFigure(indicator, int(year), int(said["value"]), str(said["place"])))
    known = recorded_of(store(), paper)
    texts = {one.section_id: one for one in (known.remarks if known else ())}  # also of what is read no longer so
    texts |= {o.section_id: ChosenRemark(o.section_id, o.text, o.place) for o in found.remarks}
    remarks = [one for section, one in texts.items() if made["remarks"].get(section)]
    return Chosen(unit_id, tuple(figures), tuple(remarks))


def forget(paper: KeptPaper, *, is_recorded: bool = False) -> None:
    """Drop the draft: it is recorded, or let go of. What is recorded is there again where it is taken back."""
    made = decisions(paper)
    kept = {key: made[key] for key in ("figures", "remarks", "unit")} if is_recorded else None
    st.session_state[f"_doc-vua-ghi-{paper.sign}"] = kept
    with contextlib.suppress(Stop):  # a draft that stays is told of again
        drop_draft(store(), _name(paper), sign())
    st.session_state.pop(f"_doc-{paper.sign}", None)


def others(paper: KeptPaper) -> None:
    """Tell who else goes through the paper now, or left a draft."""
    for draft in drafts_of(store(), _name(paper)):
        if draft.writer.session != sign():
            who, at = draft.writer.name or "Có người khác", draft.writer.saved_at
            when = f" (bản nháp lưu lúc {at:%H:%M ngày %d/%m})" if at else ""
            note(f"{who} cũng đang đọc báo cáo này{when}.", "Đề nghị hai người thống nhất ai ghi nhận.")
            if not has_draft(store(), _name(paper), sign()):
                st.button(
                    "Đọc tiếp phần này", key=f"doc-tiep-{draft.writer.session}", type="tertiary",
                    icon=":material/edit_note:", on_click=_take_over, args=(paper, draft.writer.session),
                )  # fmt: skip


def _take_over(paper: KeptPaper, whose: str) -> None:
    """Go on with what another browser left; nothing is decided here."""
    forget(paper)
    take_draft(store(), _name(paper), sign(), whose)


def _save(paper: KeptPaper) -> None:
    made = decisions(paper)
    content = {key: made[key] for key in ("figures", "remarks", "unit")}
    who = str(st.session_state.get("nguoi") or "").strip()
    try:
        at = clock.now().isoformat(timespec="minutes")
        save_draft(store(), _name(paper), content, Writer(sign(), who, at))
        made |= {"kept": copy.deepcopy(content), "is_unsaved": False}
    except Stop as stop:
        made["is_unsaved"] = True
        note(stop.message, stop.remedy)


def _name(paper: KeptPaper) -> str:
    """What the draft of a paper is kept under, whatever it is named meanwhile; no unit's id has this form."""
    return f"van-ban-{paper.sign}"
