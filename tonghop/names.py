"""Which unit a written name means: exact alias after folding, never likeness (CONTRACT §2).

Knows nothing of workbooks or stores. Likeness is used for one thing only: to suggest, in a message.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping

from tonghop.vietnamese import fold_key

LONGEST = 200  # folded letters: a text beyond it names nobody, and is not taken apart


class UnitNames:
    """An index from folded aliases to unit ids.

    `prefixes` may stand before a name and `suffixes` after it, any number of them; both come from the plan.
    `learned` is what people said that names mean, name -> unit id: as written it counts before everything else.
    """

    def __init__(
        self,
        names: Iterable[tuple[str, str]],
        prefixes: Iterable[str],
        suffixes: Iterable[str],
        learned: Mapping[str, str] | None = None,
    ) -> None:
        learned = learned or {}
        self._learned = {fold_key(name): unit_id for name, unit_id in learned.items()}
        self._prefixes = tuple(fold_key(p) for p in prefixes)
        self._suffixes = tuple(fold_key(s) for s in suffixes)
        self._units: dict[str, set[str]] = {}
        self._shown: dict[str, str] = {}
        self._found: dict[str, tuple[str, ...]] = {}
        self._close: dict[str, list[str]] = {}
        for unit_id, name in (*names, *((unit_id, name) for name, unit_id in learned.items())):
            tokens = [fold_key(token) for token in name.split()]
            for key in self._stripped_tokens([t for t in tokens if t]):
                self._units.setdefault(key, set()).add(unit_id)
                self._shown.setdefault(key, name)

    def find(self, text: str) -> tuple[str, ...]:
        """Return the ids of the units that `text` names: none, one, or several where the alias is shared.

        The least stripped reading that is an alias counts: a name written in full beats a shortened one.
        """
        known = self._found.get(text)
        if known is None:
            known = self._found[text] = self._look_up(fold_key(text))
        return known

    def suggest(self, text: str, limit: int = 2) -> list[str]:
        """Return names that look like `text`, best first; to be shown, never to be acted upon."""
        key = fold_key(text)[:LONGEST]
        if key not in self._close:  # a workbook says the same wrong name on many rows
            close = difflib.get_close_matches(key, list(self._shown), n=6, cutoff=0.75)
            self._close[key] = list(dict.fromkeys(self._shown[each] for each in close))
        return self._close[key][:limit]

    def _look_up(self, key: str) -> tuple[str, ...]:
        if key in self._learned:
            return (self._learned[key],)
        if not 0 < len(key) <= LONGEST:
            return ()
        starts = _stripped({0: 0}, lambda at: [at + len(p) for p in self._prefixes if key.startswith(p, at)])
        ends = _stripped({len(key): 0}, lambda at: [at - len(s) for s in self._suffixes if key.endswith(s, 0, at)])
        hits: dict[int, set[str]] = {}
        for end, fewer in ends.items():
            for start, few in starts.items():
                if start < end and (units := self._units.get(key[start:end])):
                    hits.setdefault(fewer + few, set()).update(units)
        return tuple(sorted(hits[min(hits)])) if hits else ()

    def _stripped_tokens(self, tokens: list[str]) -> set[str]:
        """All readings of a roster name: whole, and with each known prefix and suffix taken off at a word."""
        readings = {tuple(tokens)}
        queue = [tuple(tokens)]
        while queue:
            words = queue.pop()
            for cut in range(1, len(words)):
                head, tail = "".join(words[:cut]), "".join(words[cut:])
                for kept in [words[cut:]] * (head in self._prefixes) + [words[:cut]] * (
                    tail in self._suffixes
                ):
                    if kept not in readings:
                        readings.add(kept)
                        queue.append(kept)
        return {"".join(words) for words in readings if words}


def _stripped(places: dict[int, int], further: Callable[[int], list[int]]) -> dict[int, int]:
    """Return every place that stripping reaches from the first, with the fewest steps to it."""
    queue = list(places)
    for place in queue:
        for beyond in further(place):
            if beyond not in places:
                places[beyond] = places[place] + 1
                queue.append(beyond)
    return places
