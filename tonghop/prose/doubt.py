"""Whether the words about a number let it be what it seems: certain, for a person to see, to ask about, or no figure.

A number's own words are those of its piece up to the numbers beside it; about it stand, besides, the head of the
sentence, what leads from the year to the number, and what follows without a number of its own.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from tonghop.prose.binding import Bound, Sentence
from tonghop.prose.numbers import NO, Number
from tonghop.prose.pieces import Piece
from tonghop.prose.wording import COUNTED, KNOWN, MARK, NAME, VERBS, Word
from tonghop.prose.words import Vocabulary, Words
from tonghop.prose.years import OTHER, Years

_NO_FIGURE = frozenset(("called_off", "approximate", "undone", "planned", "difference", "share", "often", "sum"))
_NO_FIGURE_BEHIND = frozenset(("called_off", "approximate", "undone", "often", "sum"))
_OF_ONE_NUMBER = frozenset(("approximate", "difference", "share", "often", "sum"))
_PAIRED = ("in-order", "in-order-unsaid", "in-order-of-before", "in-order-of-plan", "parallel")
_OF_SEVERAL = ("each", "none", "in-order")
_HARMLESS = frozenset((*KNOWN, MARK, NAME)) - {"each"}
_BEFORE_NUMBER = frozenset(("lead_in", "done", "turned", "bodies", "each", MARK, NAME))
_BEFORE_YEAR = frozenset(
    ("lead_in", "done", "turned", "purpose", "manner", "people", "bodies", "themes", "things", MARK, NAME)
)
_LINKS_BEFORE_YEAR = frozenset(
    ("trong", "vào", "của", "ở", "các", "riêng", "tại", "trong cả", "qua", "trong đó", "kết quả", "theo")
)
_NOT_BEFORE_YEAR = frozenset(("với", "cùng với", "từ", "bằng", "đối với", "là"))
_LEADS = frozenset(("lãnh đạo", "chỉ đạo"))
_BECAUSE = ("do ", "vì ", "để ", "bởi ", "ảnh hưởng", "dịch", "covid", "theo quy định")
_SO = frozenset(("nên", "vì vậy", "do vậy"))
_PLACE = re.compile(r"(?<!\w)(?:thôn|xóm|tổ|khu|khối|đội|lớp|cụm|chi\s+bộ|chi\s+đoàn|chi\s+hội)\s+(?:số\s+)?$")
_ORGANISATIONS = ("chi bộ", "đảng bộ", "tổ chức")
Span = tuple[int, int]


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
        self, sentence: Sentence, vocabulary: Vocabulary, names: Collection[str], head: int, asides: Iterable[Span]
    ) -> None:
        self.sentence, self.vocabulary, self.names, self.head = sentence, vocabulary, names, head
        self.asides = list(asides)

    @cached_property
    def words(self) -> list[Word]:
        sentence = self.sentence
        taken = [*self.asides, *((y.start, y.end) for y in sentence.all_years if y.kind != OTHER or y.is_day)]
        taken += [(n.start, n.end) for n in sentence.numbers if n.why != "woven-in"]
        taken += [(n.counted.start, n.counted.end) for n in sentence.numbers if n.counted]
        words = self.vocabulary.lexicon.words(sentence.line, taken, self.names)
        return [replace(word, group="each") if self._is_before_year_word(word) else word for word in words]

    def _is_before_year_word(self, word: Word) -> bool:
        """`mỗi` in `mỗi năm từ 2017 đến 2021`, whose `năm` is the years' own."""
        plain, years = self.sentence.line.plain, self.sentence.years
        return self._text(word) == "mỗi" and any(
            plain.startswith("năm", y.start) and y.start > word.end and not plain[word.end : y.start].strip()
            for y in years
        )

    def judge(self, bound: Bound, words: Words, *, is_held: bool) -> Judged:
        """Judge a number of an indicator; `is_held`: to take part in what it counts is another thing than to hold it."""
        number = bound.number
        if any(word.group == "corrected" for word in self.words):
            return Judged(asked="corrected")
        if number.is_nil:
            is_known = self._is_known(bound, words) and not self._is_none_of_some(number)
            return Judged(not self._is_of_number_before(number), is_known)
        if self._is_labelled_none(number):
            return Judged(is_figure=False)
        is_part = bound.asked == "part-of-year"
        for each in {n.start: n for n in (number, bound.named_by or number)}.values():
            before, behind, is_last = self._own_words(each)
            if is_part:  # asked already: `từ đầu năm 2021 đến nay`
                before = [word for word in before if word.group != "sum"]
            if any(word.group in _NO_FIGURE for word in before) or (
                is_last and any(word.group in _NO_FIGURE_BEHIND for word in behind)
            ):
                return Judged(is_figure=False)
            if is_held and any(word.group == "attended" for word in before):
                return Judged(asked="other-level")
        return Judged(is_known=self._is_known(bound, words))

    def _text(self, word: Word) -> str:
        return self.sentence.line.plain[word.start : word.end]

    def _between(self, start: int, end: int) -> list[Word]:
        return [word for word in self.words if start <= word.start < end]

    def _own_words(self, number: Number) -> tuple[list[Word], list[Word], bool]:
        """The words before and behind a number in its piece; is it the piece's last?"""
        sentence = self.sentence
        piece = sentence.piece_of(number)
        start, end = sentence.phrase_of(number)
        following = next((n for n in sentence.numbers if number.start < n.start < piece.end), None)
        is_nil = following is not None and following.is_nil and following.is_bare
        if following is not None and is_nil and not self._year_between(number, following):
            return [Word(number.start, number.end, "undone")], [], True
        behind = self._between(number.stop, end)
        bracket = self._piece_behind(piece)
        if bracket is not None and bracket.before == "(" and following is None:
            if bracket.numbers and all(n.is_nil and n.is_bare for n in bracket.numbers) and not bracket.years:
                return [Word(number.start, number.end, "undone")], [], True
            if bracket.numbers:
                return self._between(start, number.start), behind, True
            behind += self._between(bracket.start, bracket.end)
        return self._between(start, number.start), behind, following is None

    def _is_none_of_some(self, nil: Number) -> bool:
        """`không tổ chức hội nghị trực tiếp`: others may have been held."""
        behind = [word for word in self.words if word.start >= nil.stop]
        first = min(behind, key=lambda word: (word.start, -word.end), default=None)
        if first is None or first.group != "manner" or self.sentence.line.plain[nil.stop : first.start].strip():
            return False
        return not self._text(first).startswith(_BECAUSE)

    def _is_labelled_none(self, number: Number) -> bool:
        """`Số hội nghị chưa tổ chức: 05 (2018)`."""
        pieces = self.sentence.pieces
        own = pieces.index(self.sentence.piece_of(number))
        labels = [at for at in range(own) if pieces[at + 1].before == ":" and pieces[at].segment == pieces[own].segment]
        return any(not pieces[at].years and any(n.is_nil and n.is_bare for n in pieces[at].numbers) for at in labels)

    def _is_of_number_before(self, nil: Number) -> bool:
        """`03 cuộc kiểm tra chưa tiến hành`: says something of those three."""
        before = [n for n in self._numbers_before(nil) if n.counted and not n.is_nil]
        if nil.is_bare and before:
            return not self._year_between(before[-1], nil)
        home = self.sentence.piece_of(nil)
        return nil.is_bare and home.before == "(" and not home.years and self._ends_with_number(home)

    def _ends_with_number(self, piece: Piece) -> bool:
        """Does a counted number end the piece before: `05 hội nghị (chưa tổ chức)`?"""
        at = self.sentence.pieces.index(piece)
        before = self.sentence.pieces[at - 1] if at else None
        last = before.numbers[-1] if before and before.numbers else None
        return last is not None and not last.is_nil and last.counted is not None

    def _numbers_before(self, number: Number) -> list[Number]:
        return [n for n in self.sentence.piece_of(number).numbers if n.start < number.start]

    def _year_between(self, one: Number, other: Number) -> bool:
        return any(one.end <= y.start < other.start for y in self.sentence.years)

    def _piece_behind(self, piece: Piece) -> Piece | None:
        at = self.sentence.pieces.index(piece) + 1
        return self.sentence.pieces[at] if at < len(self.sentence.pieces) else None

    # -- what stands about a number ----------------------------------------------------------------------------

    def _is_known(self, bound: Bound, words: Words) -> bool:
        if (
            self._is_one_of_two(bound)
            or self._is_dated_aside(bound)
            or self._is_of_some(bound.number)
            or self._is_of_each(bound.number)
        ):
            return False
        about = [word for start, end in self._about(bound) for word in self._between(start, end)]
        return (
            all(self._is_harmless(word, bound, words) for word in about)
            and self._is_well_led(bound, words, about)
            and self._is_well_dated(bound)
            and not self._is_called_off(bound)
        )

    def _is_harmless(self, word: Word, bound: Bound, words: Words) -> bool:
        if word.group in _HARMLESS or word.group == VERBS:
            return self._is_in_its_place(word)
        if word.group == COUNTED:  # `cấp huyện` says of an award whose it is, of anything else that it is another's
            return bool(words.needs) or not word.of <= self.vocabulary.awards
        if bound.number.is_nil and self._text(word) == "nào":
            return True
        if word.group == "each":
            return bound.rule.startswith(_OF_SEVERAL) or word.start < self.head
        if word.group in _OF_ONE_NUMBER and self._is_of_another(word, bound):
            return True
        return word.group == "attended" and self._is_behind_people(word)

    def _is_in_its_place(self, word: Word) -> bool:
        """`riêng năm 2020`, never `riêng chi bộ`; `nên không tổ chức`, never `nên tổ chức`."""
        text = self._text(word)
        if text in ("riêng", "theo"):
            return self._is_before_a_year(word, is_many=text == "theo")
        return text not in _SO or any(
            not self.sentence.line.plain[word.end : n.start].strip() for n in self.sentence.numbers if n.is_nil
        )

    def _is_before_a_year(self, word: Word, *, is_many: bool) -> bool:
        """`riêng năm 2020`; `theo các năm 2017 - 2021`, never `theo năm 2017`."""
        behind = [y for y in self.sentence.years if y.start >= word.end and len(y.years) > is_many]
        return any(not self.sentence.line.plain[word.end : y.start].strip() for y in behind)

    def _is_of_another(self, word: Word, bound: Bound) -> bool:
        """`giảm 5 hội nghị so với năm 2019, còn 8 hội nghị`, `bình quân 06 hội nghị (2017: 5; 2018: 7)`."""
        number = bound.number
        next_one = next((n for n in self.sentence.numbers if n.start >= word.end), None)
        if next_one is None:
            return False
        if next_one.status == NO and next_one.why in ("difference", "approximate"):
            return self._piece_at(next_one.start) is not self._piece_at(number.start)
        if next_one.start >= number.start:
            return False
        year = self._year_of(bound)
        return year is not None and next_one.stop <= year.start < number.start

    def _is_behind_people(self, word: Word) -> bool:
        """`820 lượt cán bộ tham dự`: who took part was counted."""
        last = self._word_before(word.start)
        is_behind_number = any(n.stop <= word.start for n in self._piece_at(word.start).numbers)
        return is_behind_number or (last is not None and last.group == "people")

    def _piece_at(self, place: int) -> Piece:
        return next((p for p in self.sentence.pieces if p.start <= place < p.end), self.sentence.pieces[-1])

    def _years_of(self, bound: Bound) -> list[Years]:
        return [y for y in self.sentence.years if set(y.years) & set(bound.years)]

    def _year_of(self, bound: Bound) -> Years | None:
        """The mention that dates a number: the last one before it, else the next one."""
        before = [y for y in self._years_of(bound) if y.start < bound.number.start]
        behind = [y for y in self._years_of(bound) if y.start >= bound.number.stop]
        if behind and (not before or bound.rule in ("year-in-brackets", "year-behind")):
            return behind[0]
        return before[-1] if before else None

    def _about(self, bound: Bound) -> Iterator[Span]:
        """The head of the sentence; and from the year, or from what introduces the number, to where its clause ends."""
        pieces, number = self.sentence.pieces, bound.number
        first = last = own = pieces.index(self.sentence.piece_of(number))
        year = self._year_of(bound)
        if year:
            home = pieces.index(self._piece_at(year.start))
            first, last = min(first, home), max(last, home)
        while first and pieces[first - 1].segment == pieces[first].segment and pieces[first - 1].is_idle:
            first -= 1
        while last + 1 < len(pieces) and (pieces[last + 1].before == "(" or pieces[last + 1].is_idle):
            last += 1
        yield 0, min(self.head, pieces[first].start)
        end = self.sentence.phrase_of(number)[1]
        following = next((n for n in pieces[own].numbers if n.start >= end), None)
        is_alone = following is None or (following.status == NO and following.counted is None)
        yield pieces[first].start, pieces[last].end if last > own or is_alone else end

    # -- what stands where it may not -----------------------------------------------------------------------------

    def _word_before(self, place: int) -> Word | None:
        """The word right before a place; None where a year, a number or nothing stands there."""
        ending = [word for word in self.words if word.end <= place]
        last = max(ending, key=lambda word: (word.end, -word.start), default=None)
        return last if last and not self.sentence.line.plain[last.end : place].strip() else None

    def _is_well_led(self, bound: Bound, words: Words, about: Iterable[Word]) -> bool:
        """Does what stands right before a number, and the last thing done, fit what it counts?"""
        number = bound.number
        last = self._word_before(number.start)
        while last and last.group == "manner":  # `sinh hoạt đều đặn 12 buổi`
            how, last = last, self._word_before(last.start)
            if last is None or last.group not in ("manner", "done", VERBS, COUNTED):
                last = how
                break
        if last and not number.is_nil and not self._fits(last, words) and last.group not in _BEFORE_NUMBER:
            return False
        year = self._year_of(bound)
        since = year.end if year and year.start < number.start else self.sentence.piece_of(number).start
        led = [word for word in about if since <= word.start < number.start]
        deeds = [word for word in led if word.group == "done" or self._is_deed(word)]
        if deeds and deeds[-1].group == VERBS and words.id not in deeds[-1].of:
            return False
        if deeds and self._is_only_for(deeds[-1]):
            return False
        return not any(self._is_subject(word) for word in led) and self._is_told_whole(number, words)

    def _is_only_for(self, deed: Word) -> bool:
        """`phục vụ tổ chức 05 hội nghị`: done for what another held; `chỉ đạo tổ chức` is the unit's own."""
        last = self._word_before(deed.start)
        return last is not None and last.group in ("purpose", "papers", VERBS) and self._text(last) not in _LEADS

    def _is_told_whole(self, number: Number, words: Words) -> bool:
        """`05 hội nghị được biểu dương` are some of those held; `05 hội nghị được tổ chức` are all."""
        behind = self._own_words(number)[1]
        passive = next((at for at, word in enumerate(behind) if self._text(word).split()[0] == "được"), None)
        if passive is None:
            return True
        told = [word for word in behind[passive:] if word.group in ("purpose", "done", VERBS, COUNTED)]
        return not told or any(word.group == "done" or self._fits(word, words) for word in told)

    def _fits(self, word: Word, words: Words) -> bool:
        is_of_award = bool(words.needs) and bool(word.of & self.vocabulary.awards)
        return word.group in (VERBS, COUNTED) and (words.id in word.of or is_of_award)

    @staticmethod
    def _is_deed(word: Word) -> bool:
        """Something done with one kind of thing; `tuyên truyền`, `sinh hoạt` are what many things are for."""
        return word.group == VERBS and not word.of & {"conferences", "conference_attendances"}

    def _is_subject(self, word: Word) -> bool:
        """`Quốc hội tổ chức 02 hội nghị`: a theme that nothing done stands before is who did it."""
        if word.group not in ("themes", "papers"):
            return False
        before = self._between(self._piece_at(word.start).start, word.start)
        return not any(each.group in ("done", "purpose", "things", VERBS, COUNTED) for each in before)

    def _is_well_dated(self, bound: Bound) -> bool:
        """`Theo Nghị quyết năm 2018`, `cùng với năm 2019`, `như năm 2018`: another thing's year."""
        year = self._year_of(bound)
        last = self._word_before(year.start) if year else None
        if last is None or last.group in (VERBS, COUNTED, "each"):
            return True
        if last.group == "links":
            return self._text(last) in _LINKS_BEFORE_YEAR
        return last.group in _BEFORE_YEAR and self._text(last) not in _NOT_BEFORE_YEAR

    def _is_of_each(self, number: Number) -> bool:
        """`một buổi sinh hoạt có 45 lượt người`: one of many, not one in the year."""
        piece = self.sentence.piece_of(number)
        return number.is_word and number.value == 1 and number is not piece.numbers[-1]

    def _is_called_off(self, bound: Bound) -> bool:
        """`20 hội nghị, trong đó 03 hội nghị bị hoãn`: until another year is spoken of."""
        number = bound.number
        _, end = self.sentence.segment_of(self.sentence.piece_of(number))
        others = [y.start for y in self.sentence.years if y.start > number.stop and y not in self._years_of(bound)]
        return any(word.group == "called_off" for word in self._between(number.stop, min([end, *others])))

    def _is_one_of_two(self, bound: Bound) -> bool:
        """`7, 8 hội nghị` of one year: the one or the other."""
        number = bound.number
        return bound.rule not in _PAIRED and any(number in run and run[0].is_bare for run in self.sentence.runs)

    def _is_dated_aside(self, bound: Bound) -> bool:
        """`năm 2018 (số liệu năm 2017) có 05 hội nghị`: the year of a remark in brackets."""
        year = self._year_of(bound)
        if year is None or year.at_end or year.start > bound.number.start:
            return False
        home = self._piece_at(year.start)
        return (
            home.before == "(" and not home.numbers and ")" in self.sentence.line.plain[year.end : bound.number.start]
        )

    def _is_of_some(self, number: Number) -> bool:
        """`chi bộ thôn 1 tổ chức 03 hội nghị`, `một buổi có 45 lượt người`: said of what the number before counts."""
        earlier = self._numbers_before(number)
        last = earlier[-1] if earlier else None
        if last is None or last.is_nil or self._year_between(last, number):
            return False
        is_place = last.why == "name" and bool(_PLACE.search(self.sentence.line.plain[: last.start]))
        is_one = last.is_word and last.value == 1
        if is_place or is_one or last.why in ("garbled", "counts-something-else", "fraction", "frequency"):
            return True
        is_body = bool(last.counted) and last.counted.phrase.endswith(_ORGANISATIONS)  # type: ignore[union-attr]
        return is_body and any(word.group == "done" for word in self._between(last.stop, number.start))
