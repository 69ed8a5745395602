"""A figure that a paper proposes, or a question that it leaves; and the reading of one sentence after another.

What is no figure of the unit's past years is left out here as a whole: plans and targets, one model's own results,
other levels (CONTRACT form E).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from tonghop.prose.binding import Bound, Sentence, told_year
from tonghop.prose.certainty import is_certain
from tonghop.prose.clause import Clause
from tonghop.prose.doubt import judge
from tonghop.prose.naming import Before, Named, Namer
from tonghop.prose.numbers import Number, counts_at, numbers
from tonghop.prose.phrases import line_of
from tonghop.prose.sentences import sentences
from tonghop.prose.words import Vocabulary
from tonghop.prose.years import COMPARED, mentions


@dataclass(frozen=True)
class Found:
    """What one place of a paper says of an indicator and a year; `asked` (why) and no value: a question."""

    indicator_id: str
    year: int | None
    value: int | None
    sentence: str
    place: str
    rule: str
    is_certain: bool
    asked: str = ""
    shown: str = ""
    at: int | None = None
    """Where in the sentence `shown` begins; None where a whole cell says it."""
    note: str = ""
    """What else stands there: a footnote, a comment, letters that are struck or hidden."""


_ATTENDANCES = ("conference_attendances", "meeting_attendances")
_LEVELS = {"huyện", "tỉnh"}
_OF_ALL_ITEMS = {
    "called_off",
    "besides",
    "approximate",
    "planned",
    "difference",
    "share",
    "sum",
    "attended",
    "corrected",
}
LONGEST = 5000  # letters of a sentence that somebody wrote for somebody to read
_TARGET = re.compile(
    r"(?<!\w)(?:phấn\s+đấu|dự\s+kiến|mục\s+tiêu|sẽ|đề\s+ra\s+chỉ\s+tiêu|chỉ\s+tiêu\s+(?:đề\s+ra|giao|năm)|được\s+giao|cần\s+phải|"
    r"trong\s+thời\s+gian\s+tới|những\s+năm\s+tới|tiếp\s+tục\s+(?:tổ\s+chức|duy\s+trì|thực\s+hiện)|ít\s+nhất|tối\s+thiểu|đăng\s+ký)(?!\w)"
)
_MODEL = re.compile(
    r"(?:mô\s+hình|tiêu\s+biểu|nổi\s+bật|điển\s+hình)[\w\s]{0,40}\x01|^\s*(?:[-+*•]\s*)?(?:\(?\d+[.)]\s*)?(?:các\s+)?mô\s+hình\s+(?!được|điểm|đã|cấp|ở)[\w\s]{0,60}?"
    r"(?:của|do|đã|có|được|thu|vận|huy|giúp|lắp|tổ|từ|làm)\s"
)
_NAMED_MODEL = re.compile(r"[Mm]ô hình\s+(?:[A-ZĐÀ-Ỹ][\wÀ-ỹ]*)")
_OF_ALL = re.compile(
    r"(?:toàn\s+(?:xã|huyện|đảng\s+bộ|chi\s+bộ|thị\s+trấn|ngành|cơ\s+quan|trường|hội)|đảng\s+(?:ủy|uỷ|bộ)|chi\s+(?:bộ|ủy|uỷ)|các\s+cấp|ban\s+thường\s+vụ|cấp\s+cơ\s+sở|"
    r"cấp\s+huyện|cấp\s+tỉnh|cơ\s+sở|huyện|tỉnh|trung\s+ương|công\s+tác|việc|số)\s"
)
_OTHERS = re.compile(
    r"(?<!\w)do\s+(?:\w+\s+){0,3}(?:huyện|tỉnh|trung\s+ương|cấp\s+trên)(?:\s+\w+){0,2}\s+(?:tổ\s+chức|mở|triệu\s+tập|đăng|phát|chủ\s+trì)"
)
_OTHERS_DO = re.compile(
    r"(?<!\w)(?:huyện(?:\s+(?:ủy|uỷ|đoàn|hội))?|tỉnh(?:\s+(?:ủy|uỷ|đoàn|hội))?|cấp\s+trên|trung\s+ương|ban\s+tuyên\s+giáo|(?:xã|đơn\s+vị|trường)\s+bạn|các\s+xã)\s+"
    r"(?:(?:đã|mới|về|đến|có|cũng|trực\s+tiếp)\s+)*"
    r"(?:tổ\s+chức|mở|triệu\s+tập|kiểm\s+tra|giám\s+sát|tiến\s+hành|thực\s+hiện|triển\s+khai|phát\s+động|chủ\s+trì)"
)
_BE_INSPECTED = re.compile(
    r"(?<!\w)(?<!chức đảng )(?<!chức )(?<!chi bộ )(?<!đảng bộ )"
    r"(?:được|bị|chịu\s+sự)\s+(?:\w+\s+){0,6}?(?:kiểm\s+tra|giám\s+sát)(?!\w)"
)
_INSPECTIONS = ("inspections", "regular_supervisions", "thematic_supervisions")
_OFFICE = re.compile(r"(?:đảng\s+(?:bộ|ủy|uỷ)|chi\s+(?:bộ|ủy|uỷ))\s+")
_TOGETHER = re.compile(r"(?<!\w)(?:với|cùng)\s+(?:\w+\s+){0,6}$")
_OTHER_THINGS = re.compile(r"(?<!\w)(?:khác|còn\s+lại)(?!\w)")
_ALL_YEARS = re.compile(r"(?<!\w)(?:tổng|cộng|(?:0?5|năm)\s+năm|cả\s+giai\s+đoạn)(?!\w)")
_ONLY_A_YEAR = re.compile(r"\s*(?:[-–+*•]|\(?[a-zđ0-9]{1,2}[.)])?\s*(?:trong\s+|về\s+)?năm\s+(20\d\d)\s*[:.]?\s*")
_BRACKET = re.compile(r"\s*\([^()]*\)?")
_ITEM = re.compile(r"\s*(?:[-–+*•]|\(?[a-zđ0-9]{1,2}[.)])\s*")


def asked_of(found: Iterable[Found]) -> list[Found]:
    """Ask about all of these: the paper itself takes them back or puts them right."""
    return [replace(each, asked=each.asked or "corrected", is_certain=False) for each in found]


@dataclass(frozen=True)
class _Lead:
    """A line that introduces the items below it, such as `- Năm 2019:`; `bullet` is its own mark."""

    before: Before = field(default_factory=Before)
    year: int | None = None
    bullet: str = ""
    is_doubtful: bool = False
    """It says of all its items that they were not held, or are about, more, less, planned."""


def _bracket_behind(text: str, at: int) -> tuple[int, int]:
    """Where a bracket right behind a year stands: `so với năm 2020 (12 hội nghị)` is the compared year's number."""
    found = _BRACKET.match(text, at)
    return found.span() if found else (at, at)


class Reader:
    """Reads the sentences of a paper in their order; what one says helps to read the next."""

    def __init__(self, vocabulary: Vocabulary, plan_years: Sequence[int], kind: str, names: Sequence[str] = ()) -> None:
        self.vocabulary, self.plan_years = vocabulary, plan_years
        self.names = frozenset(word for name in names for word in line_of(name).plain.split()) - _LEVELS
        plain = [_OFFICE.sub("", line_of(name).plain, count=1) for name in names]
        self._own = sorted((name for name in plain if name.endswith(" huyện")), key=len, reverse=True)
        """The unit's own names that read like another level's: `Công an huyện`."""
        self.namer = Namer(vocabulary, kind)
        self._intro = _Lead()
        self._inner: _Lead | None = None
        self._standing: int | None = None
        self._above = ""

    def paragraph(self, text: str, place: str, above: str = "", mark: str = "") -> list[Found]:
        """Read one paragraph; `above` is the heading over it, `mark` what Word writes before it."""
        if above != self._above:
            self._above, self._standing = above, None
        item = _ITEM.match(text)
        bullet = mark or (item[0].strip()[:1] if item else "")
        if alone := _ONLY_A_YEAR.fullmatch(line_of(text).plain):
            self._standing = int(alone[1]) if int(alone[1]) in self.plan_years else None
        if bullet and self._inner and bullet == self._inner.bullet:
            self._inner = None
        lead = (self._inner or self._intro) if bullet else _Lead(Before(text=line_of(above)))
        before, year = lead.before, lead.year or self._standing
        found: list[Found] = []
        is_of_model = bool(above) and self._is_of_model(above, False)
        for _, sentence in sentences(text):
            is_of_model = self._is_of_model(sentence, is_of_model)
            some, before, year = self._sentence(sentence, place, before, year, is_of_model)
            found, some = self._after(found, some, sentence)
            found += some
        is_lead = text.rstrip().endswith(":")
        if lead.is_doubtful:
            found = [replace(each, is_certain=False) for each in found]
        doubtful = is_lead and self._is_doubtful(text)
        led = _Lead(replace(before, is_intro=True), year, bullet, doubtful) if is_lead else _Lead()
        if not bullet:
            self._intro, self._inner = led, None
        elif is_lead:
            self._inner = led
        return found

    def _is_doubtful(self, lead: str) -> bool:
        line = line_of(lead)
        groups = {word.group for word in self.vocabulary.lexicon.words(line, (), self.names)}
        return bool(_TARGET.search(line.plain) or groups & _OF_ALL_ITEMS)

    def _after(self, found: list[Found], some: list[Found], sentence: str) -> tuple[list[Found], list[Found]]:
        """What a sentence leaves of what was found before it: it may take numbers back, or call things off."""
        line, lexicon = line_of(sentence), self.vocabulary.lexicon
        if not found:
            return found, some
        if lexicon.takes_back(line):
            return asked_of(found), asked_of(some)
        if lexicon.calls_off(line) and all(each.rule == "year-of-sentence-before" for each in some):
            return [replace(each, is_certain=False) for each in found], some
        return found, some

    def _is_of_model(self, sentence: str, was: bool) -> bool:
        """Does a sentence tell one model's own results? So does what follows, until somebody else is spoken of."""
        plain = line_of(sentence).plain
        if _MODEL.search(plain) or _NAMED_MODEL.match(sentence.lstrip("-+ ")):
            return True
        return was and not _OF_ALL.match(plain)

    def _sentence(
        self, text: str, place: str, before: Before, year: int | None, is_of_model: bool
    ) -> tuple[list[Found], Before, int | None]:
        line = line_of(text)
        if len(line.raw) > LONGEST:
            return [], before, year
        years = mentions(line, self.plan_years, counts_at(line, self.vocabulary.counted))
        compared = [_bracket_behind(line.plain, each.end) for each in years if each.kind == COMPARED]
        some = [
            each
            for each in numbers(line, years, self.vocabulary.counted)
            if not any(start <= each.start < end for start, end in compared)
        ]
        heads = [*(each.start for each in years), *(each.start for each in some)]
        dated = [each for each in years if each.kind != COMPARED]
        self.namer.begin(line, before, min(heads, default=0))
        after = self.namer.after(bool(some))
        if not some or _TARGET.search(line.plain):
            return [], after, told_year(dated) if dated else year
        sentence = Sentence(line, years, some, self.plan_years)
        clause = Clause(sentence, self.vocabulary, self.names, min(heads), compared)
        found: list[Found] = []
        bounds = sentence.bind(year)
        for bound in bounds:
            found += self._found(text, place, sentence, clause, bound, is_of_model)
        found += self._wrong_totals(text, place, sentence, found, {bound.number.start for bound in bounds})
        return found, after, told_year(dated) if dated else year

    def _found(
        self, text: str, place: str, sentence: Sentence, clause: Clause, bound: Bound, is_of_model: bool
    ) -> list[Found]:
        by = bound.named_by or bound.number
        piece = sentence.piece_of(by)
        segment, phrase = sentence.segment_of(piece), sentence.phrase_of(by)
        named = self.namer.name(by, segment, phrase)
        if named is None or self._is_anothers(sentence, bound.number, named, is_of_model):
            return []
        is_held = named.words.id not in _ATTENDANCES and not named.words.needs
        judged = judge(clause, bound, is_held=is_held)
        if not judged.is_figure:
            return []
        asked = judged.asked or bound.asked or ("person" if named.is_asked else "")
        plain = sentence.line.plain
        part = self._without_own_names(f"{plain[: self.namer.head]} | {plain[segment[0] : segment[1]]}")
        if not asked and (_OTHERS.search(part) or (not named.words.needs and self._do_others(part, named))):
            asked = "other-level"
        value = bound.number.value
        if bound.number.why in ("fraction", "two-numbers", "comma", "garbled", "instead", "woven-in"):
            value = None
        is_sure = bound.is_sure and named.is_sure and not asked and is_certain(clause, bound, named.words)
        years: Sequence[int | None] = bound.years or (None,)
        at = bound.number.start
        shown = sentence.line.raw[at : bound.number.end]
        found = Found(named.words.id, None, value, text, place, bound.rule, is_sure, asked, shown, at)
        return [replace(found, year=year) for year in years]

    def _wrong_totals(
        self, text: str, place: str, sentence: Sentence, found: Sequence[Found], bound: set[int]
    ) -> list[Found]:
        """`5 năm tổ chức 32 hội nghị (2017: 5; …)`: a total beside all its years that is not their sum is asked."""
        asked: list[Found] = []
        for number in sentence.numbers:
            if number.start in bound or number.value is None or not _ALL_YEARS.search(sentence.line.plain):
                continue
            named = self.namer.name(number, sentence.segment_of(sentence.piece_of(number)), sentence.phrase_of(number))
            if named is None:
                continue
            years = {each.year: each.value for each in found if each.indicator_id == named.words.id and not each.asked}
            values = [value for value in years.values() if value is not None]
            if set(years) == set(self.plan_years) and len(values) == len(years) and sum(values) != number.value:
                shown = sentence.line.raw[number.start : number.end]
                why = "total-differs"
                asked.append(Found(named.words.id, None, None, text, place, "total", False, why, shown, number.start))
        return asked

    def _without_own_names(self, part: str) -> str:
        for name in self._own:
            part = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "đơn vị", part)
        return part

    @staticmethod
    def _do_others(part: str, named: Named) -> bool:
        """Does another level act, or is the unit the one inspected? What is held together is its own, too."""
        if named.words.id in _INSPECTIONS and _BE_INSPECTED.search(part):
            return True
        return any(not _TOGETHER.search(part[: hit.start()]) for hit in _OTHERS_DO.finditer(part))

    def _is_anothers(self, sentence: Sentence, number: Number, named: Named, is_of_model: bool) -> bool:
        """Is a number one model's own, or of things left over?"""
        if is_of_model and not named.words.needs:
            return True
        tail = sentence.line.plain[number.stop : number.stop + 12]
        return bool(_OTHER_THINGS.match(tail.lstrip()))
