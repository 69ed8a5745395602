"""What the words of a number itself make of it: a figure, none, or a question.

`hoãn 02 hội nghị`, `tăng 05`, `khoảng 07`, `mỗi quý 02` are known to say something else than that so many were held:
the groups are those of data/prose/known_words.toml.
"""

from dataclasses import dataclass

from tonghop.prose.binding import Bound
from tonghop.prose.clause import Clause
from tonghop.prose.numbers import Number
from tonghop.prose.pieces import Piece

_NO_FIGURE = frozenset(
    ("called_off", "besides", "approximate", "undone", "planned", "difference", "share", "often", "sum")
)
_NO_FIGURE_BEHIND = frozenset(("called_off", "approximate", "undone", "often", "sum"))


@dataclass(frozen=True)
class Judged:
    """What the words say: `is_figure` not at all, `asked` why a person decides."""

    is_figure: bool = True
    asked: str = ""


def judge(clause: Clause, bound: Bound, *, is_held: bool) -> Judged:
    """Judge a number; `is_held`: to take part in what it counts is another thing than to hold it."""
    number = bound.number
    if any(word.group == "corrected" for word in clause.words):
        return Judged(asked="corrected")
    if number.is_nil:
        return Judged(not _is_of_number_before(clause, number))
    if _is_labelled_none(clause, number):
        return Judged(is_figure=False)
    is_part = bound.asked == "part-of-year"
    for each in {n.start: n for n in (number, bound.named_by or number)}.values():
        before, behind, is_last = clause.own_words(each)
        if is_part:  # asked already: `từ đầu năm 2021 đến nay`
            before = [word for word in before if word.group != "sum"]
        if any(word.group in _NO_FIGURE for word in before) or (
            is_last and any(word.group in _NO_FIGURE_BEHIND for word in behind)
        ):
            return Judged(is_figure=False)
        if is_held and any(word.group == "attended" for word in before):
            return Judged(asked="other-level")
    return Judged()


def _is_labelled_none(clause: Clause, number: Number) -> bool:
    """`Số hội nghị chưa tổ chức: 05 (2018)`."""
    pieces = clause.sentence.pieces
    own = pieces.index(clause.sentence.piece_of(number))
    labels = [at for at in range(own) if pieces[at + 1].before == ":" and pieces[at].segment == pieces[own].segment]
    return any(not pieces[at].years and any(n.is_nil and n.is_bare for n in pieces[at].numbers) for at in labels)


def _is_of_number_before(clause: Clause, nil: Number) -> bool:
    """`03 cuộc kiểm tra chưa tiến hành`: says something of those three."""
    before = [n for n in clause.numbers_before(nil) if n.counted and not n.is_nil]
    if nil.is_bare and before:
        return not clause.has_year_between(before[-1], nil)
    home = clause.sentence.piece_of(nil)
    return nil.is_bare and home.before == "(" and not home.years and _ends_with_number(clause, home)


def _ends_with_number(clause: Clause, piece: Piece) -> bool:
    """Does a counted number end the piece before: `05 hội nghị (chưa tổ chức)`?"""
    at = clause.sentence.pieces.index(piece)
    before = clause.sentence.pieces[at - 1] if at else None
    last = before.numbers[-1] if before and before.numbers else None
    return last is not None and not last.is_nil and last.counted is not None
