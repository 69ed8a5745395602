"""A sheet of a file as it came: the tabs to choose from, a part of the sheet as a table, the cell asked for marked.

What is shown is worked out in `tonghop.intake.sheet_view`; here it becomes HTML and the few controls around it.
"""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from tonghop.intake import sheet_view as view
from tonghop.intake.account import FATE_LABELS, TINT_OF, TINTS, Account, SheetAccount, shares
from tonghop.intake.addresses import column_name
from tonghop.intake.sheet_view import Cell, Line, Notes, Place, Tab, Window
from tonghop.officefiles.reader import Book
from tonghop.vietnamese import format_count, format_share
from ui.session import plan
from ui.tracking.receipts import severity_badge
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import empty
from ui.widgets.plain import plain

MANY_TABS = 12
"""From so many tabs on they stand in a list to choose from."""
LONG, WIDE = 24, 120
"""Characters from which on a cell is given room, so that it does not stand a word a line."""
HERE = "o-can-xem"
"""The name of the marked place within the page."""
AGAIN = "_xem-lai"


def show_sheets(
    book: Book,
    tabs: Sequence[Tab],
    tab: Tab,
    *,
    place: Place | None,
    notes: Mapping[int, Notes],
    form: str | None,
    key: str,
    account: Callable[[], Account] | None = None,
) -> None:
    """Show the tab asked for with its place marked, a part of it where it is long, and the ways to the rest.

    `notes` are what was found, by the tab's place in the book; `key` tells files apart; `account` gives what became of
    each cell, and the cells are tinted by it.
    """
    key = f"{key}-{tab.at}-{place}-{st.session_state.get(AGAIN, 0)}"
    chosen = _chosen(tabs, tab, f"trang-tinh-{key}")
    sheet, found = book.sheets[chosen.at], notes.get(chosen.at, view.NOTHING)
    asked = place if chosen == tab else None
    rows, columns = view.extent(sheet, found)
    if not rows or not columns:
        empty(f"{sentence_case(kind_of(book))} này trống.")
        return
    row, column = asked or (None, None)
    bar = st.empty()
    on_rows, on_columns = range(rows), range(columns)
    if rows > view.ROWS or columns > view.COLUMNS or (row or 0) >= view.NEAR:
        with st.container(horizontal=True, vertical_alignment="center", key="phan-trang"):
            said = st.empty()
            on_rows = _part(view.parts(rows, view.ROWS, row), row, f"dong-{key}-{chosen.at}")
            on_columns = _part(
                view.parts(columns, view.COLUMNS, column, near=view.COLUMNS), column, f"cot-{key}-{chosen.at}"
            )
            words = _part_said(on_rows, on_columns, rows, columns, has_letters=book.kind != "word")
            said.html(words, width="content")
    is_seen = row in on_rows and (column is None or column in on_columns)
    if asked is not None and is_seen:
        bar.html(_bar(asked, view.text_at(sheet, asked), found))
    elif place is not None:
        bar.button(
            f"Về {named(place)}, {kind_of(book)} {plain(tab.title)}", on_click=_look_again, key="ve-o", type="tertiary",
            icon=":material/my_location:",
        )  # fmt: skip
    head = view.heading_rows(chosen, sheet, plan(), form)
    kept = None
    drawn = st.container()  # the sheet before what explains it: on a phone its cell is on the first screen
    if account is not None and st.toggle("Tô màu theo cách đọc từng ô", value=True, key="to-mau"):
        kept = account().sheets[chosen.at]
        show_html(_legend(kept))
    shown = view.window(sheet, on_rows, on_columns, asked=asked, notes=found, head=head, account=kept)
    with drawn:
        show_html(grid_html(shown, f"{sentence_case(kind_of(book))} {chosen.title}", has_letters=book.kind != "word"))
    if any(place[0] in on_rows and place[1] in on_columns for place in found):
        show_html(
            Html(
                "<p class='th-quiet th-noprint'>Ô có màu và dấu <b>✗</b> là lỗi, <b>▲</b> là cảnh báo; "
                "đưa chuột lên ô để đọc, hoặc xem danh sách ở trên.</p>"
            )
        )


def _legend(account: SheetAccount) -> Html:
    """What the tints mean, those that the sheet has, each with its count and share of the cells."""
    found = {fate: (len(places), share) for fate, places, share in shares(account)}
    said = []
    for tint, (label, fates) in TINTS.items():
        count = sum(found[fate][0] for fate in fates if fate in found)
        if count:
            share = format_share(sum(found[fate][1] for fate in fates if fate in found))
            said.append(
                Html("<li class='th-tint-{}'>{} <b>{}</b> ô ({})</li>").format(tint, label, format_count(count), share)
            )
    return Html("<ul class='th-tints' aria-label='Chú giải màu'>{}</ul>").format(joined(said))


def _look_again() -> None:
    """Show what the address asks for once more: every choice made since is let go of."""
    st.session_state[AGAIN] = st.session_state.get(AGAIN, 0) + 1


def _chosen(tabs: Sequence[Tab], tab: Tab, key: str) -> Tab:
    """Let the reader choose among the tabs; the one asked for is open."""
    if len(tabs) == 1:
        return tab
    by_place = {one.at: one for one in tabs}
    named = {one.at: one.title if one.is_visible else f"{one.title} (ẩn)" for one in tabs}
    if len(tabs) >= MANY_TABS:
        at = st.selectbox(
            "Trang tính", list(named), index=list(named).index(tab.at), format_func=named.__getitem__, key=key
        )
    else:
        at = st.segmented_control(
            "Trang tính", list(named), default=tab.at, format_func=lambda at: plain(named[at]), key=key, required=True,
            label_visibility="collapsed",
        )  # fmt: skip
    return by_place[tab.at if at is None else at]


def _part(divided: Sequence[range], asked: int | None, key: str) -> range:
    """Let the reader turn to another part of a long or wide sheet; the one asked for is open."""
    if len(divided) == 1:
        return divided[0]
    number = st.pagination(len(divided), default=view.part_of(divided, asked), width=300, key=key)
    return divided[min(number, len(divided)) - 1]


def _part_said(on_rows: range, on_columns: range, rows: int, columns: int, *, has_letters: bool) -> Html:
    """Which rows and columns are on show, of how many."""
    said = f"Đang xem dòng {format_count(on_rows[0] + 1)}–{format_count(on_rows[-1] + 1)}"
    said += f" trong {format_count(rows)} dòng" if len(on_rows) < rows else ""
    if has_letters and len(on_columns) < columns:
        first, last, end = (column_name(column) for column in (on_columns[0], on_columns[-1], columns - 1))
        said += f", cột {first}–{last} (trang tính có đến cột {end})"
    return Html("<p class='th-quiet'>{}.</p>").format(said)


def named(place: Place) -> str:
    return view.name_of(place) if place[1] is None else f"ô {view.name_of(place)}"


def kind_of(book: Book) -> str:
    return "bảng" if book.kind == "word" else "trang tính"


def sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _bar(asked: Place, text: str, notes: Notes) -> Html:
    """The cell asked for and all it holds, as the line above a sheet says it, with what was found there."""
    row, column = asked
    found = notes.get((row, column), ()) if column is not None else ()
    said = joined(
        Html("<p>{} {}</p>").format(
            severity_badge("error" if note.is_error else "warning", "Lỗi" if note.is_error else "Cảnh báo"),
            note.message,
        )
        for note in found
    )
    held = text if text else Html("<i>ô trống</i>") if column is not None else Html("<i>dòng trống</i>")
    return Html(
        "<div class='th-cell-bar'><a href='#{}' title='Đến chỗ được đánh dấu'>{}</a><div><b>{}</b>{}</div></div>"
    ).format(HERE, sentence_case(named(asked)), held, said)


def grid_html(window: Window, name: str, *, has_letters: bool) -> Html:
    """A part of a sheet as a table with row numbers and, but for Word, column letters."""
    letters = joined(Html("<th scope='col'>{}</th>").format(letter) for letter in window.letters)
    head = Html("<tr class='th-letters'><th></th>{}</tr>").format(letters) if has_letters else ""
    above = joined(map(_line_html, window.head))
    return Html(
        "<div class='th-sheet' role='region' tabindex='0' aria-label='{}'>"
        "<table><thead>{}{}</thead><tbody>{}</tbody></table></div>"
    ).format(name, head, above, joined(map(_line_html, window.lines)))


def _line_html(line: Line) -> Html:
    mark = Html(" class='th-asked' id='{}' aria-current='location'").format(HERE) if line.is_asked else ""
    return Html("<tr{}><th scope='row'>{}</th>{}</tr>").format(mark, line.number, joined(map(_cell_html, line.cells)))


def _cell_html(cell: Cell) -> Html:
    kinds = [
        word
        for word, holds in (
            ("th-n", cell.is_number), ("th-dead", cell.is_dead), ("th-alone", cell.is_alone),
            ("th-long", LONG <= len(cell.text) < WIDE and not cell.is_alone), ("th-wide", len(cell.text) >= WIDE),
            ("th-warned", bool(cell.notes)), ("th-wrong", any(note.is_error for note in cell.notes)),
            ("th-asked", cell.is_asked),
        )
        if holds
    ]  # fmt: skip
    if cell.fate is not None:
        kinds.append(f"th-tint-{TINT_OF[cell.fate]}")
    marks = Html(" class='{}'").format(" ".join(kinds)) if kinds else ""
    marks += Html(" id='{}' aria-current='location'").format(HERE) if cell.is_asked else ""
    marks += Html(" rowspan='{}'").format(cell.rows) if cell.rows > 1 else ""
    marks += Html(" colspan='{}'").format(cell.columns) if cell.columns > 1 else ""
    said = "\n".join(note.message for note in cell.notes) or (FATE_LABELS[cell.fate] if cell.fate else "")
    marks += Html(" title='{}'").format(said) if said else ""
    return Html("<td{}>{}</td>").format(marks, cell.text)
