"""Theo dõi nộp under the hands of people who record: how long it takes then, and whether an entry was lost.

A real server, viewers over its websocket, writers in processes of their own through the door of the screens.
"""

import asyncio
import multiprocessing
import random
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, sleep

from websockets.asyncio.client import connect

from bench.measure import Comparison, say
from bench.multiply import SAMPLE, sample_store
from bench.pages import APP
from bench.server import ANSWER_SECONDS, PROTOCOL, Conversation, Served, acknowledge_at_once, serving
from bench.table import Section, ratio_table
from tonghop import clock
from tonghop.actions.receiving import ReceiptLine, receive_papers
from tonghop.questions import ask_rows
from tonghop.store import Store

PAGE = "theo-doi-nop"
WRITERS, VIEWERS, ENTRIES = 10, 5, 4
THINK_SECONDS = 1.0
RERUNS = 4
"""Of a visit, after its first run, which shows the newest version."""
COPIES = 7
"""What the sample never says, so that these entries are known among its receipts."""
AT_MOST_SECONDS = 180.0
Entry = tuple[str, str, date, int]


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of first runs, each on the newest version, and of reruns."""

    opening: tuple[float, ...]
    reruns: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Hands:
    """What the viewers waited while nobody wrote and while all did; what was recorded, what of it is not there."""

    quiet: Times
    busy: Times
    recorded: int
    lost: int


def hands_section() -> Section:
    found = under_hands()
    said = "no entry was lost" if not found.lost else f"**{found.lost} entries were lost**"
    return Section(
        "Under the hands of ten who record",
        (
            f"{VIEWERS} sessions on Theo dõi nộp (each opens it, reruns it {RERUNS} times, leaves, comes back to the "
            f"newest version) while {WRITERS} people record {ENTRIES} receipts each, about {THINK_SECONDS:g} s of "
            "thinking between, against the same sessions in the same server with nobody recording. Viewers, writers "
            f"and the server share the machine's cores. Of {found.recorded} entries recorded, {said}.",
        ),
        (ratio_table(comparisons(found)),),
    )


def comparisons(found: Hands) -> list[Comparison]:
    """The middle and the slowest twentieth of reruns, the middle of first runs: under hands against quiet."""
    rows = [
        ("rerun, p50", median(found.busy.reruns), median(found.quiet.reruns)),
        ("rerun, p95", _slowest_twentieth(found.busy.reruns), _slowest_twentieth(found.quiet.reruns)),
        ("opening the newest version, p50", median(found.busy.opening), median(found.quiet.opening)),
    ]
    return [Comparison(f"{what}, under hands", "quiet", (busy,), (quiet,)) for what, busy, quiet in rows]


def under_hands(
    returns: Sequence[Path] = (SAMPLE,), writers: int = WRITERS, viewers: int = VIEWERS,
    entries: int = ENTRIES, think: float = THINK_SECONDS,
) -> Hands:  # fmt: skip
    """Measure the page with nobody writing, then with all; count what is not there of what was recorded."""
    with tempfile.TemporaryDirectory() as folder:
        store = sample_store(Path(folder) / "store", returns)
        spawn = multiprocessing.get_context("spawn")
        with serving(APP, store.folder) as served, ProcessPoolExecutor(writers, mp_context=spawn) as people:
            list(people.map(_come, range(writers)))
            say(f"hands: {viewers} viewers, nobody writes")
            quiet = asyncio.run(_watched(served, viewers, think, None))
            say(f"hands: {writers} people record {entries} receipts each")
            work = [people.submit(_write, store.folder, number, entries, think) for number in range(writers)]
            busy = asyncio.run(_watched(served, viewers, think, lambda: all(one.done() for one in work)))
            written = {entry for one in work for entry in one.result()}
        there = {tuple(row[:4]) for row in ask_rows(store, "receipt_entries")[1]}
    return Hands(quiet, busy, len(written), len(written - there))


def _come(number: int) -> int:
    """Be there, with all that is imported, before anything is measured."""
    sleep(0.5)
    return number


def _write(folder: Path, number: int, entries: int, think: float) -> list[Entry]:
    """Record receipts one by one, each of another day; return what was recorded."""
    rng, store = random.Random(number), Store(folder)
    plan = store.plan()
    unit, part = plan.units[number % len(plan.units)].id, plan.obligations[0].id
    made: list[Entry] = []
    for turn in range(entries):
        sleep(rng.uniform(0, 2 * think))
        day = plan.issued_on + timedelta(days=turn + entries * (number // len(plan.units)))
        receive_papers(
            store, [ReceiptLine(unit, part, COPIES)], day,
            today=plan.closes_on, recorded_at=clock.now(), recorded_by=f"người {number}",
        )  # fmt: skip
        made.append((unit, part, day, COPIES))
    return made


async def _watched(served: Served, viewers: int, think: float, is_over: Callable[[], bool] | None) -> Times:
    """Let the viewers come and go until it is over (None: two visits each)."""
    async with asyncio.timeout(AT_MOST_SECONDS):
        found = await asyncio.gather(*(_viewer(served, number, think, is_over) for number in range(viewers)))
    return Times(
        tuple(time for opening, _ in found for time in opening), tuple(time for _, own in found for time in own)
    )


async def _viewer(
    served: Served, number: int, think: float, is_over: Callable[[], bool] | None
) -> tuple[list[float], list[float]]:
    rng = random.Random(number)
    opening: list[float] = []
    reruns: list[float] = []
    visits = 0
    while visits < 2 or (is_over is not None and not is_over()):
        visits += 1
        told = Conversation(PAGE)
        async with connect(
            served.stream, subprotocols=[PROTOCOL], max_size=None, proxy=None, open_timeout=ANSWER_SECONDS
        ) as server:
            plug = server.transport.get_extra_info("socket")
            for turn in range(1 + RERUNS):
                await asyncio.sleep(rng.uniform(0, think))
                began = perf_counter()
                await server.send(told.request())
                acknowledge_at_once(plug)
                while not told.take(await server.recv(decode=False)):
                    acknowledge_at_once(plug)
                (reruns if turn else opening).append(perf_counter() - began)
                if turn and told.failed:  # a first run brings the style, which names errors too
                    raise RuntimeError(f"{PAGE} shows an error")
    return opening, reruns


def _slowest_twentieth(times: Sequence[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1]
