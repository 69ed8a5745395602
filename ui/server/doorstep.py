"""Every answer's security headers, the shell in Vietnamese, and words for an address that is none of ours."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from ui.widgets import browser
from ui.widgets.markup import Html

OURS = ("_stcore", "static", "media", "component", "app")
"""First parts of addresses that Streamlit answers itself."""
ROOT = Path(__file__).resolve().parents[2]
SCRIPT, STYLE, ICON = "trang.js", "trang.css", "favicon.ico"
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
UNKNOWN = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Không có trang này – Tổng hợp</title>
<style>body{font-family:system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.25rem;line-height:1.5;
color-scheme:light dark}a{color:#a6192e}@media(prefers-color-scheme:dark){a{color:#f08a96}}</style></head>
<body><h1>Không có trang này</h1><p>Địa chỉ vừa mở không thuộc trang nào của Tổng hợp; có thể đã gõ sai hoặc chép thiếu.
Đề nghị xem lại địa chỉ, hoặc <a href="/">về trang Tổng quan</a>.</p></body></html>"""


@cache
def shell() -> str:
    """Streamlit's own page, said to be Vietnamese, with our script and style beside its own.

    The style stands last, behind all that Streamlit writes into the head, and comes once, not with every run of a page.
    """
    page = (_static() / "index.html").read_text(encoding="utf-8").replace('<html lang="en">', '<html lang="vi">', 1)
    with_script = Html("<script src='/{}?{}' defer></script></head>").format(SCRIPT, _digest(script()))
    with_style = Html("<link rel='stylesheet' href='/{}?{}'></body>").format(STYLE, _digest(style()))
    return page.replace("</head>", with_script, 1).replace("</body>", with_style, 1)


@cache
def script() -> bytes:
    """What pages ask of the browser beyond Streamlit (page.js)."""
    return Path(__file__).with_name("page.js").read_bytes()


@cache
def style() -> bytes:
    """How pages look beyond Streamlit's theme (style.css)."""
    return (ROOT / "ui" / "style.css").read_bytes()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


@cache
def policy() -> str:
    """The Content-Security-Policy: nothing from another host, and no script but the files and the shell's own."""
    digests = (hashlib.sha256(text.encode()).digest() for text in INLINE.findall(shell()))
    scripts = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    return "; ".join(
        (
            "default-src 'self'", f"script-src 'self' {scripts}", "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:", "font-src 'self' data:", "connect-src 'self'", "object-src 'none'",
            "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'",
        )
    )  # fmt: skip


def headers() -> dict[str, str]:
    return {
        "content-security-policy": policy(),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "x-frame-options": "DENY",
        "cross-origin-opener-policy": "same-origin",
    }


class Doorstep:
    """ASGI middleware; `addresses` are those of the pages, without "/", `front` is the one that has none of its own."""

    def __init__(self, app: ASGIApp, addresses: frozenset[str], front: str) -> None:
        self.app = app
        self.addresses = (addresses - {front}) | {""}
        self.front = front

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers())
            await send(message)

        await self._answer(scope)(scope, receive, sent)

    def _answer(self, scope: Scope) -> ASGIApp:
        """The shell at a page's address, words at an unknown one; the rest is Streamlit's."""
        path = str(scope["path"])
        if scope["method"] not in ("GET", "HEAD") or path.split("/")[1:2] in [[own] for own in OURS]:
            return self.app
        inside = path[1:]
        forever = {"cache-control": "public, max-age=31536000, immutable"}
        if inside == SCRIPT:
            return Response(script(), headers=forever, media_type="text/javascript")
        if inside == STYLE:
            return Response(style(), headers=forever, media_type="text/css")
        if inside == ICON:  # what browsers ask for beside an answer that is no page
            return FileResponse(ROOT / "static" / "icon.svg", headers={"cache-control": "public, max-age=86400"})
        if inside in self.addresses or inside == "index.html":
            return HTMLResponse(shell(), headers={"cache-control": "no-cache", **_known(scope)})
        if inside.rstrip("/") == self.front:
            asked = scope["query_string"].decode("latin-1")
            return RedirectResponse(f"/?{asked}" if asked else "/")
        if inside.rstrip("/") in self.addresses or inside in _files():
            return self.app
        return HTMLResponse(UNKNOWN, status_code=404, headers={"cache-control": "no-store"})


def _known(scope: Scope) -> dict[str, str]:
    """The header that makes a browser known by a secret of its own, where it is not yet."""
    if browser.is_cookie(Request(scope).cookies.get(browser.COOKIE)):
        return {}
    return {"set-cookie": browser.new_cookie(scope.get("scheme") == "https")}


def _static() -> Path:
    return Path(file_util.get_static_dir())


@cache
def _files() -> frozenset[str]:
    """What lies beside the shell: icons, a manifest."""
    return frozenset(path.name for path in _static().iterdir() if path.is_file())
