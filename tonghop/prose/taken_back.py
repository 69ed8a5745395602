"""Sentences that take back or put right what was told before them: what they speak of is asked, never chosen.

`Đính chính: năm 2018 là 10 hội nghị`, `Số liệu trên chưa chính xác`: the old number and the new one are both shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tonghop.prose.figures import Found, asked_of
from tonghop.prose.phrases import Line, line_of
from tonghop.prose.sentences import sentences
from tonghop.prose.words import Vocabulary
from tonghop.prose.years import LIST, ONE, mentions


@dataclass(frozen=True)
class TakenBack:
    """What a sentence takes back: of these indicators and years (none named: any); `is_pointing` at what is above."""

    indicator_ids: frozenset[str]
    years: frozenset[int]
    is_pointing: bool

    def means(self, found: Found) -> bool:
        return (not self.indicator_ids or found.indicator_id in self.indicator_ids) and (
            not self.years or found.year in self.years
        )


def said_in(text: str, vocabulary: Vocabulary, plan_years: Sequence[int]) -> list[TakenBack]:
    """Return what the sentences of a paragraph take back of what stands above it."""
    lexicon = vocabulary.lexicon
    if not lexicon.takes_back(line_of(text)):
        return []
    lines = [line for _, sentence in sentences(text) if lexicon.takes_back(line := line_of(sentence))]
    return [TakenBack(vocabulary.named_in(line), _years(line, plan_years), lexicon.points(line)) for line in lines]


def _years(line: Line, plan_years: Sequence[int]) -> frozenset[int]:
    return frozenset(year for each in mentions(line, plan_years) if each.kind in (ONE, LIST) for year in each.years)


def after(found: Sequence[Found], taken_back: TakenBack, instead: Iterable[Found]) -> list[Found]:
    """Return what was found before a sentence that takes something back; `instead` is what its paragraph says itself.

    With its own numbers it means those indicators and years; else what it names, all over the paper; else, where it
    points at them, the numbers of the block before. What it names without pointing is no longer certain.
    """
    keys = {(each.indicator_id, each.year) for each in instead if each.asked == "corrected"}
    if keys:
        return [asked_of([each])[0] if (each.indicator_id, each.year) in keys else each for each in found]
    if taken_back.indicator_ids or taken_back.years:
        if taken_back.is_pointing:
            return [asked_of([each])[0] if taken_back.means(each) else each for each in found]
        return [replace(each, is_certain=each.is_certain and not taken_back.means(each)) for each in found]
    if not taken_back.is_pointing or not found:
        return list(found)
    block = found[-1].place.split(",")[0]
    return [asked_of([each])[0] if each.place.split(",")[0] == block else each for each in found]
