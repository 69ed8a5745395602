"""A sentence as the words about its numbers: what stands right before one, in its own piece, by its year.

A number's own words are those of its piece up to the numbers beside it.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cached_property

from tonghop.prose.binding import Bound, Sentence
from tonghop.prose.numbers import Number
from tonghop.prose.pieces import Piece
from tonghop.prose.wording import Word
from tonghop.prose.words import Vocabulary
from tonghop.prose.years import OTHER, Years

Span = tuple[int, int]


class Clause:
    """The words of one sentence; `head` is where its first number or year stands.

    `names` are words of the unit's own name, `asides` brackets that speak of a compared year only.
    """

    def __init__(
        self, sentence: Sentence, vocabulary: Vocabulary, names: Collection[str], head: int, asides: Iterable[Span]
    ) -> None:
        self.sentence, self.vocabulary, self.names, self.head = sentence, vocabulary, names, head
        self.asides = list(asides)

    @cached_property
    def words(self) -> list[Word]:
        """All words, from left to right."""
        sentence = self.sentence
        taken = [*self.asides, *((y.start, y.end) for y in sentence.all_years if y.kind != OTHER or y.is_day)]
        taken += [(n.start, n.end) for n in sentence.numbers if n.why != "woven-in"]
        taken += [(n.counted.start, n.counted.end) for n in sentence.numbers if n.counted]
        words = self.vocabulary.lexicon.words(sentence.line, taken, self.names)
        return [replace(word, group="each") if self._is_before_year_word(word) else word for word in words]

    def _is_before_year_word(self, word: Word) -> bool:
        """`mỗi` in `mỗi năm từ 2017 đến 2021`, whose `năm` is the years' own."""
        plain, years = self.sentence.line.plain, self.sentence.years
        return self.text(word) == "mỗi" and any(
            plain.startswith("năm", y.start) and y.start > word.end and not plain[word.end : y.start].strip()
            for y in years
        )

    def text(self, word: Word) -> str:
        """A word as the line has it, small."""
        return self.sentence.line.plain[word.start : word.end]

    def between(self, start: int, end: int) -> list[Word]:
        """The words between two places, one that reaches in as well: `còn thiếu`."""
        return [word for word in self.words if start < word.end and word.start < end]

    def own_words(self, number: Number) -> tuple[list[Word], list[Word], bool]:
        """The words before and behind a number in its piece; is it the piece's last?"""
        sentence = self.sentence
        piece = sentence.piece_of(number)
        start, end = sentence.phrase_of(number)
        following = next((n for n in sentence.numbers if number.start < n.start < piece.end), None)
        is_nil = following is not None and following.is_nil and following.is_bare
        if following is not None and is_nil and not self.has_year_between(number, following):
            return [Word(number.start, number.end, "undone")], [], True
        behind = self.between(number.stop, end)
        bracket = self._piece_behind(piece)
        if bracket is not None and bracket.before == "(" and following is None:
            if bracket.numbers and all(n.is_nil and n.is_bare for n in bracket.numbers) and not bracket.years:
                return [Word(number.start, number.end, "undone")], [], True
            if bracket.numbers:
                return self.between(start, number.start), behind, True
            behind += self.between(bracket.start, bracket.end)
        return self.between(start, number.start), behind, following is None

    def numbers_before(self, number: Number) -> list[Number]:
        """The numbers before another one in its piece."""
        return [n for n in self.sentence.piece_of(number).numbers if n.start < number.start]

    def has_year_between(self, one: Number, other: Number) -> bool:
        """Does a year stand between two numbers?"""
        return any(one.end <= y.start < other.start for y in self.sentence.years)

    def _piece_behind(self, piece: Piece) -> Piece | None:
        at = self.sentence.pieces.index(piece) + 1
        return self.sentence.pieces[at] if at < len(self.sentence.pieces) else None

    def piece_at(self, place: int) -> Piece:
        """The piece that a place is in."""
        return next((p for p in self.sentence.pieces if p.start <= place < p.end), self.sentence.pieces[-1])

    def years_of(self, bound: Bound) -> list[Years]:
        """Where a number's years are spoken of."""
        return [y for y in self.sentence.years if set(y.years) & set(bound.years)]

    def year_of(self, bound: Bound) -> Years | None:
        """The mention that dates a number: the last one before it, else the next one."""
        before = [y for y in self.years_of(bound) if y.start < bound.number.start]
        behind = [y for y in self.years_of(bound) if y.start >= bound.number.stop]
        if behind and (not before or bound.rule in ("year-in-brackets", "year-behind")):
            return behind[0]
        return before[-1] if before else None

    def word_before(self, place: int) -> Word | None:
        """The word right before a place; None where a year, a number or nothing stands there."""
        ending = [word for word in self.words if word.end <= place]
        last = max(ending, key=lambda word: (word.end, -word.start), default=None)
        return last if last and not self.sentence.line.plain[last.end : place].strip() else None
