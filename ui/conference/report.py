"""The report on screen: drafted once a version and day, made into files, read by sections."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from tonghop import clock
from tonghop.actions.report_files import Drafted, drafted, keep_named, papers
from tonghop.report.document import Block, Cell, Heading, Made, Paragraph, Quotes, Report, Table, Topics
from tonghop.report.numbers import Number
from tonghop.vietnamese import format_count, format_date
from ui.conference.topics import topics_html
from ui.memory import remembered
from ui.session import as_of, plan, store, version, version_on_show
from ui.widgets import filters, tables
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import XLSX, html, note

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
MIMES = {".docx": DOCX, ".pptx": PPTX, ".xlsx": XLSX}
SAID = {
    "Báo cáo": ("Báo cáo, bản gọn (Word)", "theo đúng đề cương, kèm sáu phụ lục; bản dự thảo để viết tiếp"),
    "Phụ lục ý kiến": ("Phụ lục ý kiến (Word)", "trọn vẹn ý kiến các đơn vị, theo mục và chủ đề"),
    "Bản đầy đủ": ("Báo cáo, bản đầy đủ (Word)", "mọi số liệu, ý kiến và danh mục trong một tệp, để tra cứu"),
    "Bản trình chiếu": ("Bản trình chiếu (PowerPoint)", "biểu đồ sửa được, nguồn số liệu ở phần ghi chú"),
    "Phụ lục Excel": ("Phụ lục (Excel)", "mỗi bảng một trang tính, tổng bằng công thức, trang Nguồn số liệu"),
}
MADE = "_cac-tep"
FULL = "day-du"
NUMBER = "so-lieu"
"""The parameter that names the number whose source is shown."""


@remembered(show_spinner="Đang tổng hợp số liệu…")
def draft(version: int, day: date, is_day_chosen: bool) -> Drafted:
    """The report of a version for a day, in all its forms. Shared: never to be changed."""
    return drafted(store(), Made(day, version, clock.now().replace(microsecond=0), is_day_chosen))


def sentence(draft: Drafted) -> Html:
    """What the draft rests on, in one sentence (HTML)."""
    report = draft.short
    have, asked = (int(report.numbers[id].value or 0) for id in ("units.in.units", "units.asked"))
    tables = sum(isinstance(block, Table) for block in report.body)
    return Html(
        "Bản dự thảo theo đề cương I–V có số liệu của <b>{}/{} đơn vị</b>, tính "
        "đến hết ngày {}: {} bảng trong báo cáo, "
        "{} phụ lục."
    ).format(
        format_count(have),
        format_count(asked),
        format_date(report.made.as_of),
        tables,
        format_count(len(report.appendices)),
    )


# -- the files -----------------------------------------------------------------------------------------------


def files(draft: Drafted) -> None:
    """Make the files at a click, with what is at work; then hand them out."""
    key = (version(), as_of())
    made = st.session_state.get(MADE)
    if not made or made[0] != key:
        listed = joined(Html("<li><b>{}</b>: {}.</li>").format(name, about) for name, about in SAID.values())
        show_html(Html("<ul class='th-list'>{}</ul>").format(listed))
        if not st.button("Soạn các tệp", type="primary", icon=":material/edit_document:", key="soan-cac-tep"):
            return
        st.session_state[MADE] = (key, _made(draft))
        st.rerun()
    for kind, name, content in made[1]:
        label, about = SAID[kind]
        left, right = st.columns([2, 3], vertical_alignment="center")
        left.download_button(
            f"Tải {label}", data=content, file_name=name, mime=MIMES[name[name.rfind(".") :]], on_click="ignore",
            icon=":material/download:", key=f"tai-{name}", width="stretch",
        )  # fmt: skip
        with right:
            html(
                "<p class='th-quiet'>{}, {} KB</p>",
                f"{about[:1].upper()}{about[1:]}",
                format_count(len(content) // 1024),
            )
    note(
        "Đây là bản dự thảo.",
        "Số, ngày và người ký để trống; phần chữ nghiêng màu là lời dặn người viết, đề nghị bỏ khi in.",
    )


def _made(draft: Drafted) -> list[tuple[str, str, bytes]]:
    with st.status("Đang soạn…", expanded=True) as status:
        found = []
        for kind, name, content in papers(plan(), draft):
            st.write(f"✓ {SAID[kind][0]}")
            found.append((kind, name, content))
        keep_named(store(), version_on_show())
        status.update(label=f"Đã soạn xong {len(found)} tệp.", state="complete", expanded=False)
    return found


# -- the text ------------------------------------------------------------------------------------------------


def sections(report: Report) -> dict[str, tuple[str, list[Block]]]:
    """The report by headings that have something below them: key -> title, blocks; then each appendix."""
    found: dict[str, tuple[str, list[Block]]] = {"mo-dau": ("Mở đầu", [])}
    path: list[str] = []
    key = "mo-dau"
    for block in report.body:
        if isinstance(block, Heading):
            path = [*path[: block.level - 1], block.number]
            key = ".".join([path[0], block.number] if block.level > 1 else [block.number])
            found[key] = (f"{key}. {block.text}", [])
        else:
            found[key][1].append(block)
    for appendix in report.appendices:
        found[f"phu-luc-{appendix.number}"] = (f"Phụ lục {appendix.number}. {appendix.title}", list(appendix.blocks))
    return {key: (title, blocks) for key, (title, blocks) in found.items() if blocks}


def choose_section(draft: Drafted) -> tuple[str, list[Block]]:
    """Choose a form of the report and a section; return its title and what stands in it."""
    left, right = filters.row(2)
    with left:
        form = filters.choice("Bản", {FULL: "Bản đầy đủ"}, "ban", "Bản gọn")
    found = sections(draft.full if form == FULL else draft.signed)
    titles = {key: title for key, (title, _) in found.items()}
    first = next(key for key in ("II.1.2", *titles) if key in titles)
    rest = {key: title for key, title in titles.items() if key != first}
    with right:
        chosen = filters.choice("Mục của báo cáo", rest, "muc", titles[first]) or first
    return found[chosen]


def text(title: str, blocks: Sequence[Block]) -> None:
    """Show a section as it stands in the report; every number in it leads to its source."""
    show_html(
        Html("<article class='th-doc'><h2>{}</h2>{}</article>").format(title, joined(_block(block) for block in blocks))
    )


def _block(block: Block) -> Html:
    match block:
        case Paragraph():
            look = {"rests": Html(" class='th-rests'"), "note": Html(" class='th-quiet'")}.get(block.look, "")
            return Html("<p{}>{}</p>").format(look, joined(_part(part) for part in block.parts))
        case Table():
            return _table(block)
        case Quotes():
            return _quotes(block)
        case Topics():
            return topics_html(block, _block, _number)
    return Html()


def _part(part: str | Number) -> Html:
    return _number(part) if isinstance(part, Number) else Html.escape(part)


def _number(number: Number) -> Html:
    """A number that leads to its source, the address kept as it is else."""
    address = urlencode({**dict(st.query_params.items()), NUMBER: number.id})
    marked = " th-asked" if st.query_params.get(NUMBER) == number.id else ""
    return Html("<a class='th-so{}' href='?{}' title='{}'>{}</a>").format(marked, address, number.says, number.text)


def _table(table: Table) -> Html:
    if not table.lines:
        return Html("<p class='th-quiet'>{}: {}</p>").format(table.caption, table.empty)
    looks = [tables.NUMBER if column.align == "right" else "" for column in table.columns]
    rows = [
        tables.Row([tables.Cell(_cell(line.cells[0]), span=len(looks))], "th-group")
        if line.kind == "group"
        else tables.Row(
            [tables.Cell(_cell(cell), look) for cell, look in zip(line.cells, looks, strict=True)],
            f"th-{line.kind}",
            has_head=False,
        )
        for line in table.lines
    ]
    measure = f" (đơn vị tính: {table.measure})" if table.measure else ""
    shown = tables.table_html([column.label for column in table.columns], rows, caption=f"{table.caption}{measure}")
    return shown + (_block(table.rests) if table.rests else "")


def _cell(cell: Cell) -> Html:
    match cell:
        case Number():
            return _number(cell)
        case date():
            return Html.escape(format_date(cell))
        case int():
            return Html.escape(format_count(cell))
    return Html.escape(cell)


def _quotes(quotes: Quotes) -> Html:
    def listed(items: Sequence[object]) -> Html:
        return joined(
            Html("<li>{} <i class='th-quiet'>({})</i></li>").format(one.text, ", ".join(one.units))  # type: ignore[attr-defined]
            for one in items
        )

    shared = (
        Html("<p class='th-quiet'>Nhiều đơn vị cùng nêu:</p><ul>{}</ul>").format(listed(quotes.shared))
        if quotes.shared
        else ""
    )
    alone = ""
    if quotes.own:
        said = f"Ý kiến riêng của từng đơn vị ({format_count(len(quotes.own))})"
        alone = Html("<details class='th-more'><summary>{}</summary><ul>{}</ul></details>").format(
            said, listed(quotes.own)
        )
    return Html("<h3>{}</h3>{}{}{}").format(quotes.label, _block(quotes.rests), shared, alone)
