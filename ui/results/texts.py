"""The pages of texts: documents that the units issued, and what they wrote under the sections of the outline."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
import streamlit as st

from tonghop.charts.look import QUIET, THEME_RED
from tonghop.charts.results import Bar, Part, Year, largest_first, stacked_bars, year_columns
from tonghop.report.wording import Alike, alike, section_titles, shared_sentences
from tonghop.vietnamese import fold_key, format_count, format_date, text_key
from ui.memory import remembered
from ui.results.parts import expected_units, file_names, scope_words
from ui.session import ask, plan
from ui.widgets.links import to_cell
from ui.widgets.markup import Html, joined
from ui.widgets.tables import numbers, table_html
from ui.widgets.words import names_by_id

if TYPE_CHECKING:
    import plotly.graph_objects as go

DOCUMENTS, REMARKS = "Văn bản", "Đánh giá"
UNTYPED, UNDATED = "chua-ghi", "chua-ghi"
PAGE = 40
SHARED_SHOWN = 6
Rests = tuple[int, int, tuple[str, ...]]


def clear(*keys: str) -> None:
    for key in keys:
        st.session_state[key] = ""


# -- documents -------------------------------------------------------------------------------------------------------


class DocumentFilter(NamedTuple):
    """What is looked for among documents; "" is everything."""

    wanted: str = ""
    kind: str = ""
    type: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Documents:
    """What the page shows for a filter."""

    count: int
    sentence: str
    types: "go.Figure"
    years: "go.Figure"
    years_note: str
    table: Html
    pages: tuple[Html, ...]
    rests: Rests


@remembered(max_entries=4)
def _documents(version: int) -> pd.DataFrame:
    given, frame = plan(), ask("document_list")
    names, kinds = names_by_id(given), {unit.id: unit.kind for unit in given.units}
    years = frame["issued_on"].dt.year.astype("Int64").astype("string")
    made = frame.assign(
        unit=frame["unit_id"].map(names),
        unit_kind=frame["unit_id"].map(kinds),
        type_id=[text_key(text) if isinstance(text, str) and text else UNTYPED for text in frame["type"]],
        year=years.fillna(UNDATED),
    )
    texts = zip(made["number"], made["type"], made["title"], made["unit"], strict=True)
    made["key"] = [" ".join(fold_key(text) for text in row if isinstance(text, str)) for row in texts]
    return made


@remembered(max_entries=4)
def document_types(version: int) -> dict[str, str]:
    """Types as the units wrote them, the most common spelling of each; the most common type first."""
    spellings: dict[str, Counter[str]] = {}
    frame = _documents(version)
    for key, text in zip(frame["type_id"], frame["type"], strict=True):
        spellings.setdefault(key, Counter())[text if key != UNTYPED else "Chưa ghi loại"] += 1
    ordered = sorted(spellings, key=lambda key: (key == UNTYPED, -spellings[key].total()))
    return {key: spellings[key].most_common(1)[0][0] for key in ordered}


@remembered(max_entries=4)
def document_years(version: int) -> dict[str, str]:
    """The plan's years and all others that occur, then what has no date."""
    found = set(_documents(version)["year"]) | {str(year) for year in plan().years}
    dated = sorted(found - {UNDATED})
    return {year: year for year in dated} | ({UNDATED: "Chưa ghi ngày"} if UNDATED in found else {})


@remembered(max_entries=96)
def documents(version: int, asked: DocumentFilter) -> Documents:
    """Everything that page Văn bản shows for a filter; a picture is not narrowed by its own filter."""
    frame, types, years = _documents(version), document_types(version), document_years(version)
    every = pd.Series(True, index=frame.index)
    masks = {
        "wanted": frame["key"].str.contains(fold_key(asked.wanted), regex=False) if asked.wanted else every,
        "kind": frame["unit_kind"] == asked.kind if asked.kind else every,
        "type": frame["type_id"] == asked.type if asked.type else every,
        "year": frame["year"] == asked.year if asked.year else every,
    }

    def but(left_out: str = "") -> pd.DataFrame:
        kept = every
        for name, mask in masks.items():
            kept = kept if name == left_out else kept & mask
        return frame[kept.astype(bool)]

    rows = but()
    by_type = but("type")["type_id"].value_counts().to_dict()
    bars = [Bar(key, name, (by_type.get(key, 0),), key == UNTYPED) for key, name in types.items()]
    by_year = but("year")["year"].value_counts().to_dict()
    undated = f"; {format_count(by_year[UNDATED])} văn bản chưa ghi ngày ban hành" if UNDATED in by_year else ""
    columns = [Year(int(year), int(by_year.get(year, 0))) for year in years if year != UNDATED]
    return Documents(
        len(rows),
        _document_sentence(rows, asked, types, years),
        stacked_bars(largest_first(bars), (Part("Văn bản", QUIET, "#FFFFFF"),), "văn bản", asked.type, row=32),
        year_columns(columns, "văn bản", colour=QUIET, chosen=[int(y) for y in (asked.year,) if y.isdigit()]),
        f"Số văn bản theo năm ban hành{undated}",
        _type_table(rows, types, years),
        _document_pages(rows, types),
        _rests(set(frame["unit_id"]), asked.kind),
    )


def _rests(there: set[str], kind: str) -> Rests:
    units = expected_units(kind)
    missing = tuple(unit.name for unit in units if unit.id not in there)
    return len(units) - len(missing), len(units), missing


def _document_sentence(rows: pd.DataFrame, asked: DocumentFilter, types: dict[str, str], years: dict[str, str]) -> Html:
    what = "văn bản"
    if asked.type:
        what += f" loại {types[asked.type]}"
    if asked.year:
        what += " chưa ghi ngày" if asked.year == UNDATED else f" ban hành năm {years[asked.year]}"
    if asked.wanted:
        what += f" có “{asked.wanted}”"
    where = scope_words(asked.kind)
    if rows.empty:
        return Html("{}: chưa có {}.").format(where, what)
    said = Html("{}: <b>{}</b> đơn vị đã ban hành <b>{}</b> {}").format(
        where, rows["unit_id"].nunique(), format_count(len(rows)), what
    )
    top = rows.loc[rows["type_id"] != UNTYPED, "type_id"].value_counts()
    if len(top) > 1:
        said += Html("; nhiều nhất là {} (<b>{}</b>)").format(
            types[str(top.index[0])].lower(), format_count(int(top.iloc[0]))
        )
    return said + "."


def _type_table(rows: pd.DataFrame, types: dict[str, str], years: dict[str, str]) -> Html:
    counts = rows.groupby(["type_id", "year"]).size().to_dict()
    lines = []
    for key, name in types.items():
        own = [int(counts.get((key, year), 0)) for year in years]
        lines.append([name, *map(format_count, own), Html("<b>{}</b>").format(format_count(sum(own)))])
    return Html("<details class='th-more'><summary>Xem bảng loại văn bản theo năm</summary>{}</details>").format(
        table_html(["Loại văn bản", *numbers(*years.values(), "Tổng cộng")], lines)
    )


def _document_pages(rows: pd.DataFrame, types: dict[str, str]) -> tuple[Html, ...]:
    lines = [
        (
            to_cell(_text(r.number) or "Chưa ghi số", int(r.file_id), r.sheet, r.cell),
            "Chưa ghi" if r.issued_on is pd.NaT else format_date(r.issued_on.date()),
            types[r.type_id],
            _text(r.title),
            r.unit,
        )
        for r in rows.itertuples()
    ]
    heads = ("Số, ký hiệu", "Ngày ban hành", "Loại", "Trích yếu", "Đơn vị")
    return tuple(
        table_html(heads, lines[at : at + PAGE], look="th-table th-documents") for at in range(0, len(lines), PAGE)
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def documents_frame(version: int, asked: DocumentFilter) -> pd.DataFrame:
    """The documents of a filter to take away, with the place of each in its file."""
    frame, files = _documents(version), file_names(version)
    kept = frame
    if asked.wanted:
        kept = kept[kept["key"].str.contains(fold_key(asked.wanted), regex=False)]
    for column, value in (("unit_kind", asked.kind), ("type_id", asked.type), ("year", asked.year)):
        if value:
            kept = kept[kept[column] == value]
    return pd.DataFrame(
        {
            "Đơn vị": kept["unit"],
            "Số, ký hiệu": kept["number"],
            "Ngày ban hành": [None if day is pd.NaT else day.date() for day in kept["issued_on"]],
            "Loại văn bản": kept["type"],
            "Trích yếu": kept["title"],
            "Tệp": [files[int(number)] for number in kept["file_id"]],
            "Trang tính": kept["sheet"],
            "Ô": kept["cell"],
        }
    )


# -- remarks ---------------------------------------------------------------------------------------------------------


class RemarkFilter(NamedTuple):
    """What is looked for among remarks; "" is everything."""

    wanted: str = ""
    kind: str = ""
    section: str = ""


@dataclass(frozen=True, slots=True)
class Remarks:
    """What the page shows for a filter."""

    count: int
    sentence: str
    sections: "go.Figure"
    shared: Html
    pages: tuple[Html, ...]
    rests: Rests


@remembered(max_entries=4)
def _remarks(version: int) -> pd.DataFrame:
    given, frame = plan(), ask("remark_list")
    names, kinds = names_by_id(given), {unit.id: unit.kind for unit in given.units}
    made = frame.assign(unit=frame["unit_id"].map(names), unit_kind=frame["unit_id"].map(kinds))
    made["key"] = [f"{fold_key(text)} {fold_key(unit)}" for text, unit in zip(made["text"], made["unit"], strict=True)]
    return made


@remembered(max_entries=96)
def remarks(version: int, asked: RemarkFilter) -> Remarks:
    """Everything that page Ý kiến shows for a filter."""
    frame, titles = _remarks(version), section_titles(plan())
    if asked.kind:
        frame = frame[frame["unit_kind"] == asked.kind]
    of_kind = frame
    if asked.wanted:
        frame = frame[frame["key"].str.contains(fold_key(asked.wanted), regex=False)]
    counts = frame.groupby("section_id")["unit_id"].nunique().to_dict()
    bars = [Bar(key, name, (int(counts.get(key, 0)),)) for key, name in titles.items()]
    rows = frame[frame["section_id"] == asked.section] if asked.section else frame
    wrote = of_kind[of_kind["section_id"] == asked.section] if asked.section else of_kind
    rests = _rests(set(wrote["unit_id"]), asked.kind)
    return Remarks(
        len(rows),
        _remark_sentence(rows, asked, titles, rests),
        stacked_bars(bars, (Part("Đơn vị", THEME_RED, "#FFFFFF"),), "đơn vị", asked.section, row=38, wrap=25),
        _shared(rows) if asked.section else Html(),
        _remark_pages(rows, titles, file_names(version), bool(asked.section)),
        rests,
    )


def _remark_sentence(rows: pd.DataFrame, asked: RemarkFilter, titles: dict[str, str], rests: Rests) -> Html:
    where = scope_words(asked.kind)
    section = f"mục {titles[asked.section]}" if asked.section else "đề cương"
    found = f" có “{asked.wanted}”" if asked.wanted else ""
    if rows.empty:
        return Html("{}: chưa có ý kiến nào{} ở {}.").format(where, found, section)
    if asked.wanted:
        count = rows["unit_id"].nunique()
        return Html("{}: <b>{}</b> đơn vị có <b>{}</b> ý kiến{} ở {}.").format(
            where, count, format_count(len(rows)), found, section
        )
    said = Html("{}: <b>{}/{}</b> đơn vị nêu ý kiến").format(where, rests[0], rests[1])
    if asked.section:
        return Html("{} ở {}.").format(said, section)
    return Html("{}, gồm <b>{}</b> ý kiến theo các mục của đề cương.").format(said, format_count(len(rows)))


def _shared(rows: pd.DataFrame) -> Html:
    """The thoughts of a section that several units share, most units first."""
    found = shared_sentences(list(zip(rows["unit"], rows["text"], strict=True)))[:SHARED_SHOWN]
    if not found:
        return Html()
    items = joined(
        Html("<div class='th-said'><p><b>{} đơn vị:</b> {}</p>{}</div>").format(
            len(one.units), one.text, _by(one.units)
        )
        for one in found
    )
    return Html("<details class='th-more' open><summary>Nhiều đơn vị cùng nêu ({} ý)</summary>{}</details>").format(
        len(found), items
    )


def _by(units: Sequence[str]) -> Html:
    return Html("<p class='th-by'>{}</p>").format("; ".join(units))


def _remark_pages(
    rows: pd.DataFrame, titles: dict[str, str], files: dict[int, str], is_one_section: bool
) -> tuple[Html, ...]:
    """Texts in the outline's order, alike ones together with their units; HTML, a part a page."""
    places = {
        (r.section_id, r.unit): to_cell(
            f"{files[int(r.file_id)]}, trang tính {r.sheet}, ô {r.cell}", int(r.file_id), r.sheet, r.cell
        )
        for r in rows.itertuples()
    }
    items: list[tuple[str, Alike]] = []
    for section, part in rows.groupby("section_id", sort=False):
        items += [(str(section), one) for one in alike(zip(part["unit"], part["text"], strict=True))]
    pages = []
    for at in range(0, len(items), PAGE):
        lines, before = [], ""
        for section, one in items[at : at + PAGE]:
            head = "" if is_one_section or section == before else Html("<h3>{}</h3>").format(titles[section])
            before = section
            names = joined(
                (
                    Html("{} <span class='th-place'>({})</span>").format(unit, places[section, unit])
                    for unit in one.units
                ),
                "; ",
            )
            many = Html("<b>{} đơn vị:</b> ").format(len(one.units)) if len(one.units) > 1 else ""
            text = Html("<p>{}</p><p class='th-by'>{}{}</p>").format(one.text, many, names)
            lines.append(Html("<div class='th-said'>{}{}</div>").format(head, text))
        pages.append(joined(lines))
    return tuple(pages)


def remarks_frame(version: int, asked: RemarkFilter) -> pd.DataFrame:
    """The remarks of a filter to take away, with the place of each in its file."""
    frame, titles, files = _remarks(version), section_titles(plan()), file_names(version)
    if asked.kind:
        frame = frame[frame["unit_kind"] == asked.kind]
    if asked.wanted:
        frame = frame[frame["key"].str.contains(fold_key(asked.wanted), regex=False)]
    if asked.section:
        frame = frame[frame["section_id"] == asked.section]
    return pd.DataFrame(
        {
            "Mục": frame["section_id"].map(titles),
            "Đơn vị": frame["unit"],
            "Ý kiến": frame["text"],
            "Tệp": [files[int(number)] for number in frame["file_id"]],
            "Trang tính": frame["sheet"],
            "Ô": frame["cell"],
        }
    )


def pages(parts: Sequence[Html], key: str) -> Html:
    """Let the reader turn pages where there are several; return the page on show. `key` names what is paged."""
    number = st.pagination(len(parts), key=f"trang-{key}") if len(parts) > 1 else 1
    return parts[min(number, len(parts)) - 1] if parts else Html()
