"""Ý kiến của đơn vị: what units wrote under the sections of the outline, thoughts that several share together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from tonghop.charts.look import THEME_RED
from tonghop.charts.results import Bar, Part, stacked_bars
from tonghop.intake.addresses import said_cell
from tonghop.report.wording import Alike, alike, section_titles, shared_sentences
from tonghop.vietnamese import fold_key, format_count
from ui.memory import remembered
from ui.results.parts import file_names, scope_words
from ui.session import ask, plan
from ui.widgets.links import to_cell
from ui.widgets.markup import Html, joined
from ui.widgets.words import names_by_id

if TYPE_CHECKING:
    import plotly.graph_objects as go
from ui.results.texts import PAGE, Rests, rests_of

SHARED_SHOWN = 6


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


@remembered()
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
    rests = rests_of(set(wrote["unit_id"]), asked.kind)
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
            f"{files[int(r.file_id)]}, trang tính {r.sheet}, {said_cell(r.cell)}", int(r.file_id), r.sheet, r.cell
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
