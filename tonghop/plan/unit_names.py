"""Which unit a written name means: exact alias after folding, never likeness (CONTRACT §2).

Knows nothing of workbooks or stores. Likeness is used for one thing only: to suggest, in a message.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from tonghop.vietnamese import fold_key

LONGEST = 200  # folded letters: a text beyond it names nobody, and is not taken apart
MOST_WORDS = 40  # of a text that names are looked for in
ALIKE = 0.75
_NUMBER = re.compile(r"\s*[(\[]?(?:[0-9]{1,3}(?:\.[0-9]{1,2})*|(?:[IVXLC]+|[A-Z])(?=\s*[.)/]))[\s.)\]/:–-]*(?=[^\W\d])")
"""A number or letter before a line: "1. Đảng bộ…", "2 Đảng bộ…", "II/ Chi bộ…"."""


class UnitNames:
    """An index from folded aliases to unit ids.

    `prefixes` may stand before a name and `suffixes` after it, any number of them; `own` are the prefixes that fit one
    unit's kind only, by unit id, and `organs` (Ban Chấp hành) may stand before those. All come from the plan.
    `learned` is what people said that names mean, name -> unit id: as written it counts before everything else, but
    where the roster says that it is another unit's name.
    """

    def __init__(
        self,
        names: Iterable[tuple[str, str]],
        prefixes: Iterable[str],
        suffixes: Iterable[str],
        learned: Mapping[str, str] | None = None,
        *,
        own: Mapping[str, Sequence[str]] | None = None,
        organs: Iterable[str] = (),
    ) -> None:
        shared, organs = [fold_key(p) for p in prefixes], [fold_key(organ) for organ in organs]
        self._organs = tuple(organs)
        self._suffixes = tuple(fold_key(s) for s in suffixes)
        self._prefixes: dict[str, tuple[str, ...]] = {}
        for unit_id, fitting in (own or {}).items():
            keys = [fold_key(p) for p in fitting]
            self._prefixes[unit_id] = (*shared, *keys, *(organ + key for key in keys for organ in organs))
        self._shared = tuple(shared)
        self._groups = set(self._prefixes.values()) | {self._shared}
        self._units: dict[tuple[str, ...], dict[str, set[str]]] = {group: {} for group in self._groups}
        self._shown: dict[str, tuple[str, str]] = {}
        self._found: dict[str, tuple[str, ...]] = {}
        self._close: dict[str, list[str]] = {}
        self._initials: dict[str, list[str]] | None = None
        self._learned: dict[str, str] = {}
        self._names: list[tuple[str, str]] = []
        for unit_id, name in names:
            self._add(unit_id, name)
        given = [(name, unit) for name, unit in (learned or {}).items() if self.may_mean(name, unit)]
        for name, unit_id in given:
            self._add(unit_id, name)
        self._learned = {fold_key(name): unit_id for name, unit_id in given}
        self._found.clear()

    def find(self, text: str) -> tuple[str, ...]:
        """Return the ids of the units that `text` names: none, one, or several where the alias is shared.

        The least stripped reading that is an alias counts: a name written in full beats a shortened one.
        """
        known = self._found.get(text)
        if known is None:
            known = self._look_up(fold_key(text))
            if not known and (number := _NUMBER.match(text)):
                known = self._look_up(fold_key(text[number.end() :]))
            self._found[text] = known
        return known

    def may_mean(self, text: str, unit_id: str) -> bool:
        """May people say that `text` means this unit? Not where the roster knows it as another's name."""
        return unit_id in (self.find(text) or (unit_id,))

    def is_organ(self, text: str, unit_id: str) -> bool:
        """Is `text` nothing but what may stand before this unit's name (ĐẢNG ỦY, BCH, UBND XÃ): the unit itself?"""
        key = fold_key(text)
        return len(key) in _starts(key, (*self._prefixes.get(unit_id, self._shared), *self._organs))

    def is_of_district(self, unit_id: str) -> bool:
        """Does this unit's own name end with the district: is it a body of the district's level?"""
        return self.says_district(next(name for unit, name in self._names if unit == unit_id))

    def says_district(self, text: str) -> bool:
        return fold_key(text).endswith(self._suffixes)

    def suggest(self, text: str, limit: int = 2) -> list[str]:
        """Return names that `text` looks like or is short for, a unit each, best first: to be shown, not acted upon."""
        key = fold_key(text)[:LONGEST]
        if key not in self._close:  # a workbook says the same wrong name on many rows
            if self._initials is None:
                self._initials = self._all_initials()
            alike = [self._shown[each] for each in difflib.get_close_matches(key, list(self._shown), 6, ALIKE)]
            best = dict(reversed(alike))
            units = dict.fromkeys([*self._initials.get(key, []), *(unit for unit, _ in alike)])
            close = [best.get(unit) or self._nearest_name(unit, key) for unit in units]
            self._close[key] = close or self._names_inside(text)
        return self._close[key][:limit]

    def _add(self, unit_id: str, name: str) -> None:
        group = self._prefixes.get(unit_id, self._shared)
        self._names.append((unit_id, name))
        words = _words(name)
        for start, stop in self._readings(words, group):
            key = "".join(words[start:stop])
            self._units[group].setdefault(key, set()).add(unit_id)
            self._shown.setdefault(key, (unit_id, name))

    def _look_up(self, key: str) -> tuple[str, ...]:
        if key in self._learned:
            return (self._learned[key],)
        if not 0 < len(key) <= LONGEST:
            return ()
        ends = _stripped({len(key): 0}, lambda at: [at - len(s) for s in self._suffixes if key.endswith(s, 0, at)])
        hits: dict[int, set[str]] = {}
        for prefixes, aliases in self._units.items():
            for start, few in _starts(key, prefixes).items():
                for end, fewer in ends.items():
                    if start < end and (units := aliases.get(key[start:end])):
                        hits.setdefault(fewer + few, set()).update(units)
        return tuple(sorted(hits[min(hits)])) if hits else ()

    def _readings(self, words: list[str], prefixes: tuple[str, ...]) -> set[tuple[int, int]]:
        """All readings of a roster name: whole, and with each known prefix and suffix taken off at a word."""
        readings = {(0, len(words))}
        queue = list(readings)
        for start, stop in queue:
            for cut in range(start + 1, stop):
                for kept in [(cut, stop)] * ("".join(words[start:cut]) in prefixes) + [(start, cut)] * (
                    "".join(words[cut:stop]) in self._suffixes
                ):
                    if kept not in readings:
                        readings.add(kept)
                        queue.append(kept)
        return readings if words else set()

    def _all_initials(self) -> dict[str, list[str]]:
        """Every name with a run of its words shortened to their first letters ("ĐTN huyện"), folded -> unit ids."""
        found: dict[str, list[str]] = {}
        for unit_id, name in self._names:
            whole = [word for word in name.split() if fold_key(word)]
            folded = _words(name)
            first = [key if word.isupper() else key[:1] for word, key in zip(whole, folded, strict=True)]
            for start, stop in self._readings(folded, self._prefixes.get(unit_id, self._shared)):
                for key in _shortened(folded[start:stop], first[start:stop]):
                    units = found.setdefault(key, [])
                    if unit_id not in units:
                        units.append(unit_id)
        return found

    def _names_inside(self, text: str) -> list[str]:
        """Names of two words and more that stand in a longer text ("Ủy ban nhân dân xã Tân Sơn"), the longest."""
        words = _words(text)[:MOST_WORDS]
        for length in range(len(words) - 1, 1, -1):
            runs = ("".join(words[at : at + length]) for at in range(len(words) - length + 1))
            if found := dict(self._shown[run] for run in runs if run in self._shown):
                return list(found.values())
        return []

    def _nearest_name(self, unit_id: str, key: str) -> str:
        names = [name for unit, name in self._names if unit == unit_id]
        return max(names, key=lambda name: difflib.SequenceMatcher(None, key, fold_key(name)).ratio())


def _words(name: str) -> list[str]:
    return [key for key in map(fold_key, name.split()) if key]


def _shortened(words: list[str], first: list[str]) -> Iterator[str]:
    for start in range(len(words)):
        for stop in range(start + 2, len(words) + 1):
            yield "".join((*words[:start], *first[start:stop], *words[stop:]))


def _starts(key: str, prefixes: tuple[str, ...]) -> dict[int, int]:
    return _stripped({0: 0}, lambda at: [at + len(p) for p in prefixes if key.startswith(p, at)])


def _stripped(places: dict[int, int], further: Callable[[int], list[int]]) -> dict[int, int]:
    """Return every place that stripping reaches from the first, with the fewest steps to it."""
    queue = list(places)
    for place in queue:
        for beyond in further(place):
            if beyond not in places:
                places[beyond] = places[place] + 1
                queue.append(beyond)
    return places
