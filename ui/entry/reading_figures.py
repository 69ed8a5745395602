"""The figures of a report: the one in hand with its sentences and what can be done, and form A as it fills."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from tonghop.actions.confirming import KeptPaper
from tonghop.forms import MATRIX_SHEETS
from tonghop.intake.addresses import said_cell
from tonghop.plan.model import Indicator
from tonghop.prose.blocks import Paragraph
from tonghop.prose.figures import Found
from tonghop.prose.laid_out import Shown
from tonghop.prose.review import CERTAIN, LOOK, QUESTION, Item, Review, key_of
from tonghop.prose.rules import ASKED, RULES
from tonghop.vietnamese import format_count, parse_count
from ui.entry import paper_draft
from ui.entry.paper_draft import Decisions
from ui.intake.paper_view import STATE_WORDS, SYMBOLS
from ui.session import ask, plan, version
from ui.tracking.drawn import file_paths
from ui.widgets import keeping
from ui.widgets.links import READ, address, to_cell
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import html, note
from ui.widgets.plain import plain
from ui.widgets.tables import Cell, Column, table_html

LONGEST_PLACE = 90


def show(paper: KeptPaper, found: Review, shown: Sequence[Shown], chosen: str, unit_id: str | None) -> None:
    """The bar for all that are certain, the figure in hand, the form."""
    made = paper_draft.decisions(paper)
    _all_certain(paper, found, made)
    indicator, year = _named(chosen)
    if indicator is not None and (year is not None or chosen in found.by_key):
        with st.container(border=True, key="doc-so"):
            _in_hand(paper, found, made, shown, chosen, indicator, year, unit_id)
    elif not found.items:
        note("Báo cáo này không nêu số liệu nào của biểu.", "Bấm một ô trong bảng dưới đây để ghi số đọc thấy.")
    _form(paper, found, made, chosen, unit_id)


def _named(key: str) -> tuple[Indicator | None, int | None]:
    name, _, year = key.rpartition(".")
    indicator = next((one for one in plan().indicators if one.id == name), None)
    return indicator, int(year) if year.isdigit() and int(year) in plan().years else None


def _all_certain(paper: KeptPaper, found: Review, made: Decisions) -> None:
    certain = [i for i in found.items if i.state == CERTAIN and i.key not in made["figures"] and i.year is not None]
    counts = {state: sum(item.state == state for item in found.items) for state in (CERTAIN, LOOK, QUESTION)}
    said = ", ".join(f"{format_count(count)} {STATE_WORDS[state]}" for state, count in counts.items() if count)
    if said:
        html("<p class='th-rests'>Báo cáo đề xuất <b>{}</b> số: {}.</p>", format_count(len(found.items)), said)
    if certain:
        st.button(
            f"✓ Nhận cả {format_count(len(certain))} số chắc chắn", key="doc-ca", shortcut="A", type="primary",
            on_click=_take_all, args=(paper, found, certain), help="Từng số vẫn sửa lại được trước khi ghi nhận.",
        )  # fmt: skip


def _take_all(paper: KeptPaper, found: Review, certain: Sequence[Item]) -> None:
    paper_draft.put_figures(paper, certain)
    _go(next_open(found, paper_draft.decisions(paper)["figures"], ""))


def _go(key: str) -> None:
    if key:
        st.query_params["chon"] = key
    else:
        st.query_params.pop("chon", None)


def next_open(found: Review, figures: Mapping[str, Any], after: str) -> str:
    """The next figure that nothing was decided of, behind one and then from the top; "" where all are."""
    keys = [item.key for item in found.items]
    at = keys.index(after) + 1 if after in keys else 0
    return next((key for key in (*keys[at:], *keys[:at]) if key not in figures), "")


# -- the figure in hand --------------------------------------------------------------------------------------


def _in_hand(
    paper: KeptPaper,
    found: Review,
    made: Decisions,
    shown: Sequence[Shown],
    key: str,
    indicator: Indicator,
    year: int | None,
    unit_id: str | None,
) -> None:
    item, said = found.by_key.get(key), made["figures"].get(key)
    state = "left" if said and said["value"] is None else "taken" if said else item.state if item else ""
    value = f": {format_count(said['value'])}" if said and said["value"] is not None else ""
    badge = Html()
    if state:
        badge = Html("<span class='th-m th-m-{}'>{} {}{}</span>").format(
            state, SYMBOLS[state], STATE_WORDS[state], value
        )
    when = f", năm {year}" if year else ", tổng các năm"
    show_html(Html("<div class='th-hand'><h2>{}{}</h2> {}</div>").format(indicator.label, when, badge))
    _stands(paper, indicator, year, unit_id)
    places = item.places if item else ()
    if not places:
        where = f", ở {said['place']}" if said else ""
        html("<p class='th-quiet'>{}</p>", f"Chương trình không thấy báo cáo nêu số này{where}.")
    for one in dict.fromkeys(places):
        _sentence(one)
    with st.container(horizontal=True, key="doc-nut"):
        _choices(paper, found, key, item, year)
        st.button("Để lại", key="doc-lai", shortcut="B", on_click=_decide, args=(paper, found, key, None, _at(item)))
        if said:
            st.button("Xem lại", key="doc-xem-lai", type="tertiary", on_click=_let_go, args=(paper, key))
        _steps(found, key)
    if year is not None:
        _another(paper, found, shown, key, indicator, item)


def _stands(paper: KeptPaper, indicator: Indicator, year: int | None, unit_id: str | None) -> None:
    """Say what counts for the figure now, where another source says it."""
    figures = ask("figure_list")
    own = figures[(figures["unit_id"] == unit_id) & (figures["indicator_id"] == indicator.id)]
    for row in own[(own["year"] == (year or 0)) & (own["file_sha256"] != paper.sha256)].itertuples():
        place = f"{file_paths(version()).get(row.file_id, '')}, {row.sheet}, {said_cell(row.cell)}"
        html(
            "<p class='th-quiet'>Đang được tính: <b>{}</b>, ở {}.</p>",
            format_count(int(row.value)),
            to_cell(place, int(row.file_id), row.sheet, row.cell, figure=(indicator.id, int(row.year))),
        )


def _sentence(one: Found) -> None:
    """One place: where it stands, the sentence with its number, the rule or what is asked."""
    text: object = one.sentence
    if one.at is not None and one.sentence[one.at : one.at + len(one.shown)] == one.shown:
        end = one.at + len(one.shown)
        text = Html("{}<b>{}</b>{}").format(one.sentence[: one.at], one.shown, one.sentence[end:])
    elif one.at is None:
        text = Html("{} <b>({})</b>").format(one.sentence, one.shown)
    why = f"Cần hỏi: {ASKED[one.asked]}." if one.asked else f"Quy tắc: {RULES[one.rule]}."
    html(
        "<div class='th-hand-place'><p>“{}”</p><p class='th-quiet'>{}. {}</p></div>",
        text,
        f"{one.place[:1].upper()}{one.place[1:]}",
        why,
    )
    if one.note:
        html("<p class='th-quiet'>Lưu ý: {}</p>", f"{one.note}.")


def _at(item: Item | None) -> str:
    return item.places[0].place if item else ""


def _choices(paper: KeptPaper, found: Review, key: str, item: Item | None, year: int | None) -> None:
    """A button for each number that the paper gives."""
    if item is None or year is None:
        return
    choices = item.choices
    for number, one in enumerate(choices):
        said = f"{format_count(one.value or 0)} ({one.place})" if len(choices) > 1 else format_count(one.value or 0)
        st.button(
            f"✓ {plain(said)}", key=f"doc-nhan-{number}", type="primary", shortcut="D" if number == 0 else None,
            on_click=_decide, args=(paper, found, key, one.value, one.place),
        )  # fmt: skip


def _decide(
    paper: KeptPaper, found: Review, key: str, value: int | None, place: str, box: keeping.Box | None = None
) -> None:
    paper_draft.put_figure(paper, key, value, place)
    if box is not None:
        box.clear()
    _go(next_open(found, paper_draft.decisions(paper)["figures"], key) or key)


def _let_go(paper: KeptPaper, key: str) -> None:
    paper_draft.let_go(paper, key)
    _go(key)


def _steps(found: Review, key: str) -> None:
    keys = [item.key for item in found.items]
    if len(keys) < 2:
        return
    at = keys.index(key) if key in keys else -1
    for label, name, shortcut, step in (("Trước", "doc-truoc", "Left", -1), ("Sau", "doc-sau", "Right", 1)):
        st.button(label, key=name, shortcut=shortcut, on_click=_go, args=(keys[(at + step) % len(keys)],))


def _another(
    paper: KeptPaper, found: Review, shown: Sequence[Shown], key: str, indicator: Indicator, item: Item | None
) -> None:
    """Another number than those proposed, with the place in the paper that says it."""
    with st.expander("Ghi số khác", key=f"doc-khac-{key}", expanded=item is None or not item.choices):
        places = _places(shown)
        options = list(places)
        at = _at(item)  # of a question in a table it is the whole row
        own = next((one for one in options if one == at or (at and one.startswith(f"{at},"))), None)
        box = keeping.form("doc-so-khac", f"{paper.sign}-{key}")
        first, second = st.columns([1, 2], gap="small", vertical_alignment="bottom")
        with first:
            written = st.text_input("Số đúng", placeholder="Ví dụ 12", max_chars=20, **box.text("so"))
        with second:
            place = st.selectbox(
                "Đọc thấy ở", options, format_func=lambda one: plain(places[one]), placeholder="Chọn đoạn",
                filter_mode="fuzzy", **box.one("cho", options, own),
            )  # fmt: skip
        value, problem = parse_count((written or "").strip() or None, indicator.unit_of_measure)
        if problem is not None:
            note("Số chưa ghi đúng.", "Đề nghị ghi một số nguyên từ 0 trở lên, ví dụ 1250.")
        ready = problem is None and value is not None and place
        st.button(
            "Nhận số này", key=f"doc-nhan-khac-{key}", disabled=not ready, on_click=_decide,
            args=(paper, found, key, value, place, box),
        )  # fmt: skip


def _places(shown: Sequence[Shown]) -> dict[str, str]:
    """Place -> how it begins, of all that a figure may be read from: paragraphs, and cells of tables."""
    found: dict[str, str] = {}
    for each in shown:
        block = each.placed.block
        if isinstance(block, Paragraph):
            if re.search(r"\w", block.text):
                found.setdefault(block.place, f"{block.place}: {block.text[:LONGEST_PLACE]}")
            continue
        for at, row in enumerate(block.rows):
            for column, text in enumerate(row):
                if text and (at, column) not in block.covered:
                    place = f"{each.place}, dòng {at + 1}, cột {column + 1}"
                    found[place] = f"{place}: {text[:LONGEST_PLACE]}"
    return found


# -- the form ------------------------------------------------------------------------------------------------


def _form(paper: KeptPaper, found: Review, made: Decisions, chosen: str, unit_id: str | None) -> None:
    """Form A's matrices: what is decided, what is proposed, what stands already; each cell leads to its figure."""
    standing = _standing(unit_id)
    years = plan().years
    tables = []
    for sheet in MATRIX_SHEETS:
        rows = []
        for indicator in plan().indicators:
            if indicator.sheet == sheet:
                cells = [
                    _cell(paper, found, made, key_of(indicator.id, year), standing.get((indicator.id, year)), chosen)
                    if indicator.year_from <= year <= indicator.year_to else ""
                    for year in years
                ]  # fmt: skip
                total = found.by_key.get(key_of(indicator.id, None))
                asked = _asked_total(paper, made, total, chosen) if total else ""
                unit = Html("<span class='th-quiet'>({})</span>").format(indicator.unit_of_measure)
                rows.append([Html("{} {} {}").format(indicator.label, unit, asked), *cells])
        tables.append(table_html([sheet, *map(Column, years)], rows, look="th-fills-table", box=""))
    legend = joined(
        Html("<li><span class='th-m th-m-{}'>{}</span> {}</li>").format(state, SYMBOLS[state], words)
        for state, words in STATE_WORDS.items()
    )
    show_html(
        Html(
            "<div class='th-fills' tabindex='0' role='region' aria-label='Biểu số liệu'>{}</div>"
            "<ul class='th-fills-legend' aria-label='Chú giải'>{}<li><i>5</i> đang được tính</li></ul>"
        ).format(joined(tables), legend)
    )


def _standing(unit_id: str | None) -> dict[tuple[str, int], int]:
    figures = ask("figure_list")
    own = figures[figures["unit_id"] == unit_id]
    return {(row.indicator_id, int(row.year)): int(row.value) for row in own.itertuples()}


def _cell(
    paper: KeptPaper, found: Review, made: Decisions, key: str, standing: int | None, chosen: str
) -> Cell:
    item, said = found.by_key.get(key), made["figures"].get(key)
    state = "left" if said and said["value"] is None else "taken" if said else item.state if item else ""
    value = said["value"] if said and said["value"] is not None else item.value if item else None
    shown = "" if value is None else format_count(int(value))
    if state:
        words: object = Html("<span class='th-m th-m-{}'><i aria-hidden='true'>{}</i>{}</span>").format(
            state, SYMBOLS[state], shown
        )
    else:
        words = "–" if standing is None else Html("<i>{}</i>").format(format_count(standing))
    label = STATE_WORDS.get(state, "chưa có số")
    target = address(READ, {"so": str(paper.file_id), "chon": key})
    link = Html("<a data-stay href='{}' title='{}'>{}</a>").format(target, label, words)
    return Cell(link, "th-asked th-here" if key == chosen else "")


def _asked_total(paper: KeptPaper, made: Decisions, total: Item, chosen: str) -> Html:
    """A total that is not the sum of its years: to be looked at beside its indicator."""
    state = "left" if total.key in made["figures"] else QUESTION
    kinds = f"th-m th-m-{state}{' th-asked' if total.key == chosen else ''}"
    target = address(READ, {"so": str(paper.file_id), "chon": total.key})
    return Html("<a class='{}' data-stay href='{}'>{} tổng</a>").format(kinds, target, SYMBOLS[state])
