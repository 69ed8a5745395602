"""The verb `ask`: one question to the store, as a table, CSV or JSON."""

import argparse
import json
from collections.abc import Sequence

from tonghop.cli.common import Verb, store_of
from tonghop.csv_text import csv_text
from tonghop.errors import MISUSED, Stop
from tonghop.visible import visible


def add_verbs(verb: Verb) -> None:
    """Add the verb to a command line."""
    ask = verb("ask", "Trả lời một câu hỏi; không có tên thì liệt kê các câu hỏi.", _ask)
    ask.add_argument("name", nargs="?", metavar="NAME", help="tên câu hỏi")
    ask.add_argument("-p", dest="parameters", action="append", default=[], metavar="key=value", help="tham số")
    ask.add_argument("--format", choices=("table", "csv", "json"), default="table", help="dạng in ra")
    ask.add_argument("--raw", action="store_true", help="CSV cho máy: không chặn chữ bắt đầu như công thức")
    ask.add_argument("--json", action="store_const", const="json", dest="format", help="như --format json")


def _ask(args: argparse.Namespace) -> int:
    from tonghop.questions import ask_rows, check_parameters, questions

    if args.name is None:
        rows = [(q.name, " ".join(f"-p {p}=…" for p in q.parameters), q.asks) for q in questions().values()]
        _print_rows(["question", "parameters", "asks"], rows, args.format)
        return 0
    parameters = {}
    for text in args.parameters:
        key, equals, value = text.partition("=")
        if not equals:
            raise Stop(f"Tham số “{text}” chưa đúng.", "Đề nghị ghi -p tên=giá_trị.", MISUSED)
        parameters[key] = value
    values = check_parameters(args.name, parameters)
    columns, found = ask_rows(store_of(args), args.name, version=None, **values)
    _print_rows(columns, found, args.format, raw=args.raw)
    return 0


def _print_rows(columns: list[str], rows: Sequence[Sequence[object]], form: str, *, raw: bool = False) -> None:
    if form == "json":
        print(json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, default=str))
        return
    if form == "csv":
        print(csv_text(columns, rows, raw=raw), end="")
        return
    texts = [["" if value is None else visible(str(value)) for value in row] for row in rows]
    widths = [max([len(c), *(len(row[i]) for row in texts)]) for i, c in enumerate(columns)]
    for line in [columns, ["-" * min(w, 40) for w in widths], *texts]:
        print("  ".join(_fit(text, min(width, 40)) for text, width in zip(line, widths, strict=True)).rstrip())


def _fit(text: str, width: int) -> str:
    line = " ".join(text.split())
    return (line if len(line) <= width else line[: width - 1] + "…").ljust(width)
