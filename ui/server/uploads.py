"""How much a session may keep in the server's memory, and its browser on the disk, by uploading, asked for or not."""

from collections import Counter
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import Runtime, exists, get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from tonghop.store.unrecorded import Shelf
from tonghop.store.versions import store_folder
from ui.widgets.browser import COOKIE, is_cookie

MB = 1024 * 1024
A_FILE, A_ZIP, A_SESSION = 20 * MB, 200 * MB, 400 * MB
PLACE = "/_stcore/upload_file/"
TOO_MUCH = (
    "Trình duyệt này đã tải lên quá 400 MB chưa ghi nhận. Đề nghị ghi nhận hoặc bỏ các tệp đã chọn rồi tải tiếp."
)
NO_SIZE = "Tệp tải lên không nói trước dung lượng nên không được nhận."


class Uploads:
    """ASGI middleware: a session's uploads, with those under way and those left before, stay within `most` bytes."""

    def __init__(self, app: ASGIApp, most: int = A_SESSION) -> None:
        self.app = app
        self.most = most
        self._coming: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "PUT" or not scope["path"].startswith(PLACE):
            await self.app(scope, receive, send)
            return
        said = Request(scope).headers
        size = said.get("content-length", "")
        if not (size.isascii() and size.isdigit()) or "transfer-encoding" in said:
            await PlainTextResponse(NO_SIZE, status_code=411)(scope, receive, send)
            return
        session = scope["path"][len(PLACE) :].split("/")[0]
        if kept(session) + left(Request(scope).cookies) + self._coming[session] + int(size) > self.most:
            await PlainTextResponse(TOO_MUCH, status_code=413)(scope, receive, send)
            return
        self._coming[session] += int(size)
        try:
            await self.app(scope, receive, send)
        finally:
            self._coming[session] -= int(size)
            if not self._coming[session]:
                del self._coming[session]


def left(cookies: Mapping[str, str]) -> int:
    """Bytes that the browser left on the disk and has not recorded."""
    known = cookies.get(COOKIE)
    return Shelf(store_folder(), known).size() if known and is_cookie(known) else 0


def kept(session: str) -> int:
    """Bytes that the server holds for a session."""
    runtime = get_instance() if exists() else None
    manager = runtime._uploaded_file_mgr if isinstance(runtime, Runtime) else None
    if not isinstance(manager, MemoryUploadedFileManager):
        return 0
    return sum(len(file.data) for file in [*manager.file_storage.get(session, {}).values()])
