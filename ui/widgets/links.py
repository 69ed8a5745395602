"""Ways from one page to another that carry the filters along, and the state of a store without data."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from tonghop.intake.addresses import is_in_paper
from tonghop.plan.model import Unit
from tonghop.vietnamese import format_count
from ui.session import as_of, has_receipts, past_in_address, plan
from ui.widgets.clicks import clicked
from ui.widgets.filters import ALL, status_words
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import empty, html
from ui.widgets.words import labels

TRACKING, INTAKE, READING = "pages/theo_doi_nop.py", "pages/tiep_nhan.py", "pages/doc_bao_cao.py"
FILE, UNIT, READ = "tep", "don-vi-chi-tiet", "doc-bao-cao"
"""The addresses of the page of a file as it came (parameters `so`, `trang`, `o`, `dong`) and of that of a unit."""
PART = "o-ho-so"
"""The parameter that names a part of a unit's dossier: both ids, a dot between."""
TRACKED, CHANGES, CHASING, MODELS, SELECTION = "theo-doi-nop", "thay-doi", "don-doc", "mo-hinh", "xet-chon-mo-hinh"


def address(page: str, chosen: Mapping[str, str] | None = None, day: date | None = None) -> str:
    """The address of a page with filters chosen, on the day shown, in the past looked back to; not yet escaped.

    A click stays in the app (ui/server/page.js) and keeps what the session keeps; a new tab has it from the address.
    """
    said = {**(chosen or {}), "ngay": (day or as_of()).isoformat(), **past_in_address()}
    return f"{page or '/'}?{urlencode(said)}"


def to(
    text: object, page: str, chosen: Mapping[str, str] | None = None, day: date | None = None, *, stays: bool = False
) -> Html:
    """Text that leads to a page with filters chosen; `stays`: on that page what is chosen else stays chosen."""
    made = Html("<a class='th-to' data-stay href='{}'>{}</a>") if stays else Html("<a class='th-to' href='{}'>{}</a>")
    return made.format(address(page, chosen, day), text)


def to_unit(unit: Unit, day: date | None = None, text: object = None) -> Html:
    """A unit's name, or what stands for it, that leads to its page."""
    return to(unit.name if text is None else text, UNIT, {"don-vi": unit.name}, day)


def part_address(unit_id: str, part: str, day: date) -> str:
    """The address that opens one part of one unit on Theo dõi nộp, to be dealt with; not yet escaped."""
    return address(TRACKED, {PART: f"{unit_id}.{part}"}, day)


def names(of: Sequence[str], day: date | None = None) -> list[object]:
    """Names of units, each leading to its page; a name that is none is only said."""
    known = {unit.name: unit for unit in plan().units}
    return [to_unit(known[name], day) if name in known else name for name in of]


def rests_on(reporting: int, expected: int, missing: Sequence[str], what: str = "đơn vị báo cáo") -> None:
    """ "52/53 đơn vị báo cáo · thiếu: …", each name leading to its unit, all names unfolding where they are many."""
    said = Html("<b>{}/{}</b> {}").format(format_count(reporting), format_count(expected), what)
    if not missing:
        show_html(Html("<p class='th-rests'>{}</p>").format(said))
        return
    if len(missing) <= 2:
        show_html(Html("<p class='th-rests'>{} · thiếu: {}</p>").format(said, joined(names(missing), ", ")))
        return
    listed = joined(Html("<li>{}</li>").format(name) for name in names(missing))
    show_html(
        Html("<details class='th-rests'><summary>{} · thiếu {} đơn vị: {}…</summary><ul>{}</ul></details>").format(
            said, len(missing), missing[0], listed
        )
    )


def to_cell(
    text: str,
    file_id: int,
    sheet: str | None = None,
    cell: str | None = None,
    row: int | None = None,
    figure: tuple[str, int] | None = None,
) -> Html:
    """Link to the file as it came, with a cell marked (in Word a row of the table, from 1).

    `figure`: indicator and year; in a paper its number is pointed at among the others of the sentence.
    """
    key = f"{figure[0]}.{figure[1]}" if figure and is_in_paper(cell) else None
    given = {"so": file_id, "trang": sheet, "o": cell, "dong": row, "chon": key} | past_in_address()
    address = urlencode({key: value for key, value in given.items() if value is not None})
    return Html("<a class='th-src' href='{}?{}' title='Xem trong tệp'>{}</a>").format(FILE, address, text)


def to_reading(text: str, file_id: int) -> Html:
    """Link to the page that reads a report, by its paper's number."""
    address = urlencode({"so": file_id} | past_in_address())
    return Html("<a class='th-to' href='{}?{}'>{}</a>").format(READ, address, text)


def to_tracking() -> None:
    """Go from the bar that was clicked to the units it counts: the part and the status become the filters."""
    match clicked("tien-do"):
        case part, status if status in status_words():
            _leave(status, part)


def follow() -> None:
    """Leave for the page of submissions if a click asked for it."""
    if address := st.session_state.pop("_di-den", None):
        st.switch_page(TRACKING, query_params=address)


def _leave(status: str, part: str = "") -> None:
    """Ask to leave for Theo dõi nộp with a status, a part, and nothing else narrowed.

    What is chosen goes into the address; what is let go of goes out of the session (an address cannot say that).
    """
    for key in ("loai", "thanh-phan", "tinh-trang", "ten"):
        if key in st.session_state:
            st.session_state[key] = ALL
    chosen = {"tinh-trang": status_words()[status], "thanh-phan": labels(plan().obligations).get(part)}
    st.session_state["_di-den"] = {key: words for key, words in chosen.items() if words}


def no_data_yet(what: str = "Khi các đơn vị gửi hồ sơ, tiến độ sẽ hiện ở đây.") -> None:
    """The state of an empty store: what is not there yet, and the one way to bring it."""
    empty("Chưa có dữ liệu", f"{what} Vào trang Tiếp nhận để tải tệp các đơn vị gửi lên.")
    st.page_link(INTAKE, label="Vào trang Tiếp nhận", icon=":material/arrow_forward:")


def without_register() -> None:
    """Say that no register has been taken in, where one has not: nothing received is then nothing recorded."""
    if not has_receipts():
        html(
            "<div class='th-note'><b>{}</b> {}</div>",
            "Chưa nạp sổ tiếp nhận.",
            "Tình trạng nộp hồ sơ tính theo sổ này nên đang hiện là chưa nộp. Vào trang Tiếp nhận để tải sổ lên.",
        )
