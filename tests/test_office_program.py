"""What an office program makes of our papers: in `soak` only, since it needs LibreOffice with Writer."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import pypdf
import pytest

from tests.campaign import RETURNS
from tests.once import campaign_store
from tonghop.outputs.word import report_document
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
