"""Chất lượng số liệu: which units its parts are about, the sentence on top, and what is open by unit and kind.

What is asked of a unit is worded as a question: a figure may be odd and right. The parts stand in quality_*.py.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

import streamlit as st

from tonghop.findings import RULES
from tonghop.vietnamese import format_count
from ui.memory import remembered
from ui.results.parts import MOST_ROWS, more_rows, scope_words
from ui.session import ask, plan, version
from ui.tracking.receipts import finding_link, severity_badge
from ui.tracking.received import open_frame, pick_findings
from ui.widgets import filters
from ui.widgets.links import INTAKE
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import downloads, empty, heading, table
from ui.widgets.tables import NUMBER, Cell, Column, table_html
from ui.widgets.words import names_by_id

if TYPE_CHECKING:
    import pandas as pd

SEARCH, KIND_OF_FINDING = "tim-don-vi", "loai-diem"
UNKNOWN = "Chưa rõ đơn vị"


class Asked(NamedTuple):
    """Which units are looked at; "" is everything."""

    kind: str = ""
    wanted: str = ""


def ask_filter() -> Asked:
    """Kind of unit and a search among units; both are in the address and hold for every part of the page."""
    first, second = filters.row(2)
    with first:
        kind = filters.kind_filter()
    with second:
        return Asked(kind, filters.search_box(SEARCH, "Tìm đơn vị"))


def clear_offer(asked: Asked) -> None:
    """Let go of every filter at once, where there is one."""
    if any(asked) or st.session_state.get(KIND_OF_FINDING):
        st.button("Bỏ hết bộ lọc", icon=":material/close:", on_click=_clear)


def _clear() -> None:
    for key in ("loai", SEARCH, KIND_OF_FINDING):
        if key in st.session_state:
            st.session_state[key] = filters.ALL


def of_units(rows: "pd.DataFrame", asked: Asked) -> "pd.DataFrame":
    """The rows of the units looked at."""
    return rows[rows["unit_id"].isin(filters.units_shown(*asked))] if any(asked) else rows


def findings_of(asked: Asked, slug: str = "") -> "pd.DataFrame":
    """What is open in the files of the units looked at; of no known unit only where nothing is narrowed."""
    rows = ask("open_findings")
    for kind, only, wanted in ((asked.kind, "", ""), ("", slug, ""), ("", "", asked.wanted)):
        if rows.empty:  # what holds no row is narrowed no further: it would lose its columns
            break
        rows = pick_findings(rows, plan(), kind, only, wanted)
    return rows


def blanks(asked: Asked) -> "pd.DataFrame":
    """Indicators with years left blank (`blank`), of units that have sent the indicator's sheet."""
    rows = of_units(ask("figure_reporting"), asked)
    sheets = {indicator.id: indicator.sheet for indicator in plan().indicators}
    sent = ask("reporting_units")[["unit_id", "sheet", "file_id"]]
    rows = rows.assign(sheet=rows["indicator_id"].map(sheets), blank=rows["years_asked"] - rows["years_reported"])
    return rows[rows["blank"] > 0].merge(sent, on=["unit_id", "sheet"])


def shared_names(asked: Asked) -> "pd.DataFrame":
    """Models under one name in several units, at least one of them looked at: with all the others of that name."""
    rows = ask("models_in_several_units")
    return rows[rows["same_name"].isin(of_units(rows, asked)["same_name"])]


def quality_sentence(asked: Asked) -> Html:
    """What waits and what is to be asked, in the order of the page's parts; what is nothing is not said."""
    return _sentence(version(), asked)


@remembered(max_entries=64)
def _sentence(version: int, asked: Asked) -> Html:
    found = findings_of(asked)
    errors = int((found["severity"] == "error").sum())
    totals = len(of_units(ask("stated_totals"), asked)) + int((found["slug"] == "total-mismatch").sum())
    days = len(of_units(ask("review_days"), asked))
    waiting = _listed((errors, "lỗi"), (len(found) - errors, "cảnh báo"))
    unlike = _listed((totals, "tổng số"), (days, "ngày sơ kết"))
    parts = [
        Html("{} đang chờ xử lý").format(waiting) if waiting else "",
        _listed((int(blanks(asked)["blank"].sum()), "số liệu còn để trống")),
        _listed((len(of_units(ask("figures_out_of_line"), asked)), "số liệu cần hỏi lại")),
        _listed((shared_names(asked)["same_name"].nunique(), "tên mô hình có ở nhiều đơn vị")),
        Html("{} chưa khớp").format(unlike) if unlike else "",
    ]
    where = scope_words(asked.kind) + (f", tìm “{asked.wanted}”" if asked.wanted else "")
    said = joined(filter(None, parts), "; ") or "không có điểm nào cần hỏi lại"
    return Html("{}: {}.").format(where, said)


def capped_table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], count: int, numeric: Iterable[int] = ()
) -> None:
    """A table of at most MOST_ROWS rows of `count`. Says what is left to the download."""
    table(columns, rows[:MOST_ROWS], numeric=numeric)
    if said := more_rows(count):
        show_html(said)


def words(text: str) -> Html:
    """Words of a cell that on a phone take the whole width of the card."""
    return Html("<div class='th-what'><div>{}</div></div>").format(text)


def _listed(*counts: tuple[int, str]) -> Html:
    return joined((Html("<b>{}</b> {}").format(format_count(count), words) for count, words in counts if count), " và ")


# -- what is open --------------------------------------------------------------------------------------------


def open_by_kind(asked: Asked) -> None:
    """The tab of findings: unit by kind of finding; narrowed to a unit or a kind, each one with its cell."""
    everything = ask("open_findings")
    if everything.empty:
        empty("Không có lỗi, cảnh báo nào chờ xử lý", "Khi tệp có điểm cần xem, từng đơn vị sẽ hiện ở đây.")
        return
    (place,) = filters.row(1, "bo-loc-diem")
    with place:
        titles = {slug: RULES[slug].title for slug in RULES if slug in set(everything["slug"])}
        slug = filters.choice("Loại điểm cần xem", titles, KIND_OF_FINDING, "Mọi loại, lỗi trước")
    found = findings_of(asked, slug)
    heading(
        f"{format_count(len(found))} điểm chờ xử lý của {format_count(found['unit_id'].nunique())} đơn vị",
        "Lỗi: tệp bị trả lại, chưa tính. Cảnh báo: đã tính, cần đơn vị xem lại. Bấm vào một số để xem từng điểm.",
    )
    if found.empty:
        empty("Không có điểm nào khớp bộ lọc", "Đề nghị chọn lại loại đơn vị, loại điểm hoặc tên tìm.")
        return
    show_html(counts_html(found))
    if slug or asked.wanted:
        capped_table(["Đơn vị", "Loại", "Nội dung", "Tệp"], finding_rows(found.head(MOST_ROWS)), len(found))
    else:
        st.page_link(
            INTAKE, label="Xem cả danh sách ở trang Tiếp nhận", icon=":material/arrow_forward:",
            query_params={"muc": "Việc cần xử lý"},
        )  # fmt: skip
    downloads("chat-luong-loi-canh-bao", lambda: open_frame(found, plan()), "Lỗi, cảnh báo")


def counts_html(found: "pd.DataFrame") -> Html:
    """Units with something open by kinds of finding, errors first; a count leads to its rows."""
    names, rules = names_by_id(plan()), list(RULES)
    errors = found[found["severity"] == "error"]
    refusing = set(errors["slug"])  # a few slugs weigh more in some places than in others
    kinds = sorted(set(found["slug"]), key=lambda slug: (slug not in refusing, rules.index(slug)))
    of_unit: dict[str, dict[str, int]] = {}
    for unit_id, slug in zip(found["unit_id"], found["slug"], strict=True):
        own = of_unit.setdefault(unit_id if unit_id in names else "", {})
        own[slug] = own.get(slug, 0) + 1
    errors_of = Counter(unit_id if unit_id in names else "" for unit_id in errors["unit_id"])

    def worst_first(unit_id: str) -> tuple[int, int]:
        return -errors_of[unit_id], -sum(of_unit[unit_id].values())

    rows = []
    for unit_id in sorted(of_unit, key=worst_first)[:MOST_ROWS]:
        own, name = of_unit[unit_id], names.get(unit_id, UNKNOWN)
        whole = _link(sum(own.values()), "", name) if unit_id else sum(own.values())
        cells = (_count_cell(own.get(slug, 0), slug, names.get(unit_id, ""), slug in refusing) for slug in kinds)
        rows.append([name, whole, *cells])
    columns = [Column("Đơn vị"), Column("Tất cả", NUMBER), *(_kind_heading(slug, slug in refusing) for slug in kinds)]
    return table_html(columns, rows, look="th-table th-grid th-counts") + more_rows(len(of_unit))


def _kind_heading(slug: str, is_refusing: bool) -> Column:
    look, symbol = ("missing", "✗") if is_refusing else ("late", "▲")
    title = RULES[slug].title
    return Column(Html("<i aria-hidden='true'>{}</i> {}").format(symbol, title), f"th-{look}", title)


def _count_cell(count: int, slug: str, unit: str, is_refusing: bool) -> Cell:
    look = "missing" if is_refusing else "late"
    inner = Html("<span class='th-badge th-{}'>{}</span>").format(look, _link(count, slug, unit)) if count else ""
    return Cell(inner, "th-mark")


def _link(count: int, slug: str, unit: str) -> Html:
    """The same page, narrowed to a unit and a kind of finding; what else stands in the address stays."""
    given = {key: st.query_params[key] for key in st.query_params} | {SEARCH: unit or st.query_params.get(SEARCH, "")}
    given |= {KIND_OF_FINDING: RULES[slug].title} if slug else {}
    address = urlencode({key: value for key, value in given.items() if value})
    return Html("<a href='?{}' target='_self'>{}</a>").format(address, format_count(count))


def finding_rows(found: "pd.DataFrame") -> list[list[str]]:
    """Findings as cells: unit, kind on its tint, message, the file with its cell."""
    names = names_by_id(plan())
    return [
        [
            names.get(row.unit_id, UNKNOWN),
            severity_badge(row.severity, RULES[row.slug].title),
            words(row.message),
            finding_link(row),
        ]
        for row in found.itertuples()
    ]
