"""One file as it came: what it is, what was found in it, and its sheets with the cell marked that somebody asked for.

The address names the file and the place (`ui.widgets.links.to_cell`); what is shown of a sheet is worked out in
`tonghop.intake.sheet_view`. A place that does not exist is said in words, never an error.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import streamlit as st

from tonghop.alike import alike, told
from tonghop.findings import RULES, Finding
from tonghop.forms import FORM_LABELS, PAPER_ENTRY
from tonghop.intake import sheet_view as view
from tonghop.intake.account import Account
from tonghop.intake.addresses import cell_name, said_cell
from tonghop.intake.reading import ENCODING_LABELS, Intake, decoded
from tonghop.intake.sheet_view import Notes, Place, Tab
from tonghop.intake.unit_paper import OTHER, Paper
from tonghop.officefiles.reader import Book, Unreadable, read
from tonghop.store.loads import PARTIAL, what_is_known
from tonghop.vietnamese import format_count, format_date
from ui.intake import paper_file, paper_naming, withdrawal
from ui.intake.returning import copy_button
from ui.intake.sheet import kind_of, named, sentence_case, show_sheets
from ui.memory import remembered
from ui.session import ask, plan, store, version
from ui.tracking.receipts import kind_badge
from ui.tracking.received import findings_frame, standing, status_badge_of
from ui.widgets.links import INTAKE, to_cell
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import downloads, empty, html, table, title
from ui.widgets.words import ON_SCREEN, download_name, names_by_id, short_name

if TYPE_CHECKING:
    import pandas as pd

FINDINGS_SHOWN = 100
PARAGRAPHS_SHOWN = 200


def show_file() -> None:
    """The page: the file that the address names."""
    file = _file_named(st.query_params.get("so"))
    if file is None:
        _no_such_file()
        return
    found = ask("file_findings", file_id=int(file.file_id))
    title(short_name(file.path, file.form), _sentence(file))
    show_html(_facts(file, found))
    if paper_file.is_paper(file):
        _actions(file, found, is_kept=True)
        paper_naming.ask(file)
        if paper_file.show(file):
            return
        book = _opened(file)
    else:
        book = _opened(file)
        _actions(file, found, is_kept=book is not None)
        paper_naming.ask(file)
    if isinstance(book, Book):
        _contents(file, book, found)
    else:
        _not_to_be_opened(file, found, book)


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
    st.page_link(INTAKE, label="Về trang Tiếp nhận", icon=":material/arrow_back:", query_params={"muc": "Tệp đã nhận"})


def _sentence(file: Any) -> Html:
    """What the file is, whose, and when it came, as a secretary would read it out."""
    form = FORM_LABELS.get(file.form, "Tệp chưa rõ biểu mẫu")
    if file.status == "paper":
        form = Paper(file.paper_kind or OTHER, _text(file.paper_number)).label
    unit = names_by_id(plan()).get(file.unit_id)
    whose = Html(": <b>{}</b>").format(unit) if unit else ""
    by = f"; người ghi nhận: {file.recorded_by}" if file.recorded_by else ""
    return Html("{}{}, nhận ngày <b>{}</b>{}.").format(form, whose, format_date(file.received_on.date()), by)


def _facts(file: Any, found: "pd.DataFrame") -> Html:
    """What became of the file, whether it counts, how it was typed, in one line."""
    words = [standing(file)]
    if isinstance(file.encoding, str):
        words.append(f"bảng mã {ENCODING_LABELS.get(file.encoding, 'Unicode')}")
    words.append(_counted(found) or "không có lỗi, cảnh báo")
    return Html("<p class='th-facts'>{} · {}</p>").format(status_badge_of(file.status), " · ".join(words))


def _counted(found: "pd.DataFrame") -> str:
    errors = int((found["severity"] == "error").sum())
    counts = [(errors, "lỗi"), (len(found) - errors, "cảnh báo")]
    return ", ".join(f"{format_count(count)} {word}" for count, word in counts if count)


def _actions(file: Any, found: "pd.DataFrame", *, is_kept: bool) -> None:
    """What can be done with the file: taken away as it came or marked, withdrawn or put back."""
    with st.container(horizontal=True, vertical_alignment="center", key="viec-voi-tep"):
        if is_kept:
            st.download_button(
                "Tải tệp gốc",
                data=lambda: store().archive.read(file.sha256),
                file_name=download_name(file.path, file.form),
                on_click="ignore",
                icon=":material/download:",
                key="tai-tep",
                help="Đúng từng byte như khi nhận.",
            )
            paper_file.reading_link(file)
            if len(found) and file.form not in (*ON_SCREEN, PAPER_ENTRY):
                copy_button(
                    file.path,
                    lambda: store().archive.read(file.sha256),
                    findings_of(found),
                    _text(file.unit_id),
                    "tep",
                    file.status == PARTIAL,
                )
            withdrawal.button(file)
        _back()
    withdrawal.question(file)


def findings_of(rows: "pd.DataFrame") -> list[Finding]:
    """Rows of `file_findings` as findings."""
    return [
        Finding(row.slug, row.severity, _text(row.sheet), _text(row.cell), _text(row.value), row.message)
        for row in rows.itertuples()
    ]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


# -- the file itself -----------------------------------------------------------------------------------------


def _opened(file: Any) -> Book | Unreadable | None:
    """The file's sheets in Unicode; None where the store never got its bytes."""
    encoding = file.encoding if isinstance(file.encoding, str) else None
    ending = PurePosixPath(download_name(file.path, file.form)).suffix
    try:
        return _read(version(), file.sha256, ending, encoding) if file.sha256 else None
    except FileNotFoundError:
        return None


@remembered(max_entries=3, show_spinner="Đang mở tệp…")
def _read(version: int, digest: str, ending: str, encoding: str | None) -> Book | Unreadable:
    """Read a kept file in the reading process. Shared by all sessions: never to be changed."""
    (answer,) = read([(f"tep{ending}", store().archive.read(digest))])
    is_legacy = isinstance(answer, Book) and encoding in ENCODING_LABELS
    return decoded(answer, encoding, plan()) if is_legacy else answer  # type: ignore[arg-type]


@remembered(max_entries=3, show_spinner="Đang đọc từng ô…")
def _account(version: int, digest: str, _book: Book, received_on: date) -> Account:
    """What became of each cell of a kept file, read by the plan and the names as they are known today."""
    given = plan()
    aliases = what_is_known(store(), store().current).aliases
    return Intake(given, given.name_resolver(aliases), received_on).account(_book)


def _not_to_be_opened(file: Any, found: "pd.DataFrame", answer: Unreadable | None) -> None:
    """A file that cannot be looked at says why, in the words that its unit was told."""
    for row in found.head(FINDINGS_SHOWN).itertuples():
        html("<div class='th-note th-refused'><b>{}.</b> {}</div>", RULES[row.slug].title, row.message)
    if answer is None:
        html("<p class='th-quiet'>{}</p>", "Kho dữ liệu không giữ nội dung của tệp này nên không mở ra xem được.")
    elif file.status == "paper":
        words = "Bản chụp, tệp PDF không có chữ, tệp đời cũ (.doc, .rtf) được lưu nguyên; đề nghị tải tệp gốc về xem."
        html("<p class='th-quiet'>{}</p>", words)
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
        show_sheets(
            book, tabs, tab, place=place, notes=notes, form=file.form, key=str(file.file_id),
            account=None if file.form in ON_SCREEN else lambda: _account(
                version(), file.sha256, book, file.received_on.date()
            ),
        )  # fmt: skip
    if book.kind == "word":
        _paragraphs(book, is_open=tab is None or place is None)


def _or_none(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _asked(book: Book, tabs: Sequence[Tab], notes: Mapping[int, Notes]) -> tuple[Tab | None, Place | None, list[str]]:
    """The tab and place that the address names, and what of it does not exist, in words."""
    given = st.query_params
    wanted, cell, row = given.get("trang"), given.get("o"), given.get("dong")
    wrong = []
    place: Place | None = None if book.kind == "word" else view.place_of(cell)
    if place is None and row and row.isascii() and row.isdigit() and int(row[:8]) > 0:
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
        wrong.append(f"Tệp này không có {kind_of(book)} “{wanted}”. Dưới đây là {kind_of(book)} đầu tiên.")
        return view.find_tab(book, tabs, None), None, wrong
    rows, columns = view.extent(book.sheets[tab.at], notes.get(tab.at, view.NOTHING))
    if place is not None and (place[0] >= rows or (place[1] or 0) >= columns):
        last = f"ô {cell_name(rows - 1, columns - 1)}" if place[1] is not None else f"dòng {rows}"
        held = f"chỉ có dữ liệu đến {last}" if rows else "trống"
        wrong.append(f"{sentence_case(kind_of(book))} “{tab.title}” {held}; không có {named(place)}.")
        place = None
    return tab, place, wrong


def _typed(file: Any) -> None:
    """How the file was typed, where that is not as it is shown."""
    if file.encoding in ENCODING_LABELS:
        html(
            "<p class='th-quiet'>{}</p>",
            f"Tệp gõ bằng bảng mã {ENCODING_LABELS[file.encoding]}; chữ dưới đây đã chuyển sang Unicode để đọc. "
            "Tệp tải về vẫn như khi nhận.",
        )
    elif not isinstance(file.encoding, str) and file.form not in ON_SCREEN:
        html("<p class='th-quiet'>{}</p>", "Không xác định được bảng mã chữ Việt nên chữ được để nguyên như trong tệp.")


def _findings(file: Any, book: Book, tabs: Sequence[Tab], found: "pd.DataFrame", *, expanded: bool) -> None:
    """What was found in the file, each with a link to its cell."""
    if found.empty:
        return
    groups = alike(found.itertuples())
    with st.expander(f"{_counted(found)} trong tệp này", expanded=expanded, key="diem-cua-tep"):
        table(
            ["Loại", "Ở đâu", "Nội dung"],
            [
                [
                    kind_badge(group),
                    _where(int(file.file_id), book, tabs, _or_none(group[0].sheet), _or_none(group[0].cell)),
                    told(group),
                ]
                for group in groups[:FINDINGS_SHOWN]
            ],
        )
        if len(groups) > FINDINGS_SHOWN:
            rest = f"Hiện {FINDINGS_SHOWN} dòng đầu trong {format_count(len(groups))}; đề nghị tải bảng để xem đủ."
            html("<p class='th-quiet'>{}</p>", rest)
        downloads(f"diem-cua-tep-{file.file_id}", lambda: _findings_frame(file, found), "Lỗi, cảnh báo")


def _where(file_id: int, book: Book, tabs: Sequence[Tab], sheet: str | None, cell: str | None) -> Html:
    """The place of a finding, as a link where it can be looked at."""
    words = f"{sheet}, {said_cell(cell)}" if cell else sheet or "Cả tệp"
    is_there = sheet is not None and view.find_tab(book, tabs, sheet, view.place_of(cell)) is not None
    return Html("<span class='th-nowrap'>{}</span>").format(to_cell(words, file_id, sheet, cell) if is_there else words)


def _findings_frame(file: Any, found: "pd.DataFrame") -> "pd.DataFrame":
    columns = ["path", "unit", "slug", "severity", "sheet", "cell", "value", "message"]
    rows = found.assign(path=file.path, unit=file.unit_id)[columns]
    return findings_frame(rows.itertuples(index=False, name=None), plan())


def _paragraphs(book: Book, *, is_open: bool) -> None:
    """What a Word file says outside its tables, in its order."""
    if book.paragraphs:
        lines = joined(Html("<p>{}</p>").format(text) for text in book.paragraphs[:PARAGRAPHS_SHOWN])
        more = len(book.paragraphs) - PARAGRAPHS_SHOWN
        rest = (
            Html("<p class='th-quiet'>Còn {} đoạn nữa trong tệp gốc.</p>").format(format_count(more))
            if more > 0
            else ""
        )
        show_html(
            Html("<details class='th-more th-word'{}><summary>Chữ ngoài bảng ({} đoạn)</summary>{}{}</details>").format(
                " open" if is_open else "", format_count(len(book.paragraphs)), lines, rest
            )
        )
    if book.hidden_text:
        html("<p class='th-quiet'>{}</p>", "Tệp còn chữ ở chỗ không đọc được (khung hình, chú thích).")
