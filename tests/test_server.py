"""The server before the pages: what it answers to whom, and that it asks nobody outside."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
from starlette.responses import PlainTextResponse
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

import dev
from bench.server import PROTOCOL, Served, visiting
from tonghop.store.unrecorded import Shelf
from ui.server import uploads
from ui.server.doorstep import Doorstep
from ui.widgets.browser import COOKIE, is_cookie

ROOT = Path(__file__).resolve().parent.parent

REFUSE = """
import os, socket
def refused(what):
    with open(os.environ["ASKED_OUTSIDE"], "a") as log:
        print(what, file=log)
    raise OSError("refused: " + what)
connects, names = socket.socket.connect, socket.getaddrinfo
def at_home(address):
    return not isinstance(address, tuple) or address[0] in ("127.0.0.1", "::1", "localhost")
class Guarded(socket.socket):
    def connect(self, address):
        return connects(self, address) if at_home(address) else refused(f"connect {address}")
    def connect_ex(self, address):
        return super().connect_ex(address) if at_home(address) else refused(f"connect {address}")
socket.socket = Guarded
def getaddrinfo(host, *more, **named):
    at_home = host in (None, "", "127.0.0.1", "::1", "localhost")
    return names(host, *more, **named) if at_home else refused(f"name {host}")
socket.getaddrinfo = getaddrinfo
"""


@dataclass(frozen=True)
class Running:
    port: int
    asked_outside: Path

    def get(self, path: str) -> tuple[int, dict[str, str], str]:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
                return answer.status, _small(answer.headers.items()), answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, _small(error.headers.items()), error.read().decode()


def _small(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The dashboard as it is started, in a process that may speak to nobody but this machine."""
    folder = tmp_path_factory.mktemp("alone")
    (folder / "sitecustomize.py").write_text(REFUSE, encoding="utf-8")
    asked, port = folder / "asked", dev.free_port()
    asked.touch()
    paths = os.pathsep.join((str(folder), str(ROOT)))
    environment = os.environ | {"PYTHONPATH": paths, "ASKED_OUTSIDE": str(asked)}
    environment["TONGHOP_STORE"] = str(folder / "store")
    with (folder / "log").open("wb") as log:
        server = dev.start_dashboard(port, environment, log, Path(sys.executable))
        try:
            dev.wait_until_ready(server, port)
            yield Running(port, asked)
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def test_the_refusal_of_sockets_is_a_check_that_can_fail(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(REFUSE, encoding="utf-8")
    ask = "from streamlit import net_util; net_util.get_internal_ip(); net_util.get_external_ip()"
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "ASKED_OUTSIDE": str(tmp_path / "asked")}
    subprocess.run([sys.executable, "-c", ask], env=environment, check=False, capture_output=True)
    assert (tmp_path / "asked").read_text() != ""


def test_no_request_leaves_the_server(running: Running) -> None:
    with visiting(Served(running.port, psutil.Process())) as visitor:
        visitor.rerun()
        pages = list(visitor.told.pages)
    assert len(pages) > 10
    for address in pages:
        with visiting(Served(running.port, psutil.Process()), address) as visitor:
            visitor.rerun()  # it brings the style, which names errors, too
            visitor.rerun()
            assert not visitor.told.failed, address
    for origin in ("http://evil.test", "null", "https://127.0.0.1.evil.test"):
        with (
            pytest.raises(InvalidStatus),
            connect(f"ws://127.0.0.1:{running.port}/_stcore/stream", subprotocols=[PROTOCOL], proxy=None,
                    additional_headers={"Origin": origin}),
        ):  # fmt: skip
            pass
    assert running.asked_outside.read_text() == ""


@pytest.mark.parametrize(
    "path",
    ["/", "/don-doc", "/khong-co", "/_stcore/health", "/_stcore/host-config", "/media/khong-co", "/static/khong-co.js",
     "/app/static/khong-co", "/favicon.png"],
)  # fmt: skip
def test_every_answer_carries_the_headers(running: Running, path: str) -> None:
    _, found, _ = running.get(path)
    assert "frame-ancestors 'none'" in found["content-security-policy"]
    assert found["x-content-type-options"] == "nosniff"
    assert found["referrer-policy"] == "same-origin"


def test_the_icon_that_browsers_ask_for_unasked_is_there(running: Running) -> None:
    status, found, text = running.get("/favicon.ico")
    assert (status, found["content-type"]) == (200, "image/svg+xml")
    assert text.lstrip().startswith("<svg")


def test_the_shell_is_vietnamese_and_its_own_script_may_run(running: Running) -> None:
    status, found, text = running.get("/don-doc")
    assert (status, '<html lang="vi">' in text) == (200, True)
    (script,) = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}'" in found["content-security-policy"]


def test_the_style_comes_once_and_stands_behind_streamlits_own(running: Running) -> None:
    _, _, text = running.get("/don-doc")
    address = re.findall(r"<link rel='stylesheet' href='(/trang\.css\?\w+)'>\s*</body>", text)
    assert len(address) == 1
    status, found, style = running.get(address[0])
    assert (status, found["content-type"].split(";")[0]) == (200, "text/css")
    assert "immutable" in found["cache-control"]
    assert ".th-table" in style


@pytest.mark.parametrize("path", ["/khong-co", "/don-doc/khong-co", "/DON-DOC", "/..%2f", "/wp-login.php"])
def test_an_unknown_address_is_answered_in_vietnamese(running: Running, path: str) -> None:
    status, _, text = running.get(path)
    assert status == 404
    assert "Không có trang này" in text


def test_the_front_page_has_no_second_address(running: Running) -> None:
    status, _, text = running.get("/tong-quan?ngay=x")
    assert (status, '<html lang="vi">' in text) == (200, True)


async def put(door: uploads.Uploads, session: str, *said: tuple[bytes, bytes]) -> tuple[int, str]:
    """Send the head of an upload through the door; return what is answered."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    path = f"{uploads.PLACE}{session}/1"
    await door({"type": "http", "method": "PUT", "path": path, "headers": list(said)}, receive, send)
    return sent[0]["status"], sent[1]["body"].decode()


async def take(scope: Any, receive: Any, send: Any) -> None:
    await asyncio.sleep(0.01)
    await PlainTextResponse("", status_code=200)(scope, receive, send)


def of_size(count: int) -> tuple[bytes, bytes]:
    return b"content-length", str(count).encode()


def test_a_session_uploads_no_more_than_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "kept", {"a": 60, "b": 0}.__getitem__)
    door = uploads.Uploads(take, most=100)
    assert asyncio.run(put(door, "a", of_size(40)))[0] == 200
    status, words = asyncio.run(put(door, "a", of_size(41)))
    assert (status, "400 MB" in words) == (413, True)
    assert asyncio.run(put(door, "b", of_size(100)))[0] == 200


def test_an_upload_says_its_size() -> None:
    door = uploads.Uploads(take, most=100)
    assert asyncio.run(put(door, "a"))[0] == 411
    assert asyncio.run(put(door, "a", of_size(1), (b"transfer-encoding", b"chunked")))[0] == 411
    assert asyncio.run(put(door, "a", (b"content-length", b"-5")))[0] == 411


def test_uploads_under_way_count() -> None:
    door = uploads.Uploads(take, most=100)

    async def both() -> list[int]:
        answers = await asyncio.gather(put(door, "s", of_size(60)), put(door, "s", of_size(60)))
        return sorted(status for status, _ in answers)

    assert asyncio.run(both()) == [200, 413]
    assert asyncio.run(put(door, "s", of_size(60)))[0] == 200


# -- the browser's own secret ---------------------------------------------------------------------------------


def cookie_set(path: str, said: str = "", scheme: str = "http") -> str:
    """Ask the doorstep for a page with a Cookie header; return the Set-Cookie of its answer."""
    answered: list[Any] = []

    async def nobody(*_: Any) -> None:
        raise AssertionError("the page is the doorstep's own")

    async def send(message: Any) -> None:
        answered.append(message)

    scope = {
        "type": "http", "method": "GET", "path": path, "query_string": b"", "scheme": scheme,
        "headers": [(b"cookie", said.encode("latin-1"))] if said else [],
    }  # fmt: skip
    asyncio.run(Doorstep(nobody, frozenset({"a", "b"}), "a")(scope, nobody, send))
    found = [value.decode() for key, value in answered[0]["headers"] if key == b"set-cookie"]
    assert len(found) <= 1
    return "".join(found)


def test_a_browser_is_given_one_secret_that_no_script_and_no_other_site_reads() -> None:
    first = cookie_set("/")
    name, _, rest = first.partition("=")
    value = rest.split(";")[0]
    assert (name, is_cookie(value)) == (COOKIE, True)
    assert all(said in first for said in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="))
    assert ("Secure" in first, "Secure" in cookie_set("/b", scheme="https")) == (False, True)
    assert cookie_set("/b", f"{COOKIE}={value}; khac=1") == "", "it stays as it is"
    assert cookie_set("/").split(";")[0] != first.split(";")[0]
    for hostile in ("x", "../../etc", "a" * 44, "é" * 43, ""):
        assert cookie_set("/", f"{COOKIE}={hostile}").startswith(f"{COOKIE}="), hostile
    assert cookie_set("/khong-co") == ""


def test_what_a_browser_left_counts_among_its_uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGHOP_STORE", str(tmp_path))
    mine = "a" * 43
    Shelf(tmp_path, mine).add("a.xlsx", bytes(80))
    assert uploads.left({COOKIE: mine}) == 80
    assert [uploads.left(said) for said in ({}, {COOKIE: "b" * 43}, {COOKIE: "../.."})] == [0, 0, 0]
    door = uploads.Uploads(take, most=100)
    cookie = (b"cookie", f"{COOKIE}={mine}".encode())
    assert asyncio.run(put(door, "a", (b"content-length", b"30"), cookie))[0] == 413
    assert asyncio.run(put(door, "a", (b"content-length", b"20"), cookie))[0] == 200
    assert asyncio.run(put(door, "a", (b"content-length", b"30")))[0] == 200
