"""Starts the dashboard's server, waits for it, ends it."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from devtools import ground
from devtools.ground import SEE_ABOVE, Stop, python_of

ADDRESS = "127.0.0.1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        return int(probe.getsockname()[1])


def start_dashboard(
    port: int, environment: Mapping[str, str], log: IO[bytes] | None = None, python: Path | None = None
) -> subprocess.Popen[bytes]:
    """Start the server on `port`; its output goes to `log`, else to where ours goes."""
    command = [str(python or python_of(ground.VENV)), "-m", "streamlit", "run", str(ground.ROOT / "app.py")]
    command += ["--server.address", ADDRESS, "--server.port", str(port)]
    error = subprocess.STDOUT if log else None
    return subprocess.Popen(
        command, cwd=ground.ROOT, env=dict(environment), stdin=subprocess.DEVNULL, stdout=log, stderr=error
    )


def is_ready(port: int) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy must not see our own machine
    try:
        with opener.open(f"http://{ADDRESS}:{port}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def wait_until_ready(server: subprocess.Popen[bytes], port: int, seconds: float = 90) -> None:
    """Wait until the server answers; raise Stop where it ends first or takes too long."""
    deadline = time.monotonic() + seconds
    while not is_ready(port):
        if server.poll() is not None:
            raise Stop(f"Tổng hợp không khởi động được (mã {server.returncode}); {SEE_ABOVE}")
        if time.monotonic() > deadline:
            raise Stop(f"Tổng hợp chưa trả lời sau {seconds:.0f} giây. Đề nghị chạy lại.")
        time.sleep(0.1)


def stop_dashboard(server: subprocess.Popen[bytes], patience: float = 2) -> None:
    """End the server: asked first, made to after `patience` seconds (it waits for open pages otherwise)."""
    if server.poll() is None:
        server.terminate()
        try:
            server.wait(patience)
        except subprocess.TimeoutExpired:
            server.kill()
    server.wait()
