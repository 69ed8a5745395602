"""The pieces pages are made of: sentences, figures in cards, tables that bend and print, downloads.

What they are given may be text or Html; text is escaped.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from tonghop.csv_text import SCREEN, csv_text
from tonghop.statuses import BY_ID
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.tables import NUMBER, Column, table_html

if TYPE_CHECKING:
    import pandas as pd

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def html(template: str, *values: object) -> None:
    """Show a template of HTML with `values` escaped into its {} places."""
    show_html(Html(template).format(*values))


def title(text: str, sentence: str) -> None:
    """The page's title and the sentence that a secretary would read out (may hold <b>)."""
    show_html(Html("<header class='th-head'><h1>{}</h1><p class='th-lead'>{}</p></header>").format(text, sentence))


def heading(text: str, note: str = "") -> None:
    """A section's heading: the question or the answer in words, and what it rests on."""
    under = Html("<p class='th-quiet'>{}</p>").format(note) if note else ""
    show_html(Html("<div class='th-section'><h2>{}</h2>{}</div>").format(text, under))


def section(text: str, inner: str = "") -> None:
    """A section's heading with ready HTML under it (a legend, a list), as one element that cannot jump apart."""
    show_html(Html("<div class='th-section'><h2>{}</h2>{}</div>").format(text, inner))


@dataclass(frozen=True, slots=True)
class Card:
    """A key figure: what it is, the number, what stands beside it in words."""

    label: str
    value: str
    note: str = ""
    tone: str = ""


def cards(items: Iterable[Card]) -> None:
    inner = joined(
        Html(
            "<div class='th-card {}'><div class='th-card-label'>{}</div>"
            "<div class='th-card-value'>{}</div><div class='th-card-note'>{}</div></div>"
        ).format(c.tone, c.label, c.value, c.note)
        for c in items
    )
    show_html(Html("<div class='th-cards'>{}</div>").format(inner))


def empty(text: str, remedy: str = "") -> None:
    """A designed empty state: what is not there yet, and what brings it."""
    html("<div class='th-note th-empty'><b>{}</b><br>{}</div>", text, remedy)


def note(what: str, remedy: str) -> None:
    """A word to the reader: what is the matter, and what to do."""
    html("<div class='th-note' role='status'><b>{}</b> {}</div>", what, remedy)


def status_badge(status: str, text: str = "") -> Html:
    """A status as symbol and words on its tint."""
    look = BY_ID[status]
    words = text or look.short
    return Html("<span class='th-badge th-{}'><i aria-hidden='true'>{}</i> {}</span>").format(
        look.id, look.symbol, words
    )


def table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, numeric: Iterable[int] = (), caption: str = ""
) -> None:
    """A table that prints, bends below 640 px into cards, and is read out with its headings; cells are text or Html."""
    right = set(numeric)
    heads = [Column(said, NUMBER if at in right else "") for at, said in enumerate(columns)]
    show_html(table_html(heads, rows, caption=caption))


def downloads(name: str, frame: "Callable[[], pd.DataFrame]", sheet: str = "Bảng") -> None:
    """Two quiet buttons that make the table at the click: Excel and CSV. `frame` has people's headings."""
    with st.container(horizontal=True, key=f"tai-{name}"):
        st.download_button(
            "Tải Excel",
            data=lambda: workbook(frame(), sheet),
            file_name=f"{name}.xlsx",
            mime=XLSX,
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
            key=f"xlsx-{name}",
        )
        st.download_button(
            "Tải CSV",
            data=lambda: csv_of(frame()),
            file_name=f"{name}.csv",
            mime="text/csv",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
            key=f"csv-{name}",
        )


def csv_of(frame: "pd.DataFrame") -> str:
    """The table as Excel in Vietnamese opens it."""
    columns = [frame[name].astype(object).tolist() for name in frame.columns]
    return "\ufeff" + csv_text([str(name) for name in frame.columns], zip(*columns, strict=True), delimiter=SCREEN)


def workbook(frame: "pd.DataFrame", sheet: str) -> bytes:
    from tonghop.outputs.workbook import table_workbook

    return table_workbook(frame, sheet)
