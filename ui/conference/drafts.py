"""Against the last draft: which numbers of the report moved since, and why (which unit, which file)."""

from typing import TYPE_CHECKING

import streamlit as st

from tonghop.actions.report_files import Drafted, since
from tonghop.errors import Stop
from tonghop.outputs.stamp import made_from
from tonghop.report.against import Comparison, Moved
from tonghop.report.document import Made
from tonghop.vietnamese import format_count, format_date
from ui.memory import remembered
from ui.session import plan, rows_of, store, version
from ui.widgets import filters
from ui.widgets.markup import Html
from ui.widgets.parts import downloads, empty, heading, note, table
from ui.widgets.words import names_by_id

if TYPE_CHECKING:
    import pandas as pd

REASONS_AT_MOST = 12


def compare(draft: Drafted) -> None:
    """Take an earlier draft (its file, or a meeting) and tell what moved since."""
    left, right = filters.row(2)
    with left:
        file = st.file_uploader(
            "Bản dự thảo trước (.docx hoặc .pptx đã xuất từ đây)",
            type=["docx", "pptx"],
            key="ban-truoc",
            max_upload_size=20,
        )
    with right:
        meetings = {str(row.held_at): (row.name, row.held_at) for row in rows_of("meeting_list")}
        words = {key: f"{name}, {held:%H:%M ngày %d/%m/%Y}" for key, (name, held) in meetings.items()}
        chosen = filters.choice("Hoặc so với lúc họp", words, "luc-hop", "Chưa chọn") if words else ""
    if file is not None:
        made = _read(file.getvalue())
    elif chosen:
        held = meetings[chosen][1]
        made = Made(held.date(), version(), held)
    else:
        empty(
            "Chưa chọn bản để so.", "Đề nghị tải lên bản dự thảo đã xuất trước đây, hoặc chọn một buổi họp đã đánh dấu."
        )
        return
    if made:
        _told(made, _since(version(), draft.made, made, draft))


def _read(content: bytes) -> Made | None:
    try:
        return made_from(plan(), content)
    except Stop as stop:
        note(stop.message, stop.remedy)
        return None


@remembered(show_spinner="Đang so sánh…")
def _since(version: int, now: Made, made: Made, _draft: Drafted) -> Comparison:
    return since(store(), made, _draft)


def _told(made: Made, found: Comparison) -> None:
    when = f"{made.made_at:%H:%M} ngày {format_date(made.made_at.date())}"
    if not found.moved:
        empty(
            f"Không số nào đổi so với bản lúc {when}.",
            f"Đã so {format_count(found.compared)} số (bản trước tính đến hết ngày {format_date(made.as_of)}).",
        )
        return
    heading(
        f"{format_count(len(found.moved))} số đã đổi so với bản lúc {when}",
        f"Đã so {format_count(found.compared)} số; bản trước tính đến hết ngày {format_date(made.as_of)}.",
    )
    rows = [[m.says, m.before or "–", m.after or "–", _why(m)] for m in found.moved]
    table(["Số liệu", "Bản trước", "Nay", "Vì sao"], rows, numeric=[1, 2])
    downloads("so-voi-ban-truoc", lambda: _frame(found), "So với bản trước")


def _why(moved: Moved) -> Html:
    names = names_by_id(plan())
    said = [
        Html("{}: {} → {}").format(
            names.get(one.unit_id, one.unit_id), format_count(one.before), format_count(one.after)
        )
        + (Html(" <span class='th-quiet'>({})</span>").format(one.path) if one.path else "")
        for one in moved.reasons
    ]
    if not said:
        return Html("Cách đếm hoặc kế hoạch đã đổi.")
    if len(said) <= REASONS_AT_MOST // 3:
        return Html("<br>").join(said)
    return Html("<details class='th-more'><summary>{} đơn vị</summary>{}</details>").format(
        len(said), Html("<br>").join(said)
    )


def _frame(found: Comparison) -> "pd.DataFrame":
    import pandas as pd

    names = names_by_id(plan())
    rows = [
        {
            "Số liệu": moved.says, "Bản trước": moved.before, "Nay": moved.after,
            "Đơn vị": names.get(reason.unit_id, reason.unit_id), "Từ": reason.before, "Thành": reason.after,
            "Tệp": reason.path,
        }
        for moved in found.moved
        for reason in moved.reasons
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["Số liệu", "Bản trước", "Nay", "Đơn vị", "Từ", "Thành", "Tệp"])
