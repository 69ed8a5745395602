"""The command: python -m bench [PART…]. Prints the table as Markdown; progress goes to standard error."""

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.asking import SCALES, questions_section
from bench.files import ROOT, files_section
from bench.hands import hands_section
from bench.measure import say
from bench.pages import pages_section, sessions_section
from bench.papers import papers_section
from bench.table import Section, markdown
from bench.unit_papers import unit_papers_section
from tonghop.questions import questions

RETURNS = ROOT / "data" / "sample" / "returns" / "don-vi"
ROUNDS = {"files": 9, "questions": 15, "pages": 30, "papers": 5, "unit-papers": 5}
SESSIONS = (10, 30)
PARTS = ("files", "questions", "pages", "sessions", "hands", "papers", "unit-papers")


def main(words: Sequence[str] | None = None) -> int:
    """Run the parts asked for; return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    given = _parser().parse_args(words)
    rounds = {part: given.rounds or usual for part, usual in ROUNDS.items()}
    parts: dict[str, Callable[[], Section]] = {
        "files": lambda: files_section(given.returns, rounds["files"]),
        "questions": lambda: questions_section(given.scales, rounds["questions"], given.questions),
        "pages": lambda: pages_section(rounds["pages"]),
        "sessions": lambda: sessions_section(given.sessions, given.think, given.versions_every),
        "hands": hands_section,
        "papers": lambda: papers_section(rounds["papers"]),
        "unit-papers": lambda: unit_papers_section(rounds["unit-papers"]),
    }
    text = markdown([parts[part]() for part in PARTS if part in (given.parts or PARTS)])
    print(text, end="")
    if given.out:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.write_text(text, encoding="utf-8")
        say(f"written: {given.out.name}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Measure, as ratios within one run; every part stops by itself."
    )
    parser.add_argument("parts", nargs="*", metavar="PART", type=_part, help=f"of {', '.join(PARTS)} (default: all)")
    parser.add_argument("--returns", type=_folder, default=RETURNS, metavar="FOLDER", help="returns to read (files)")
    parser.add_argument("--rounds", type=_positive, metavar="N", help=f"rounds of every part (default: {ROUNDS})")
    parser.add_argument("--scales", type=_positive, nargs="+", default=SCALES, metavar="N", help="times the sample")
    parser.add_argument("--questions", type=_question, nargs="+", default=(), metavar="NAME", help="default: all")
    parser.add_argument("--sessions", type=_positive, nargs="+", default=SESSIONS, metavar="N", help="at once")
    parser.add_argument("--think", type=_positive, default=3, metavar="SECONDS", help="between reruns (sessions)")
    parser.add_argument(
        "--versions-every", type=_positive, default=0, metavar="SECONDS", help="a new version meanwhile (default: none)"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the table there too")
    return parser


def _part(text: str) -> str:
    if text not in PARTS:
        raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(PARTS)}")
    return text


def _question(text: str) -> str:
    if text not in questions():
        raise argparse.ArgumentTypeError(f"no question {text!r}")
    return text


def _folder(text: str) -> Path:
    folder = Path(text)
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"no folder {text!r}")
    return folder.resolve()


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number above 0")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
