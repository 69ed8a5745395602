"""What a page of the dashboard shows, taken apart into plain values: words, tables, charts, drawn tables.

Every part is taken by who vouches for it; what nobody took is named by `untaken`. Knows nothing of what is right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import lxml.html
from streamlit.testing.v1 import AppTest

Find = Callable[["Shown"], object]

SMALL = 12  # numbers up to here may stand in fixed words: "5 năm", "Đội số 2"
INLINE = {"b", "i", "span", "a"}
NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
DATE = re.compile(r"\b[0-3]\d/[01]\d(?:/\d{4})?\b(?!/)|\b20\d\d-\d\d-\d\d\b")
YEAR = re.compile(r"\b20[12]\d\b")  # a count of so many is written with a dot
TAG = re.compile(r"<[^>]*>")


def numbers(text: str) -> list[float]:
    """All numbers of a text but its dates: "Đến 05/04/2022: 1.041/53, 79,2%" gives 1041, 53, 79.2."""
    return [as_number(found) for found in re.findall(NUMBER, DATE.sub(" ", TAG.sub(" ", text)))]


def as_number(written: str) -> float:
    plain = written.replace(".", "").replace(",", ".")
    return float(plain) if "." in plain else int(plain)


@dataclass(frozen=True)
class Drawing:
    """The numbers of a chart: marks, by trace and place, with value and hover text; notes, axis, lines, read out."""

    marks: Mapping[Any, tuple[object, ...]]
    notes: Sequence[float] = field(default_factory=list)
    axis: Sequence[float] = field(default_factory=list)
    lines: Sequence[float] = field(default_factory=list)
    alt: Sequence[float] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """A table of a page: rows of cells as text, the longer words in the cells' titles."""

    head: list[str]
    rows: list[list[str]]
    titles: list[list[str]]


class Shown:
    """One view of the dashboard."""

    def __init__(self, app: AppTest) -> None:
        self.tables: list[Table] = []
        self.charts = {chart.key: drawing_of(chart.proto) for chart in app.get("plotly_chart")}
        self.frames = [frame.value for frame in app.dataframe]
        self.pages = [element.proto.num_pages for element in app.get("pagination")]
        self.remarks: list[tuple[str, str]] = []
        self.words = " ¶ ".join(text for node in walk(app) for text in self._words(node) if text)
        self._left = self.words
        self._taken: set[str] = set()

    def _words(self, node: Any) -> Iterator[str]:
        proto: Any = getattr(node, "proto", None)
        if getattr(node, "type", "") == "html":
            yield self._html(proto.body)
        elif getattr(node, "type", "") == "markdown":
            yield proto.body
        else:
            for name in ("label", "help", "placeholder"):
                text = getattr(proto, name, "")
                yield text if isinstance(text, str) else ""
            yield " ¶ ".join(option for option in getattr(proto, "options", ()) if isinstance(option, str))

    def _html(self, body: str) -> str:
        if body.startswith("<style"):
            return ""
        root = lxml.html.fragment_fromstring(body, create_parent="div")
        for said in root.xpath(".//*[@class='th-said']"):
            *_, text, by = said.iter("p")
            self.remarks.append((text_of(text), text_of(by)))
            said.getparent().remove(said)
        for table in root.xpath(".//table"):
            lines = [[*row.iter("th", "td")] for row in table.iter("tr")]
            cells = [[text_of(cell) for cell in line] for line in lines]
            titles = [[cell.get("title", "") for cell in line] for line in lines]
            self.tables.append(Table(cells[0], cells[1:], titles[1:]))
            for part in table.xpath("./thead|./tbody"):
                table.remove(part)
        return text_of(root)

    def take_words(self, pattern: str) -> list[tuple[float, ...]]:
        """The numbers at each # of a pattern, wherever it stands on the page, each different reading once."""
        parts = [re.escape(part) for part in pattern.split("#")]
        sought = re.compile(rf"(?<![\d.,]){f'({NUMBER})'.join(parts)}(?![\d]|[.,]\d)")
        found = [tuple(as_number(one) for one in match.groups()) for match in sought.finditer(self.words)]
        self._left = sought.sub(" § ", self._left)
        return list(dict.fromkeys(found))

    def take_table(self, *headings: str) -> Table:
        """The one table whose headings begin so."""
        return self._take_tables(headings)[0]

    def take_last_table(self, *headings: str) -> Table:
        return self._take_tables(headings)[-1]

    def _take_tables(self, headings: tuple[str, ...]) -> list[Table]:
        found = [(at, t) for at, t in enumerate(self.tables) if tuple(t.head[: len(headings)]) == headings]
        self._taken |= {f"table {at}" for at, _ in found}
        return [table for _, table in found] or [Table([], [], [])]

    def take_chart(self, key: str) -> Drawing:
        self._taken.add(f"chart {key}")
        return self.charts[key]

    def take_frame(self) -> list[list[object]]:
        self._taken.add("frame 0")
        return [[*row] for row in self.frames[0].itertuples(index=False, name=None)]

    def take_remarks(self) -> list[tuple[str, str]]:
        self._taken.add("remarks")
        return self.remarks

    def take_pages(self) -> list[int]:
        self._taken.add("pages")
        return self.pages

    def untaken(self) -> list[str]:
        """What shows numbers and was taken by nobody; numbers in words with what stands around them."""
        left = DATE.sub(lambda date: "_" * len(date[0]), self._left)
        left = YEAR.sub("____", left)
        alone = [
            f"…{self._left[max(0, match.start() - 40) : match.end() + 30]}…"
            for match in re.finditer(NUMBER, left)
            if as_number(match[0]) > SMALL
        ]
        parts = [f"table {at}" for at, table in enumerate(self.tables) if table.rows]
        parts += [f"chart {key}" for key in self.charts]
        parts += [f"frame {at}" for at in range(len(self.frames))]
        parts += ["remarks"] * bool(self.remarks) + ["pages"] * bool(self.pages)
        return alone + [part for part in parts if part not in self._taken]


# -- how a part is found -------------------------------------------------------------------------------------


def rows(*headings: str) -> Find:
    return lambda shown: shown.take_table(*headings).rows


def last_rows(*headings: str) -> Find:
    return lambda shown: shown.take_last_table(*headings).rows


def rows_in_any_order(*headings: str) -> Find:
    return lambda shown: sorted(shown.take_table(*headings).rows)


def titles_in_any_order(*headings: str) -> Find:
    def find(shown: Shown) -> object:
        table = shown.take_table(*headings)
        return sorted([row[0], *said[1:]] for row, said in zip(table.rows, table.titles, strict=True))

    return find


def headings(*first: str) -> Find:
    return lambda shown: shown.take_table(*first).head


def drawing(key: str) -> Find:
    return lambda shown: shown.take_chart(key)


def remarks() -> Find:
    return Shown.take_remarks


def pages() -> Find:
    return Shown.take_pages


# -- taking apart --------------------------------------------------------------------------------------------


def walk(app: AppTest) -> Iterator[Any]:
    """All elements and blocks of all parts of the page, in their order."""

    def below(block: Any) -> Iterator[Any]:
        for _, child in sorted(block.children.items()):
            yield child
            if hasattr(child, "children"):
                yield from below(child)

    yield from below(app.sidebar)
    yield from below(app.main)


def text_of(node: Any) -> str:
    return " ".join("".join(_pieces(node)).split())


def _pieces(node: Any) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        edge = "" if child.tag in INLINE else " "
        yield edge
        yield from _pieces(child)
        yield edge + (child.tail or "")


def drawing_of(proto: Any) -> Drawing:
    spec = json.loads(proto.spec)
    layout = spec["layout"]
    marks: dict[tuple[object, str], tuple[object, ...]] = {}
    for at, trace in enumerate(spec["data"]):
        across = trace.get("orientation") == "h"
        places, values = (trace["y"], trace["x"]) if across else (trace["x"], trace["y"])
        texts, hovers = trace.get("text") or [""] * len(values), trace.get("customdata") or [[]] * len(values)
        for place, value, text, hover in zip(places, values, texts, hovers, strict=True):
            said = [number for part in hover[1:] if isinstance(part, str) for number in numbers(part)]
            written = [number for number in numbers(text) if number != value]  # a mark may bear its own number
            name = _plain(str(place)).removesuffix("T00:00:00")
            marks[trace.get("name", at), name] = (value, *said, *written)
        assert numbers(re.sub(r"%\{[^}]*\}", "", trace.get("hovertemplate", ""))) == []
    shapes = [shape for shape in layout.get("shapes", ()) if shape.get("yref") != "paper"]
    axis = [number for text in layout["xaxis"].get("ticktext", ()) for number in numbers(text)]
    return Drawing(
        marks,
        [number for note in layout.get("annotations", ()) for number in numbers(note["text"])],
        axis + [tick for tick in layout["yaxis"].get("tickvals", ()) if isinstance(tick, int | float)],
        [shape["y1"] for shape in shapes if shape["y0"] == shape["y1"]],
        numbers(proto.alt),
    )


def _plain(label: str) -> str:
    return label.replace("<br>", " ").replace("&lt;", "<").replace("&amp;", "&")
