"""The pieces pages are made of: sentences, figures in cards, tables that bend and print, downloads.

HTML is made here and nowhere else; every text from outside goes through `escape`.
"""

import html as markup
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from tonghop.csv_text import SCREEN, csv_text
from tonghop.statuses import BY_ID
from tonghop.visible import visible

if TYPE_CHECKING:
    import pandas as pd

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@cache
def css() -> str:
    return f"<style>{(Path(__file__).parents[1] / 'style.css').read_text(encoding='utf-8')}</style>"


def escape(value: object) -> str:
    """Make any value safe as HTML; what is missing (None, NaN, NA, NaT) is nothing."""
    text = "" if value is None else str(value)
    return "" if text in ("nan", "<NA>", "NaT") and not isinstance(value, str) else markup.escape(visible(text))


def html(template: str, *values: object) -> None:
    """Show HTML with `values` escaped into its {} places."""
    st.html(template.format(*(escape(value) for value in values)))


def title(text: str, sentence: str) -> None:
    """The page's title and the sentence that a secretary would read out (may hold <b>)."""
    st.html(f"<header class='th-head'><h1>{escape(text)}</h1><p class='th-lead'>{sentence}</p></header>")


def heading(text: str, note: str = "") -> None:
    """A section's heading: the question or the answer in words, and what it rests on."""
    under = f"<p class='th-quiet'>{note}</p>" if note else ""
    st.html(f"<div class='th-section'><h2>{escape(text)}</h2>{under}</div>")


def section(text: str, inner: str = "") -> None:
    """A section's heading with ready HTML under it (a legend, a list), as one element that cannot jump apart."""
    st.html(f"<div class='th-section'><h2>{escape(text)}</h2>{inner}</div>")


@dataclass(frozen=True, slots=True)
class Card:
    """A key figure: what it is, the number, what stands beside it in words."""

    label: str
    value: str
    note: str = ""
    tone: str = ""


def cards(items: Iterable[Card]) -> None:
    inner = "".join(
        f"<div class='th-card {c.tone}'><div class='th-card-label'>{escape(c.label)}</div>"
        f"<div class='th-card-value'>{escape(c.value)}</div><div class='th-card-note'>{escape(c.note)}</div></div>"
        for c in items
    )
    st.html(f"<div class='th-cards'>{inner}</div>")


def empty(text: str, remedy: str = "") -> None:
    """A designed empty state: what is not there yet, and what brings it."""
    html("<div class='th-note th-empty'><b>{}</b><br>{}</div>", text, remedy)


def note(what: str, remedy: str) -> None:
    """A word to the reader: what is the matter, and what to do."""
    html("<div class='th-note' role='status'><b>{}</b> {}</div>", what, remedy)


def status_badge(status: str, text: str = "") -> str:
    """A status as symbol and words on its tint; returns HTML."""
    look = BY_ID[status]
    words = escape(text or look.short)
    return f"<span class='th-badge th-{look.id}'><i aria-hidden='true'>{look.symbol}</i> {words}</span>"


def table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, numeric: Iterable[int] = (), caption: str = ""
) -> None:
    """A table that prints, bends below 640 px into cards, and is read out with its headings; cells are HTML."""
    right = set(numeric)
    head = "".join(f"<th scope='col'{_right(i, right)}>{escape(c)}</th>" for i, c in enumerate(columns))
    body = "".join(
        "<tr>"
        + "".join(
            f"<{'th scope=row' if i == 0 else 'td'}{_right(i, right)} data-label='{escape(columns[i])}'>{cell}"
            f"</{'th' if i == 0 else 'td'}>"
            for i, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    named = f"<caption>{escape(caption)}</caption>" if caption else ""
    st.html(
        f"<div class='th-scroll'><table class='th-table'>{named}<thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _right(column: int, right: set[int]) -> str:
    return " class='th-num'" if column in right else ""


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
