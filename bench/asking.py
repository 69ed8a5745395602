"""Every question at several sizes of store, against its plain counterpart over the raw tables."""

import contextlib
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter

import duckdb

from bench.measure import Comparison, interleaved, say
from bench.multiply import SAMPLE, multiplied, sample_store
from bench.plain import AGGREGATES, LISTS
from bench.table import Section, scale_tables
from tonghop.questions import questions
from tonghop.store import Store

AS_OF = date(2022, 4, 30)
SCALES = (1, 10, 100, 700)
BOUND_SCALE, BOUND = 100, 5.0
PLAIN = "plain counterpart"
ENOUGH_SECONDS = 20.0  # a pair of turns costs at most this; fewer rounds where one takes long


def questions_section(scales: Sequence[int], rounds: int, names: Sequence[str] = ()) -> Section:
    by_scale = ask_at_scales(scales, rounds, names)
    aggregates = {s: [c for c in found if c.what in AGGREGATES] for s, found in by_scale.items()}
    lists = {s: [c for c in found if c.what in LISTS] for s, found in by_scale.items()}
    without = sorted(set(questions()) - AGGREGATES.keys() - LISTS.keys())
    notes = [
        f"The sample's rows many times over (700 × 53 units are the districts of the whole country), a fifth of the "
        f"units with an earlier return that no longer counts; up to {rounds} rounds in turn, warm, each answer fetched "
        "whole to Arrow. An aggregate stands against the same GROUP BY over the raw table without the rule, a list "
        "against the same columns fetched from the raw table in no order (`bench/plain.py`). "
        f"Goal: aggregates at {BOUND_SCALE}× within {BOUND:g} times their plain GROUP BY."
    ]
    if without and not names:
        notes.append(f"Not measured, having no plain counterpart: {', '.join(without)}.")
    tables = ("**Aggregates**", *scale_tables(aggregates), "**Lists**", *scale_tables(lists))
    return Section("Questions", tuple(notes), tables)


def ask_at_scales(
    scales: Sequence[int], rounds: int, names: Sequence[str] = (), returns: Sequence[Path] = (SAMPLE,)
) -> dict[int, list[Comparison]]:
    """Measure the questions named (default: all) at each scale; `returns` are the files of the sample store."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        sample = sample_store(Path(folder) / "sample", returns)
        for scale in scales:
            store = multiplied(sample, Path(folder) / f"times-{scale}", scale)
            found[scale] = list(_ask_all(store, scale, rounds, names))
    return found


def _ask_all(store: Store, scale: int, rounds: int, names: Sequence[str]) -> Iterable[Comparison]:
    asked = questions()
    chosen = [name for name in [*AGGREGATES, *LISTS] if name in (names or asked) and name in asked]
    say(f"questions: {len(chosen)} at {scale}×")
    with contextlib.closing(store.reader()) as con:
        for name in chosen:
            plain = (AGGREGATES | LISTS)[name]
            answers = {name: _asking(con, asked[name].sql), PLAIN: _asking(con, plain)}
            began = perf_counter()  # the warm-up tells how many rounds there is time for
            for answer in answers.values():
                answer()
            took = perf_counter() - began
            fewer = max(3, min(rounds, int(ENOUGH_SECONDS / took))) if rounds > 3 else rounds
            times = interleaved(answers, fewer, f"{name} at {scale}×", warm_ups=0)
            bound = BOUND if name in AGGREGATES and scale == BOUND_SCALE else None
            yield Comparison(name, PLAIN, times[name], times[PLAIN], bound=bound)


def _asking(con: duckdb.DuckDBPyConnection, sql: str) -> Callable[[], object]:
    parameters = {"as_of": AS_OF} if "$as_of" in sql else {}
    return lambda: con.sql(sql, params=parameters).to_arrow_table()
