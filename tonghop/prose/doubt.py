"""Whether the words about a number let it be what it seems: certain, for a person to see, to ask about, or no figure.

A number's own words are those of its piece up to the numbers beside it; about it stand, besides, the head of the
sentence, what leads from the year to the number, and what follows without a number of its own.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from tonghop.prose.binding import Bound, Sentence
from tonghop.prose.numbers import NO, Number
from tonghop.prose.pieces import Piece
from tonghop.prose.wording import EACH, KNOWN, Lexicon, Word
from tonghop.prose.years import OTHER

_NO_FIGURE = frozenset(("approximate", "undone", "planned", "difference", "share", "often", "sum"))
_OF_ONE_NUMBER = frozenset(("approximate", "difference", "share", "often", "sum"))
_PAIRED = ("in-order", "in-order-unsaid", "in-order-of-before", "in-order-of-plan", "parallel")
_NO_FIGURE_BEHIND = frozenset(("approximate", "undone", "often", "sum"))


@dataclass(frozen=True)
class Judged:
    """What the words say: `is_figure` not at all, `asked` why a person decides, `is_known` all of them."""

    is_figure: bool = True
    is_known: bool = True
    asked: str = ""


class Doubt:
    """Judges the numbers of one sentence; `head` is where its first number or year stands.

    `asides` are brackets that speak of a compared year only.
    """

    def __init__(
        self, sentence: Sentence, lexicon: Lexicon, names: Collection[str], head: int, asides: Iterable[tuple[int, int]]
    ) -> None:
        self.sentence, self.lexicon, self.names, self.head = sentence, lexicon, names, head
        self.asides = list(asides)

    @cached_property
    def words(self) -> list[Word]:
        sentence = self.sentence
        taken = [*self.asides, *((y.start, y.end) for y in sentence.all_years if y.kind != OTHER or y.is_day)]
        taken += [(n.start, n.end) for n in sentence.numbers if n.why != "woven-in"]
        taken += [(n.counted.start, n.counted.end) for n in sentence.numbers if n.counted]
        return self.lexicon.words(sentence.line, taken, self.names)

    def judge(self, bound: Bound, takes_part: bool) -> Judged:
        """Judge a number; `takes_part`: whether to take part in what it counts is another thing than to hold it."""
        number = bound.number
        if any(word.group == "corrected" for word in self.words):
            return Judged(asked="corrected")
        if number.is_nil:
            return Judged(not self._is_of_number_before(number), self._is_known(bound))
        is_part = bound.asked == "part-of-year"
        for each in {number.start: number, (bound.named_by or number).start: bound.named_by or number}.values():
            before, behind, is_last = self._own_words(each)
            if is_part:  # asked already: `từ đầu năm 2021 đến nay`
                before = [word for word in before if word.group != "sum"]
            if any(word.group in _NO_FIGURE for word in before) or (
                is_last and any(word.group in _NO_FIGURE_BEHIND for word in behind)
            ):
                return Judged(is_figure=False)
            if takes_part and any(word.group == "attended" for word in before):
                return Judged(asked="other-level")
        return Judged(is_known=self._is_known(bound))

    def _between(self, start: int, end: int) -> list[Word]:
        return [word for word in self.words if start <= word.start < end]

    def _own_words(self, number: Number) -> tuple[list[Word], list[Word], bool]:
        """The words before and behind a number in its piece; is it the piece's last?"""
        sentence = self.sentence
        piece = sentence.piece_of(number)
        start, end = sentence.phrase_of(number)
        following = next((n for n in sentence.numbers if number.start < n.start < piece.end), None)
        is_last = following is None or (following.is_nil and following.is_bare)
        if (
            following is not None
            and following.is_nil
            and following.is_bare
            and not self._year_between(number, following)
        ):
            return [Word(number.start, number.end, "undone")], [], True
        behind = self._between(number.stop, end)
        bracket = self._piece_behind(piece)
        if bracket is not None and bracket.before == "(" and is_last and not bracket.numbers:
            behind += self._between(bracket.start, bracket.end)
        return self._between(start, number.start), behind, is_last

    def _is_of_number_before(self, nil: Number) -> bool:
        """`03 cuộc kiểm tra chưa tiến hành`: says something of those three."""
        piece = self.sentence.piece_of(nil)
        before = [n for n in piece.numbers if n.start < nil.start and n.counted and not n.is_nil]
        return nil.is_bare and bool(before) and not self._year_between(before[-1], nil)

    def _year_between(self, one: Number, other: Number) -> bool:
        return any(one.end <= y.start < other.start for y in self.sentence.years)

    def _piece_behind(self, piece: Piece) -> Piece | None:
        at = self.sentence.pieces.index(piece) + 1
        return self.sentence.pieces[at] if at < len(self.sentence.pieces) else None

    # -- what stands about a number ----------------------------------------------------------------------------

    def _is_known(self, bound: Bound) -> bool:
        return (
            not (bound.rule not in _PAIRED and self._is_one_of_two(bound.number))
            and not self._is_dated_aside(bound)
            and all(
                self._is_harmless(word, bound)
                for start, end in self._about(bound)
                for word in self._between(start, end)
            )
        )

    def _is_harmless(self, word: Word, bound: Bound) -> bool:
        if word.group == KNOWN:
            return True
        if bound.number.is_nil and self.sentence.line.plain[word.start : word.end] == "nào":
            return True
        if word.group == EACH:
            return bound.rule.startswith(("each", "none", "in-order")) or word.start < self.head
        if word.group in _OF_ONE_NUMBER and self._is_of_another(word, bound):
            return True
        return word.group == "attended" and self._is_behind_people(word)

    def _is_one_of_two(self, number: Number) -> bool:
        """`7, 8 hội nghị` of one year: the one or the other."""
        return any(number in run and run[0].is_bare for run in self.sentence.runs)

    def _is_dated_aside(self, bound: Bound) -> bool:
        """`năm 2018 (số liệu năm 2017) có 05 hội nghị`: the year of a remark in brackets."""
        piece = self.sentence.piece_of(bound.number)
        near = [y for y in self.sentence.years if set(y.years) & set(bound.years) and not y.at_end]
        homes = [self._piece_at(y.start) for y in near]
        return bool(homes) and all(home.before == "(" and not home.numbers and home is not piece for home in homes)

    def _is_of_another(self, word: Word, bound: Bound) -> bool:
        """`giảm 5 hội nghị so với năm 2019, còn 8 hội nghị`, `bình quân 06 hội nghị (2017: 5; 2018: 7)`."""
        number = bound.number
        next_one = next((n for n in self.sentence.numbers if n.start >= word.end), None)
        if next_one is None or next_one.start >= number.start:
            return False
        if next_one.status == NO and next_one.why in ("difference", "approximate"):
            return self._piece_at(next_one.start) is not self._piece_at(number.start)
        return any(next_one.stop <= y.start and set(y.years) & set(bound.years) for y in self.sentence.years)

    def _is_behind_people(self, word: Word) -> bool:
        """`820 lượt cán bộ tham dự`: who took part was counted."""
        return any(n.stop <= word.start for n in self._piece_at(word.start).numbers)

    def _piece_at(self, place: int) -> Piece:
        return next((p for p in self.sentence.pieces if p.start <= place < p.end), self.sentence.pieces[-1])

    def _about(self, bound: Bound) -> Iterator[tuple[int, int]]:
        pieces, number = self.sentence.pieces, bound.number
        own = pieces.index(self.sentence.piece_of(number))
        first, last = own, own
        before = [y for y in self.sentence.years if y.start < number.start and set(y.years) & set(bound.years)]
        behind = [y for y in self.sentence.years if y.start >= number.stop and set(y.years) & set(bound.years)]
        if before and not (behind and bound.rule in ("year-in-brackets", "year-behind")):
            first = min(first, pieces.index(self._piece_at(before[-1].start)))
        elif behind:
            last = max(last, pieces.index(self._piece_at(behind[0].start)))
        segment = pieces[first].segment
        while (
            first
            and pieces[first - 1].segment == segment
            and not (pieces[first - 1].numbers or pieces[first - 1].years)
        ):
            first -= 1
        while last + 1 < len(pieces) and (
            pieces[last + 1].before == "(" or not (pieces[last + 1].numbers or pieces[last + 1].years)
        ):
            last += 1
        end = pieces[last].end
        if last == own:
            end = self.sentence.phrase_of(number)[1]
        yield 0, min(self.head, pieces[first].start)
        yield pieces[first].start, end
