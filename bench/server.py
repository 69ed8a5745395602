"""A dashboard server of our own on this machine, and a visitor who speaks its protocol as a browser does.

The visitor asks for reruns and keeps what the server may send once only; he shows nothing and knows no page by name.
"""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, sleep

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = "127.0.0.1"
START_SECONDS = 90.0
ANSWER_SECONDS = 60.0
PROTOCOL = Subprotocol("streamlit")


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs: its port, and its process."""

    port: int
    process: psutil.Process

    @property
    def stream(self) -> str:
        return f"ws://{ADDRESS}:{self.port}/_stcore/stream"

    def cpu_seconds(self) -> float:
        """Return what the server has used of the processors so far; other work on the machine is not in it."""
        used = self.process.cpu_times()
        return float(used.user + used.system)


@contextlib.contextmanager
def serving(app: Path, store: Path) -> Iterator[Served]:
    """Serve an app with the project's own settings on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        port = int(probe.getsockname()[1])
    options = {
        "server.port": port,
        "server.address": ADDRESS,
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(app)]
    command += [f"--{name}={value}" for name, value in options.items()]
    environment = {name: value for name, value in os.environ.items() if name != "TONGHOP_PLAN"}
    environment |= {"TONGHOP_STORE": str(store), "PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            if not _is_ready(server, port):
                log.seek(0)
                raise RuntimeError(f"the server of {app.name} does not start: {log.read()[-800:].decode()}")
            yield Served(port, psutil.Process(server.pid))
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _is_ready(server: subprocess.Popen[bytes], port: int) -> bool:
    until = perf_counter() + START_SECONDS
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while server.poll() is None and perf_counter() < until:
        try:
            with opener.open(f"http://{ADDRESS}:{port}/_stcore/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            sleep(0.1)
    return False


@dataclass
class Conversation:
    """What a browser remembers of a session: the page it is on, the pages there are, messages it has kept."""

    address: str = ""
    page: str = ""
    pages: Mapping[str, str] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    received: int = 0
    failed: bool = False

    def request(self) -> bytes:
        """Begin a rerun of the page: what the browser sends."""
        self.received, self.failed = 0, False
        message = BackMsg()
        message.rerun_script.query_string = ""
        message.rerun_script.page_script_hash = self.page
        message.rerun_script.page_name = "" if self.page else self.address
        message.rerun_script.cached_message_hashes.extend(self.kept)
        return bytes(message.SerializeToString())

    def take(self, content: bytes) -> bool:
        """Take one message of the server; return whether the rerun is over."""
        message = ForwardMsg.FromString(content)
        self.received += len(content)
        if message.hash and message.metadata.cacheable:
            self.kept.add(message.hash)
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self.page = message.navigation.page_script_hash
            self.pages = {page.url_pathname: page.page_name for page in message.navigation.app_pages}
        elif kind == "delta":
            element = message.delta.new_element
            self.failed |= element.HasField("exception") or "th-error" in element.html.body
        return bool(kind == "script_finished")


class Visitor:
    """One session in one browser window, on the page of an address."""

    def __init__(self, connection: ClientConnection, address: str) -> None:
        self._connection = connection
        self.told = Conversation(address)

    def rerun(self) -> float:
        """Have the page run again; return the seconds from asking until its last message is here."""
        began = perf_counter()
        self._connection.send(self.told.request())
        while True:
            acknowledge_at_once(self._connection.socket)
            if self.told.take(self._connection.recv(timeout=ANSWER_SECONDS, decode=False)):
                return perf_counter() - began


@contextlib.contextmanager
def visiting(served: Served, address: str = "") -> Iterator[Visitor]:
    """Open a session on a page (default: the front page)."""
    with connect(
        served.stream, subprotocols=[PROTOCOL], max_size=None, proxy=None, open_timeout=ANSWER_SECONDS
    ) as connection:
        yield Visitor(connection, address)


def acknowledge_at_once(connected: socket.socket) -> None:
    """Have Linux acknowledge what comes in without its wait of 40 ms; it forgets, so say it again.

    The server sends a small message only when the one before is acknowledged. Browsers do not make it wait.
    """
    if hasattr(socket, "TCP_QUICKACK"):
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
