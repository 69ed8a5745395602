"""What has come in: the history of files, and what is still open in them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import streamlit as st

from tonghop.alike import told
from tonghop.findings import RULES
from tonghop.forms import FORM_LABELS
from tonghop.intake.unit_paper import Paper
from tonghop.plan.model import Plan
from tonghop.vietnamese import format_count, format_date
from ui.session import ask, plan, store
from ui.tracking.receipts import alike_rows, finding_link, kind_badge
from ui.widgets import filters
from ui.widgets.links import to_cell, to_reading
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import downloads, empty, heading, table
from ui.widgets.words import download_name, names_by_id

if TYPE_CHECKING:
    import pandas as pd

FILE_STATUSES = {
    "accepted": ("on_time", "✓", "Nhận"),
    "partial": ("incomplete", "◐", "Nhận một phần"),
    "refused": ("missing", "✗", "Trả lại"),
    "paper": ("exempt", "▤", "Lưu văn bản"),
    "duplicate": ("exempt", "–", "Đã có trong kho"),
}
SEVERITIES = {"error": "Lỗi", "warning": "Cảnh báo"}
ROWS_SHOWN = 40


def status_badge_of(status: str) -> Html:
    """What became of a file, as symbol and words on its tint."""
    look, symbol, words = FILE_STATUSES[status]
    return Html("<span class='th-badge th-{}'><i aria-hidden='true'>{}</i> {}</span>").format(look, symbol, words)


def received_sentence(files: "pd.DataFrame", open_ones: "pd.DataFrame") -> Html:
    """What has come in and what is open, as a secretary would read it out; the parts add up."""
    if files.empty:
        return Html("Chưa nhận tệp nào.")
    counts = files["status"].value_counts()
    said = joined(
        (
            Html("<b>{}</b> {}").format(int(counts[status]), words.lower())
            for status, (_, _, words) in FILE_STATUSES.items()
            if status in counts.index
        ),
        ", ",
    )
    errors = int((open_ones["severity"] == "error").sum())
    warnings = len(open_ones) - errors
    rest = (
        Html("Đang chờ xử lý <b>{}</b> lỗi và <b>{}</b> cảnh báo.").format(errors, warnings)
        if len(open_ones)
        else "Không còn điểm nào chờ xử lý."
    )
    return Html("Đã nhận <b>{}</b> tệp: {}. {}").format(format_count(len(files)), said, rest)


# -- what is open --------------------------------------------------------------------------------------------


def open_findings() -> None:
    """The tab of what is open: by kind of unit, kind of finding, name; errors first."""
    given, rows = plan(), ask("open_findings")
    if rows.empty:
        empty("Không có điểm nào chờ xử lý", "Khi tệp có lỗi hoặc cảnh báo, từng điểm sẽ hiện ở đây.")
        return
    titles = {slug: RULES[slug].title for slug in RULES if slug in set(rows["slug"])}
    first, second, third = filters.row(3)
    with first:
        kind = filters.kind_filter()
    with second:
        slug = filters.choice("Loại điểm cần xem", titles, "loai-diem", "Mọi loại, lỗi trước")
    with third:
        wanted = filters.search_box("don-vi-tep", "Tìm đơn vị hoặc tệp")
    names = names_by_id(given)
    found = pick_findings(rows, given, kind, slug, wanted)
    units = found["unit_id"].nunique()
    heading(
        f"{format_count(len(found))} điểm của {format_count(units)} đơn vị",
        "Lỗi: tệp bị trả lại, chưa tính. Cảnh báo: đã tính, cần đơn vị xem lại.",
    )
    if found.empty:
        empty("Không có điểm nào khớp bộ lọc", "Đề nghị chọn lại loại đơn vị, loại điểm hoặc tên tìm.")
        return
    groups = alike_rows(found)
    table(
        ["Đơn vị", "Loại", "Nội dung", "Tệp"],
        [
            [
                names.get(group[0].unit_id, "Chưa rõ đơn vị"),
                kind_badge(group),
                told(group),
                finding_link(group[0]),
            ]
            for group in groups[:ROWS_SHOWN]
        ],
    )
    _more(len(groups))
    downloads("viec-can-xu-ly", lambda: open_frame(found, given), "Việc cần xử lý")


def pick_findings(rows: "pd.DataFrame", plan: Plan, kind: str, slug: str, wanted: str) -> "pd.DataFrame":
    """The open findings of a kind of unit, of one kind of finding, whose unit or file holds what was typed."""
    units = plan.unit_by_id
    if slug:
        rows = rows[rows["slug"] == slug]
    if kind:
        rows = rows.loc[[unit in units and units[unit].kind == kind for unit in rows["unit_id"]]]
    if wanted:
        keep = []
        for unit_id, path in zip(rows["unit_id"], rows["path"], strict=True):
            unit = units.get(unit_id)
            keep.append(filters.matches(wanted, path, *((unit.name, *unit.aliases) if unit else ())))
        rows = rows.loc[keep]
    return rows


def open_frame(rows: "pd.DataFrame", plan: Plan) -> "pd.DataFrame":
    columns = ["path", "unit_id", "slug", "severity", "sheet", "cell", "value", "message"]
    return findings_frame(rows[columns].itertuples(index=False, name=None), plan)


def findings_frame(rows: Iterable[tuple[Any, ...]], plan: Plan) -> "pd.DataFrame":
    """Findings with people's headings; rows of path, unit, slug, severity, sheet, cell, value, message."""
    import pandas as pd

    names = names_by_id(plan)
    return pd.DataFrame(
        [
            (SEVERITIES[severity], names.get(unit, ""), path, RULES[slug].title, sheet, cell, value, message)
            for path, unit, slug, severity, sheet, cell, value, message in rows
        ],
        columns=["Mức", "Đơn vị", "Tệp", "Loại", "Trang tính", "Ô", "Giá trị", "Nội dung"],
    )


# -- the history ---------------------------------------------------------------------------------------------


def history() -> None:
    """The tab of files received, newest first; each can be had back as it came."""
    files = ask("file_list")
    if files.empty:
        empty("Chưa nhận tệp nào", "Tệp đã ghi nhận sẽ hiện ở đây, tải lại được đúng như khi nhận.")
        return
    first, second = filters.row(2)
    with first:
        words = {status: label for status, (_, _, label) in FILE_STATUSES.items() if status != "duplicate"}
        status = filters.choice("Kết quả", words, "ket-qua", "Mọi kết quả")
    with second:
        wanted = filters.search_box("tep-tim", "Tìm đơn vị hoặc tệp")
    given = plan()
    found = pick_files(files, given, status, wanted)
    heading(f"{format_count(len(found))} tệp, mới nhất ở trên")
    if found.empty:
        empty("Không có tệp nào khớp bộ lọc", "Đề nghị chọn lại kết quả hoặc tên tìm.")
        return
    table(
        ["Tệp", "Đơn vị", "Biểu mẫu", "Kết quả", "Hiện tại", "Ghi nhận"],
        [_file_row(row, names_by_id(given)) for row in found.head(ROWS_SHOWN).itertuples()],
    )
    _more(len(found))
    downloads("tep-da-nhan", lambda: files_frame(found, given), "Tệp đã nhận")
    _one_file(found)


def pick_files(files: "pd.DataFrame", plan: Plan, status: str, wanted: str) -> "pd.DataFrame":
    """The files with a result ("" for any) whose name or unit holds what was typed."""
    if status:
        files = files[files["status"] == status]
    if wanted:
        names = names_by_id(plan)
        keep = [
            filters.matches(wanted, path, names.get(unit))
            for path, unit in zip(files["path"], files["unit_id"], strict=True)
        ]
        files = files.loc[keep]
    return files


def standing(row: Any) -> str:
    """Does the file still count?"""
    if row.is_withdrawn:
        return "Đã rút"
    if row.status == "paper":
        return "Được lưu"
    if row.standing_sheets or row.receipts:
        return "Đang được tính"
    return "Không được tính" if row.status == "refused" else "Đã có bản mới hơn"


def _file_row(row: Any, names: dict[str, str]) -> list[str]:
    counts = [f"{row.errors} lỗi"] * bool(row.errors) + [f"{row.warnings} cảnh báo"] * bool(row.warnings)
    said = Html("<div class='th-quiet'>{}</div>").format(", ".join(counts)) if counts else ""
    return [
        to_cell(row.path, int(row.file_id)),
        names.get(row.unit_id, ""),
        Html("<div>{}{}</div>").format(form_words(row), _reading(row)),
        Html("<div>{}{}</div>").format(status_badge_of(row.status), said),
        Html("<span class='th-nowrap'>{}</span>").format(standing(row)),
        Html("<div>{}<div class='th-quiet'>{}</div></div>").format(
            format_date(row.received_on.date()), row.recorded_by
        ),
    ]


def _reading(row: Any) -> Html:
    """The way from a report's row to the page that reads it."""
    is_read = isinstance(row.encoding, str) or row.path.lower().endswith(".docx")
    if row.status != "paper" or row.paper_kind != "report" or not is_read or row.is_withdrawn:
        return Html()
    return Html("<div>{}</div>").format(to_reading("Đọc báo cáo", int(row.file_id)))


def form_words(row: Any) -> str:
    """The form of a file; of a unit's paper what it is, its number and what it is about."""
    if row.status != "paper":
        return FORM_LABELS.get(row.form, "")
    subject = f": {row.paper_subject}" if row.paper_subject else ""
    return f"{Paper(row.paper_kind, row.paper_number).label}{subject}"


def files_frame(files: "pd.DataFrame", plan: Plan) -> "pd.DataFrame":
    """The files received with people's headings."""
    import pandas as pd

    names = names_by_id(plan)
    return pd.DataFrame(
        [
            (
                row.path,
                FILE_STATUSES[row.status][2],
                names.get(row.unit_id, ""),
                form_words(row),
                row.received_on.date(),
                int(row.errors),
                int(row.warnings),
                standing(row),
                row.recorded_by,
                row.recorded_at.to_pydatetime(),
                row.sha256,
            )
            for row in files.itertuples()
        ],
        columns=[
            "Tệp",
            "Kết quả",
            "Đơn vị",
            "Biểu mẫu",
            "Ngày nhận",
            "Lỗi",
            "Cảnh báo",
            "Hiện tại",
            "Người ghi nhận",
            "Lúc ghi nhận",
            "Mã SHA-256",
        ],
    )


def _one_file(files: "pd.DataFrame") -> None:
    """One file as it came, byte for byte."""
    names = dict(zip(files["file_id"], files["path"], strict=True))
    rows = {row.file_id: row for row in files.itertuples()}
    with st.container(horizontal=True, vertical_alignment="bottom", key="tep-goc"):
        chosen = st.selectbox(
            "Tải tệp gốc, đúng như khi nhận", list(names), format_func=lambda number: names[number], key="tep-goc-chon"
        )
        if chosen is not None:
            st.download_button(
                "Tải tệp",
                data=lambda: store().archive.read(rows[chosen].sha256),
                file_name=download_name(rows[chosen].path, rows[chosen].form),
                on_click="ignore",
                icon=":material/download:",
                key="tai-tep-goc",
            )


def _more(count: int) -> None:
    if count > ROWS_SHOWN:
        show_html(
            Html("<p class='th-quiet'>Hiện {} dòng đầu trong {}; đề nghị lọc thêm hoặc tải bảng để xem đủ.</p>").format(
                ROWS_SHOWN, format_count(count)
            )
        )
