"""The words by which an indicator is known in prose: data/prose/indicator_words.toml and the plan's own labels.

A mistake in the file is one Stop that names it; an indicator that the file leaves out goes by its label.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tonghop.errors import Stop
from tonghop.plan.model import Indicator, Plan
from tonghop.prose.phrases import Line, Phrases
from tonghop.prose.wording import Lexicon, read_lexicon

FOLDER = Path(__file__).resolve().parents[2] / "data" / "prose"
FILE = "indicator_words.toml"
_LISTS = ("counted", "topic", "weak", "needs", "short", "not_with", "not_near", "asked", "asked_of")


@dataclass(frozen=True)
class Words:
    """How one indicator is written; the lists are those of the data file, which explains them."""

    id: str
    counted: tuple[str, ...]
    topic: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    not_with: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    asked_of: tuple[str, ...] = ()
    of: Mapping[str, Phrases] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class Vocabulary:
    """The words of every indicator of a plan, and the proper names that must not be taken for them."""

    indicators: tuple[Words, ...]
    masked: Phrases
    verbs: frozenset[str] = frozenset()
    lexicon: Lexicon = field(default_factory=lambda: Lexicon({}, {}), repr=False, compare=False)

    @cached_property
    def awards(self) -> frozenset[str]:
        """The indicators that count awards: whose level is a word of theirs."""
        return frozenset(words.id for words in self.indicators if words.needs)

    @cached_property
    def by_id(self) -> dict[str, Words]:
        return {words.id: words for words in reversed(self.indicators)}

    @cached_property
    def counted(self) -> Phrases:
        return Phrases(phrase for words in self.indicators for phrase in words.counted)

    @cached_property
    def things(self) -> Phrases:
        """What may be counted by a number that stands elsewhere: `tổ chức` is a verb as well."""
        return Phrases(phrase for words in self.indicators for phrase in words.counted if phrase not in self.verbs)

    @cached_property
    def topics(self) -> Phrases:
        return Phrases(phrase for words in self.indicators for phrase in (*words.topic, *words.weak))

    def named_in(self, line: Line) -> frozenset[str]:
        """Return the indicators whose things or topics a line names."""
        things = [hit.phrase for hit in self.counted.find(line) if " " in hit.phrase]
        owners = {words.id for phrase in things for words in self.counting.get(phrase, ())}
        return frozenset(owners | {words.id for words in self.indicators if words.of["topic"].is_in(line)})

    @cached_property
    def counting(self) -> dict[str, tuple[Words, ...]]:
        """The indicators that a counted phrase may stand for."""
        found: dict[str, tuple[Words, ...]] = {}
        for words in self.indicators:
            for phrase in dict.fromkeys(words.counted):
                found[phrase] = (*found.get(phrase, ()), words)
        return found


def read_vocabulary(plan: Plan, folder: Path = FOLDER) -> Vocabulary:
    """Read the words for a plan's indicators; raises Stop where the file is wrong."""
    try:
        said = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
        entries: dict[str, list[Mapping[str, object]]] = {}
        for entry in said.get("indicator", []):
            entries.setdefault(entry["id"], []).append(entry)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise Stop(
            f"Không đọc được tệp {folder / FILE}: {error}.", "Đề nghị sửa theo các mục đang có trong tệp."
        ) from error
    indicators = tuple(
        _words(indicator, entry) for indicator in plan.indicators for entry in entries.get(indicator.id, [{}])
    )
    spoken: dict[str, list[str]] = {}
    for words in indicators:
        spoken.setdefault(words.id, []).extend((*words.counted, *words.topic, *words.weak))
    masked, verbs = Phrases(said.get("masked", []), toned=True), frozenset(said.get("verbs", []))
    return Vocabulary(indicators, masked, verbs, read_lexicon(folder, spoken))


def _words(indicator: Indicator, entry: Mapping[str, object]) -> Words:
    lists: dict[str, tuple[str, ...]] = {}
    for name in _LISTS:
        said = entry.get(name, [])
        if not isinstance(said, list) or not all(isinstance(text, str) and text.strip() for text in said):
            raise Stop(
                f"Tệp {FILE}, mục {indicator.id}: {name} phải là danh sách từ ngữ.",
                'Đề nghị ghi dạng ["từ 1", "từ 2"].',
            )
        lists[name] = tuple(said)
    if not lists["counted"]:
        lists["counted"] = (indicator.label, *re.split(r"\s*[,;/]\s*", indicator.unit_of_measure))
        lists["topic"] = lists["topic"] or (indicator.label,)
    return Words(indicator.id, **lists, of={name: Phrases(lists[name]) for name in _LISTS})
