"""From one environment to the next: the old one serves until the new one has shown that it opens the store.

The new one is made beside it, then opens a copy of the store, by command and by the dashboard; then they change places.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from devtools import ground
from devtools.environment import REPLACED, RUN, ensure_requirements, is_installed, kept_aside, note_installed
from devtools.ground import SEE_ABOVE, Stop, child_environment, python_of, say
from devtools.server import free_port, start_dashboard, stop_dashboard, wait_until_ready

COPIED = ("current*", "format*", "versions/*.duckdb")
STAYS = "Môi trường cũ vẫn nguyên và đang được dùng; kho dữ liệu không thay đổi."


def update(wheels: Path | None = None) -> int:
    """Change to an environment of today's lock; on any failure the old one stays. Raises Stop with the reason."""
    if is_installed(ground.VENV, RUN):
        say("Các thư viện đã đúng bản của chương trình này; không có gì phải cập nhật.")
        return 0
    new = ground.ROOT / ".venv-new"
    try:
        if new.exists():
            shutil.rmtree(new)  # of an update that was broken off
        ensure_requirements(new, RUN, wheels)
        say("Đang mở thử một bản sao của kho dữ liệu bằng môi trường mới …")
        prove(new)
    except (Stop, OSError) as error:
        shutil.rmtree(new, ignore_errors=True)
        raise Stop(f"Chưa cập nhật: {error} {STAYS}") from error
    change_places(new)
    say("Đã cập nhật. Bảng điều khiển đang mở (nếu có) cần dừng và mở lại.")
    say("Môi trường trước được giữ trong .venv-old; có thể xóa khi thấy chương trình chạy tốt.")
    return 0


def prove(environment: Path) -> None:
    """Let an environment open a copy of the store, by command and by the dashboard; raise Stop where it can't."""
    store = Path(os.environ.get("TONGHOP_STORE") or ground.ROOT / "store")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "store"
        copy_of(store, copy)
        words = ["-m", "tonghop", "ask", "file_list", "--format", "json", "--store", str(copy)]
        command = [str(python_of(environment)), *words]
        if subprocess.call(command, cwd=ground.ROOT, env=child_environment(), stdout=subprocess.DEVNULL) != 0:
            raise Stop(f"môi trường mới không mở được kho dữ liệu {store}; {SEE_ABOVE}")
        port = free_port()
        with (Path(folder) / "log").open("wb") as log:
            server = start_dashboard(port, child_environment(TONGHOP_STORE=str(copy)), log, python_of(environment))
            try:
                wait_until_ready(server, port)
            except Stop as stop:
                told = (Path(folder) / "log").read_text(encoding="utf-8", errors="replace")
                raise Stop(f"{stop} {told[-600:]}") from stop
            finally:
                stop_dashboard(server)


def copy_of(store: Path, copy: Path) -> None:
    """Copy what tells a store's figures, the files received left out; what points at a version goes first."""
    copy.mkdir()
    for pattern in COPIED:
        for file in store.glob(pattern):
            target = copy / file.relative_to(store)
            target.parent.mkdir(exist_ok=True)
            with contextlib.suppress(FileNotFoundError):  # an old version that went meanwhile
                shutil.copyfile(file, target)


def change_places(new: Path) -> None:
    """Put the new environment in the old one's place and keep that aside; raises Stop with the old one back."""
    aside = kept_aside()
    shutil.rmtree(aside, ignore_errors=True)
    had_old = ground.VENV.exists()
    try:
        if had_old:
            ground.VENV.rename(aside)
        try:
            new.rename(ground.VENV)
        except OSError:
            if had_old:
                aside.rename(ground.VENV)
            raise
    except OSError as error:  # Windows: a dashboard that is running holds its Python
        raise Stop(
            f"Chưa cập nhật: không đổi được thư mục .venv ({error}). Đề nghị dừng bảng điều khiển rồi chạy lại. {STAYS}"
        ) from error
    # the scripts that activate an environment name its place: written anew there
    subprocess.call([sys.executable, "-m", "venv", "--without-pip", str(ground.VENV)])
    note_installed(ground.VENV, RUN)
    if had_old:
        (aside / REPLACED).touch()
