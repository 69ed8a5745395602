"""What an office program makes of our papers: in `soak` only, since it needs LibreOffice with Writer."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import pypdf
import pytest

from tests.builders import plan_83
from tests.campaign import RETURNS
from tests.once import campaign_store
from tests.prose_reports import made
from tonghop.officefiles.office_program import PROGRAM, office_program
from tonghop.officefiles.reader import Book, read
from tonghop.outputs.word import report_document
from tonghop.prose.paper import PaperReader
from tonghop.report.outline import report_of

pytestmark = pytest.mark.soak


def test_an_office_program_prints_the_whole_report(tmp_path: Path) -> None:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not on this machine: what an office program makes of the report is not looked at")
    store = campaign_store(tmp_path / "store", RETURNS, date(2022, 4, 30))
    path = tmp_path / "report.docx"
    path.write_bytes(report_document(store.plan(), report_of(store, date(2022, 4, 30), datetime(2022, 5, 1, 8))))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(words, check=False, capture_output=True, timeout=180)
    assert len(pypdf.PdfReader(path.with_suffix(".pdf")).pages) > 20


@pytest.mark.parametrize("ending", ["doc", "rtf"])
def test_an_office_program_turns_old_papers(ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PROGRAM)
    program = office_program()
    if program is None:
        pytest.skip("LibreOffice is not on this machine: what it makes of old papers is not looked at")
    path = tmp_path / "a.docx"
    content, true, _ = made(0)
    path.write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = [program, profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path), str(path)]
    subprocess.run(words, check=False, capture_output=True, timeout=180)
    (book,) = read([(f"a.{ending}", path.with_suffix(f".{ending}").read_bytes())])
    assert isinstance(book, Book)
    plan = plan_83()
    found = PaperReader(plan, plan.name_resolver()).read(book).proposal
    assert {(each.indicator_id, each.year): each.value for each in found.figures} == true


def test_an_office_programs_pdf_tells_nothing_else(tmp_path: Path) -> None:
    """Its font may lack letters, which it then draws from another one, later: words stay whole, numbers theirs."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not on this machine: what its PDF tells is not looked at")
    plan = plan_83()
    reader = PaperReader(plan, plan.name_resolver())
    for seed in (0, 2, 5):
        path = tmp_path / f"a{seed}.docx"
        content, true, _ = made(seed)
        path.write_bytes(content)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        words = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
        subprocess.run(words, check=False, capture_output=True, timeout=180)
        (book,) = read([("a.pdf", path.with_suffix(".pdf").read_bytes())])
        assert isinstance(book, Book)
        found = reader.read(book).proposal.figures
        told = {(each.indicator_id, each.year): each.value for each in found}
        assert told.items() <= true.items()
        assert len(told) >= 0.9 * len(true)
