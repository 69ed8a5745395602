"""Each page's rerun against an empty page's, and many sessions at once; real servers on this machine."""

import asyncio
import contextlib
import multiprocessing
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.synchronize import Event
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from websockets.asyncio.client import connect

from bench.measure import Comparison, interleaved, say
from bench.multiply import SAMPLE, sample_store
from bench.server import (
    ANSWER_SECONDS,
    PROTOCOL,
    ROOT,
    Conversation,
    Served,
    acknowledge_at_once,
    serving,
    visiting,
)
from bench.table import Section, figure, milliseconds, ratio_table, rows_table, spread
from tonghop import clock
from tonghop.actions.receiving import ReceiptLine, receive_papers
from tonghop.store import Store

APP, EMPTY_APP = ROOT / "app.py", ROOT / "bench" / "empty_app.py"
EMPTY = "empty page"
GOAL_MORE = 0.040  # seconds beyond the empty page
WARM_UPS = 3
THINK_SECONDS = 3.0
RERUNS = 8
AT_MOST_SECONDS = 600.0


@contextlib.contextmanager
def dashboard(returns: Sequence[Path] = (SAMPLE,)) -> Iterator[Served]:
    """Serve the dashboard on a store of the sample campaign, or of the returns given."""
    with tempfile.TemporaryDirectory() as folder:
        store = sample_store(Path(folder) / "store", returns)
        with serving(APP, store.folder) as served:
            yield served


@contextlib.contextmanager
def empty_page() -> Iterator[Served]:
    """Serve the app of the empty page; it asks no store."""
    with tempfile.TemporaryDirectory() as folder, serving(EMPTY_APP, Path(folder)) as served:
        yield served


def _pages_of(served: Served) -> dict[str, str]:
    """Return the pages that the dashboard names itself: address -> title."""
    with visiting(served) as first:
        first.rerun()
        return dict(first.told.pages)


# -- one session ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Weight:
    """What a warm rerun costs besides time on the clock: the server's CPU seconds, the empty one's, bytes sent."""

    cpu_seconds: float
    empty_cpu_seconds: float
    size: int


def pages_section(rounds: int) -> Section:
    with dashboard() as served, empty_page() as empty:
        found = compare_pages(served, empty, rounds)
    by_page = rows_table(
        ("page", "rerun, ms", "empty page, ms", "more, ms", "goal", "", "ratio", "min–max", "CPU, ms", "KB"),
        (_page_row(row, weight) for row, weight in found),
    )
    return Section(
        "Pages",
        (
            f"A warm rerun of each page on the sample store, {rounds} in turn with a rerun of the empty page: from "
            "asking over the websocket until the last message of the run is here, one rerun straight after the other, "
            "so that the collection after every run is in. The empty page is an app with st.navigation of one page "
            "that writes nothing, with the same imports and gc.freeze as the dashboard, in a server of its own with "
            "the same settings. “More” is the middle of the differences pair by pair, “CPU” what a rerun uses of the "
            "processors (page / empty page), “KB” what it sends to a browser that keeps what it may.",
        ),
        (by_page,),
    )


def _page_row(row: Comparison, weight: Weight) -> tuple[str, ...]:
    return (
        row.what,
        milliseconds(row.seconds),
        milliseconds(row.against_seconds),
        f"**{row.more * 1000:+.1f}**",
        f"≤ +{GOAL_MORE * 1000:.0f}",
        " ".join(filter(None, (row.verdict, row.remark))),
        figure(row.ratio),
        spread(row),
        f"{weight.cpu_seconds * 1000:.0f} / {weight.empty_cpu_seconds * 1000:.0f}",
        f"{weight.size / 1000:.1f}",
    )


def compare_pages(
    served: Served, empty: Served, rounds: int, pages: int | None = None
) -> list[tuple[Comparison, Weight]]:
    """Measure the pages of the dashboard (the first `pages` of them) in turn with the empty page."""
    titles = list(_pages_of(served).items())[:pages]
    say(f"pages: {len(titles)}, {rounds} reruns each")
    found = []
    for address, title in titles:
        with visiting(served, address) as visitor, visiting(empty) as nobody:
            for _ in range(WARM_UPS):
                visitor.rerun()
                nobody.rerun()
            before = served.cpu_seconds(), empty.cpu_seconds()
            times = interleaved({title: visitor.rerun, EMPTY: nobody.rerun}, rounds, title, warm_ups=0)
            after = served.cpu_seconds(), empty.cpu_seconds()
            own, other = ((now - then) / rounds for now, then in zip(after, before, strict=True))
            remark = "(shows an error)" if visitor.told.failed else ""
            row = Comparison(title, EMPTY, times[title], times[EMPTY], bound_more=GOAL_MORE, remark=remark)
            found.append((row, Weight(own, other, visitor.told.received)))
    return found


# -- many sessions -------------------------------------------------------------------------------------------


def sessions_section(counts: Sequence[int], think: float = THINK_SECONDS, versions_every: float = 0) -> Section:
    """Measure so many sessions; `versions_every` so many seconds a receipt is recorded meanwhile (0: never)."""
    with tempfile.TemporaryDirectory() as folder:
        store = sample_store(Path(folder) / "store", (SAMPLE,))
        with serving(APP, store.folder) as served, _versions(store.folder, versions_every) as made:
            before = served.process.memory_info().rss
            comparisons = compare_sessions(served, counts, think=think)
            after = served.process.memory_info().rss
        recorded = made()
    return Section(
        "Sessions at once",
        (
            f"So many sessions at once, spread over all pages, {RERUNS} warm reruns each with about "
            f"{think:g} s of thinking in between, against one session alone in the same server. The visitors "
            f"share the machine's cores with the server. {recorded} versions came meanwhile. The server's memory: "
            f"{before >> 20} MiB before the first session, {after >> 20} MiB after the last.",
        ),
        (ratio_table(comparisons),),
    )


@contextlib.contextmanager
def _versions(folder: Path, every: float) -> Iterator[Callable[[], int]]:
    """Let a process of its own record a receipt every so many seconds; yields how many versions came."""
    first = Store(folder).current or 0
    spawn = multiprocessing.get_context("spawn")
    over = spawn.Event()
    writer = spawn.Process(target=_record, args=(folder, every, over))
    if every:
        writer.start()
    try:
        yield lambda: (Store(folder).current or 0) - first
    finally:
        over.set()
        if every:
            writer.join()


def _record(folder: Path, every: float, over: Event) -> None:
    store = Store(folder)
    plan = store.plan()
    turn = 0
    while not over.wait(every):
        unit, day = plan.units[turn % len(plan.units)].id, plan.issued_on + timedelta(days=turn // len(plan.units))
        handed = [ReceiptLine(unit, plan.obligations[0].id, 7)]
        receive_papers(store, handed, day, today=plan.closes_on, recorded_at=clock.now(), recorded_by="bench")
        turn += 1


def compare_sessions(
    served: Served, counts: Sequence[int], reruns: int = RERUNS, think: float = THINK_SECONDS, pages: int | None = None
) -> list[Comparison]:
    """Measure the middle and the slowest twentieth of reruns with so many sessions, against one session alone.

    The sessions are spread over the first `pages` pages (default: all).
    """
    addresses = list(_pages_of(served))[:pages]
    alone = []
    for address in addresses:
        with visiting(served, address) as visitor:
            for _ in range(WARM_UPS):
                visitor.rerun()
            alone += [visitor.rerun() for _ in range(reruns)]
    rows = []
    for count in counts:
        say(f"sessions: {count} at once")
        times = asyncio.run(_all_at_once(served, addresses, count, reruns, think))
        for name, value, other in (
            ("p50", median(times), median(alone)),
            ("p95", _slowest_twentieth(times), _slowest_twentieth(alone)),
        ):
            rows.append(Comparison(f"{count} sessions, {name}", f"one session, {name}", (value,), (other,)))
    return rows


def _slowest_twentieth(times: Sequence[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1]


async def _all_at_once(served: Served, addresses: Sequence[str], count: int, reruns: int, think: float) -> list[float]:
    """Let all sessions work until each has had its reruns; raises TimeoutError where that takes too long."""
    async with asyncio.timeout(AT_MOST_SECONDS):
        found = await asyncio.gather(
            *(_session(served, addresses[n % len(addresses)], n, reruns, think) for n in range(count))
        )
    return [time for times in found for time in times]


async def _session(served: Served, address: str, number: int, reruns: int, think: float) -> list[float]:
    rng = random.Random(number)
    told = Conversation(address)
    times: list[float] = []
    async with connect(
        served.stream, subprotocols=[PROTOCOL], max_size=None, proxy=None, open_timeout=ANSWER_SECONDS
    ) as server:
        plug = server.transport.get_extra_info("socket")
        for turn in range(-1, reruns):
            await asyncio.sleep(rng.uniform(0, 2 * think))
            began = perf_counter()
            await server.send(told.request())
            acknowledge_at_once(plug)
            while not told.take(await server.recv(decode=False)):
                acknowledge_at_once(plug)
            if turn >= 0:
                times.append(perf_counter() - began)
    return times
