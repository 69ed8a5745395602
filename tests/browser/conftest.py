"""A real browser on the real dashboard: the browser, a server on a store of the test's own, pages that are watched.

Every page is watched while it is open: a request that leaves the machine, or an error in the browser's console, fails
the test that made it. Where no browser is found these tests fail; they never skip.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, WebSocket, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

import dev

HERE = Path(__file__).resolve().parent
HOME_HOSTS = {"127.0.0.1", "localhost", ""}  # "" is data: and blob:
PROJECTOR = (1280, 720)
PHONE = (390, 844)

QUIET = 0.3  # seconds without a word between page and server; widgets wait less before they speak

# What is shown will stay: no placeholder, stale element or spinner is left, charts are drawn, fonts are there.
CALM = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')];
    return app
        && app.dataset.testConnectionState === 'CONNECTED'
        && app.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-testid="stSkeleton"], [data-testid="stSpinner"], [data-stale="true"]')
        && charts.every(chart => chart.querySelector('.main-svg'))
        && document.fonts.status === 'loaded';
}"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark this folder's tests and run them last: quick ones speak first, free of Playwright's event loop."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("browser")
    items.sort(key=lambda item: HERE in item.path.parents)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = dev.find_browser(Path(sys.executable))
    if path is None:
        pytest.fail("no Chromium, Chrome or Edge found: `make test` installs one, or set TONGHOP_BROWSER")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=dev.browser_arguments())
        yield launched
        launched.close()


# --- the server ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Running:
    server: subprocess.Popen[bytes]
    log: Path


@pytest.fixture(scope="session")
def _running() -> Iterator[list[Running]]:
    running: list[Running] = []
    yield running
    for one in running:
        dev.stop_dashboard(one.server, patience=1)


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory, _running: list[Running]) -> Callable[..., str]:
    """Return `start(store, plan=None, **environment)`, which starts the dashboard on a store and returns its address.

    Servers run until the session ends, so a module may share one through a fixture of its own.
    """

    def start(store: Path, plan: Path | str | None = None, **environment: str) -> str:
        log = tmp_path_factory.mktemp("dashboard") / "server.log"
        port = dev.free_port()
        named = {"TONGHOP_STORE": str(store), **({"TONGHOP_PLAN": str(plan)} if plan else {}), **environment}
        with log.open("wb") as file:
            server = dev.start_dashboard(port, dev.child_environment(**named), file, Path(sys.executable))
        _running.append(Running(server, log))
        try:
            dev.wait_until_ready(server, port)
        except dev.Stop as stop:
            pytest.fail(f"the dashboard did not start: {stop}\n{read_log(log)}")
        return f"http://{dev.ADDRESS}:{port}"

    return start


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with the sample campaign; shared by tests that only look."""
    store = tmp_path_factory.mktemp("sample") / "store"
    subprocess.run(
        [sys.executable, "-m", "tonghop", "sample", "--store", str(store)], cwd=HERE.parent.parent, check=True
    )
    return store


@pytest.fixture(scope="session")
def sample_dashboard(sample_store: Path, dashboard: Callable[..., str]) -> str:
    """Return the address of a dashboard on the sample campaign; shared by tests that only look."""
    return dashboard(sample_store)


def read_log(log: Path, lines: int = 80) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Show the servers' logs under a failed test."""
    report = yield
    running: list[Running] = getattr(item, "funcargs", {}).get("_running", [])
    if report.failed:
        for one in running:
            report.sections.append((f"dashboard {one.server.args[-1]}", read_log(one.log)))  # type: ignore[index]
    return report


# --- the pages -------------------------------------------------------------------------------------------------------


class Talk:
    """What a page and its server say to each other: whether a script run is asked for or under way, when last."""

    def __init__(self, page: Page) -> None:
        self.begin()
        page.on("websocket", self.listen)

    def begin(self) -> None:
        self.running = True
        self.last_word = time.monotonic()

    def listen(self, socket: WebSocket) -> None:
        self.begin()
        socket.on("framesent", self.page_says)
        socket.on("framereceived", self.server_says)

    def page_says(self, frame: str | bytes) -> None:
        self.last_word = time.monotonic()
        if isinstance(frame, bytes) and BackMsg.FromString(frame).WhichOneof("type") == "rerun_script":
            self.running = True

    def server_says(self, frame: str | bytes) -> None:
        self.last_word = time.monotonic()
        if isinstance(frame, bytes):
            message = ForwardMsg.FromString(frame)
            if message.WhichOneof("type") == "new_session":
                self.running = True
            elif message.WhichOneof("type") == "script_finished":
                self.running = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def is_over(self) -> bool:
        return not self.running and time.monotonic() - self.last_word > QUIET


@pytest.fixture(scope="session")
def _talks() -> dict[Page, Talk]:
    return {}


@dataclass(frozen=True)
class Watched:
    """What pages did that they should not: addresses outside this machine, errors in the console."""

    outside: list[str]
    errors: list[str]


@pytest.fixture
def watched() -> Watched:
    """Return what the test's pages did wrong so far; a test that means an error takes it out of the list."""
    return Watched([], [])


@pytest.fixture
def new_page(
    browser: Browser, watched: Watched, _talks: dict[Page, Talk], _running: list[Running]
) -> Iterator[Callable[..., Page]]:
    """Return `new_page(viewport=PROJECTOR, dark=False, **context)`: a watched page of a Vietnamese browser."""
    contexts: list[BrowserContext] = []

    def make(viewport: tuple[int, int] = PROJECTOR, dark: bool = False, **context: Any) -> Page:
        made = browser.new_context(
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            viewport={"width": viewport[0], "height": viewport[1]},
            color_scheme="dark" if dark else "light",
            **context,
        )
        contexts.append(made)
        page = made.new_page()
        _talks[page] = Talk(page)
        page.on("request", lambda request: note_outside(watched, request.url))
        page.on("websocket", lambda socket: note_outside(watched, socket.url))
        page.on("pageerror", lambda error: watched.errors.append(str(error)))
        page.on("console", lambda message: note_error(watched, message))
        return page

    yield make
    for context in contexts:
        context.close()
    assert watched.outside == [], "pages asked hosts outside this machine"
    assert watched.errors == [], "the browser's console shows errors"


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


def note_outside(watched: Watched, url: str) -> None:
    if (urlsplit(url).hostname or "") not in HOME_HOSTS:
        watched.outside.append(url)


def note_error(watched: Watched, message: ConsoleMessage) -> None:
    # On a page below the root Streamlit first looks for its own endpoints there, and gets a 404.
    probes = "/_stcore/" in message.location.get("url", "") and "404" in message.text
    if message.type == "error" and not probes:
        watched.errors.append(f"{message.text} ({message.location.get('url', '')})")


@pytest.fixture(scope="session")
def settle(_talks: dict[Page, Talk]) -> Callable[..., None]:
    """Return `settle(page, seconds=30)`: wait until what is shown will stay; call it after every click."""

    def wait(page: Page, seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        page.wait_for_timeout(50)
        while not (_talks[page].is_over() and page.evaluate(CALM)):
            if time.monotonic() > deadline:
                pytest.fail(f"the page is still at work after {seconds} s: {page.url}")
            page.wait_for_timeout(25)

    return wait


@pytest.fixture(scope="session")
def open_page(settle: Callable[..., None], _talks: dict[Page, Talk]) -> Callable[[Page, str], Page]:
    """Return `open_page(page, url)`: go there and wait until the page has settled."""

    def go(page: Page, url: str) -> Page:
        _talks[page].begin()
        page.goto(url)
        settle(page)
        return page

    return go
