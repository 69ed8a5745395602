"""Ways from one page to another that carry the filters along, and the state of a store without data."""

import streamlit as st

from ui.parts import empty

TRACKING, INTAKE = "pages/theo_doi_nop.py", "pages/tiep_nhan.py"
CALL_WORDS = "Cần đôn đốc"


def to_be_called(label: str) -> None:
    """Link to the units that somebody has to be called about."""
    st.page_link(
        TRACKING, label=label, icon=":material/arrow_forward:", query_params={"tinh-trang": CALL_WORDS}
    )


def to_tracking() -> None:
    """Go from the bar that was clicked to the units it counts: the part and the status become the filters."""
    chosen = st.session_state.get("tien-do")
    points = chosen["selection"]["points"] if chosen else []
    if points and (marked := points[0].get("customdata")):
        part, status = marked[0], marked[1]
        st.session_state["thanh-phan"] = part
        st.session_state["tinh-trang"] = status
        st.session_state["_di-den"] = TRACKING


def follow() -> None:
    """Leave for the page that a click asked for, if one did."""
    if target := st.session_state.pop("_di-den", None):
        st.switch_page(target)


def no_data_yet(what: str = "Khi các đơn vị gửi hồ sơ, tiến độ sẽ hiện ở đây.") -> None:
    """The state of an empty store: what is not there yet, and the one way to bring it."""
    empty("Chưa có dữ liệu", f"{what} Vào trang Tiếp nhận để tải tệp các đơn vị gửi lên.")
    st.page_link(INTAKE, label="Vào trang Tiếp nhận", icon=":material/arrow_forward:")


