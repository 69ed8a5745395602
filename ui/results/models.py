"""The page of models: filters, the three pictures, the rows, and one model down to its cell."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
import streamlit as st

from tonghop.charts.look import COLLECTIVE, INDIVIDUAL, QUIET, UNKNOWN
from tonghop.charts.results import Bar, Part, Year, largest_first, stacked_bars, year_columns
from tonghop.vietnamese import fold_key, format_count, sort_key
from ui.memory import remembered
from ui.results.parts import file_names, reporting, scope_words
from ui.session import ask, plan, version
from ui.widgets.filters import choice, kind_filter, search_box
from ui.widgets.links import MODELS, to, to_cell, to_unit
from ui.widgets.markup import Html, joined
from ui.widgets.tables import Row, table_html
from ui.widgets.words import labels, name_key, names_by_id

if TYPE_CHECKING:
    import plotly.graph_objects as go

SHEET, UNSORTED, UNSTATED = "Mô hình", "chua_phan_loai", "chua_ghi"
PRINTED = 500
PARTS = (
    Part("Tập thể", COLLECTIVE, "#FFFFFF"),
    Part("Cá nhân", INDIVIDUAL, "#1F1D1A"),
    Part("Chưa ghi tập thể hay cá nhân", UNKNOWN, "#1F1D1A"),
)
NOMINATED = "Đề nghị khen"
OPENED = "mo"
"""The parameter of the address that names the model that is open."""
PAGE = 50
BESIDE = ["Tên mô hình", "Đơn vị", "Năm"]
"""The columns that are left beside a model that is open."""
ROWS_NOTE = (
    "Bấm vào thanh, cột ở trên để lọc; bấm vào một dòng để xem đầy đủ. "
    "✓ là dấu đề nghị khen thưởng trong biểu; số đề nghị ở trang Tổng quan tính theo danh sách của đơn vị, "
    "chưa có danh sách thì theo dấu này."
)
COLUMNS = ["Tên mô hình", "Đơn vị", "Lĩnh vực", "Tập thể/Cá nhân", "Cấp", "Năm", NOMINATED, "Tóm tắt thành tích"]
FIRST, LAST = "tu-nam", "den-nam"
BY_ROSTER, BY_NAME, BY_UNIT = "Danh sách đơn vị", "Tên mô hình", "Tên đơn vị"


class Filter(NamedTuple):
    """What is looked for; "" and None: everything. Years are of the start, both included."""

    wanted: str = ""
    kind: str = ""
    sector: str = ""
    model_kind: str = ""
    level: str = ""
    years: tuple[int, int] | None = None
    is_nominated: bool = False
    order: str = BY_ROSTER


@dataclass(frozen=True, slots=True)
class View:
    """What the page shows for a filter; shared by all sessions, never changed."""

    count: int
    sentence: str
    key: Html
    sectors: "go.Figure"
    levels: "go.Figure"
    starts: "go.Figure"
    starts_note: str
    rows: pd.DataFrame
    places: tuple[int, ...]
    printed: Html


def ask_filter() -> Filter:
    """Show the filters and return what they say; all of it is in the address and kept across pages."""
    given = plan()
    span = (given.models_from, given.models_to)
    with st.container(horizontal=True, key="loc", vertical_alignment="bottom"):
        wanted = search_box("tim-mo-hinh", "Tìm mô hình, đơn vị, nội dung")
        kind = kind_filter()
        sector = choice("Lĩnh vực", labels(given.sectors), "linh-vuc", "Tất cả lĩnh vực")
        with st.popover("Lọc thêm", icon=":material/tune:"):
            kinds = labels(given.model_kinds) | {UNSTATED: "Chưa ghi"}
            model_kind = choice("Tập thể, cá nhân", kinds, "tap-the", "Tập thể và cá nhân")
            level = choice("Cấp mô hình", labels(given.levels) | {UNSTATED: "Chưa ghi"}, "cap", "Mọi cấp")
            each = {str(year): str(year) for year in range(span[0], span[1] + 1)}
            first = choice("Bắt đầu từ năm", each, FIRST, "Bất kỳ")
            last = choice("Đến năm", each, LAST, "Bất kỳ")
            is_nominated = st.toggle(
                "Chỉ mô hình được đánh dấu đề nghị khen thưởng",
                key="de-nghi",
                bind="query-params",
                persist_state="session",
            )
    years = (int(first or span[0]), int(last or span[1])) if first or last else None
    return Filter(wanted, kind, sector, model_kind, level, years, is_nominated)


def said(asked: Filter) -> list[str]:
    """The filters in force, in words, but for the kind of unit and what was typed, which stand in plain sight."""
    given = plan()
    words = []
    if asked.sector:
        words.append(f"lĩnh vực {labels(given.sectors)[asked.sector]}")
    if asked.model_kind:
        words.append((labels(given.model_kinds) | {UNSTATED: "chưa ghi tập thể, cá nhân"})[asked.model_kind].lower())
    if asked.level:
        words.append("cấp " + (labels(given.levels) | {UNSTATED: "chưa ghi"})[asked.level].lower())
    if asked.years:
        first, last = asked.years
        words.append(f"bắt đầu năm {first}" if first == last else f"bắt đầu {first}–{last}")
    if asked.is_nominated:
        words.append("được đánh dấu đề nghị khen thưởng")
    return words


def clear() -> None:
    """Take all filters of this page back."""
    for key in ("tim-mo-hinh", "linh-vuc", "tap-the", "cap", "loai", FIRST, LAST):
        st.session_state[key] = ""
    st.session_state["de-nghi"] = False


@remembered()
def _prepared(version: int) -> pd.DataFrame:
    """All models with what is searched and sorted by worked out once."""
    given = plan()
    frame = ask("model_list")
    names, kinds = names_by_id(given), {unit.id: unit.kind for unit in given.units}
    made = frame.assign(
        unit=frame["unit_id"].map(names),
        unit_kind=frame["unit_id"].map(kinds),
        kind=frame["kind"].fillna(UNSTATED),
        level=frame["level"].fillna(UNSTATED),
    )
    texts = zip(made["name"], made["unit"], made["implementer"], made["summary"], strict=True)
    made["key"] = [" ".join(fold_key(text) for text in row if isinstance(text, str)) for row in texts]
    made["by_name"] = _ranks([sort_key(name) for name in made["name"]])
    made["by_unit"] = _ranks([name_key(given, name) for name in made["unit"]])
    return made


def _ranks(keys: list[tuple[str, str, str]]) -> list[int]:
    at = {key: rank for rank, key in enumerate(sorted(set(keys)))}
    return [at[key] for key in keys]


@remembered(max_entries=96)
def view(version: int, asked: Filter) -> View:
    """Everything that the page shows for a filter. A picture is not narrowed by its own filter, which it shows."""
    given, frame = plan(), _prepared(version)
    every = pd.Series(True, index=frame.index)
    masks = {
        "wanted": frame["key"].str.contains(fold_key(asked.wanted), regex=False) if asked.wanted else every,
        "kind": frame["unit_kind"] == asked.kind if asked.kind else every,
        "sector": frame["sector_id"] == asked.sector if asked.sector else every,
        "model_kind": frame["kind"] == asked.model_kind if asked.model_kind else every,
        "level": frame["level"] == asked.level if asked.level else every,
        "years": frame["start_year"].between(*asked.years).fillna(False) if asked.years else every,
        "is_nominated": frame["nominated"] if asked.is_nominated else every,
    }

    def but(left_out: str = "") -> pd.DataFrame:
        kept = every
        for name, mask in masks.items():
            kept = kept if name == left_out else kept & mask
        return frame[kept.astype(bool)]

    rows = but()
    if asked.order != BY_ROSTER:
        rows = rows.sort_values("by_name" if asked.order == BY_NAME else "by_unit", kind="stable")
    shown = _shown(rows)
    starts = but("years")
    unknown = int(starts["start_year"].isna().sum())
    return View(
        len(rows),
        _sentence(rows, asked),
        _key(rows),
        stacked_bars(_sector_bars(but("sector")), PARTS, "mô hình", asked.sector),
        stacked_bars(_level_bars(but("level")), (Part("Mô hình", QUIET, "#FFFFFF"),), "mô hình", asked.level, row=30),
        _start_columns(starts, asked),
        f"{format_count(unknown)} mô hình chưa ghi năm" if unknown else "",
        shown,
        tuple(int(place) for place in rows.index),
        _printed(shown, given.short_title),
    )


def _sector_bars(rows: pd.DataFrame) -> list[Bar]:
    counts = rows.groupby(["sector_id", "kind"]).size().to_dict()
    ids = ("tap_the", "ca_nhan", UNSTATED)
    bars = [
        Bar(sector.id, sector.label, tuple(counts.get((sector.id, kind), 0) for kind in ids), sector.id == UNSORTED)
        for sector in plan().sectors
    ]
    return largest_first([bar for bar in bars if bar.total or not bar.is_unknown])


def _level_bars(rows: pd.DataFrame) -> list[Bar]:
    counts = rows["level"].value_counts().to_dict()
    bars = [Bar(level.id, level.label, (counts.get(level.id, 0),)) for level in plan().levels]
    unstated = Bar(UNSTATED, "Chưa ghi", (counts.get(UNSTATED, 0),), True)
    return [*bars, unstated] if unstated.total else bars


def _start_columns(rows: pd.DataFrame, asked: Filter) -> "go.Figure":
    counts = rows["start_year"].value_counts().to_dict()
    span = range(plan().models_from, plan().models_to + 1)
    chosen = range(asked.years[0], asked.years[1] + 1) if asked.years else ()
    years = [Year(year, int(counts.get(year, 0))) for year in span]
    return year_columns(years, "mô hình", colour=QUIET, chosen=chosen, height=150)


def _sentence(rows: pd.DataFrame, asked: Filter) -> Html:
    """What a secretary would read out."""
    count, expected = reporting(SHEET, asked.kind)
    what = f"mô hình {', '.join(said(asked))}".strip()
    if asked.wanted:
        what += f" có “{asked.wanted}”"
    where = scope_words(asked.kind)
    if rows.empty:
        return Html("{}: chưa có {}.").format(where, what)
    units, nominated = rows["unit_id"].nunique(), int(rows["nominated"].sum())
    largest = rows.loc[rows["sector_id"] != UNSORTED, "sector_id"].value_counts()
    parts = [
        Html("{}: <b>{}</b> {} của <b>{}</b> đơn vị ({}/{} báo cáo)").format(
            where, format_count(len(rows)), what, units, count, expected
        )
    ]
    if len(largest) > 1 and not asked.sector:
        name = labels(plan().sectors)[str(largest.index[0])]
        parts.append(Html("nhiều nhất là lĩnh vực {} (<b>{}</b>)").format(name, format_count(int(largest.iloc[0]))))
    if nominated and not asked.is_nominated:
        parts.append(Html("<b>{}</b> được đánh dấu đề nghị khen thưởng trong biểu").format(format_count(nominated)))
    return joined(parts, "; ") + "."


def _key(rows: pd.DataFrame) -> Html:
    """The colours in words with their counts, in the order of the marks."""
    counts = rows["kind"].value_counts().to_dict()
    return joined(
        (
            Html(
                "<span class='th-nobreak'><i class='th-key' style='background:{}'></i> {}: <b>{}</b></span>&ensp;"
            ).format(part.colour, part.label, format_count(counts.get(kind, 0)))
            for part, kind in zip(PARTS, ("tap_the", "ca_nhan", UNSTATED), strict=True)
            if counts.get(kind, 0) or kind != UNSTATED
        ),
        " ",
    )


def _shown(rows: pd.DataFrame) -> pd.DataFrame:
    given = plan()
    return pd.DataFrame(
        {
            "Tên mô hình": rows["name"],
            "Đơn vị": rows["unit"],
            "Lĩnh vực": rows["sector_id"].map(labels(given.sectors)),
            "Tập thể/Cá nhân": rows["kind"].map(labels(given.model_kinds)).fillna("Chưa ghi"),
            "Cấp": rows["level"].map(labels(given.levels)).fillna("Chưa ghi"),
            "Năm": rows["start_year"].astype("string").fillna("–"),
            NOMINATED: rows["nominated"].map({True: "✓", False: ""}),
            "Tóm tắt thành tích": rows["summary"].fillna(""),
        },
        columns=COLUMNS,
    ).reset_index(drop=True)


def listed(places: Sequence[int], opened: int | None) -> Html:
    """Rows of models as a table: a click anywhere on one opens it; beside the one that is `opened` it is narrow."""
    frame, given = _prepared(version()), plan()
    sectors, kinds, levels = labels(given.sectors), labels(given.model_kinds), labels(given.levels)
    columns, rows = COLUMNS[:-1] if opened is None else BESIDE, []
    for place, row in zip(places, frame.loc[list(places)].to_dict("records"), strict=True):
        unit = given.unit_by_id[row["unit_id"]]
        cells = {
            "Tên mô hình": to(row["name"], MODELS, {OPENED: _id_of(row)}, stays=True),
            "Đơn vị": to_unit(unit),
            "Lĩnh vực": sectors[row["sector_id"]],
            "Tập thể/Cá nhân": kinds.get(row["kind"], "Chưa ghi"),
            "Cấp": levels.get(row["level"], "Chưa ghi"),
            "Năm": "–" if pd.isna(row["start_year"]) else int(row["start_year"]),
            NOMINATED: "✓" if row["nominated"] else "",
        }
        rows.append(Row([cells[column] for column in columns], look="th-open" if place == opened else "th-opens"))
    return table_html(columns, rows, look="th-table th-models")


def opened(places: Sequence[int]) -> int | None:
    """The place of the model that the address opens, where it is among those on show."""
    asked = st.query_params.get(OPENED)
    if not asked:
        return None
    rows = _prepared(version()).loc[list(places), ["file_id", "cell"]].to_dict("records")
    return next((place for place, row in zip(places, rows, strict=True) if _id_of(row) == asked), None)


def _id_of(row: Mapping[Hashable, Any]) -> str:
    """What an address calls a model: its file and where it stands there, the same in every version."""
    return f"{int(row['file_id'])}.{row['cell']}"


def _printed(shown: pd.DataFrame, caption: str) -> Html:
    """The rows as an HTML table for paper: the drawn table prints only what is in sight."""
    rows = [Row((at + 1, *cells), has_head=False) for at, *cells in shown.head(PRINTED).itertuples(name=None)]
    more = (
        Html("<p>In {} dòng đầu; bảng đầy đủ có trong tệp tải về.</p>").format(PRINTED) if len(shown) > PRINTED else ""
    )
    return Html("<div class='th-print'>{}{}</div>").format(
        table_html(["TT", *shown.columns], rows, caption=caption, box=""), more
    )


def take_away(asked: Filter) -> pd.DataFrame:
    """The rows of a filter to take away, with the place of each in its file."""
    seen, frame = view(version(), asked), _prepared(version())
    rows = frame.loc[list(seen.places)].reset_index(drop=True)
    files = file_names(version())
    return seen.rows.assign(
        **{
            "Năm": rows["start_year"],
            "Đơn vị thực hiện": rows["implementer"],
            "Ghi chú": rows["remark"],
            "Tệp": [files[int(number)] for number in rows["file_id"]],
            "Trang tính": rows["sheet"],
            "Ô": rows["cell"],
        }
    )


def detail(place: int) -> Html:
    """One model in full, with file, sheet and cell; HTML. `place` is one of the view's places."""
    row, given = _prepared(version()).loc[place], plan()
    terms = [
        ("Đơn vị", row["unit"]),
        ("Đơn vị thực hiện", row["implementer"]),
        ("Lĩnh vực", labels(given.sectors)[row["sector_id"]]),
        ("Tập thể/Cá nhân", (labels(given.model_kinds) | {UNSTATED: "Chưa ghi"})[row["kind"]]),
        ("Cấp mô hình", (labels(given.levels) | {UNSTATED: "Chưa ghi"})[row["level"]]),
        ("Năm bắt đầu", None if pd.isna(row["start_year"]) else int(row["start_year"])),
        ("Đánh dấu đề nghị khen thưởng trong biểu", "Có" if row["nominated"] else "Không"),
        ("Ghi chú", row["remark"]),
    ]
    listed = joined(Html("<dt>{}</dt><dd>{}</dd>").format(term, value) for term, value in terms if not _blank(value))
    number, sheet, cell = int(row["file_id"]), row["sheet"], row["cell"]
    source = to_cell(f"tệp {file_names(version())[number]}, trang tính {sheet}, ô {cell}", number, sheet, cell)
    summary = "chưa ghi tóm tắt thành tích" if _blank(row["summary"]) else row["summary"]
    return Html("<article class='th-detail'><h3>{}</h3><p>{}</p><dl>{}<dt>Nguồn</dt><dd>{}</dd></dl></article>").format(
        row["name"], summary, listed, source
    )


def _blank(value: object) -> bool:
    return value is None or value is pd.NA or value != value or value == ""
