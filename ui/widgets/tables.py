"""The one builder of tables: they print, bend below 640 px into cards, and are read out with their headings.

A cell is text, Html, or a Cell where it has a look of its own; text is escaped. What is no table of rows under headings
is built elsewhere: a sheet or a paper as it came (ui/intake/sheet, paper_view), a calendar's weeks (ui/tracking/weeks).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ui.widgets.markup import Html, joined

NUMBER = "th-num"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what its heading says, the look of heading and cells, the label of a cell on a phone, a title."""

    said: object
    look: str = ""
    label: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that looks otherwise than its column, has a title, or takes the place of several."""

    said: object
    look: str = ""
    title: str = ""
    span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row with a look; `has_head` says whether its first cell is its heading."""

    cells: Sequence[object]
    look: str = ""
    has_head: bool = True


def numbers(*said: object) -> list[Column]:
    """Columns of numbers: to the right, in figures of one width."""
    return [Column(one, NUMBER) for one in said]


def table_html(
    columns: Sequence[Column | str],
    rows: Iterable[Row | Sequence[object]],
    *,
    look: str = "th-table",
    caption: object = "",
    box: str = "th-scroll",
) -> Html:
    """Build a table of rows under headings; `box` is the look of what it scrolls in, "" for none."""
    heads = [Column(one) if isinstance(one, str) else one for one in columns]
    labels = [one.label or str(one.said) for one in heads]
    head = joined(Html("<th scope='col'{}>{}</th>").format(_marks(one.look, one.title), one.said) for one in heads)
    body = joined(_row(row if isinstance(row, Row) else Row(row), heads, labels) for row in rows)
    named = Html("<caption>{}</caption>").format(caption) if caption else ""
    table = Html("<table class='{}'>{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(
        look, named, head, body
    )
    return Html("<div class='{}'>{}</div>").format(box, table) if box else table


def _row(row: Row, heads: Sequence[Column], labels: Sequence[str]) -> Html:
    cells, at = [], 0
    for said in row.cells:
        cell = said if isinstance(said, Cell) else Cell(said, heads[at].look)
        marks = _marks(cell.look, cell.title, cell.span)
        if row.has_head and at == 0:
            cells.append(Html("<th scope='row'{}>{}</th>").format(marks, cell.said))
        else:
            cells.append(Html("<td data-label='{}'{}>{}</td>").format(labels[at], marks, cell.said))
        at += cell.span
    return Html("<tr{}>{}</tr>").format(_marks(row.look), joined(cells))


def _marks(look: str, title: str = "", span: int = 1) -> Html:
    said = Html(" class='{}'").format(look) if look else Html()
    said += Html(" title='{}'").format(title) if title else ""
    return said + (Html(" colspan='{}'").format(span) if span > 1 else "")
