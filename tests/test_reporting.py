"""The report by its users' two doors: the command line and the page; three files, sources, what moved."""

from __future__ import annotations

import io
import json
import re
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import docx
import openpyxl
import pptx
import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import unit_return
from tests.campaign import RETURNS
from tests.once import campaign_store
from tests.opened import open_page
from tests.shown import walk
from tonghop import clock
from tonghop.__main__ import main
from tonghop.actions.loading import load
from tonghop.actions.report_files import drafted, keep_named
from tonghop.intake.inbox import collect
from tonghop.report.document import Made
from tonghop.report.outline import report_of
from tonghop.store import Store, versions

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2022, 4, 30)
SHORT, FULL, ANNEX = (f"{name}-2022-04-30.docx" for name in ("bao-cao", "bao-cao-day-du", "phu-luc-y-kien"))
FILES = {SHORT, ANNEX, "trinh-chieu-2022-04-30.pptx", "phu-luc-2022-04-30.xlsx"}


def stored(folder: Path, *paths: Path, at: datetime = datetime(2022, 4, 30, 9)) -> Store:
    store = Store(folder)
    load(store, collect([*paths]), received_on=at.date(), recorded_at=at, recorded_by="kiểm thử")
    return store


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return campaign_store(tmp_path_factory.mktemp("reporting") / "store", RETURNS, date(2022, 4, 30))


# -- the command line ----------------------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any, str]:
    status = main([str(word) for word in words])
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.mark.parametrize("more", [(), ("--full",)])
def test_one_command_writes_the_files(
    sample: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...]
) -> None:
    out = tmp_path / "tài liệu" / "hội nghị"
    status, text, errors = run(
        capsys, "report", "--as-of", "2022-04-30", "--out", out, "--store", sample.folder, "--json", *more
    )
    assert (status, errors) == (0, "")
    answer = json.loads(text)
    wanted = FILES | ({FULL} if more else set())
    assert {Path(name).name for name in answer["files"]} == wanted == {path.name for path in out.iterdir()}
    assert (answer["version"], answer["as_of"]) == (sample.current, "2022-04-30")
    said = {name: io.BytesIO((out / name).read_bytes()) for name in wanted}
    assert len(docx.Document(said[SHORT]).tables) > 8
    assert not docx.Document(said[ANNEX]).tables
    assert not more or len(docx.Document(said[FULL]).tables) > 10
    assert len(pptx.Presentation(said["trinh-chieu-2022-04-30.pptx"]).slides) > 5
    assert len(openpyxl.load_workbook(said["phu-luc-2022-04-30.xlsx"]).sheetnames) > 10


@pytest.mark.parametrize("verb", ["report", "one-page"])
def test_a_version_that_a_written_paper_names_is_kept(
    verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = campaign_store(tmp_path / "store", RETURNS, date(2022, 4, 30))
    assert run(capsys, verb, "--as-of", "2022-04-30", "--out", tmp_path, "--store", store.folder)[0] == 0
    monkeypatch.setattr(versions, "KEPT_VERSIONS", 1)
    monkeypatch.setattr(versions, "KEPT_SECONDS", -1)
    for _ in range(3):
        with store.change():
            pass
    assert [path.stem for path in sorted((store.folder / "versions").iterdir())] == ["000001", "000004"]


def test_a_store_that_cannot_be_marked_is_reported_on(sample: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Store, "keep_version", refused)
    keep_named(sample, sample.current)


def test_a_draft_given_along_says_what_moved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    first.write_bytes(unit_return())
    second.write_bytes(unit_return("Đảng bộ xã Liên Sơn"))
    store = Store(tmp_path / "store")  # kept from now on: for a day before, the files' own days count
    load(store, collect([first]), received_on=DAY, recorded_at=clock.now(), recorded_by="kiểm thử")
    words = ("report", "--as-of", "30/04/2022", "--store", store.folder)
    assert run(capsys, *words, "--out", tmp_path / "cũ")[0] == 0
    load(store, collect([second]), received_on=DAY, recorded_at=clock.now(), recorded_by="kiểm thử")
    draft = tmp_path / "cũ" / "bao-cao-2022-04-30.docx"
    status, text, _ = run(capsys, *words, "--out", tmp_path / "mới", "--against", draft, "--json")
    assert status == 0
    moved = {one["id"]: one for one in json.loads(text)["moved"]}
    assert (moved["units.in.units"]["before"], moved["units.in.units"]["after"]) == ("1", "2")
    assert moved["models"]["reasons"][0]["unit_id"] == "lien-son"
    status, text, _ = run(capsys, *words, "--out", tmp_path / "mới", "--against", draft)
    assert "số đã đổi" in text
    assert "Đảng bộ xã Liên Sơn" in text


@pytest.mark.parametrize(
    ("more", "status", "said"),
    [
        (("--as-of", "hôm nay", "--out", "x"), 2, "không phải là ngày"),
        (("--out", "x"), 2, "--as-of"),
        (("--as-of", "2022-04-30", "--out", "x", "--against", "khong-co.docx"), 1, "Không đọc được"),
    ],
)
def test_wrong_use_is_said(
    sample: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    more: tuple[str, ...], status: int, said: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    try:
        ended, _, errors = run(capsys, "report", *more, "--store", sample.folder)
    except SystemExit as stop:
        ended, errors = int(str(stop.code)), capsys.readouterr().err
    assert ended == status
    assert said in errors
    assert not (tmp_path / "x").exists()


# -- the page ------------------------------------------------------------------------------------------------


def show(monkeypatch: pytest.MonkeyPatch, store: Store, **address: str) -> AppTest:
    monkeypatch.setenv("TONGHOP_STORE", str(store.folder))
    asked = {key.replace("_", "-"): value for key, value in {"ngay": DAY.isoformat(), **address}.items()}
    app = open_page("soan_bao_cao", asked)
    assert not app.exception, app.exception
    return app


def words(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


CONTENT = "Nội dung và nguồn số liệu"


def test_the_page_makes_all_files_with_one_click(sample: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = show(monkeypatch, sample)
    assert "49/53 đơn vị" in words(app)
    app.button(key="soan-cac-tep").click().run()
    assert not app.exception
    labels = [node.proto.label for node in walk(app) if getattr(node, "type", "") == "download_button"]
    assert len(labels) == 5
    assert not [one for one in app.button if one.key == "soan-cac-tep"], "they are made once"


def test_the_page_leads_from_a_number_to_units_and_cells(sample: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    number = report_of(sample, DAY, datetime(2022, 5, 1)).numbers["conferences.total"]
    app = show(monkeypatch, sample, phan=CONTENT, so_lieu=number.id)
    shown = words(app)
    assert f"<h3>{number.text}</h3>" in shown
    assert "propaganda_by_year" in shown
    assert "49 đơn vị đứng sau số này" in shown
    assert shown.count("href='tep?") > 49


def test_every_section_opens(sample: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = show(monkeypatch, sample, phan=CONTENT)
    sections = next(one for one in app.selectbox if one.label == "Mục của báo cáo")
    assert len(sections.options) >= 19
    for place in range(len(sections.options)):
        sections = next(one for one in app.selectbox if one.label == "Mục của báo cáo")
        sections.select_index(place).run()
        assert not app.exception
        assert "th-doc" in words(app)


def test_an_empty_store_says_what_brings_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = show(monkeypatch, Store(tmp_path / "store"))
    assert "Chưa có số liệu để viết báo cáo" in words(app)


@pytest.mark.parametrize("form", ["", "Bản đầy đủ"])
def test_every_number_on_the_page_is_the_reports(sample: Store, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """The report's own numbers are held against the questions in test_report; here what the reader sees of them."""
    draft = drafted(sample, Made(DAY, sample.current, datetime(2022, 5, 1)))
    report = draft.full if form else draft.short
    app = show(monkeypatch, sample, phan=CONTENT, **({"ban": form} if form else {}))
    seen: set[str] = set()
    for place in range(len(next(one for one in app.selectbox if one.label == "Mục của báo cáo").options)):
        next(one for one in app.selectbox if one.label == "Mục của báo cáo").select_index(place).run()
        for link in re.finditer(r"<a class='th-so[^>]*so-lieu=([^&']+)[^>]*>([^<]*)</a>", words(app)):
            id = unquote_plus(unescape(link[1]))
            assert unescape(link[2]) == report.numbers[id].text, id
            seen.add(id)
    assert seen == set(report.numbers)
