"""The dashboard's server as `dev.py run` starts it, which is told on its input what it shows next.

A line of its input is a JSON object of variables of the environment (null: without); `ANSWER` on its output says that
they hold. Stores are found through the environment at every run of a page, so that one server shows all tests' stores,
one after the other.
"""

from __future__ import annotations

import json
import os
import runpy
import sys
import threading

ANSWER = b"\x00shown\n"


def told() -> None:
    for line in sys.stdin:
        for name, value in json.loads(line).items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        os.write(1, ANSWER)


if __name__ == "__main__":
    threading.Thread(target=told, daemon=True).start()
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
