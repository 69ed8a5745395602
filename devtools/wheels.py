"""Packages to carry to a machine without a network: the lock's, as wheels, for a system and Python that are named.

pip judges a package's marker by the machine it runs on, so markers are judged here, for the machine they are meant for.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from devtools import ground
from devtools.environment import RUN, ensure_venv
from devtools.ground import Stop, child_environment, python_of, say
from devtools.lock import Locked, read_lock


class Target(NamedTuple):
    """A system as markers and as the tags of wheels know it."""

    sys_platform: str
    os_name: str
    platform_system: str
    platform_machine: str
    tags: tuple[str, ...]


def _manylinux(machine: str) -> tuple[str, ...]:
    """Return the tags of a Linux of 2018 and later (glibc 2.28), the newest first."""
    old = [f"manylinux2014_{machine}", *(f"manylinux{n}_{machine}" for n in ("2010", "1") if machine == "x86_64")]
    return (*(f"manylinux_2_{minor}_{machine}" for minor in range(28, 4, -1)), *old)


TARGETS = {
    "linux": Target("linux", "posix", "Linux", "x86_64", _manylinux("x86_64")),
    "linux-arm": Target("linux", "posix", "Linux", "aarch64", _manylinux("aarch64")),
    "windows": Target("win32", "nt", "Windows", "AMD64", ("win_amd64",)),
    "macos": Target("darwin", "posix", "Darwin", "arm64", ("macosx_14_0_arm64",)),
    "macos-intel": Target("darwin", "posix", "Darwin", "x86_64", ("macosx_14_0_x86_64",)),
}
# Run by the environment's Python: which of these markers hold for that machine? pip brings the one who knows.
JUDGE = """
import json, sys
from pip._vendor.packaging.markers import Marker
asked = json.load(sys.stdin)
print(json.dumps([not each or Marker(each).evaluate(asked["machine"]) for each in asked["markers"]]))
"""


def this_machine() -> str:
    """Return the name in TARGETS of the machine we run on."""
    is_arm = platform.machine().lower() in ("arm64", "aarch64")
    if sys.platform == "win32":
        return "windows"
    if sys.platform == "darwin":
        return "macos" if is_arm else "macos-intel"
    return "linux-arm" if is_arm else "linux"


def read_python(text: str) -> tuple[int, int]:
    """Read a Python's version, such as 3.12; raises Stop for what is none or too old for the project."""
    major, _, minor = text.partition(".")
    if not (major == "3" and minor.isdigit() and int(minor) >= 11):
        raise Stop(f"Phiên bản Python «{text}» không dùng được. Đề nghị ghi từ 3.11 trở lên, ví dụ 3.12.")
    return 3, int(minor)


def wheels(folder: Path, target_name: str, python: tuple[int, int]) -> int:
    """Download what the dashboard needs on a system and Python into `folder`; raises Stop where one can't be had."""
    target = TARGETS[target_name]
    ensure_venv(ground.VENV)
    entries = meant_for(read_lock((ground.ROOT / RUN).read_text(encoding="utf-8")), target, python)
    version = "{}.{}".format(*python)
    say(f"Đang tải {len(entries)} gói cho {target_name}, Python {version}, vào {folder} …")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Stop(f"Không ghi được vào {folder}: {error}. Đề nghị chọn thư mục khác.") from error
    words = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    words += ["--no-deps", "--only-binary", ":all:", "--dest", str(folder.absolute())]
    words += ["--implementation", "cp", "--python-version", version]
    words += [part for tag in target.tags for part in ("--platform", tag)]
    with tempfile.TemporaryDirectory() as draft:
        chosen = Path(draft) / RUN
        chosen.write_text("".join(map(_line, entries)), encoding="utf-8")
        done = subprocess.call(
            [str(python_of(ground.VENV)), *words, "-r", str(chosen)], cwd=ground.ROOT, env=child_environment()
        )
    if done != 0:
        raise Stop(
            f"Chưa tải đủ các gói cho {target_name}, Python {version} (lý do ở các dòng ngay trên). Đề nghị kiểm tra "
            "kết nối mạng, chỗ trống trên đĩa, và phiên bản Python của máy kia."
        )
    say(
        f"Đã tải đủ vào {folder}. Đề nghị chép thư mục này cùng cả thư mục chương trình sang máy không có mạng "
        f"(Python {version}), rồi chạy ở đó: python dev.py run --wheels THƯ_MỤC"
    )
    return 0


def meant_for(entries: list[Locked], target: Target, python: tuple[int, int]) -> list[Locked]:
    """Return the packages of a lock that count on a system and Python."""
    version = "{}.{}".format(*python)
    machine = {
        "sys_platform": target.sys_platform,
        "os_name": target.os_name,
        "platform_system": target.platform_system,
        "platform_machine": target.platform_machine,
        "python_version": version,
        "python_full_version": f"{version}.99",
        "implementation_name": "cpython",
        "implementation_version": f"{version}.99",
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_version": "",
        "extra": "",
    }
    asked = json.dumps({"machine": machine, "markers": [entry.marker for entry in entries]})
    judged = subprocess.run(
        [str(python_of(ground.VENV)), "-c", JUDGE],
        input=asked,
        capture_output=True,
        encoding="utf-8",
        env=child_environment(),
        check=False,
    )
    if judged.returncode != 0:
        raise Stop(f"Không đọc được điều kiện trong {RUN}: {judged.stderr.strip().splitlines()[-1:]}")
    return [entry for entry, counts in zip(entries, json.loads(judged.stdout)) if counts]


def _line(entry: Locked) -> str:
    return " ".join([f"{entry.name}=={entry.version}", *(f"--hash=sha256:{each}" for each in entry.hashes)]) + "\n"
