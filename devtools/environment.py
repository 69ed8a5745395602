"""The environment in .venv: made once, filled from a lock, every package held to its hash."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import subprocess
import sys
from pathlib import Path

from devtools import ground
from devtools.apt import apt_install, can_use_apt
from devtools.ground import Stop, python_of, run_in, say

RUN, DEV = "requirements.lock", "requirements-dev.lock"
HOLDS = {RUN: (RUN,), DEV: (RUN, DEV)}
"""What is installed once a lock is: the development's holds all of the dashboard's."""
REPLACED = "replaced"
"""A file in the environment kept aside: an update went through, so it never comes back by itself."""


def kept_aside() -> Path:
    """Return where an update keeps the environment before it."""
    return ground.ROOT / ".venv-old"


def ensure_venv(environment: Path) -> None:
    """Make an environment where there is none that works; one that a broken-off update left aside comes back."""
    aside = kept_aside()
    was_broken_off = python_of(aside).exists() and not (aside / REPLACED).exists()
    if environment == ground.VENV and not environment.exists() and was_broken_off:
        say("Lần cập nhật trước bị ngắt giữa chừng; đang dùng lại môi trường cũ.")
        aside.rename(environment)
    python = python_of(environment)
    if python.exists() and subprocess.call([str(python), "-c", "import pip"], stderr=subprocess.DEVNULL) == 0:
        return
    if importlib.util.find_spec("ensurepip") is None:  # Debian keeps it in a package of its own
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        if can_use_apt():
            say(f"Đang cài {package} …")
            apt_install(package)
            importlib.invalidate_caches()
        if importlib.util.find_spec("ensurepip") is None:
            raise Stop(
                "Python của máy này thiếu phần tạo môi trường riêng. "
                f"Đề nghị chạy «sudo apt-get install {package}», rồi chạy lại."
            )
    say(f"Đang tạo môi trường Python riêng trong thư mục {environment.name} …")
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(environment)]) != 0:
        raise Stop(
            f"Không tạo được môi trường trong thư mục {environment.name}. Đề nghị xóa thư mục ấy, rồi chạy lại."
        )


def ensure_requirements(environment: Path, lock: str, wheels: Path | None = None) -> None:
    """Install a lock's packages into the environment unless they were; from a folder of wheels where one is given.

    Raises Stop where the folder lacks a package, the network is away, or a package is not what the lock says.
    """
    if wheels is not None:
        wheels = wheels.absolute()
        if not any(wheels.glob("*.whl")):
            raise Stop(f"Thư mục {wheels} không có gói cài đặt nào (.whl). {CARRY}")
    ensure_venv(environment)
    if is_installed(environment, lock):
        return
    say("Đang cài các thư viện cần thiết (lần đầu có thể mất vài phút) …")
    words = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    if wheels is not None:  # isolated: what this machine's settings name is not asked either
        words[3:3] = ["--isolated", "--no-index", "--only-binary", ":all:", "--find-links", str(wheels)]
    if run_in(environment, *words, "-r", lock) != 0:
        if wheels is not None:
            raise Stop(f"Chưa cài được các thư viện từ {wheels} (lý do ở các dòng ngay trên). {CARRY}")
        raise Stop(
            "Chưa cài được các thư viện (lý do ở các dòng ngay trên). Đề nghị kiểm tra kết nối mạng và chỗ trống trên "
            "đĩa, rồi chạy lại. Máy không có mạng: xem mục «Máy không có mạng» trong docs/huong-dan.md."
        )
    note_installed(environment, lock)


CARRY = (
    "Đề nghị chạy «python dev.py wheels THƯ_MỤC» trên một máy có mạng, cùng bản Tổng hợp này, ghi đúng hệ điều hành "
    "(--platform) và phiên bản Python (--python {}.{}) của máy này, rồi chép lại cả thư mục."
).format(*sys.version_info[:2])


def is_installed(environment: Path, lock: str) -> bool:
    file = environment / f"installed-{lock}.sha256"
    return file.exists() and file.read_text(encoding="ascii") == _stamp(environment, lock)


def is_of_another_lock(environment: Path) -> bool:
    """Tell whether an office's environment, not a developer's, was filled from another lock than today's."""
    was_filled = (environment / f"installed-{RUN}.sha256").exists()
    return was_filled and not is_installed(environment, RUN) and not (environment / f"installed-{DEV}.sha256").exists()


def note_installed(environment: Path, lock: str) -> None:
    for name in HOLDS[lock]:
        (environment / f"installed-{name}.sha256").write_text(_stamp(environment, name), encoding="ascii")


def _stamp(environment: Path, lock: str) -> str:
    """Return what changes when the lock or the environment's Python changes."""
    content = (ground.ROOT / lock).read_bytes() + (environment / "pyvenv.cfg").read_bytes()
    return hashlib.sha256(content).hexdigest()
