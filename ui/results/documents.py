"""Văn bản: the documents that the units issued, by type and year, each with its cell."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from tonghop.charts.look import QUIET
from tonghop.charts.results import Bar, Part, Year, largest_first, stacked_bars, year_columns
from tonghop.vietnamese import fold_key, format_count, format_date, text_key
from ui.memory import remembered
from ui.results.parts import file_names, scope_words
from ui.session import ask, plan
from ui.widgets.links import to_cell
from ui.widgets.markup import Html
from ui.widgets.tables import numbers, table_html
from ui.widgets.words import names_by_id

if TYPE_CHECKING:
    import plotly.graph_objects as go
from ui.results.texts import PAGE, Rests, rests_of

UNTYPED, UNDATED = "chua-ghi", "chua-ghi"


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


@remembered()
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


@remembered()
def document_types(version: int) -> dict[str, str]:
    """Types as the units wrote them, the most common spelling of each; the most common type first."""
    spellings: dict[str, Counter[str]] = {}
    frame = _documents(version)
    for key, text in zip(frame["type_id"], frame["type"], strict=True):
        spellings.setdefault(key, Counter())[text if key != UNTYPED else "Chưa ghi loại"] += 1
    ordered = sorted(spellings, key=lambda key: (key == UNTYPED, -spellings[key].total()))
    return {key: spellings[key].most_common(1)[0][0] for key in ordered}


@remembered()
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
        rests_of(set(frame["unit_id"]), asked.kind),
    )


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
