"""The verb `propose` (CONTRACT §4): JSON as promised, words for people, damaged and hostile files, what it costs."""

from __future__ import annotations

import io
import json
import random
import resource
import zipfile
from pathlib import Path

import docx
import pytest

from tests.builders import unit_return
from tests.prose_reports import made
from tests.test_prose_reports import document, paper
from tonghop.__main__ import main
from tonghop.prose.rules import ASKED, RULES

KEYS = ["path", "kind", "unit", "number", "issued_on", "subject", "sections", "figures", "questions"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TONGHOP_STORE", str(tmp_path / "store"))
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def propose(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    status = main(["propose", str(folder), *more])
    return status, capsys.readouterr().out


def test_json_is_as_promised(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content, true, _ = made(0)
    (folder / "a.docx").write_bytes(content)
    status, said = propose(folder, capsys, "--json")
    (file,) = json.loads(said)["files"]
    assert (status, list(file)) == (0, KEYS)
    assert (file["path"], file["kind"], file["unit"], file["issued_on"]) == (
        "a.docx", "report", "kha-phong", "2022-04-05",
    )  # fmt: skip
    assert file["number"].endswith("-BC/ĐU")
    assert {(each["indicator_id"], each["year"]): each["value"] for each in file["figures"]} == true
    assert all(each["sentence"] and each["rule"] in RULES for each in file["figures"])
    assert all(list(part) == ["outline", "text"] for part in file["sections"])


def test_it_is_said_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = ["BÁO CÁO", "II. KẾT QUẢ THỰC HIỆN", "Năm 2019 có 12 hội nghị, năm 2020 kiểm tra 03/04 cuộc."]
    (folder / "a.docx").write_bytes(document(report))
    status, said = propose(folder, capsys)
    assert status == 0
    assert "Báo cáo sơ kết, chưa rõ đơn vị, chưa có số, ngày –" in said
    assert "Đề xuất (chắc chắn): Hội nghị quán triệt, tuyên truyền, năm 2019: 12." in said
    assert (
        "Đoạn 3: “Năm 2019 có 12 hội nghị, năm 2020 kiểm tra 03/04 cuộc.” Quy tắc: số và năm đứng cùng một vế." in said
    )
    assert f"Cần hỏi: Cuộc kiểm tra, năm 2020: {ASKED['fraction']}." in said


def test_nothing_is_stored(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.docx").write_bytes(made(1)[0])
    main(["ask", "file_list", "--json"])
    before = capsys.readouterr().out
    propose(folder, capsys)
    main(["ask", "file_list", "--json"])
    assert capsys.readouterr().out == before


def test_what_is_no_paper_is_answered_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.docx").write_bytes(b"PK\x03\x04 h\xe1\xbb\x8fng")
    (folder / "b.xlsx").write_bytes(unit_return())
    (folder / "c.docx").write_bytes(made(2)[0])
    status, said = propose(folder, capsys, "--json")
    files = {file["path"]: file for file in json.loads(said)["files"]}
    assert status == 1
    assert "tệp hỏng" in files["a.docx"]["message"]
    assert "không phải văn bản" in files["b.xlsx"]["message"]
    assert files["a.docx"]["figures"] == files["b.xlsx"]["figures"] == []
    assert files["c.docx"]["figures"]
    assert "message" not in files["c.docx"]


def test_mutations_of_a_paper_raise_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = made(3)[0]
    chance = random.Random(7)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for number in range(12):
        changed = dict(parts)
        for _ in range(8):
            body = bytearray(changed["word/document.xml"])
            at = chance.randrange(2000, len(body))
            length = chance.randrange(40)
            body[at : at + length] = chance.choice(
                [b"", b"<w:p>", b"&#0;", b"9999999999999", body[at - 40 : at], b"\xff"]
            )
            changed["word/document.xml"] = bytes(body)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            for name, part in changed.items():
                package.writestr(name, part)
        (folder / f"{number}.docx").write_bytes(buffer.getvalue())
    _, said = propose(folder, capsys, "--json")
    files = json.loads(said)["files"]
    assert len(files) == 12
    assert all(file.get("message") or file["sections"] for file in files)


HOSTILE = {
    "numbers": "Năm 2019 có " + "1, 2 hội nghị, " * 1200,
    "years": "năm 2017, " * 1900,
    "ranges": "từ năm 2017 đến " * 1200,
    "words": "hai mươi " * 2200,
    "brackets": "((" * 9000 + "2017" + "))" * 900,
    "quotes": "“" * 9000 + "mô hình" + "”" * 9000,
    "spaces": "năm" + " " * 18000 + "2017 có 5 hội nghị",
    "stops": "Năm 2017 có 5 hội nghị. " * 800,
    "heading": "I. " * 6000,
    "digits": "9" * 19000 + " hội nghị năm 2018",
    "dots": "1.000" * 3000 + " hội nghị năm 2018",
    "titles": "A" * 19000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_paragraph_costs_little(name: str) -> None:
    content = document(["BÁO CÁO", "II. KẾT QUẢ THỰC HIỆN", HOSTILE[name], HOSTILE[name][::-1]])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    paper(content)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - before < 3


def test_twenty_pages_cost_less_than_a_second() -> None:
    """Some 20 pages: 600 lines of text."""
    made_of = docx.Document()
    for text in ("BÁO CÁO", "II. KẾT QUẢ THỰC HIỆN"):
        made_of.add_paragraph(text)
    for number in range(140):
        year = 2017 + number % 5
        made_of.add_paragraph(
            f"Năm {year} đơn vị tổ chức {number} hội nghị quán triệt với {number * 31} lượt người dự; trên hệ thống "
            f"truyền thanh phát {number + 4} tin, bài, trang thông tin điện tử đăng {number + 7} tin, bài. Công tác "
            "tuyên truyền được duy trì đều, có người thật, việc thật nên nhân dân dễ nghe, dễ theo. Kết quả "
            f"có được là nhờ cấp ủy vào cuộc; năm {year} kiểm tra {number % 7} cuộc, giám sát chuyên đề 02 cuộc, chi "
            "bộ nào cũng có sổ ghi, có người theo dõi và báo cáo hằng quý trước toàn thể đảng viên."
        )
    buffer = io.BytesIO()
    made_of.save(buffer)
    costs = []
    for _ in range(3):  # other processes on the machine cost this one time, too
        before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        paper(buffer.getvalue())
        costs.append(resource.getrusage(resource.RUSAGE_SELF).ru_utime - before)
    assert min(costs) < 1


def test_every_rule_and_every_question_is_explained(project_root: Path) -> None:
    explained = (project_root / "docs" / "doc-bao-cao.md").read_text("utf-8")
    assert [rule for rule in RULES if f"### `{rule}`" not in explained] == []
    assert [why for why in ASKED if f"`{why}`" not in explained] == []


@pytest.mark.parametrize("blank", [" ", "\t", "\xa0", "\n"])
def test_thousands_of_blanks_cost_no_more_than_words(blank: str) -> None:
    run = blank * 9000
    hostile = ["BÁO CÁO", "II. KẾT QUẢ THỰC HIỆN", *(f"{run}Năm 2019{run}" for _ in range(20)), f"- {run}x", run]
    begin = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    found = paper(document([*hostile, f"Năm 2019 có{blank * 9}12 hội nghị."]))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_utime - begin < 10
    assert [(each.year, each.value) for each in found.proposal.figures] == [(2019, 12)]
