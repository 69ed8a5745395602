"""A paper as it reads, as HTML: headings, paragraphs, tables, its numbers marked, the place asked for in sight.

What is shown is worked out in `tonghop.prose.laid_out`; where a mark leads and what was decided of it, the page says.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from tonghop.actions.confirming import KeptPaper, kept_papers, read_kept
from tonghop.actions.proposing import Proposed
from tonghop.officefiles.styles import RAISED
from tonghop.prose.asides import LABELS, Aside
from tonghop.prose.blocks import Paragraph, Table
from tonghop.prose.laid_out import BECAME_LABELS, Became, Shown, laid_out, table_place
from tonghop.prose.review import Review, review
from ui.memory import remembered
from ui.session import plan, store
from ui.widgets.markup import Html, joined

States = Mapping[str, str]
"""Figure (`review.key_of`) -> how its number looks: certain, look, question, taken, left."""
STATE_WORDS = {
    "certain": "chắc chắn", "look": "cần xem", "question": "cần hỏi", "taken": "đã nhận", "left": "để lại",
}  # fmt: skip
SYMBOLS = {"certain": "●", "look": "◐", "question": "?", "taken": "✓", "left": "–"}
_SHORT_HEADING = 120


@remembered(max_entries=4, show_spinner="Đang đọc văn bản…")
def read_paper(version: int, file_id: int) -> tuple[Proposed, tuple[Shown, ...], Review] | None:
    """Read a kept paper; None where the store lost its bytes. Shared by all sessions: never to be changed."""
    paper = next(one for one in kept_papers(store(), version) if one.file_id == file_id)
    try:
        found = read_kept(store(), paper)
    except FileNotFoundError:
        return None
    if found.paper is None:
        return found, (), Review()
    proposal = found.paper.proposal
    return found, laid_out(proposal, found.paper.head.kind), review(proposal, plan())


@remembered()
def papers(version: int) -> tuple[KeptPaper, ...]:
    """The papers of a version, newest first."""
    return tuple(kept_papers(store(), version))


def paper_html(
    shown: Iterable[Shown],
    name: str,
    *,
    states: States | None = None,
    link: Callable[[str], str] | None = None,
    asked: Collection[str] = (),
    chosen: str = "",
) -> Html:
    """The whole paper in a box that scrolls.

    `asked`: places to be seen ("đoạn 12"); `chosen`: the figure that is pointed at; `link`: figure -> address.
    """
    drawn = _Drawn(states or {}, link, asked, chosen)
    return Html("<div class='th-reads' role='document' tabindex='0' aria-label='{}'>{}</div>").format(
        name, joined(map(drawn.block, shown))
    )


class _Drawn:
    def __init__(
        self, states: States, link: Callable[[str], str] | None, asked: Collection[str], chosen: str
    ) -> None:
        self.states, self.link, self.asked, self.chosen = states, link, asked, chosen
        self.has_asked = False

    def _asked(self) -> str:
        """How a place asked for looks; the first of them comes into sight."""
        first, self.has_asked = not self.has_asked, True
        return "th-asked th-here" if first else "th-asked"

    def block(self, shown: Shown) -> Html:
        block = shown.placed.block
        return self._table(shown, block) if isinstance(block, Table) else self._paragraph(shown, block)

    def _paragraph(self, shown: Shown, block: Paragraph) -> Html:
        text = block.text
        if not text.strip() and not block.asides:
            return Html()
        pieces: list[object] = []
        end = 0
        for mark in shown.marks:
            own = _with_asides(text[mark.start : mark.end], block.asides, mark.start)
            pieces += [_with_asides(text[end : mark.start], block.asides, end), self._mark(own, mark.keys)]
            end = mark.end
        last = _with_asides(text[end:], block.asides, end, is_last=True)
        number = f"{block.number} " if block.number else ""
        is_heading = shown.placed.is_heading or (block.is_bold and len(text) < _SHORT_HEADING)
        kinds = ["th-para", f"th-became-{shown.became.value}"]
        kinds += ["th-para-heading"] * is_heading
        kinds += [self._asked()] if block.place in self.asked else []
        here = Html(" aria-current='location'") if block.place in self.asked else ""
        shown_number = block.place.removeprefix("đoạn ") if block.place.startswith("đoạn ") else ""
        if shown.became is Became.BESIDE:
            number = f"{block.place[:1].upper()}{block.place[1:]}: "
        return Html("<div class='{}' title='{}'{}><span class='th-para-no'>{}</span><p>{}{}</p></div>").format(
            " ".join(kinds), _said(shown), here, shown_number, number, joined([*pieces, last])
        )

    def _mark(self, text: object, keys: tuple[str, ...]) -> Html:
        state = next((self.states[key] for key in keys if key in self.states), "")
        if not state:
            return Html("<mark class='th-m'>{}</mark>").format(text)
        kinds = f"th-m th-m-{state}{' th-asked' if self.chosen in keys else ''}"
        if self.link is None:
            return Html("<mark class='{}' title='{}'>{}</mark>").format(kinds, STATE_WORDS[state], text)
        target = self.chosen if self.chosen in keys else keys[0]
        return Html("<a class='{}' data-stay href='{}' title='{}'>{}</a>").format(
            kinds, self.link(target), STATE_WORDS[state], text
        )

    def _table(self, shown: Shown, block: Table) -> Html:
        asked = {spot for place in self.asked if (spot := table_place(place)) and spot[0] == block.number}
        lines = []
        for at, row in enumerate(block.rows):
            cells = []
            for column, text in enumerate(row):
                if (at, column) in block.covered:
                    continue
                is_asked = any(spot[1] == at + 1 and spot[2] in (None, column + 1) for spot in asked)
                keys = (shown.cells or {}).get((at, column), ())
                kinds = Html(" class='{}' aria-current='location'").format(self._asked()) if is_asked else ""
                spans = _spans(block, at, column)
                told = _with_asides(text, block.asides.get((at, column), ()), 0, is_last=True)
                content = self._mark(told if text else "(trống)", keys) if keys else told
                cells.append(Html("<td{}{}>{}</td>").format(kinds, spans, content))
            lines.append(Html("<tr>{}</tr>").format(joined(cells)))
        return Html(
            "<div class='th-para th-became-{}' title='{}'><span class='th-para-no'>b{}</span>"
            "<div class='th-para-table'><table>{}</table></div></div>"
        ).format(shown.became.value, _said(shown), block.number, joined(lines))


def _with_asides(text: str, asides: Sequence[Aside], start: int, *, is_last: bool = False) -> Html:
    """A stretch of a text, from `start` on, with what is set aside of it in its places."""
    pieces: list[object] = []
    done = 0
    for aside in sorted(asides, key=_stands):
        at = _stands(aside) - start
        if 0 <= at < len(text) or (is_last and at >= 0):
            pieces += [text[done:at], _aside(aside)]
            done = max(done, at)
    return joined([*pieces, text[done:]])


def _stands(aside: Aside) -> int:
    return aside.end if aside.is_note else aside.start


def _aside(aside: Aside) -> Html:
    if aside.is_note:
        return Html("<sup class='th-aside' title='{}'>[{}]</sup>").format(aside.text, aside.label)
    if not aside.text:
        return Html()
    if aside.kind == RAISED:
        return Html("<sup>{}</sup>").format(aside.text)
    return Html("<s class='th-aside' title='{}'>{}</s>").format(LABELS[aside.kind], aside.text)


def _said(shown: Shown) -> str:
    """What became of a paragraph, as a tooltip."""
    part = f", mục {shown.placed.outline}" if shown.placed.outline and shown.became is not Became.HEADING else ""
    return f"{shown.place[:1].upper()}{shown.place[1:]}. {BECAME_LABELS[shown.became]}{part}"


def _spans(block: Table, at: int, column: int) -> Html:
    """How far a merged cell reaches: over cells covered by it that say the same."""
    text, right, down = block.rows[at][column], column + 1, at + 1
    while right < len(block.rows[at]) and (at, right) in block.covered and block.rows[at][right] == text:
        right += 1
    while down < len(block.rows) and (down, column) in block.covered and block.rows[down][column] == text:
        down += 1
    said = Html(" colspan='{}'").format(right - column) if right - column > 1 else Html()
    return said + (Html(" rowspan='{}'").format(down - at) if down - at > 1 else "")
