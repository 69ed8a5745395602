"""Which indicator a number of a sentence belongs to: by what it counts, and by the topic in its reach.

The nearest topic counts: behind the number in its own phrase, else before it, else in the sentence before. What the
data file says excludes a number or asks for a person does so here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from tonghop.prose.numbers import Number
from tonghop.prose.phrases import Hit, Line
from tonghop.prose.words import Vocabulary, Words

FURTHEST = 800  # letters of the sentences before that still say what the talk is of
_AND = re.compile(r"\s*,\s*|\s+(?:và|hoặc)\s+")
_AFTER_NUMBER = re.compile(r"\d\s*$")  # `104 buổi`: no topic, only what is counted
_ONE_NOUN = re.compile(r"\s+(?:[^\W\d]+\s+){0,2}")


@dataclass(frozen=True)
class Named:
    """The indicator of a number; `is_sure` where what names it stands in the number's own sentence."""

    words: Words
    is_sure: bool
    is_asked: bool = False


@dataclass(frozen=True)
class Before:
    """What the sentences before said: the last topic, the last thing counted, all their text."""

    topic: frozenset[str] = frozenset()
    counted: str = ""
    text: Line = field(default_factory=lambda: Line(""))
    is_intro: bool = False
    """The sentence right before has no number of its own: it introduces this one."""


class Namer:
    """Names the numbers of one sentence after another. `kind` is the unit's kind."""

    def __init__(self, vocabulary: Vocabulary, kind: str) -> None:
        self.vocabulary, self.kind = vocabulary, kind
        self._owners = lru_cache(maxsize=None)(self._owners_of)

    def begin(self, line: Line, before: Before, head: int) -> None:
        """Take in a sentence; `head` is where its first number or year stands."""
        self.head = head
        masked = line.without((hit.start, hit.end) for hit in self.vocabulary.masked.find(line))
        self.line, self.before = masked, before
        self._around = before.text.before(masked)
        needed = {words.needs: words.of["needs"] for words in self.vocabulary.indicators if words.needs}
        missing = {needs for needs, phrases in needed.items() if not phrases.is_in(self._around)}
        self._lacking = {words.id for words in self.vocabulary.indicators if words.needs in missing}
        self.topics = [hit for hit in self.vocabulary.topics.find(masked) if not self._is_idle(hit)]
        self.things = list(self.vocabulary.things.find(masked))

    def _is_idle(self, hit: Hit) -> bool:
        """A place like `ở chi bộ` is a topic only where somebody is commended."""
        owners = self._strong(hit)
        return bool(owners) and owners <= self._lacking

    def after(self, has_numbers: bool) -> Before:
        """Return what the sentence leaves to the next one."""
        topic = next((strong for hit in reversed(self.topics) if (strong := self._strong(hit))), self.before.topic)
        counted = self.things[-1].phrase if self.things else self.before.counted
        text = self._around.part(max(0, len(self._around.raw) - FURTHEST), len(self._around.raw))
        return Before(frozenset(topic), counted, text, not has_numbers)

    def name(self, number: Number, segment: tuple[int, int], phrase: tuple[int, int]) -> Named | None:
        """Name a number; `segment` is its part of the sentence, `phrase` its own words within that."""
        subject = number.counted or self._subject(number)
        counted = subject.phrase if subject else (self.before.counted if number.is_bare else "")
        candidates = self.vocabulary.counting.get(counted, ())
        if number.is_nil and number.counted is None:
            candidates = self._by_nearest_topic(number) or candidates
        if not candidates:
            return None
        chosen, is_sure = self._chosen(candidates, number, subject, segment, phrase)
        if (
            chosen is None
            or not self._fits(chosen, number, phrase)
            or chosen.of["not_near"].is_in(self._part(*segment))
        ):
            return None
        is_asked = (
            self.kind in chosen.asked_of
            or self._is_of_two(candidates, number, phrase)
            or any(chosen.of["asked"].is_in(part) for part in (self._part(*segment), self._part(0, self.head)))
        )
        return Named(chosen, is_sure and (subject is not None or number.is_nil), is_asked)

    def _is_of_two(self, candidates: Iterable[Words], number: Number, phrase: tuple[int, int]) -> bool:
        """`kiểm tra, giám sát 05 tổ chức`: one number for two topics that are counted apart."""
        behind = [at for at, hit in enumerate(self.topics) if number.end <= hit.start < phrase[1]]
        before = [at for at, hit in enumerate(self.topics) if hit.end <= number.start]
        first = behind[0] if behind else before[-1] - 1 if before else -1
        if not 0 <= first < len(self.topics) - 1:
            return False
        one, other = self.topics[first], self.topics[first + 1]
        asking = {words.id for words in candidates}
        owners, others = self._strong(one) & asking, self._strong(other) & asking
        is_joined = bool(_AND.fullmatch(self.line.plain[one.end : other.start]))
        return is_joined and bool(owners and others) and not owners & others

    def _subject(self, number: Number) -> Hit | None:
        """What a bare number counts: the last thing named before it; of `lượt người dự hội nghị` that is the first."""
        before = [hit for hit in self.things if hit.end <= number.start]
        while len(before) > 1 and _ONE_NOUN.fullmatch(self.line.plain[before[-2].end : before[-1].start]):
            before.pop()
        return before[-1] if before else None

    def _by_nearest_topic(self, number: Number) -> tuple[Words, ...]:
        """For `năm 2020 không tổ chức`: what the sentence was about."""
        within = [hit for hit in self.topics if number.start <= hit.start < number.end]
        before = [hit for hit in (*self.topics, *self.things) if hit.start < number.start]
        near = max(within or before, key=lambda hit: (hit.start, hit.end), default=None)
        if near is None:
            return ()
        return self.vocabulary.counting.get(near.phrase) or tuple(
            words for words in self.vocabulary.indicators if words.id in self._owners(near.phrase)
        )

    def _chosen(
        self,
        candidates: Iterable[Words],
        number: Number,
        subject: Hit | None,
        segment: tuple[int, int],
        phrase: tuple[int, int],
    ) -> tuple[Words | None, bool]:
        candidates = list(candidates)
        own = [words for words in candidates if not words.topic]
        asking = {words.id: words for words in candidates if words.topic}
        behind = [hit for hit in self.topics if number.end <= hit.start < phrase[1]]
        for hit in behind:
            if chosen := self._of_hit(hit, asking):
                return chosen, True
        earlier = [hit for hit in self.topics if hit.start < (number.end if number.is_nil else number.start)]
        if own:
            owned = [
                hit.start
                for hit in self.things
                if hit.start < number.start and any(hit.phrase in words.counted for words in own)
            ]
            near = [hit for hit in earlier if hit.start >= max(owned, default=0)]
            told = next((each for each in reversed(near) if self._of_hit(each, asking)), None)
            return (self._of_hit(told, asking), told.start >= segment[0]) if told else (own[0], True)
        for hit in reversed(earlier):
            if chosen := self._of_hit(hit, asking):
                return chosen, True
            if self._parts(hit, asking):
                return self._weak(asking, segment, phrase)
        chosen, is_sure = self._weak(asking, segment, phrase)
        if chosen:
            return chosen, is_sure
        from_before = [words for words in asking.values() if words.id in self.before.topic]
        return (from_before[0] if from_before else None), self.before.is_intro

    def _weak(
        self, asking: dict[str, Words], segment: tuple[int, int], phrase: tuple[int, int]
    ) -> tuple[Words | None, bool]:
        """Words such as `biểu dương` say whose it is only where nothing else does."""
        part = self._part(0, self.head).before(self._part(*segment))
        if any(words.of["topic"].is_in(part) for words in asking.values()):
            return None, False
        return next(((words, False) for words in asking.values() if words.of["weak"].is_in(part)), (None, False))

    def _of_hit(self, hit: Hit, asking: dict[str, Words]) -> Words | None:
        found = [asking[each] for each in self._strong(hit) if each in asking]
        return max(found, key=lambda words: self._longest(words, hit.phrase)) if found else None

    @staticmethod
    def _longest(words: Words, phrase: str) -> int:
        return max((hit.end - hit.start for hit in words.of["topic"].find(Line(phrase))), default=0)

    def _parts(self, hit: Hit, asking: dict[str, Words]) -> bool:
        """Does another topic stand between a number and what is before? Not one of its own family or its own noun."""
        owners = [self.vocabulary.by_id[owner] for owner in self._strong(hit)]
        is_only_counted = " " not in hit.phrase and bool(_AFTER_NUMBER.search(self.line.plain[: hit.start][-4:]))
        if not owners or is_only_counted or any(hit.phrase in words.counted for words in asking.values()):
            return False
        return not any(owner.needs and owner.needs == words.needs for owner in owners for words in asking.values())

    def _strong(self, hit: Hit) -> frozenset[str]:
        return self._owners(hit.phrase)

    def _owners_of(self, phrase: str) -> frozenset[str]:
        line = Line(phrase)
        return frozenset(words.id for words in self.vocabulary.indicators if words.of["topic"].is_in(line))

    def _fits(self, words: Words, number: Number, phrase: tuple[int, int]) -> bool:
        return words.id not in self._lacking and not words.of["not_with"].is_in(self._part(*phrase))

    def _part(self, start: int, end: int) -> Line:
        return self.line.part(start, end)
