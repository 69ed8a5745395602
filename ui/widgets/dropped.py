"""Files dropped on a page: kept for the browser as they come, listed until they are recorded or taken away.

Streamlit's own place for files cannot be filled again; it is emptied as soon as what it was given is kept.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import DeletedFile

from tonghop.errors import Stop
from tonghop.store.unrecorded import DroppedFile
from tonghop.vietnamese import format_count
from ui.widgets.browser import shelf
from ui.widgets.keeping import LOCK, Box
from ui.widgets.markup import Html
from ui.widgets.parts import html, note
from ui.widgets.plain import plain

SHOWN = 8


class Dropped:
    """A file dropped and not recorded: its name, what tells it from others, its bytes."""

    def __init__(self, file: DroppedFile, content: bytes | None = None) -> None:
        self.name, self.file_id, self.size = file.name, f"{file.digest}-{file.name}", file.size
        self.kept = file
        self._content = content

    def getvalue(self) -> bytes:
        """The bytes, b"" where they are gone."""
        content = shelf().content(self.kept) if self._content is None else self._content
        return content or b""


def dropped(box: Box, label: str, *, place: str = "tep", several: bool = True, **look: Any) -> list[Dropped]:
    """The place to drop files, and what was dropped there, now or before."""
    key = _key(box, place)
    given = st.file_uploader(
        label, accept_multiple_files=several, key=key, on_change=_take, args=(box, place, key, several), **look
    )
    gone = [one for one in box.files if one.place == place and not shelf().has(one)]
    if gone:
        box.files = [one for one in box.files if one not in gone]
        box.write()
        note(f"Không đọc lại được {format_count(len(gone))} tệp đã thả.", "Đề nghị thả lại các tệp ấy.")
    found = [Dropped(one) for one in box.files if one.place == place]
    known = {one.file_id for one in found}
    for file in _listed(given):  # those that could not be kept
        content = file.getvalue()
        one = Dropped(DroppedFile(file.name, hashlib.sha256(content).hexdigest(), len(content), place), content)
        if one.file_id not in known:
            found.append(one)
    return found


def _key(box: Box, place: str) -> str:
    """The key of the place to drop files: another as soon as what it was given is kept."""
    return f"{box.key(place)}-{box.uploads.get(place, 0)}"


def _listed(given: Any) -> list[Any]:
    """The files there are; Streamlit lists one that it no longer holds, too, without a name."""
    files = given if isinstance(given, list) else [given] if given else []
    return [file for file in files if not isinstance(file, DeletedFile)]


def _take(box: Box, place: str, key: str, several: bool) -> None:
    """Keep what was dropped the moment it is there."""
    given = st.session_state.get(key)
    files = _listed(given)
    gone = len(given) - len(files) if isinstance(given, list) else int(isinstance(given, DeletedFile))
    trouble = None
    if gone and key == _key(box, place):  # under an earlier key they were kept already: a second run asks for the same
        trouble = Stop(f"Máy chủ không còn giữ {format_count(gone)} tệp vừa thả.", "Đề nghị thả lại các tệp ấy.")
        box.trouble = box.trouble or trouble
    if not files:
        return
    with LOCK:
        for file in files:
            try:
                made = shelf().add(file.name, file.getvalue(), place)
            except Stop as stop:
                trouble = stop
                break
            if not several:
                box.files = [one for one in box.files if one.place != place]
            if made not in box.files:
                box.files.append(made)
        else:
            box.uploads[place] = box.uploads.get(place, 0) + 1
            _let_go(files)
        box.write()
    box.trouble = box.trouble or trouble


def _let_go(files: list[Any]) -> None:
    """Free the memory that Streamlit would hold until the session ends."""
    run = get_script_run_ctx()
    held = run.uploaded_file_mgr if run else None
    if run is None or not isinstance(held, MemoryUploadedFileManager):
        return
    for file in files:
        held.remove_file(session_id=run.session_id, file_id=file.file_id)


def listing(box: Box, *, place: str = "tep", states: Mapping[str, Html] | None = None) -> None:
    """What was dropped and is not recorded: each with its state and a way to take it away, many folded.

    `states`: name -> the state, in the order to be shown.
    """
    turns = {name: at for at, name in enumerate(states or ())}
    files = sorted((one for one in box.files if one.place == place), key=lambda one: turns.get(one.name, len(turns)))
    if not files:
        return
    with st.container(key=f"th-tha-{box.key(place)}", gap=None):
        html(
            "<p class='th-kept'><b>Đã thả, chưa ghi: {} tệp</b></p>", format_count(len(files))
        )  # one of them may be of yesterday: since when is said above
        for at, file in enumerate(files[:SHOWN]):
            _row(box, at, file, (states or {}).get(file.name))
        rest = files[SHOWN:]
        if rest:
            fold = st.expander(f"Và {format_count(len(rest))} tệp nữa", key=f"{box.key(place)}-nua", on_change="rerun")
            if fold.open:
                with fold:
                    for at, file in enumerate(rest, SHOWN):
                        _row(box, at, file, (states or {}).get(file.name))


def _row(box: Box, at: int, file: DroppedFile, state: Html | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"th-nhap-{box.key('tep')}-{at}"):
        html(
            "<p class='th-kept-file'>{} <span class='th-quiet'>{}</span> {}</p>", file.name, _weight(file), state or ""
        )
        st.button(
            "Bỏ", key=f"{box.key('bo-tep')}-{file.digest[:16]}-{at}", type="tertiary", icon=":material/close:",
            on_click=_remove, args=(box, file), help=f"Bỏ {plain(file.name)}, không ghi nhận",
        )  # fmt: skip


def _weight(file: DroppedFile) -> str:
    if file.size < 1024 * 1024:
        return f"{format_count(max(1, round(file.size / 1024)))} KB"
    return f"{file.size / 1024 / 1024:.1f} MB".replace(".", ",")


def _remove(box: Box, file: DroppedFile) -> None:
    with LOCK:
        box.files = [one for one in box.files if one != file]
        box.write()
        shelf().clear_files()
