"""A paper as it reads, with the numbers that it proposes marked, and what became of every paragraph.

Pure: blocks and proposals in, frozen values out; how it looks is a screen's.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from tonghop.prose.blocks import Paragraph, Table
from tonghop.prose.figures import Found
from tonghop.prose.head import REPORT
from tonghop.prose.outline import BESIDE, END, HEAD, Placed
from tonghop.prose.proposal import Proposal
from tonghop.prose.review import key_of
from tonghop.prose.sentences import raw_place
from tonghop.vietnamese import format_count

_TABLE_PLACE = re.compile(r"bảng (\d+), dòng (\d+)(?:, cột (\d+))?")


class Became(StrEnum):
    """What became of a paragraph or table of a paper (CONTRACT form E)."""

    HEAD = "head"
    HEADING = "heading"
    FIGURES = "figures"
    ASKED = "asked"
    NO_FIGURES = "no-figures"
    PART = "part"
    OUTSIDE = "outside"
    END = "end"
    UNREAD = "unread"
    BESIDE = "beside"
    KEPT = "kept"


BECAME_LABELS: Mapping[Became, str] = {
    Became.HEAD: "Phần đầu: cơ quan, số, ngày, tên loại, trích yếu, lời mở",
    Became.HEADING: "Đề mục của đề cương",
    Became.FIGURES: "Có số liệu đề xuất",
    Became.ASKED: "Có số cần hỏi",
    Became.NO_FIGURES: "Bảng kinh phí, tỷ lệ, so sánh hoặc kế hoạch: không lấy số liệu",
    Became.PART: "Chữ thuộc một mục của đề cương",
    Became.OUTSIDE: "Không thuộc mục nào của đề cương",
    Became.END: "Phần ký, nơi nhận, phụ lục",
    Became.UNREAD: "Không đọc: chữ gạch ngang, chữ ẩn hoặc cùng màu nền",
    Became.BESIDE: "Chú thích, ghi chú bên lề, đầu trang, chân trang: được nêu, không đề xuất số liệu",
    Became.KEPT: "Được lưu, không lấy gì (không phải báo cáo)",
}


_OF_A_PART = (Became.FIGURES, Became.ASKED, Became.NO_FIGURES, Became.PART)


@dataclass(frozen=True)
class Mark:
    """A number in a text: from where to where, and which figures it is proposed for."""

    start: int
    end: int
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """A paragraph or table as it is shown. `marks` are of a paragraph, `cells` (row, column from 0) of a table."""

    placed: Placed
    became: Became
    marks: tuple[Mark, ...] = ()
    cells: Mapping[tuple[int, int], tuple[str, ...]] | None = None

    @property
    def place(self) -> str:
        block = self.placed.block
        return block.place if isinstance(block, Paragraph) else f"bảng {block.number}"


def laid_out(proposal: Proposal, kind: str) -> tuple[Shown, ...]:
    """Return a paper block by block, its proposed numbers marked."""
    by_place: dict[str, list[Found]] = {}
    for found in (*proposal.figures, *proposal.questions):
        by_place.setdefault(_block_of(found.place), []).append(found)
    shown = [_shown(each, by_place, kind) for each in (*proposal.placed, *proposal.around)]
    return tuple(_told_apart(each, proposal.no_figures) for each in shown)


def table_place(place: str) -> tuple[int, int, int | None] | None:
    """Return table, row and column (from 1; None: the whole row) of "bảng 1, dòng 3, cột 4"; None for what is none."""
    found = _TABLE_PLACE.fullmatch(place)
    return (int(found[1]), int(found[2]), int(found[3]) if found[3] else None) if found else None


def as_data(shown: Iterable[Shown]) -> list[dict[str, object]]:
    """Return what became of every paragraph as plain values: rule by rule, with the part of the outline."""
    return [
        {"rule": became.value, "outline": outline, "count": len(places), "paragraphs": places}
        for (became, outline), places in _grouped(shown).items()
    ]


def as_lines(shown: Iterable[Shown]) -> list[str]:
    """Return what became of every paragraph in words, a line a rule and part."""
    lines = []
    for (became, outline), places in _grouped(shown).items():
        where = f", mục {outline}" if outline else ""
        lines.append(f"    {BECAME_LABELS[became]}{where} ({format_count(len(places))}): {'; '.join(_runs(places))}")
    return lines


def _grouped(shown: Iterable[Shown]) -> dict[tuple[Became, str | None], list[str]]:
    found: dict[tuple[Became, str | None], list[str]] = {}
    for each in shown:
        block = each.placed.block
        if isinstance(block, Paragraph) and not block.text.strip() and not block.asides:
            continue
        outline = each.placed.outline if each.became in _OF_A_PART else None
        places = found.setdefault((each.became, outline), [])
        if each.place not in places:
            places.append(each.place)
    return found


def _runs(places: Iterable[str]) -> Iterator[str]:
    """đoạn 3, đoạn 4, đoạn 5 as đoạn 3–5."""
    run: list[int] = []
    for place in (*places, ""):
        number = int(place[5:]) if place.startswith("đoạn ") else None
        if run and number != run[-1] + 1:
            yield f"đoạn {run[0]}" if len(run) == 1 else f"đoạn {run[0]}–{run[-1]}"
            run = []
        if number is not None:
            run.append(number)
        elif place:
            yield place


def _block_of(place: str) -> str:
    table = table_place(place)
    return f"bảng {table[0]}" if table else place


def _shown(each: Placed, by_place: Mapping[str, list[Found]], kind: str) -> Shown:
    block = each.block
    if isinstance(block, Table):
        found = by_place.get(f"bảng {block.number}", [])
        cells: dict[tuple[int, int], tuple[str, ...]] = {}
        for one in found:
            if place := table_place(one.place):
                spot = place[1] - 1, (place[2] or 1) - 1
                cells[spot] = tuple(dict.fromkeys((*cells.get(spot, ()), key_of(one.indicator_id, one.year))))
        return Shown(each, _became(each, found, kind), cells=cells)
    # a paragraph in a table of texts has its cell's place
    found = [one for one in by_place.get(_block_of(block.place), []) if one.place == block.place]
    found = [one for one in found if one.sentence in block.text]
    return Shown(each, _became(each, found, kind), marks=tuple(_marks(block.text, found)))


def _told_apart(shown: Shown, no_figures: Container[int]) -> Shown:
    block = shown.placed.block
    is_apart = isinstance(block, Table) and block.number in no_figures and shown.became in (Became.PART, Became.OUTSIDE)
    return replace(shown, became=Became.NO_FIGURES) if is_apart else shown


def _marks(text: str, found: Iterable[Found]) -> Iterator[Mark]:
    spans: dict[tuple[int, int], list[str]] = {}
    for one in found:
        start = text.find(one.sentence) + raw_place(one.sentence, one.at or 0)
        spans.setdefault((start, start + len(one.shown)), []).append(key_of(one.indicator_id, one.year))
    end = 0
    for (start, stop), keys in sorted(spans.items()):
        if start >= end:
            yield Mark(start, stop, tuple(dict.fromkeys(keys)))
            end = stop


def _became(each: Placed, found: Iterable[Found], kind: str) -> Became:
    if each.where == BESIDE:
        return Became.BESIDE
    if isinstance(each.block, Paragraph) and not each.block.text.strip() and each.block.asides:
        return Became.UNREAD
    if kind != REPORT:
        return Became.KEPT
    if each.where in (HEAD, END) and not any(found):
        return Became.HEAD if each.where == HEAD else Became.END
    if some := list(found):
        return Became.ASKED if any(one.asked for one in some) else Became.FIGURES
    if each.is_heading:
        return Became.HEADING
    return Became.PART if each.outline else Became.OUTSIDE
