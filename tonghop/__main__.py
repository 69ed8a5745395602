"""The command line: python -m tonghop VERB. Thin: words in, one action, a table or JSON out.

Answers go to standard output, everything said on the way to standard error. Exit status: 0 done, 1 something was
refused, 2 wrong use.
"""

import argparse
import contextlib
import gc
import io
import os
import sys
import threading
from collections.abc import Sequence
from typing import Any, NoReturn

from tonghop.cli import ask, files, keeping, letters, plan, prose, receipts, report, selection, sources, store
from tonghop.errors import REFUSED, Stop, is_of_database

SUBJECTS = (files, ask, sources, receipts, prose, selection, plan, keeping, store, letters, report)
"""Modules of verbs, in the order of the help."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"Lệnh chưa đúng: {message}. Xem: python -m tonghop --help\n")


def main(words: Sequence[str] | None = None) -> int:
    """Run one verb; return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # whatever the terminal says; a file name may be no text at all
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    args = _parser().parse_args(words)
    try:
        status: int = args.run(args)
        sys.stdout.flush()
    except Stop as stop:
        print(stop, file=sys.stderr)
        return stop.status
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu; kho dữ liệu giữ nguyên phiên bản trước.", file=sys.stderr)
        return 130
    except Exception as error:  # a damaged block is found when it is read: wherever a question is asked
        if not is_of_database(error):
            raise
        from tonghop.store.in_words import in_words

        print(in_words(error), file=sys.stderr)
        return REFUSED
    return status


def _end(status: int) -> NoReturn:
    """End at once: taking down what was made, object by object, costs more than many a verb."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    with contextlib.suppress(OSError, ValueError):  # nobody reads any more
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def _parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False)
    common.add_argument("--store", metavar="DIR", help="thư mục kho dữ liệu (mặc định: TONGHOP_STORE, hoặc store/)")
    common.add_argument("--plan", metavar="DIR", help="thư mục kế hoạch (mặc định: TONGHOP_PLAN, hoặc data/plan-83)")
    parser = _Parser(prog="python -m tonghop", description="Tổng hợp hồ sơ, số liệu các đơn vị gửi về theo kế hoạch.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="LỆNH", parser_class=_Parser)

    def verb(name: str, help_text: str, run: Any) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = verbs.add_parser(name, help=help_text, description=help_text, parents=[common])
        made.set_defaults(run=run)
        return made

    for subject in SUBJECTS:
        subject.add_verbs(verb)
    return parser


if __name__ == "__main__":
    gc.set_threshold(100_000)  # a command lives for seconds: little of what it makes is garbage before it ends
    _end(main())
