"""Files from outside: a fitting answer to each, and the returns as another library reads them."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.test_encodings import told_as_they_are
from tests.test_sheets import read_the_same_as_by_another_library
from tonghop.officefiles.reader import Unreadable, read


def test_every_file_of_the_corpus_gets_a_fitting_answer(shared: Path) -> None:
    with (shared / "corpus" / "manifest.csv").open(encoding="utf-8") as file:
        tags = {row["path"]: row["tags"].split() for row in csv.DictReader(file)}
    sources = [(path, (shared / "corpus" / path).read_bytes()) for path in tags]
    found = dict(zip(tags, read(sources), strict=True))
    reasons = {path: a.reason if isinstance(a, Unreadable) else "" for path, a in found.items()}
    assert set(reasons.values()).isdisjoint({"unexpected", "timeout", "crashed", "memory"})
    assert {reasons[path] for path in tags if "encrypted" in tags[path]} == {"encrypted"}
    assert {reasons[path] for path in tags if "macros" in tags[path]} == {"macros"}
    assert {reasons[path] for path in tags if "xml-dtd" in tags[path]} == {"entity"}
    assert {reasons[path] for path in tags if "strict-ooxml" in tags[path]} == {""}


def test_returns_read_the_same_as_by_another_library(shared: Path) -> None:
    read_the_same_as_by_another_library(sorted((shared / "returns" / "campaign-1" / "units").glob("*.xlsx"))[::6])


def test_every_return_is_told_as_it_is(shared: Path) -> None:
    told_as_they_are(shared / "returns")


def test_the_sentences_the_project_quotes_are_the_plans(shared: Path, project_root: Path) -> None:
    plan = (shared / "plan-83-KH-HU.txt").read_text(encoding="utf-8").splitlines()
    quoted = (project_root / "tests" / "plan_sentences.txt").read_text(encoding="utf-8").splitlines()
    assert set(quoted) <= set(plan)
