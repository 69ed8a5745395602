"""Whether a figure is certain: every word about its number is known, and none stands where it means something else.

About a number stand the head of the sentence, what leads from the year to the number, and what follows without a number
of its own. A word that is not known makes the figure one to look at, whatever it says.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from tonghop.prose.binding import Bound
from tonghop.prose.clause import Clause, Span
from tonghop.prose.numbers import NO, Number
from tonghop.prose.wording import COUNTED, KNOWN, MARK, NAME, VERBS, Word
from tonghop.prose.words import Words
from tonghop.prose.years import ONE

_OF_ONE_NUMBER = frozenset(("approximate", "difference", "share", "often", "sum"))
_PAIRED = ("in-order", "in-order-unsaid", "in-order-of-before", "in-order-of-plan", "parallel")
_OF_SEVERAL = ("each", "none", "in-order")
_HARMLESS = frozenset((*KNOWN, MARK, NAME)) - {"each"}
_BEFORE_NUMBER = frozenset(("lead_in", "done", "turned", "bodies", "parts", "each", MARK, NAME))
_BEFORE_YEAR = frozenset(
    ("lead_in", "done", "turned", "purpose", "manner", "people", "bodies", "parts", "things", MARK, NAME)
)
_LINKS_BEFORE_YEAR = frozenset(
    (
        "trong",
        "vào",
        "của",
        "ở",
        "các",
        "riêng",
        "tại",
        "trong cả",
        "qua",
        "trong đó",
        "kết quả",
        "theo",
    )
)
_OWN_PARTS = frozenset(("trường", "trạm", "phòng"))
_NOT_THE_DOER = frozenset(("các", "những", "toàn", "tại", "ở", "của", "cho", "trong", "với", "tại các", "ở các"))
_TURNS = frozenset(("sang", "bước sang"))
"""`Sang năm 2020, …`, never `từ năm 2019 sang năm 2020`."""
_NOT_BEFORE_YEAR = frozenset(("với", "cùng với", "từ", "bằng", "đối với", "là"))
_LEADS = frozenset(("lãnh đạo", "chỉ đạo"))
_BECAUSE = ("do ", "vì ", "để ", "bởi ", "ảnh hưởng", "dịch", "covid", "theo quy định")
_BETWEEN_YEARS = re.compile(r"\s*(?:[,/(\[&]|và|hoặc|hay)\s*")
_SO = frozenset(("nên", "vì vậy", "do vậy"))
_INSPECTIONS = frozenset(
    (
        "inspections",
        "inspected_organisations",
        "regular_supervisions",
        "thematic_supervisions",
        "supervised_organisations",
    )
)
"""Held together with another, these may be the other's."""
_PLACE = re.compile(r"(?<!\w)(?:thôn|xóm|tổ|khu|khối|đội|lớp|cụm|chi\s+bộ|chi\s+đoàn|chi\s+hội)\s+(?:số\s+)?$")
_ORGANISATIONS = ("chi bộ", "đảng bộ", "tổ chức")


def is_certain(clause: Clause, bound: Bound, words: Words) -> bool:
    """Is a number of an indicator told so that nothing about it may change what it means?"""
    number = bound.number
    if number.is_nil and _is_none_of_some(clause, number):
        return False
    if _is_one_of_two(clause, bound) or _is_of_two_kinds(clause, number, words) or _is_dated_aside(clause, bound):
        return False
    if _is_of_some(clause, number) or _is_of_each(clause, number) or _is_called_off(clause, bound):
        return False
    about = [word for start, end in _about(clause, bound) for word in clause.between(start, end)]
    if not all(_is_harmless(clause, word, bound, words) for word in about):
        return False
    return _is_well_led(clause, bound, words, about) and _is_well_dated(clause, bound)


def _is_none_of_some(clause: Clause, nil: Number) -> bool:
    """`không tổ chức hội nghị trực tiếp`: others may have been held."""
    behind = [word for word in clause.words if word.start >= nil.stop]
    first = min(behind, key=lambda word: (word.start, -word.end), default=None)
    if first is None or first.group != "manner" or clause.sentence.line.plain[nil.stop : first.start].strip():
        return False
    return not clause.text(first).startswith(_BECAUSE)


def _is_harmless(clause: Clause, word: Word, bound: Bound, words: Words) -> bool:
    if clause.text(word).removeprefix("đã ").startswith("phối hợp") and words.id in _INSPECTIONS:
        return False
    if word.group == "parts" and _is_doer(clause, word):
        return False
    if word.group in _HARMLESS or word.group == VERBS:
        return _is_in_its_place(clause, word)
    if word.group == COUNTED:  # `cấp huyện` says of an award whose it is, of anything else that it is another's
        return bool(words.needs) or not word.of <= clause.vocabulary.awards
    if bound.number.is_nil and clause.text(word) == "nào":
        return True
    if clause.text(word) == "cùng" and clause.sentence.line.plain[word.end : bound.number.start].strip():
        return False  # `cùng 5 cuộc` is each year's, `cùng tổ chức 5 cuộc` may be both years' together
    if word.group == "each":
        return bound.rule.startswith(_OF_SEVERAL) or word.start < clause.head
    if word.group in _OF_ONE_NUMBER and _is_of_another(clause, word, bound):
        return True
    return word.group == "attended" and _is_behind_people(clause, word)


def _is_doer(clause: Clause, part: Word) -> bool:
    """`Chi bộ trường tổ chức` in a commune's paper: one part's; `các trường`, `tại trường`, the unit's own are not."""
    if any(each in clause.names for each in clause.text(part).split() if each in _OWN_PARTS):
        return False
    before = clause.word_before(part.start)
    if before is not None and (before.group in ("people", "things") or clause.text(before) in _NOT_THE_DOER):
        return False
    behind = next((word for word in clause.words if word.start >= part.end), None)
    return behind is not None and (behind.group in ("done", VERBS, "purpose", "lead_in", COUNTED))


def _is_in_its_place(clause: Clause, word: Word) -> bool:
    """`riêng năm 2020`, never `riêng chi bộ`; `nên không tổ chức`, never `nên tổ chức`."""
    text = clause.text(word)
    if text in ("riêng", "theo"):
        return _is_before_a_year(clause, word, is_many=text == "theo")
    return text not in _SO or any(
        not clause.sentence.line.plain[word.end : n.start].strip() for n in clause.sentence.numbers if n.is_nil
    )


def _is_before_a_year(clause: Clause, word: Word, *, is_many: bool) -> bool:
    """`riêng năm 2020`; `theo các năm 2017 - 2021`, never `theo năm 2017`."""
    behind = [y for y in clause.sentence.years if y.start >= word.end and len(y.years) > is_many]
    return any(not clause.sentence.line.plain[word.end : y.start].strip() for y in behind)


def _is_of_another(clause: Clause, word: Word, bound: Bound) -> bool:
    """`giảm 5 hội nghị so với năm 2019, còn 8 hội nghị`, `bình quân 06 hội nghị (2017: 5; 2018: 7)`."""
    number = bound.number
    next_one = next((n for n in clause.sentence.numbers if n.start >= word.end), None)
    if next_one is None:
        return False
    if word.group == "often":  # `mỗi tháng một kỳ, tức 12 buổi`
        between = clause.between(next_one.stop, number.start)
        return next_one.stop <= number.start and any(clause.text(each) in ("tức", "tức là") for each in between)
    if next_one.status == NO and next_one.why in ("difference", "approximate"):
        return clause.piece_at(next_one.start) is not clause.piece_at(number.start)
    if next_one.start >= number.start:
        return False
    year = clause.year_of(bound)
    return year is not None and next_one.stop <= year.start < number.start


def _is_behind_people(clause: Clause, word: Word) -> bool:
    """`820 lượt cán bộ tham dự`: who took part was counted."""
    last = clause.word_before(word.start)
    is_behind_number = any(n.stop <= word.start for n in clause.piece_at(word.start).numbers)
    return is_behind_number or (last is not None and last.group == "people")


def _about(clause: Clause, bound: Bound) -> Iterator[Span]:
    """The head of the sentence; and from the year, or from what introduces the number, to where its clause ends."""
    pieces, number = clause.sentence.pieces, bound.number
    first = last = own = pieces.index(clause.sentence.piece_of(number))
    year = clause.year_of(bound)
    if year:
        home = pieces.index(clause.piece_at(year.start))
        first, last = min(first, home), max(last, home)
    while first and pieces[first - 1].segment == pieces[first].segment and pieces[first - 1].is_idle:
        first -= 1
    while last + 1 < len(pieces) and (pieces[last + 1].before == "(" or pieces[last + 1].is_idle):
        last += 1
    yield 0, min(clause.head, pieces[first].start)
    end = clause.sentence.phrase_of(number)[1]
    following = next((n for n in pieces[own].numbers if n.start >= end), None)
    is_alone = following is None or (following.status == NO and following.counted is None)
    yield pieces[first].start, pieces[last].end if last > own or is_alone else end


def _is_well_led(clause: Clause, bound: Bound, words: Words, about: Iterable[Word]) -> bool:
    """Does what stands right before a number, and the last thing done, fit what it counts?"""
    number = bound.number
    last = clause.word_before(number.start)
    while last and last.group == "manner":  # `sinh hoạt đều đặn 12 buổi`
        how, last = last, clause.word_before(last.start)
        if last is None or last.group not in ("manner", "done", VERBS, COUNTED):
            last = how
            break
    if last and not number.is_nil and not _fits(clause, last, words) and last.group not in _BEFORE_NUMBER:
        return False
    year = clause.year_of(bound)
    since = year.end if year and year.start < number.start else clause.sentence.piece_of(number).start
    led = [word for word in about if since <= word.start < number.start]
    deeds = [word for word in led if word.group == "done" or _is_deed(word)]
    if deeds and deeds[-1].group == VERBS and words.id not in deeds[-1].of:
        return False
    if deeds and _is_only_for(clause, deeds[-1]):
        return False
    if any(clause.text(one) == "có" and other.group in ("bodies", "parts") for one, other in pairwise(led)):
        return False  # `có chi bộ tổ chức 08 hội nghị`: one of them
    return not any(_is_subject(clause, word) for word in led) and _is_told_whole(clause, number, words)


def _is_only_for(clause: Clause, deed: Word) -> bool:
    """`phục vụ tổ chức 05 hội nghị`: done for what another held; `chỉ đạo tổ chức` is the unit's own."""
    last = clause.word_before(deed.start)
    return last is not None and last.group in ("purpose", "papers", VERBS) and clause.text(last) not in _LEADS


def _is_told_whole(clause: Clause, number: Number, words: Words) -> bool:
    """`05 hội nghị được biểu dương` are some of those held; `05 hội nghị được tổ chức` are all."""
    behind = clause.own_words(number)[1]
    passive = next((at for at, word in enumerate(behind) if clause.text(word).split()[0] == "được"), None)
    if passive is None:
        return True
    told = [word for word in behind[passive:] if word.group in ("purpose", "done", VERBS, COUNTED)]
    return not told or any(word.group == "done" or _fits(clause, word, words) for word in told)


def _fits(clause: Clause, word: Word, words: Words) -> bool:
    is_of_award = bool(words.needs) and bool(word.of & clause.vocabulary.awards)
    return word.group in (VERBS, COUNTED) and (words.id in word.of or is_of_award)


def _is_deed(word: Word) -> bool:
    """Something done with one kind of thing; `tuyên truyền`, `sinh hoạt` are what many things are for."""
    return word.group == VERBS and not word.of & {"conferences", "conference_attendances"}


def _is_subject(clause: Clause, word: Word) -> bool:
    """`Quốc hội tổ chức 02 hội nghị`: a theme that nothing done stands before is who did it."""
    if word.group not in ("themes", "papers"):
        return False
    before = clause.between(clause.piece_at(word.start).start, word.start)
    return not any(each.group in ("done", "purpose", "things", VERBS, COUNTED) for each in before)


def _is_well_dated(clause: Clause, bound: Bound) -> bool:
    """`Theo Nghị quyết năm 2018`, `cùng với năm 2019`, `lớp 2018`, `năm 2018 (2019)`: another thing's year, or two."""
    year = clause.year_of(bound)
    if year is None:
        return True
    plain = clause.sentence.line.plain
    if any(y.kind == ONE and _BETWEEN_YEARS.fullmatch(plain, y.end, year.start) for y in clause.sentence.years):
        return False
    last = clause.word_before(year.start)
    if last is None or last.group == MARK:
        return True
    if plain[year.start].isdecimal() and year.kind == ONE:
        return clause.text(last) in _LINKS_BEFORE_YEAR
    if last.group in (VERBS, COUNTED, "each"):
        return True
    if last.group == "links":
        is_turn = clause.text(last) in _TURNS and last.start == _first_letter(plain, clause.piece_at(last.start).start)
        return is_turn or clause.text(last) in _LINKS_BEFORE_YEAR
    if last.group == "themes":  # `hội thi về tấm gương đạo đức năm 2018`, never `Tháng Thanh niên năm 2018 tổ chức`
        return year.start > bound.number.start
    return last.group in _BEFORE_YEAR and clause.text(last) not in _NOT_BEFORE_YEAR


def _first_letter(plain: str, start: int) -> int:
    return start + len(plain[start:]) - len(plain[start:].lstrip())


def _is_of_two_kinds(clause: Clause, number: Number, words: Words) -> bool:
    """`05 tập thể, cá nhân`: one number for two things that are counted apart."""
    if number.counted is None:
        return False
    vocabulary = clause.vocabulary
    joined = clause.sentence.line.part(number.counted.end, number.stop)
    return any(
        words.id not in {each.id for each in vocabulary.counting[hit.phrase]} for hit in vocabulary.counted.find(joined)
    )


def _is_of_each(clause: Clause, number: Number) -> bool:
    """`một buổi sinh hoạt có 45 lượt người`: one of many, not one in the year."""
    piece = clause.sentence.piece_of(number)
    return number.is_word and number.value == 1 and number is not piece.numbers[-1]


def _is_called_off(clause: Clause, bound: Bound) -> bool:
    """`20 hội nghị, trong đó 03 hội nghị bị hoãn`: until another year is spoken of."""
    number = bound.number
    _, end = clause.sentence.segment_of(clause.sentence.piece_of(number))
    others = [y.start for y in clause.sentence.years if y.start > number.stop and y not in clause.years_of(bound)]
    return any(word.group in ("called_off", "besides") for word in clause.between(number.stop, min([end, *others])))


def _is_one_of_two(clause: Clause, bound: Bound) -> bool:
    """`7, 8 hội nghị` of one year: the one or the other."""
    number = bound.number
    return bound.rule not in _PAIRED and any(number in run and run[0].is_bare for run in clause.sentence.runs)


def _is_dated_aside(clause: Clause, bound: Bound) -> bool:
    """`năm 2018 (số liệu năm 2017) có 05 hội nghị`: the year of a remark in brackets."""
    year = clause.year_of(bound)
    if year is None or year.at_end or year.start > bound.number.start:
        return False
    home = clause.piece_at(year.start)
    return home.before == "(" and not home.numbers and ")" in clause.sentence.line.plain[year.end : bound.number.start]


def _is_of_some(clause: Clause, number: Number) -> bool:
    """`chi bộ thôn 1 tổ chức 03 hội nghị`, `một buổi có 45 lượt người`: said of what the number before counts."""
    earlier = clause.numbers_before(number)
    last = earlier[-1] if earlier else None
    if last is None or last.is_nil or clause.has_year_between(last, number):
        return False
    is_place = last.why == "name" and bool(_PLACE.search(clause.sentence.line.plain[: last.start]))
    is_one = last.is_word and last.value == 1
    if is_place or is_one or last.why in ("garbled", "counts-something-else", "fraction", "frequency"):
        return True
    is_body = bool(last.counted) and last.counted.phrase.endswith(_ORGANISATIONS)  # type: ignore[union-attr]
    return is_body and any(word.group == "done" for word in clause.between(last.stop, number.start))
