"""What the heads of a table's rows and columns count: one indicator, or two in the order of a cell's numbers."""

import re
from dataclasses import dataclass, field

from tonghop.prose.phrases import Line, line_of
from tonghop.prose.words import Vocabulary, Words

_BETWEEN = re.compile(r"\s*(?:/|\(|-|–|;|\n)\s*")

_UNITS = re.compile(r".*\(\s*(?:(?:đvt|đơn vị(?: tính)?)\s*:?\s*)?([^()/]+?)\s*/\s*([^()/]+?)\s*\)\s*", re.I | re.S)
"""`Hội nghị, tuyên truyền (hội nghị/lượt người)`: what each number of a cell counts."""


@dataclass(frozen=True)
class Label:
    """What a row's or a column's head says it counts: one indicator, or two in the order of the cell's numbers."""

    words: tuple[Words, ...]
    is_sure: bool
    asked: str = ""
    note: str = ""


@dataclass
class Heads:
    """Names the heads of one table; `context` is what stands above it."""

    vocabulary: Vocabulary
    context: Line
    known: dict[tuple[str, str, str], Label | None] = field(default_factory=dict)

    def label(self, label: str, group: str, extra: str) -> Label | None:
        """Return what a head counts; `group` and `extra` are the heads above and beside it, the context comes last."""
        key = label, group, extra
        if key not in self.known:
            self.known[key] = self._label_of(*key)
        return self.known[key]

    def _label_of(self, label: str, group: str, extra: str) -> Label | None:
        units = _UNITS.fullmatch(f"{label} {extra}".strip())
        parts = (
            [*units.groups()]
            if units
            else [part for part in _BETWEEN.split(f"{label} {extra}".strip(" :")) if part.strip(" )")]
        )
        around = f"{group} {label} {extra}"
        if len(parts) == 2:
            first, second = (self._one(part, around) for part in parts)
            if first and second and first[0] is not second[0]:
                return Label((first[0], second[0]), first[1] and second[1])
        one = self._one(f"{extra} {label}" if extra else label, around)
        return Label((one[0],), one[1]) if one else None

    def _one(self, label: str, around: str) -> tuple[Words, bool] | None:
        line, wide = line_of(label), line_of(around)
        best: tuple[tuple[float, ...], Words, bool] | None = None
        whole = Line(f"{self.context.raw} | {around}")
        for words in self.vocabulary.indicators:
            if words.needs and not words.of["needs"].is_in(whole):
                continue
            if words.of["not_with"].is_in(line):
                continue
            counted = next(iter(words.of["counted"].find(line)), None)
            topic = next(iter(words.of["topic"].find(line)), None)
            wide_topic = topic or next(iter(words.of["topic"].find(wide)), None)
            short = next(iter(words.of["short"].find(line)), None)
            if counted and not words.topic:
                score, is_sure = (3.0, -counted.start, counted.end - counted.start), True
            elif counted and wide_topic:
                score, is_sure = (
                    (3.0, -counted.start, wide_topic.end - wide_topic.start + 100 * (topic is not None)),
                    True,
                )
            elif short:
                score, is_sure = (2.5, -short.start, short.end - short.start), True
            elif counted and words.of["topic"].is_in(self.context):
                score, is_sure = (2.0, -counted.start, counted.end - counted.start), False
            elif topic and not counted:
                score, is_sure = (1.0, -topic.start, topic.end - topic.start), False
            else:
                continue
            if best is None or score > best[0]:
                best = score, words, is_sure
        return best and (best[1], best[2])
