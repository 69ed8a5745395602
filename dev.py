"""Set the project up and run it: `python dev.py run`, `test`, `check`, …; the Makefile only calls this.

Standard library only, and read by any Python from 3.7 on (devtools/ too), so that one too old is told so in words.
It knows nothing of the dashboard but how it is started. Every step is done once: a second run starts at once.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType

from devtools.apt import apt_install, can_use_apt
from devtools.environment import DEV, RUN, ensure_requirements, is_of_another_lock
from devtools.ground import SEE_ABOVE, VENV, WINDOWS, Stop, child_environment, python_of, run_in, say
from devtools.lock import lock
from devtools.server import ADDRESS, start_dashboard, stop_dashboard, wait_until_ready
from devtools.server import free_port as free_port  # for those who import dev
from devtools.update import update
from devtools.wheels import TARGETS, read_python, this_machine, wheels

OLDEST_PYTHON = (3, 11)
DEFAULT_PORT = 8501

BROWSER_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
BROWSER_PLACES = {
    "linux": (
        "/usr/bin/chromium",
        "/opt/google/chrome/chrome",
        "/opt/microsoft/msedge/msedge",
        "/snap/bin/chromium",
    ),
    "darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "win32": (
        "Google/Chrome/Application/chrome.exe",
        "Chromium/Application/chrome.exe",
        "Microsoft/Edge/Application/msedge.exe",
    ),
}
WINDOWS_PROGRAM_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")


def python_refusal(version: tuple[int, int]) -> str | None:
    """Return why this Python can't be used, or None."""
    if version >= OLDEST_PYTHON:
        return None
    return (
        "Tổng hợp cần Python {}.{} trở lên; máy đang dùng Python {}.{}. "
        "Đề nghị cài bản mới hơn, rồi chạy lại. Nếu máy đã có sẵn bản mới, chỉ cần gọi tên nó: "
        "make run PYTHON=python3.12 (trên Windows: py -3.12 dev.py run)."
    ).format(*OLDEST_PYTHON, *version)


# --- the dashboard ---------------------------------------------------------------------------------------------------


def read_port(text: str) -> int:
    try:
        port = int(text)
    except ValueError:
        port = 0
    if not 1 <= port <= 65535:
        raise Stop(f"Cổng «{text}» không hợp lệ. Đề nghị ghi một số từ 1 đến 65535, ví dụ 8502.")
    return port


def port_refusal(port: int) -> str | None:
    """Return why the dashboard can't listen on this port, or None."""
    with socket.socket() as probe:
        probe.settimeout(1)
        taken = probe.connect_ex((ADDRESS, port)) == 0
    if not taken:
        with socket.socket() as probe:
            if WINDOWS:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)  # type: ignore[attr-defined,unused-ignore]
            else:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((ADDRESS, port))
            except OSError:
                taken = True
    if not taken:
        return None
    other = port + 1 if port < 65535 else DEFAULT_PORT
    return (
        f"Cổng {port} đang có chương trình khác dùng. "
        f"Nếu đó là Tổng hợp đã chạy sẵn, chỉ cần mở http://{ADDRESS}:{port}. "
        f"Nếu không, đề nghị chọn cổng khác: make run PORT={other} "
        f"(trên Windows: py dev.py run --port {other}), hoặc đặt biến môi trường TONGHOP_PORT={other}."
    )


def run_python(*arguments: str, **more: str) -> int:
    """Run the project's own environment's Python; return its exit status."""
    return run_in(VENV, *arguments, **more)


def ensure_run_requirements(packages: Path | None = None) -> None:
    """Fill `.venv`; an office's that another lock filled is changed for a new one, once that has opened the store."""
    if is_of_another_lock(VENV):
        update(packages)
    ensure_requirements(VENV, RUN, packages)


def ensure_dev_requirements() -> None:
    ensure_requirements(VENV, DEV)


def interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def run(port_text: str, packages: Path | None = None) -> int:
    """Set up, load the sample where the store is empty, start the dashboard, print its address; Ctrl+C ends it."""
    port = read_port(port_text)
    refusal = port_refusal(port)
    if refusal:
        raise Stop(refusal)
    ensure_run_requirements(packages)
    if run_python("-m", "tonghop", "sample") != 0:
        raise Stop(f"Chưa nạp được số liệu mẫu; {SEE_ABOVE}")
    for name in ("SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), interrupt)
    server = start_dashboard(port, child_environment())
    try:
        wait_until_ready(server, port)
        say(f"Tổng hợp: http://{ADDRESS}:{port}")
        say("(Nhấn Ctrl+C để dừng.)")
        status = server.wait()
    except KeyboardInterrupt:
        stop_dashboard(server)
        say("Đã dừng Tổng hợp.")
        return 0
    finally:
        stop_dashboard(server)
    raise Stop(f"Tổng hợp đã dừng ngoài ý muốn (mã {status}); {SEE_ABOVE}")


# --- the tests and what they need ------------------------------------------------------------------------------------


def browser_places(platform: str, environment: Mapping[str, str]) -> list[Path]:
    """Return where browsers usually are, whether they are there or not."""
    places = BROWSER_PLACES.get(platform, ())
    if platform != "win32":
        return [Path(place) for place in places]
    folders = [environment[name] for name in WINDOWS_PROGRAM_FOLDERS if environment.get(name)]
    return [Path(folder) / place for folder in folders for place in places]


def browser_works(path: str) -> bool:
    """Tell whether the program starts: Ubuntu's may be a stub. Not asked on Windows, where a window would open."""
    if sys.platform != "linux":
        return True
    try:
        done = subprocess.run(
            [path, "--version"], capture_output=True, stdin=subprocess.DEVNULL, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def playwright_browser(python: Path) -> str | None:
    """Return the browser that Playwright downloaded for itself, if it did."""
    code = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    done = subprocess.run(
        [str(python), "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=child_environment(),
        check=False,
    )
    path = done.stdout.strip()
    return path if done.returncode == 0 and path and Path(path).is_file() else None


def find_browser(python: Path | None = None) -> str | None:
    """Return a browser for the tests: the one TONGHOP_BROWSER names, an installed one, Playwright's own; else None."""
    named = os.environ.get("TONGHOP_BROWSER")
    if named:
        if not Path(named).is_file():
            raise Stop(
                f"TONGHOP_BROWSER chỉ tới «{named}», nơi không có chương trình nào. Đề nghị sửa hoặc bỏ biến ấy."
            )
        return named
    on_path = [found for found in map(shutil.which, BROWSER_NAMES) if found]
    usual = [str(place) for place in browser_places(sys.platform, os.environ) if place.is_file()]
    for path in dict.fromkeys([*on_path, *usual]):
        if browser_works(path):
            return path
    return playwright_browser(python or python_of(VENV))


def ensure_browser() -> str:
    """Return a browser for the tests, installed first where there is none."""
    found = find_browser()
    if found is None and can_use_apt():
        say("Đang cài trình duyệt Chromium cho các phép thử …")
        if apt_install("chromium", "fonts-dejavu-core"):
            found = find_browser()
    if found is None:
        say("Đang tải trình duyệt cho các phép thử …")
        if run_python("-m", "playwright", "install", "chromium") == 0:
            found = find_browser()
    if found is None:
        raise Stop(
            "Các phép thử cần một trình duyệt Chromium, Chrome hoặc Edge mà máy chưa có và cũng chưa tải được. "
            "Đề nghị cài một trong các trình duyệt ấy, hoặc đặt TONGHOP_BROWSER bằng đường dẫn tới chương trình, "
            "rồi chạy lại."
        )
    return found


def browser_arguments() -> list[str]:
    """Return the switches that keep a browser under test quiet: it asks no host of its own for anything."""
    quiet = [
        "--disable-gpu",
        "--disable-quic",
        "--disable-sync",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
    ]
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--no-sandbox", *quiet] if is_root else quiet


def pytest(chosen: str, arguments: Sequence[str], **more: str) -> int:
    """Run the tests that the markers choose; a file's tests stay together: they share stores and servers.

    What is compiled is kept, whatever the environment says: every worker and every command would compile all anew.
    """
    ensure_dev_requirements()
    more = {"PYTHONDONTWRITEBYTECODE": "", **more}
    return run_python("-m", "pytest", "-q", "-n", "auto", "--dist", "loadfile", "-m", chosen, *arguments, **more)


def quick(arguments: Sequence[str]) -> int:
    return pytest("not slow and not browser and not soak", arguments)


def test(arguments: Sequence[str]) -> int:
    ensure_dev_requirements()
    return pytest("not soak", arguments, TONGHOP_BROWSER=ensure_browser())


def soak(arguments: Sequence[str]) -> int:
    ensure_dev_requirements()
    return pytest("soak", arguments, TONGHOP_BROWSER=ensure_browser())


def lint(arguments: Sequence[str]) -> int:
    ensure_dev_requirements()
    return run_python("-m", "ruff", "check", *(arguments or ["."]))


def types(arguments: Sequence[str]) -> int:
    ensure_dev_requirements()
    return run_python("-m", "mypy", *arguments)


def check(_arguments: Sequence[str]) -> int:
    return max(lint([]), types([]))


def bench(arguments: Sequence[str]) -> int:
    ensure_dev_requirements()
    return run_python("-m", "bench", *arguments)


def fuzz(arguments: Sequence[str]) -> int:
    ensure_dev_requirements()
    return run_python("-m", "tests.fuzz", *arguments)


def pictures(arguments: Sequence[str]) -> int:
    ensure_dev_requirements()
    return run_python("-m", "docs.pictures", *arguments, TONGHOP_BROWSER=ensure_browser())


PASSED_ON = {
    "quick": quick,
    "test": test,
    "soak": soak,
    "lint": lint,
    "types": types,
    "check": check,
    "bench": bench,
    "fuzz": fuzz,
    "pictures": pictures,
}
HELP = {
    "run": "chuẩn bị mọi thứ, nạp số liệu mẫu nếu kho còn trống, mở bảng điều khiển",
    "update": "đổi sang các thư viện của bản chương trình này; bản cũ được giữ đến khi bản mới mở được kho dữ liệu",
    "wheels": "tải mọi gói cần thiết vào một thư mục, để chép sang máy không có mạng",
    "lock": "tạo lại các tệp khóa thư viện (requirements.lock, requirements-dev.lock)",
    "quick": "chạy các phép thử nhanh, không cần trình duyệt",
    "test": "chạy mọi phép thử trừ phần soak (tự cài cả trình duyệt nếu thiếu); tham số thêm chuyển cho pytest",
    "soak": "chạy các phép thử dài, cài gói từ mạng hoặc cần chương trình văn phòng (LibreOffice)",
    "lint": "soát cách viết mã (ruff)",
    "types": "soát kiểu dữ liệu (mypy)",
    "check": "lint và types",
    "bench": "đo thời gian chạy",
    "fuzz": "thử hàng nghìn tệp hỏng, tệp độc hại (--count, --seed, --only; -h để xem hết)",
    "pictures": "chụp lại các ảnh màn hình trong docs",
}
OWN = ("run", "update", "wheels", "lock")
FROM_FOLDER = "cài các thư viện từ thư mục này, không dùng mạng"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py", description="Chuẩn bị và chạy Tổng hợp.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VIỆC")
    made = {
        name: verbs.add_parser(name, help=text, description=text, add_help=name in OWN) for name, text in HELP.items()
    }
    port = os.environ.get("TONGHOP_PORT") or str(DEFAULT_PORT)
    made["run"].add_argument("--port", default=port, metavar="CỔNG", help="mặc định 8501 hoặc TONGHOP_PORT")
    for name in ("run", "update"):
        made[name].add_argument("--wheels", type=Path, metavar="THƯ_MỤC", help=FROM_FOLDER)
    made["wheels"].add_argument("folder", type=Path, metavar="THƯ_MỤC", help="nơi để các gói")
    made["wheels"].add_argument(
        "--platform", choices=TARGETS, default=this_machine(), help="hệ điều hành của máy kia (mặc định: như máy này)"
    )
    version = "{}.{}".format(*sys.version_info[:2])
    made["wheels"].add_argument(
        "--python", default=version, metavar="3.x", help="phiên bản Python của máy kia (mặc định: như máy này)"
    )
    made["lock"].add_argument("--upgrade", action="store_true", help="lấy bản mới nhất trong phạm vi cho phép")
    chosen, rest = parser.parse_known_args(arguments)
    if chosen.verb in PASSED_ON:
        return PASSED_ON[chosen.verb](rest)
    if rest:
        parser.error("không hiểu: " + " ".join(rest))
    if chosen.verb == "run":
        return run(chosen.port, chosen.wheels)
    if chosen.verb == "update":
        return update(chosen.wheels)
    if chosen.verb == "wheels":
        return wheels(chosen.folder, chosen.platform, read_python(chosen.python))
    return lock(chosen.upgrade)


if __name__ == "__main__":
    for stream in (
        sys.stdout,
        sys.stderr,
    ):  # a Windows pipe or an old locale can't write Vietnamese by itself
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    too_old = python_refusal(sys.version_info[:2])
    if too_old:
        sys.exit(too_old)
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        sys.exit(str(stop))
    except KeyboardInterrupt:
        sys.exit(130)
