"""Times of contestants that take turns, and what two of them say of each other pair by pair.

Must not know what is measured.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing measured against another: seconds of each, pair by pair, from turns taken within one run.

    `bound` and `goal` are ratios, `bound_more` seconds beyond the other; each may be absent. `remark` is what a reader
    must know to trust the row.
    """

    what: str
    against: str
    seconds: tuple[float, ...]
    against_seconds: tuple[float, ...]
    bound: float | None = None
    goal: float | None = None
    bound_more: float | None = None
    remark: str = ""

    @property
    def ratios(self) -> list[float]:
        return [own / other for own, other in zip(self.seconds, self.against_seconds, strict=True)]

    @property
    def ratio(self) -> float:
        """The middle of the ratios of each pair (not the ratio of the middles)."""
        return median(self.ratios)

    @property
    def more(self) -> float:
        """The middle of the differences of each pair, in seconds."""
        pairs = zip(self.seconds, self.against_seconds, strict=True)
        return median(own - other for own, other in pairs)

    @property
    def verdict(self) -> str:
        """Say how the row stands to its goal; empty where it has none."""
        if self.goal is not None and self.ratio <= self.goal:
            return "meets its goal"
        if self.bound is not None:
            return "within" if self.ratio <= self.bound else "**above**"
        if self.bound_more is not None:
            return "within" if self.more <= self.bound_more else "**above**"
        return ""


def interleaved(
    contestants: Mapping[str, Callable[[], object]], rounds: int, name: str, warm_ups: int = 1
) -> dict[str, tuple[float, ...]]:
    """Let the contestants take turns (A B C, A B C, …) and return the seconds of each; warm-ups do not count."""
    seconds: dict[str, list[float]] = {contestant: [] for contestant in contestants}
    for turn in range(-warm_ups, rounds):
        say(f"{name}: {'warming up' if turn < 0 else f'round {turn + 1} of {rounds}'}", passing=True)
        for contestant, act in contestants.items():
            began = perf_counter()
            act()
            took = perf_counter() - began
            if turn >= 0:
                seconds[contestant].append(took)
    return {contestant: tuple(times) for contestant, times in seconds.items()}


def say(text: str, *, passing: bool = False) -> None:
    """Tell the progress on standard error; what is `passing` shows in a terminal only, on one line."""
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="" if passing else "\n", file=sys.stderr, flush=True)
    elif not passing:
        print(text, file=sys.stderr, flush=True)
