"""Reports that wait to be read: kept as papers, and nothing of them confirmed yet."""

from tonghop.actions.confirming import KeptPaper
from tonghop.forms import PAPER_ENTRY
from tonghop.prose.head import REPORT
from tonghop.vietnamese import format_count, format_date
from ui.intake import kept_tasks, paper_view
from ui.session import ask, plan, version
from ui.tracking import received
from ui.widgets.links import to_cell, to_reading
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import heading, html, table
from ui.widgets.words import names_by_id, short_name

ROWS_SHOWN = 10
NAMES_SHOWN = 8


def to_do() -> None:
    """The tab of what is to be done: files sent back, papers without a name, reports to be read, open findings."""
    kept_tasks.show()
    show()
    received.open_findings()


def waiting() -> list[KeptPaper]:
    """The reports that can be read and of which nothing counts, oldest first."""
    files = ask("file_list")
    read = set(files[(files["form"] == PAPER_ENTRY) & ~files["is_withdrawn"]]["sha256"])
    return [
        paper
        for paper in reversed(paper_view.papers(version()))
        if paper.kind == REPORT and not paper.is_withdrawn and paper.sha256 not in read and paper.is_read
    ]


def show() -> None:
    """The list, each report leading to the page that reads it; nothing where none waits."""
    _nameless()
    found = waiting()
    if not found:
        return
    names = names_by_id(plan())
    heading(
        f"{format_count(len(found))} báo cáo chờ đọc",
        "Văn bản đã lưu, lượt tiếp nhận ghi riêng; số liệu chỉ được tính khi có người xác nhận.",
    )
    table(
        ["Báo cáo", "Đơn vị", "Tệp", "Ngày nhận"],
        [
            [
                to_reading(paper.label, paper.file_id),
                names.get(paper.unit_id or "", "chưa rõ"),
                short_name(paper.path, None),
                format_date(paper.received_on),
            ]
            for paper in found[:ROWS_SHOWN]
        ],
    )
    if len(found) > ROWS_SHOWN:
        left = format_count(len(found) - ROWS_SHOWN)
        show_html(Html("<p class='th-quiet'>Còn {} báo cáo nữa, hiện ra khi các báo cáo trên đã đọc.</p>").format(left))


def _nameless() -> None:
    """Papers of which nobody knows whose they are, each leading to the page where that is said."""
    found = [one for one in paper_view.papers(version()) if one.unit_id is None and not one.is_withdrawn]
    if not found:
        return
    links = joined((to_cell(short_name(one.path, None), one.file_id) for one in found[:NAMES_SHOWN]), ", ")
    more = f" và {format_count(len(found) - NAMES_SHOWN)} văn bản nữa" if len(found) > NAMES_SHOWN else ""
    html(
        "<p class='th-note'><b>{} văn bản đã lưu chưa rõ của đơn vị nào.</b> Đề nghị mở ra và ghi tên: {}{}.</p>",
        format_count(len(found)),
        links,
        more,
    )
