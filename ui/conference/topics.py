"""The units' words by theme on screen: what the report prints, and behind each theme every sentence with its cell."""

from collections.abc import Callable, Sequence

from tonghop.intake.addresses import said_cell
from tonghop.report.document import Claim, Paragraph, Said, Topic, Topics
from tonghop.report.numbers import Number
from tonghop.vietnamese import format_count
from ui.session import plan
from ui.widgets.links import to_cell
from ui.widgets.markup import Html, joined
from ui.widgets.words import names_by_id

Paragraphs = Callable[[Paragraph], Html]


def topics_html(topics: Topics, paragraph: Paragraphs, number: Callable[[Number], Html]) -> Html:
    """A section of opinions: its lead, a line a theme, what is not printed folded below."""
    printed = joined(Html("<li>{}</li>").format(_topic(one, number)) for one in topics.topics)
    rest = paragraph(topics.rest) if topics.rest else Html()
    hidden = joined(
        _folded(f"Chủ đề khác: {one.label} ({one.units.text}/{one.of.text} đơn vị)", one.claims)
        for one in topics.hidden
    )
    unsorted = _folded(f"Chưa xếp vào chủ đề nào ({format_count(len(topics.unsorted))} ý)", topics.unsorted)
    filler = _folded(
        f"Câu quá ngắn hoặc không nêu nội dung, đã bỏ ({format_count(len(topics.filler))})",
        [Claim("", (one,)) for one in topics.filler],
    )
    return Html("{}<ul>{}</ul>{}{}{}{}").format(paragraph(topics.lead), printed, rest, hidden, unsorted, filler)


def _topic(topic: Topic, number: Callable[[Number], Html]) -> Html:
    said = Html("Về {} ({}/{} đơn vị): {}.").format(
        topic.label, number(topic.units), number(topic.of), ". ".join(topic.shown)
    )
    return said + _folded(f"Mọi câu về chủ đề này ({format_count(len(topic.claims))} ý)", topic.claims)


def _folded(title: str, claims: Sequence[Claim]) -> Html:
    if not claims:
        return Html()
    listed = joined(Html("<li>{}</li>").format(_claim(claim)) for claim in claims)
    return Html("<details class='th-more'><summary>{}</summary><ul>{}</ul></details>").format(title, listed)


def _claim(claim: Claim) -> Html:
    """Each wording with the units that wrote it; a unit leads to its cell."""
    names = names_by_id(plan())
    wordings: dict[str, list[Said]] = {}
    for one in claim.said:
        wordings.setdefault(one.text, []).append(one)
    return joined(
        (
            Html("{} <i class='th-quiet'>({})</i>").format(
                text, joined([_unit(one, names.get(one.unit_id, one.unit_id)) for one in said], ", ")
            )
            for text, said in wordings.items()
        ),
        Html("<br>"),
    )


def _unit(said: Said, name: str) -> Html:
    return Html("<span title='{}'>{}</span>").format(
        f"{said.sheet}, {said_cell(said.cell)}", to_cell(name, said.file_id, said.sheet, said.cell)
    )
