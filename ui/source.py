"""One file as it came: what it is, what was found in it, and its sheets with the cell marked that somebody asked for.

The address names the file and the place (`ui.links.to_cell`); what is shown of a sheet is worked out in
`tonghop.sheet_view`. A place that does not exist is said in words, never an error.
"""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import streamlit as st

from tonghop import sheet_view as view
from tonghop.findings import RULES
from tonghop.forms import FORM_LABELS
from tonghop.grid import cell_name, column_name
from tonghop.intake import ENCODING_LABELS, decoded
from tonghop.plan import Plan
from tonghop.sheet_view import Cell, Line, Notes, Place, Tab, Window
from tonghop.sheets import Book, Unreadable, read
from tonghop.vietnamese import format_count, format_date
from ui.links import INTAKE, to_cell
from ui.parts import downloads, empty, escape, html, table, title
from ui.received import findings_frame, standing, status_badge_of
from ui.receipts import severity_badge
from ui.state import ask, plan, store
from ui.words import unit_names

if TYPE_CHECKING:
    import pandas as pd

FINDINGS_SHOWN = 100
PARAGRAPHS_SHOWN = 200
MANY_TABS = 12
"""From so many tabs on they stand in a list to choose from."""
HERE = "o-can-xem"
"""The name of the marked place within the page."""
AGAIN = "_xem-lai"


def show_file() -> None:
    """The page: the file that the address names."""
    file = _file_named(st.query_params.get("so"))
    if file is None:
        _no_such_file()
        return
    found = ask("file_findings", file_id=int(file.file_id))
    title(_short(file.path), _sentence(file))
    st.html(_facts(file, found))
    book = _opened(file)
    _actions(file, is_kept=book is not None)
    if isinstance(book, Book):
        _contents(file, book, found)
    else:
        _not_to_be_opened(found, book)


# -- what it is ----------------------------------------------------------------------------------------------


def _file_named(number: str | None) -> Any:
    files = ask("file_list")
    if not (number and number.isascii() and number.isdigit()):
        return None
    found = files[files["file_id"] == int(number[:9])]
    return next(found.itertuples(), None)


def _no_such_file() -> None:
    title("Tệp đã nhận", "Chưa chọn tệp nào để xem.")
    number = st.query_params.get("so")
    empty(
        f"Không có tệp số “{number}” trong kho dữ liệu." if number else "Địa chỉ này chưa ghi số của tệp.",
        "Tệp có thể đã được xóa cùng dữ liệu minh họa. Đề nghị chọn tệp ở trang Tiếp nhận, mục Tệp đã nhận.",
    )
    _back()


def _back() -> None:
    st.page_link(
        INTAKE, label="Về trang Tiếp nhận", icon=":material/arrow_back:", query_params={"muc": "Tệp đã nhận"}
    )


def _short(path: str) -> str:
    """A file's name without folders, whichever system they are of."""
    return PurePosixPath(path.replace("\\", "/")).name or path


def _sentence(file: Any) -> str:
    """What the file is, whose, and when it came, as a secretary would read it out."""
    form = FORM_LABELS.get(file.form, "Tệp chưa rõ biểu mẫu")
    unit = unit_names(plan()).get(file.unit_id)
    whose = f" của <b>{escape(unit)}</b>" if unit else ""
    by = f", {escape(file.recorded_by)} ghi nhận" if file.recorded_by else ""
    return f"{escape(form)}{whose}, nhận ngày <b>{format_date(file.received_on.date())}</b>{by}."


def _facts(file: Any, found: "pd.DataFrame") -> str:
    """What became of the file, whether it counts, how it was typed, in one line; HTML."""
    encoding = file.encoding if isinstance(file.encoding, str) else None
    said = {"unicode": "bảng mã Unicode", None: "chưa rõ bảng mã"}.get(encoding, "")
    words = [
        status_badge_of(file.status),
        escape(standing(file)),
        escape(said or f"bảng mã {ENCODING_LABELS.get(encoding or '', encoding)}"),
        escape(_counted(found) or "không có lỗi, cảnh báo"),
    ]
    return f"<p class='th-facts'>{' · '.join(words)}</p>"


def _counted(found: "pd.DataFrame") -> str:
    errors = int((found["severity"] == "error").sum())
    counts = [(errors, "lỗi"), (len(found) - errors, "cảnh báo")]
    return ", ".join(f"{format_count(count)} {word}" for count, word in counts if count)


def _actions(file: Any, *, is_kept: bool) -> None:
    """What can be done with the file: one row of buttons, each button one entry."""
    with st.container(horizontal=True, vertical_alignment="center", key="viec-voi-tep"):
        if is_kept:
            st.download_button(
                "Tải tệp gốc",
                data=lambda: store().archive.read(file.sha256),
                file_name=_short(file.path),
                on_click="ignore",
                icon=":material/download:",
                key="tai-tep",
                help="Đúng từng byte như khi nhận.",
            )
        _back()


# -- the file itself -----------------------------------------------------------------------------------------


def _opened(file: Any) -> Book | Unreadable | None:
    """The file's sheets in Unicode; None where the store never got its bytes."""
    encoding = file.encoding if isinstance(file.encoding, str) else None
    try:
        return _read(file.sha256, PurePosixPath(_short(file.path)).suffix, encoding, plan()) if file.sha256 else None
    except FileNotFoundError:
        return None


@st.cache_resource(max_entries=3, show_spinner="Đang mở tệp…")
def _read(digest: str, ending: str, encoding: str | None, _plan: Plan) -> Book | Unreadable:
    """Read a kept file in the reading process. Shared by all sessions: never to be changed."""
    (answer,) = read([(f"tep{ending}", store().archive.read(digest))])
    is_legacy = isinstance(answer, Book) and encoding in ENCODING_LABELS
    return decoded(answer, encoding, _plan) if is_legacy else answer  # type: ignore[arg-type]


def _not_to_be_opened(found: "pd.DataFrame", answer: Unreadable | None) -> None:
    """A file that cannot be looked at says why, in the words that its unit was told."""
    for row in found.head(FINDINGS_SHOWN).itertuples():
        html("<div class='th-note th-refused'><b>{}.</b> {}</div>", RULES[row.slug].title, row.message)
    if answer is None:
        html("<p class='th-quiet'>{}</p>", "Kho dữ liệu không giữ nội dung của tệp này nên không mở ra xem được.")
    elif found.empty:
        html("<p class='th-quiet'>{}</p>", "Không mở được tệp này để xem; tệp gốc vẫn tải về được.")


def _contents(file: Any, book: Book, found: "pd.DataFrame") -> None:
    """The findings, then the sheet or table asked for with its cell marked, others to choose."""
    given = plan()
    tabs = view.tabs_of(book, given, file.form)
    listed = [(r.severity, _or_none(r.sheet), _or_none(r.cell), r.message) for r in found.itertuples()]
    notes = view.notes_at(book, tabs, listed)
    tab, place, wrong = _asked(book, tabs, notes)
    _findings(file, book, tabs, found, expanded=place is None and not wrong)
    for words in wrong:
        html("<div class='th-note'>{}</div>", words)
    _typed(file)
    if tab is not None:
        _sheets(file, book, tabs, notes, tab, place)
    if book.kind == "word":
        _paragraphs(book, is_open=tab is None or place is None)


def _or_none(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _asked(
    book: Book, tabs: Sequence[Tab], notes: dict[int, Any]
) -> tuple[Tab | None, Place | None, list[str]]:
    """The tab and place that the address names, and what of it does not exist, in words."""
    given = st.query_params
    wanted, cell, row = given.get("trang"), given.get("o"), given.get("dong")
    wrong = []
    place: Place | None = None if book.kind == "word" else view.place_of(cell)
    if place is None and row and row.isascii() and row.isdigit() and 0 < int(row[:8]):
        place = (int(row[:8]) - 1, None)
    if place is None and cell:
        wrong.append(
            f"Bảng trong tệp Word không có địa chỉ ô như “{cell}”."
            if book.kind == "word"
            else f"“{cell}” không phải địa chỉ ô; địa chỉ ô là chữ của cột và số của dòng, ví dụ D7."
        )
    elif place is None and row:
        wrong.append(f"“{row}” không phải số của một dòng.")
    tab = view.find_tab(book, tabs, wanted, place)
    if tab is None:
        wrong.append(f"Tệp này không có {_kind(book)} “{wanted}”. Dưới đây là {_kind(book)} đầu tiên.")
        return view.find_tab(book, tabs, None), None, wrong
    rows, columns = view.extent(book.sheets[tab.at], notes.get(tab.at, view.NOTHING))
    if place is not None and (place[0] >= rows or (place[1] or 0) >= columns):
        last = cell_name(rows - 1, columns - 1) if place[1] is not None else f"dòng {rows}"
        held = f"chỉ có dữ liệu đến {last}" if rows else "trống"
        wrong.append(f"{_kind(book).capitalize()} “{tab.title}” {held}; không có {view.name_of(place)}.")
        place = None
    return tab, place, wrong


def _kind(book: Book) -> str:
    return "bảng" if book.kind == "word" else "trang tính"


def _typed(file: Any) -> None:
    """How the file was typed, where that is not as it is shown."""
    if file.encoding in ENCODING_LABELS:
        html(
            "<p class='th-quiet'>{}</p>",
            f"Tệp gõ bằng bảng mã {ENCODING_LABELS[file.encoding]}; chữ dưới đây đã chuyển sang Unicode để đọc. "
            "Tệp tải về vẫn như khi nhận.",
        )
    elif not isinstance(file.encoding, str):
        html("<p class='th-quiet'>{}</p>", "Không xác định được bảng mã chữ Việt nên chữ được để nguyên như trong tệp.")


def _findings(
    file: Any, book: Book, tabs: Sequence[Tab], found: "pd.DataFrame", *, expanded: bool
) -> None:
    """What was found in the file, each with a link to its cell."""
    if found.empty:
        return
    with st.expander(f"{_counted(found)} trong tệp này", expanded=expanded, key="diem-cua-tep"):
        table(
            ["Loại", "Ở đâu", "Nội dung"],
            [
                [
                    severity_badge(row.severity, RULES[row.slug].title),
                    _where(int(file.file_id), book, tabs, _or_none(row.sheet), _or_none(row.cell)),
                    escape(row.message),
                ]
                for row in found.head(FINDINGS_SHOWN).itertuples()
            ],
        )
        if len(found) > FINDINGS_SHOWN:
            rest = f"Hiện {FINDINGS_SHOWN} điểm đầu trong {format_count(len(found))}; đề nghị tải bảng để xem đủ."
            html("<p class='th-quiet'>{}</p>", rest)
        downloads(f"diem-cua-tep-{file.file_id}", lambda: _findings_frame(file, found), "Lỗi, cảnh báo")


def _where(file_id: int, book: Book, tabs: Sequence[Tab], sheet: str | None, cell: str | None) -> str:
    """The place of a finding, as a link where it can be looked at; HTML."""
    words = f"{sheet}, ô {cell}" if cell else sheet or "Cả tệp"
    is_there = sheet is not None and view.find_tab(book, tabs, sheet, view.place_of(cell)) is not None
    return to_cell(words, file_id, sheet, cell) if is_there else escape(words)


def _findings_frame(file: Any, found: "pd.DataFrame") -> "pd.DataFrame":
    columns = ["path", "unit", "slug", "severity", "sheet", "cell", "value", "message"]
    rows = found.assign(path=file.path, unit=file.unit_id)[columns]
    return findings_frame(rows.itertuples(index=False, name=None), plan())


# -- a sheet -------------------------------------------------------------------------------------------------


def _sheets(
    file: Any, book: Book, tabs: Sequence[Tab], notes: dict[int, Notes], tab: Tab, place: Place | None
) -> None:
    """The sheet on show, a part of it where it is long; the tabs to choose from, the way back to the cell."""
    key = f"{file.file_id}-{tab.at}-{place}-{st.session_state.get(AGAIN, 0)}"
    chosen = _chosen(tabs, tab, f"trang-tinh-{key}")
    sheet, found = book.sheets[chosen.at], notes.get(chosen.at, view.NOTHING)
    asked = place if chosen == tab else None
    rows, columns = view.extent(sheet, found)
    if not rows or not columns:
        empty(f"{_kind(book).capitalize()} này trống.")
        return
    row, column = asked or (None, None)
    bar = st.empty()
    with st.container(horizontal=True, vertical_alignment="center", key="phan-trang"):
        said = st.empty()
        on_rows = _part(view.parts(rows, view.ROWS, row), row, f"dong-{key}-{chosen.at}", "dòng")
        on_columns = _part(
            view.parts(columns, view.COLUMNS, column, near=view.COLUMNS), column, f"cot-{key}-{chosen.at}", "cột"
        )
    said.html(_part_said(on_rows, on_columns, rows, columns, has_letters=book.kind != "word"))
    is_seen = row in on_rows and (column is None or column in on_columns)
    if asked is not None and is_seen:
        bar.html(_bar(asked, view.text_at(sheet, asked), found))
    elif place is not None:
        bar.button(
            f"Về {_named(place)}, {_kind(book)} {tab.title}", on_click=_look_again, key="ve-o", type="tertiary",
            icon=":material/my_location:",
        )  # fmt: skip
    head = view.heading_rows(chosen, sheet, plan(), file.form)
    shown = view.window(sheet, on_rows, on_columns, asked=asked, notes=found, head=head)
    st.html(grid_html(shown, f"{_kind(book).capitalize()} {chosen.title}", has_letters=book.kind != "word"))
    if any(place[0] in on_rows and place[1] in on_columns for place in found):
        st.html(
            "<p class='th-quiet'>Ô có màu và dấu <b>✗</b> là lỗi, <b>▲</b> là cảnh báo; đưa chuột lên ô để đọc, "
            "hoặc xem danh sách ở trên.</p>"
        )


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
            "Trang tính", list(named), default=tab.at, format_func=named.__getitem__, key=key, required=True,
            label_visibility="collapsed",
        )  # fmt: skip
    return by_place[tab.at if at is None else at]


def _part(divided: Sequence[range], asked: int | None, key: str, what: str) -> range:
    """Let the reader turn to another part of a long or wide sheet; the one asked for is open."""
    if len(divided) == 1:
        return divided[0]
    number = st.pagination(len(divided), default=view.part_of(divided, asked), key=key)
    return divided[min(number, len(divided)) - 1]


def _part_said(on_rows: range, on_columns: range, rows: int, columns: int, *, has_letters: bool) -> str:
    """Which rows and columns are on show, of how many; HTML."""
    said = f"Dòng {format_count(on_rows[0] + 1)}–{format_count(on_rows[-1] + 1)}"
    if len(on_rows) < rows:
        said += f" trong {format_count(rows)} dòng"
    if has_letters and len(on_columns) < columns:
        said += f", cột {column_name(on_columns[0])}–{column_name(on_columns[-1])} (đến cột {column_name(columns - 1)})"
    return f"<p class='th-quiet'>{said}</p>"


def _named(place: Place) -> str:
    return view.name_of(place) if place[1] is None else f"ô {view.name_of(place)}"


def _bar(asked: Place, text: str, notes: Notes) -> str:
    """The cell asked for and all it holds, as the line above a sheet says it, with what was found there; HTML."""
    row, column = asked
    found = notes.get((row, column), ()) if column is not None else ()
    said = "".join(
        f"<p>{severity_badge('error' if note.is_error else 'warning', 'Lỗi' if note.is_error else 'Cảnh báo')} "
        f"{escape(note.message)}</p>"
        for note in found
    )
    held = escape(text) if text else "<i>ô trống</i>" if column is not None else "<i>dòng trống</i>"
    return (
        f"<div class='th-cell-bar'><a href='#{HERE}' title='Đến chỗ được đánh dấu'>"
        f"{escape(_named(asked)).capitalize()}</a><div><b>{held}</b>{said}</div></div>"
    )


def grid_html(window: Window, name: str, *, has_letters: bool) -> str:
    """A part of a sheet as a table with row numbers and, but for Word, column letters."""
    letters = "".join(f"<th scope='col'>{letter}</th>" for letter in window.letters)
    head = f"<thead><tr><th></th>{letters}</tr></thead>" if has_letters else ""
    above = "".join(_line_html(line) for line in window.head)
    gap = f"<tr class='th-gap'><th>⋮</th><td colspan='{len(window.letters)}'></td></tr>" if window.head else ""
    body = "".join(_line_html(line) for line in window.lines)
    return (
        f"<div class='th-sheet' role='region' tabindex='0' aria-label='{escape(name)}'>"
        f"<table>{head}<tbody>{above}{gap}{body}</tbody></table></div>"
    )


def _line_html(line: Line) -> str:
    mark = f" class='th-asked' id='{HERE}' aria-current='location'" if line.is_asked else ""
    return f"<tr{mark}><th scope='row'>{line.number}</th>{''.join(map(_cell_html, line.cells))}</tr>"


def _cell_html(cell: Cell) -> str:
    kinds = [
        word
        for word, holds in (
            ("th-n", cell.is_number), ("th-dead", cell.is_dead),
            ("th-warned", bool(cell.notes)), ("th-wrong", any(note.is_error for note in cell.notes)),
            ("th-asked", cell.is_asked),
        )
        if holds
    ]  # fmt: skip
    marks = f" class='{' '.join(kinds)}'" if kinds else ""
    marks += f" id='{HERE}' aria-current='location'" if cell.is_asked else ""
    marks += f" rowspan='{cell.rows}'" if cell.rows > 1 else ""
    marks += f" colspan='{cell.columns}'" if cell.columns > 1 else ""
    said = "\n".join(note.message for note in cell.notes)
    marks += f" title='{escape(said)}'" if said else ""
    return f"<td{marks}>{escape(cell.text)}</td>"


def _paragraphs(book: Book, *, is_open: bool) -> None:
    """What a Word file says outside its tables, in its order."""
    if book.paragraphs:
        lines = "".join(f"<p>{escape(text)}</p>" for text in book.paragraphs[:PARAGRAPHS_SHOWN])
        more = len(book.paragraphs) - PARAGRAPHS_SHOWN
        rest = f"<p class='th-quiet'>Còn {format_count(more)} đoạn nữa trong tệp gốc.</p>" if more > 0 else ""
        st.html(
            f"<details class='th-more th-word'{' open' if is_open else ''}><summary>Chữ ngoài bảng "
            f"({format_count(len(book.paragraphs))} đoạn)</summary>{lines}{rest}</details>"
        )
    if book.hidden_text:
        html("<p class='th-quiet'>{}</p>", "Tệp còn chữ ở nơi không đọc được (khung hình, chú thích); xem trong tệp gốc.")
