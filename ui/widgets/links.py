"""Ways from one page to another that carry the filters along, and the state of a store without data."""

from urllib.parse import urlencode

import streamlit as st

from ui.session import has_receipts, past_in_address, plan
from ui.widgets.clicks import clicked
from ui.widgets.filters import ALL, TO_CALL, status_words
from ui.widgets.markup import Html
from ui.widgets.parts import empty, html
from ui.widgets.words import labels

TRACKING, INTAKE = "pages/theo_doi_nop.py", "pages/tiep_nhan.py"
FILE = "tep"
"""The address of the page that shows one file as it came; its parameters are `so`, `trang`, `o`, `dong`."""


def to_cell(text: str, file_id: int, sheet: str | None = None, cell: str | None = None, row: int | None = None) -> Html:
    """Link to the file as it came, with a cell marked (in Word a row of the table, from 1)."""
    given = {"so": file_id, "trang": sheet, "o": cell, "dong": row} | past_in_address()
    address = urlencode({key: value for key, value in given.items() if value is not None})
    return Html("<a class='th-src' href='{}?{}' title='Xem trong tệp'>{}</a>").format(FILE, address, text)


def to_be_called(label: str) -> None:
    """Offer all units that somebody has to be called about, whatever was filtered before."""
    st.button(label, key="can-goi", type="tertiary", icon=":material/arrow_forward:", on_click=_leave, args=(TO_CALL,))


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
