"""Debian's packages, where we may install them: only as root, only without a question."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys


def can_use_apt() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


@functools.lru_cache(maxsize=None)
def apt_update() -> bool:
    return subprocess.call(["apt-get", "update", "-qq"], env=apt_environment(), stdin=subprocess.DEVNULL) == 0


def apt_environment() -> dict[str, str]:
    return {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}


def apt_install(*packages: str) -> bool:
    """Install Debian packages without asking anything; return whether it went well."""
    apt_update()  # an old list may still do, so its failure alone does not stop us
    command = [
        "apt-get",
        "install",
        "-y",
        "-qq",
        "--no-install-recommends",
        "-o",
        "DPkg::Lock::Timeout=120",
        *packages,
    ]
    done = subprocess.run(
        command, env=apt_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False
    )
    return done.returncode == 0
