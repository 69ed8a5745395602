"""A real browser on the real dashboard: one browser, one server a worker, a store of the test's own, watched pages.

Every page is watched while it is open: a request that leaves the machine, or an error in the browser's console, fails
the test that made it. Where no browser is found these tests fail; they never skip.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, WebSocket, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

import dev
from tests.browser.served import ANSWER

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HOME_HOSTS = {"127.0.0.1", "localhost", ""}  # "" is data: and blob:
PROJECTOR = (1280, 720)
PHONE = (390, 844)

QUIET = 0.3  # seconds without a word between page and server; widgets wait less before they speak

MOVE = """url => {
    history.pushState({}, '', url);
    dispatchEvent(new PopStateEvent('popstate', { state: {} }));
}"""

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
    """A worker's server; what it shows is told by `show`."""

    server: subprocess.Popen[bytes]
    log: Path
    address: str

    def show(self, **environment: str | None) -> None:
        """Let it show another store from now on, to those who open a page from now on."""
        assert self.server.stdin is not None
        told = self.log.read_bytes().count(ANSWER)
        self.server.stdin.write(json.dumps(environment).encode() + b"\n")
        self.server.stdin.flush()
        deadline = time.monotonic() + 30
        while self.log.read_bytes().count(ANSWER) == told:
            assert self.server.poll() is None, read_log(self.log)
            assert time.monotonic() < deadline, "the server does not hear"
            time.sleep(0.01)


@pytest.fixture(scope="session")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Start the worker's server: its start, and a browser's first look at it, cost more than most tests."""
    folder = tmp_path_factory.mktemp("dashboard")
    log, port = folder / "server.log", dev.free_port()
    command = [sys.executable, "-m", "tests.browser.served", "run", str(ROOT / "app.py")]
    command += ["--server.address", dev.ADDRESS, "--server.port", str(port)]
    environment = dev.child_environment(TONGHOP_STORE=str(folder / "nobody's"))
    with log.open("wb") as file:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=file, stderr=subprocess.STDOUT
        )
    try:
        try:
            dev.wait_until_ready(server, port)
        except dev.Stop as stop:
            pytest.fail(f"the dashboard did not start: {stop}\n{read_log(log)}")
        yield Running(server, log, f"http://{dev.ADDRESS}:{port}")
    finally:
        dev.stop_dashboard(server, patience=1)


@pytest.fixture
def dashboard(_running: Running) -> Callable[..., str]:
    """Return `show(store, plan=None)`: from now on the worker's dashboard shows this store; its address.

    All tests of a worker have one server and so one address: a test says itself what it is shown, by this fixture or
    by one of its own that lasts no longer than a test.
    """

    def show(store: Path, plan: Path | str | None = None) -> str:
        _running.show(TONGHOP_STORE=str(store), TONGHOP_PLAN=str(plan) if plan else None)
        return _running.address

    return show


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with the sample campaign; shared by tests that only look."""
    store = tmp_path_factory.mktemp("sample") / "store"
    subprocess.run([sys.executable, "-m", "tonghop", "sample", "--store", str(store)], cwd=ROOT, check=True)
    return store


@pytest.fixture
def sample_dashboard(sample_store: Path, dashboard: Callable[..., str]) -> str:
    """Return the address of a dashboard on the sample campaign; for tests that only look."""
    return dashboard(sample_store)


def read_log(log: Path, lines: int = 80) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """Show the servers' logs under a failed test."""
    report = yield
    running: Running | None = getattr(item, "funcargs", {}).get("_running")
    if report.failed and running:
        report.sections.append((f"dashboard {running.address}", read_log(running.log)))
    return report


# --- the pages -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Watched:
    """What pages did that they should not: addresses outside this machine, errors in the console."""

    outside: list[str]
    errors: list[str]


class Talk:
    """What a page and its server say to each other: whether a script run is asked for or under way, when last."""

    def __init__(self, watched: Watched) -> None:
        self.watched = watched
        self.begin()

    def begin(self) -> None:
        self.running = True
        self.last_word = time.monotonic()

    def listen(self, socket: WebSocket) -> None:
        note_outside(self.watched, socket.url)
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


@pytest.fixture
def watched() -> Watched:
    """Return what the test's pages did wrong so far; a test that means an error takes it out of the list."""
    return Watched([], [])


@pytest.fixture(scope="session")
def _tabs(browser: Browser) -> list[Page]:
    """Return the worker's tabs that no test uses, empty of what earlier tests did; each is a window of its own.

    A new tab reads all of the dashboard's scripts anew, in five seconds of processor time; one used before knows them.
    Two tabs of one window would not do: the one behind draws nothing, and what is not drawn is not clicked.
    """
    return []


@pytest.fixture
def new_page(
    browser: Browser, watched: Watched, _tabs: list[Page], _talks: dict[Page, Talk], _running: Running
) -> Iterator[Callable[..., Page]]:
    """Return `new_page(viewport=PROJECTOR, dark=False)`: a watched page of a Vietnamese browser, as if just opened."""
    used: list[tuple[Page, dict[str, Callable[[Any], None]]]] = []

    def make(viewport: tuple[int, int] = PROJECTOR, dark: bool = False) -> Page:
        page = _tabs.pop() if _tabs else browser.new_page(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
        page.set_viewport_size({"width": viewport[0], "height": viewport[1]})
        page.emulate_media(media="null", color_scheme="dark" if dark else "light")
        talk = _talks[page] = Talk(watched)
        listeners: dict[str, Callable[[Any], None]] = {
            "websocket": talk.listen,
            "request": lambda request: note_outside(watched, request.url),
            "pageerror": lambda error: watched.errors.append(str(error)),
            "console": lambda message: note_error(watched, message),
        }
        for event, listener in listeners.items():
            page.on(event, listener)  # type: ignore[call-overload]
        used.append((page, listeners))
        return page

    yield make
    for page, listeners in reversed(used):
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
        page.context.set_offline(False)  # a test that failed may have left it cut off
        page.goto(f"{_running.address}/_stcore/health")  # the same place: its scripts stay known
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        page.context.clear_cookies()
        _tabs.append(page)
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
    # A tab between two tests rests at an address without an icon; pages name theirs, which is another.
    is_of_rest = message.location.get("url", "").endswith("/favicon.ico")
    if message.type == "error" and not probes and not is_of_rest:
        watched.errors.append(f"{message.text} ({message.location.get('url', '')})")


@pytest.fixture(scope="session")
def settle(_talks: dict[Page, Talk]) -> Callable[..., None]:
    """Return `settle(page, seconds=60)`: wait until what is shown will stay; call it after every click."""

    def wait(page: Page, seconds: float = 60) -> None:
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


@pytest.fixture(scope="session")
def move_on(
    settle: Callable[..., None], open_page: Callable[[Page, str], Page], _talks: dict[Page, Talk]
) -> Callable[[Page, str], Page]:
    """Return `move_on(page, url)`: go there inside the app, as the menu and the browser's Back do, and wait.

    The session goes along, and the scripts that a page opened anew would run again; the first page is opened.
    """

    def go(page: Page, url: str) -> Page:
        if page.locator("[data-testid=stApp]").count() == 0:
            return open_page(page, url)
        _talks[page].begin()
        page.evaluate(
            "url => { history.pushState({}, '', url); dispatchEvent(new PopStateEvent('popstate', { state: {} })) }",
            url,
        )
        settle(page)
        return page

    return go
