"""Each page's rerun against an empty page's, and many sessions at once; real servers on this machine."""

import asyncio
import contextlib
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from websockets.asyncio.client import connect

from bench.measure import Comparison, interleaved, say
from bench.multiply import sample_store
from bench.server import ANSWER_SECONDS, PROTOCOL, ROOT, Conversation, Visitor, serving, stream
from bench.table import Section, milliseconds, ratio_table, rows_table

APP, EMPTY_APP = ROOT / "app.py", ROOT / "bench" / "empty_app.py"
EMPTY = "empty page"
GOAL_MORE = 0.040  # seconds beyond the empty page
WARM_UPS = 3
THINK_SECONDS = 3.0
RERUNS = 8
AT_MOST_SECONDS = 120.0


def pages_section(rounds: int) -> Section:
    comparisons, sizes = compare_pages(rounds)
    by_page = rows_table(
        ("page", "rerun, ms", "empty page, ms", "more, ms", "goal", "", "ratio", "min–max", "KB a rerun"),
        (
            (
                row.what,
                milliseconds(row.seconds),
                milliseconds(row.against_seconds),
                f"**{row.more * 1000:+.1f}**",
                f"≤ +{GOAL_MORE * 1000:.0f}",
                " ".join(filter(None, (row.verdict, row.remark))),
                f"{row.ratio:.2f}",
                f"{min(row.ratios):.2f}–{max(row.ratios):.2f}",
                f"{sizes[row.what] / 1000:.1f}",
            )
            for row in comparisons
        ),
    )
    return Section(
        "Pages",
        (
            f"A warm rerun of each page on the sample store, {rounds} in turn with a rerun of the empty page: from asking "
            "over the websocket until the last message of the run is here, one rerun straight after the other, so that "
            "the collection after every run is in. The empty page is an app with st.navigation of one page that writes "
            "nothing, with the same imports and gc.freeze as the dashboard, in a server of its own with the same "
            "settings. “More” is the middle of the differences pair by pair.",
        ),
        (by_page,),
    )


def compare_pages(rounds: int, returns: Sequence[Path] | None = None) -> tuple[list[Comparison], dict[str, int]]:
    """Measure each page of the dashboard; return the comparisons and the bytes of a warm rerun by page."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        store = sample_store(folder / "store", *([returns] if returns else []))
        port = stack.enter_context(serving(APP, store.folder))
        other = stack.enter_context(serving(EMPTY_APP, store.folder))
        with Visitor(port) as first:
            first.rerun()
            titles = dict(first.told.pages)
        say(f"pages: {len(titles)}, {rounds} reruns each")
        found, sizes = [], {}
        for address, title in titles.items():
            with Visitor(port, address) as visitor, Visitor(other) as nobody:
                times = interleaved({title: visitor.rerun, EMPTY: nobody.rerun}, rounds, title, WARM_UPS)
                remark = "(shows an error)" if visitor.told.failed else ""
                found.append(
                    Comparison(title, EMPTY, times[title], times[EMPTY], bound_more=GOAL_MORE, remark=remark)
                )
                sizes[title] = visitor.told.received
    return found, sizes


# -- many sessions -------------------------------------------------------------------------------------------


def sessions_section(counts: Sequence[int], reruns: int = RERUNS, think: float = THINK_SECONDS) -> Section:
    comparisons = compare_sessions(counts, reruns, think)
    return Section(
        "Sessions at once",
        (
            f"So many sessions at once, spread over all pages, {reruns} warm reruns each with about {think:g} s of "
            "thinking in between, against one session alone in the same server. The visitors share the machine's cores "
            "with the server.",
        ),
        (ratio_table(comparisons),),
    )


def compare_sessions(
    counts: Sequence[int], reruns: int = RERUNS, think: float = THINK_SECONDS, returns: Sequence[Path] | None = None
) -> list[Comparison]:
    """Measure the middle and the slowest twentieth of reruns with so many sessions, against one session alone."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        store = sample_store(folder / "store", *([returns] if returns else []))
        port = stack.enter_context(serving(APP, store.folder))
        with Visitor(port) as first:
            first.rerun()
            addresses = list(first.told.pages)
        alone = []
        for address in addresses:
            with Visitor(port, address) as visitor:
                for _ in range(WARM_UPS):
                    visitor.rerun()
                alone += [visitor.rerun() for _ in range(max(2, reruns // 2))]
        rows = []
        for count in counts:
            say(f"sessions: {count} at once")
            times = asyncio.run(_all_at_once(port, addresses, count, reruns, think))
            for name, value, other in (
                ("p50", median(times), median(alone)),
                ("p95", _slowest_twentieth(times), _slowest_twentieth(alone)),
            ):
                rows.append(Comparison(f"{count} sessions, {name}", f"one session, {name}", (value,), (other,)))
    return rows


def _slowest_twentieth(times: Sequence[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1]


async def _all_at_once(
    port: int, addresses: Sequence[str], count: int, reruns: int, think: float
) -> list[float]:
    """Let all sessions work until each has had its reruns; raises TimeoutError where that takes too long."""
    async with asyncio.timeout(AT_MOST_SECONDS):
        found = await asyncio.gather(
            *(_session(port, addresses[n % len(addresses)], n, reruns, think) for n in range(count))
        )
    return [time for times in found for time in times]


async def _session(port: int, address: str, number: int, reruns: int, think: float) -> list[float]:
    rng = random.Random(number)
    told = Conversation(address)
    times: list[float] = []
    async with connect(
        stream(port), subprotocols=[PROTOCOL], max_size=None, proxy=None, open_timeout=ANSWER_SECONDS
    ) as server:
        for turn in range(-1, reruns):
            await asyncio.sleep(rng.uniform(0, 2 * think))
            began = perf_counter()
            await server.send(told.request())
            while not told.take(await server.recv(decode=False)):
                pass
            if turn >= 0:
                times.append(perf_counter() - began)
    return times
