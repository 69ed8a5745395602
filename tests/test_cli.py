"""The command line as a person or a script meets it: words in, exit status, standard output, standard error.

In this process, but where the process is what a test is about; what files say and what the store does with them is
tested elsewhere.
"""

import csv
import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.builders import (
    OTHER,
    UNIT,
    UNIT_ID,
    consolidated,
    nomination_workbook,
    package,
    plan_folder,
    plan_text,
    register,
    unit_return,
)
from tonghop import clock
from tonghop.__main__ import main

ROOT = Path(__file__).resolve().parent.parent
VERBS = [
    *("check", "load", "return", "ask", "template", "backup", "restore", "backup-folder", "sample", "clear"),
    *("receive", "decide", "strike"),
    *("selection", "appraise", "select"),
    *("report", "one-page", "progress-page"),
    *("plan-export", "plan-change"),
    *("withdraw", "put-back", "alias", "correct", "letters"),
]


@dataclass(frozen=True)
class Ended:
    """How a command ended; its streams as UTF-8, whatever the terminal says."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def tonghop(*words: object, store: Path | None = None, **environment: str) -> Ended:
    """Run one command in this process. `store` goes by the environment, as in an office that has set it once."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="ascii", newline="\n") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        for name in [name for name in os.environ if name.startswith("TONGHOP")]:
            patch.delenv(name)
        for name, value in (settings(store) | environment).items():
            patch.setenv(name, value)
        try:
            status = main([os.fsdecode(w) if isinstance(w, bytes) else str(w) for w in words])
        except SystemExit as end:  # words that the parser does not know, or --help
            status = end.code if isinstance(end.code, int) else 0
    for stream in (out, err):
        stream.flush()
    return sound(Ended(status, *(stream.buffer.getvalue().decode("utf-8") for stream in (out, err))))


def process(*words: object, store: Path | None = None, **environment: str) -> Ended:
    """The same as a process of its own, where that is what a test is about."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("TONGHOP", "PYTHON", "LC_"))
    }
    done = subprocess.run(
        [sys.executable, "-m", "tonghop", *(w if isinstance(w, bytes) else str(w) for w in words)],
        cwd=ROOT,
        env={**kept, **settings(store), **environment},
        capture_output=True,
        check=False,
        timeout=60,
    )
    return sound(Ended(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")))


def settings(store: Path | None) -> dict[str, str]:
    return {"TONGHOP_STORE": str(store), "TONGHOP_BY": "người thử"}


def sound(ended: Ended) -> Ended:
    assert "Traceback" not in ended.out + ended.err, ended.err
    return ended


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an office has on its disk: a file of each fate, a package, and what is no return at all."""
    made = tmp_path_factory.mktemp("nhận")
    contents = {
        "danh sách.xlsx": nomination_workbook(UNIT),
        "tổng hợp.xlsx": consolidated(changes={("Mô hình", "D7"): "Thiên văn"}),
        "con/xấu.xlsx": unit_return(OTHER, changes={("Khen thưởng", "D4"): "nhiều"}),
        "con/gói.zip": package({"sổ.xlsx": register(), "__MACOSX/x.xlsx": b"x", "đọc tôi.txt": b"x"}),
        "~$danh sách.xlsx": b"lock",
        "ghi chú.txt": "không phải biểu mẫu".encode(),
    }
    for name, content in contents.items():
        (made / name).parent.mkdir(exist_ok=True)
        (made / name).write_bytes(content)
    return made


@pytest.fixture(scope="module")
def loaded(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ended]:
    """A store into which the folder was loaded on 05/04/2022, and what the command said."""
    store = tmp_path_factory.mktemp("kho") / "store"
    return store, process("load", folder, "--received", "05/04/2022", "--json", store=store)


# -- check and load ------------------------------------------------------------------------------------------


def test_load_prints_one_json_document_of_what_became_of_each_file(
    folder: Path, loaded: tuple[Path, Ended]
) -> None:
    ended = loaded[1]
    assert (ended.status, ended.err) == (1, "")
    assert ended.out.count("\n") == 1
    said = ended.json
    assert set(said) >= {"files", "version"}
    assert said["version"] == 1
    assert said["passed_over"] == [
        *("con/gói.zip/__MACOSX/x.xlsx", "con/gói.zip/đọc tôi.txt", "ghi chú.txt", "~$danh sách.xlsx"),
    ]
    keys = ["path", "sha256", "form", "unit", "encoding", "status", "findings"]
    files = {file["path"]: file for file in said["files"]}
    assert {path: [file[key] for key in keys[2:6]] for path, file in files.items()} == {
        "con/gói.zip/sổ.xlsx": ["register", None, "unicode", "accepted"],
        "con/xấu.xlsx": ["unit_return", "thi-son", "unicode", "refused"],
        "danh sách.xlsx": ["nomination_list", UNIT_ID, "unicode", "accepted"],
        "tổng hợp.xlsx": ["consolidated", None, "unicode", "partial"],
    }
    for path, file in files.items():
        partial = ["units_refused"] if file["status"] == "partial" else []
        assert sorted(file) == sorted(keys + partial), path
        for finding in file["findings"]:
            assert list(finding) == ["slug", "severity", "sheet", "cell", "value", "message"]
    assert files["tổng hợp.xlsx"]["units_refused"] == ["thi-son"]
    assert files["danh sách.xlsx"]["sha256"] == sha256((folder / "danh sách.xlsx").read_bytes()).hexdigest()
    (finding,) = [f for f in files["con/xấu.xlsx"]["findings"] if f["severity"] == "error"]
    message = finding.pop("message")
    assert finding == {
        "slug": "not-a-number", "severity": "error", "sheet": "Khen thưởng", "cell": "D4", "value": "nhiều",
    }  # fmt: skip
    assert message.startswith("Khen thưởng, ô D4: “nhiều” không phải là số. Đề nghị")


def test_check_says_what_load_will_do_and_stores_nothing(folder: Path, tmp_path: Path) -> None:
    ended = tonghop("check", folder / "danh sách.xlsx", "--json", store=tmp_path / "store")
    assert (ended.status, ended.err) == (0, "")
    (file,) = ended.json["files"]
    assert (file["path"], file["status"]) == (str(folder / "danh sách.xlsx"), "accepted")
    assert ended.json["version"] == 0
    assert list(tmp_path.iterdir()) == []


def test_what_counts_already_is_a_duplicate_and_no_fault(folder: Path, loaded: tuple[Path, Ended]) -> None:
    store, _ = loaded
    ended = tonghop("load", folder / "con/gói.zip", folder / "danh sách.xlsx", "--json", store=store)
    assert (ended.status, ended.json["version"]) == (0, 1)
    for file in ended.json["files"]:
        assert [file[key] for key in ("form", "unit", "encoding", "status")] == [
            None,
            None,
            None,
            "duplicate",
        ]
        assert file["findings"] == []


def test_in_words_findings_stand_below_their_file_and_the_sum_on_standard_error(
    folder: Path, tmp_path: Path
) -> None:
    ended = tonghop("check", folder / "con", "--store", tmp_path / "store")
    assert ended.status == 1
    assert ended.out.splitlines() == [
        "gói.zip/sổ.xlsx: nhận (Sổ tiếp nhận hồ sơ)",
        "xấu.xlsx: trả lại (Biểu số liệu của đơn vị)",
        *[line for line in ended.out.splitlines() if line.startswith("  ")],
    ]
    assert "  ✗ Khen thưởng, ô D4: “nhiều” không phải là số." in ended.out
    assert ended.err.splitlines() == [
        "Bỏ qua (không phải tệp Excel, Word, văn bản): gói.zip/__MACOSX/x.xlsx",
        "Bỏ qua (không phải tệp Excel, Word, văn bản): gói.zip/đọc tôi.txt",
        "2 tệp: nhận 1, trả lại 1; chưa ghi gì vào kho.",
    ]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2022-04-05", "2022-04-05"),
        ("ngày 05 tháng 4 năm 2022", "2022-04-05"),
        (None, None),
    ],
)
def test_the_day_and_the_person_are_given_or_those_of_today(
    folder: Path, tmp_path: Path, typed: str | None, day: str | None
) -> None:
    words = ["--by", "Bà Mai"] if typed is None else ["--received", typed]
    before = clock.today()
    ended = tonghop("load", folder / "danh sách.xlsx", *words, "--store", tmp_path / "store")
    offered = "1 tệp là thành phần hồ sơ; lượt tiếp nhận chưa ghi (thêm --receipts để ghi).\n"
    assert (ended.status, ended.err) == (0, f"1 tệp: nhận 1; phiên bản 1.\n{offered}")
    (row,) = tonghop("ask", "file_list", "--json", store=tmp_path / "store").json
    assert row["received_on"] == day if day else row["received_on"] in (f"{before}", f"{clock.today()}")
    assert row["recorded_by"] == ("người thử" if typed else "Bà Mai")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="needs a disk whose names are bytes")
def test_a_file_name_that_is_no_text_is_read_and_stored_all_the_same(folder: Path, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/danh s\xe1ch.xlsx"
    Path(os.fsdecode(name)).write_bytes((folder / "danh sách.xlsx").read_bytes())
    ended = tonghop("load", name, "--json", store=tmp_path / "store")
    assert (ended.status, ended.json["files"][0]["status"]) == (0, "accepted")
    (row,) = tonghop("ask", "file_list", "--json", store=tmp_path / "store").json
    assert row["path"].endswith("danh s\ufffdch.xlsx")


# -- ask -----------------------------------------------------------------------------------------------------


def test_ask_without_a_name_lists_the_questions_with_their_parameters(tmp_path: Path) -> None:
    listed = {row["question"]: row for row in tonghop("ask", "--format", "json", store=tmp_path / "x").json}
    assert set(listed) == {path.stem for path in (ROOT / "queries").glob("*.sql")} - {"schema", "views"}
    assert listed["submission_status"]["parameters"] == "-p as_of=…"
    assert listed["model_list"]["parameters"] == ""
    assert all(row["asks"].endswith("?") for row in listed.values())
    table = tonghop("ask", store=tmp_path / "x")
    assert (table.status, table.err) == (0, "")
    assert [line.split()[0] for line in table.out.splitlines()[2:]] == list(listed)
    assert not (tmp_path / "x").exists()


def test_an_answer_in_json_has_days_as_text_and_missing_as_null(loaded: tuple[Path, Ended]) -> None:
    ended = tonghop("ask", "submission_status", "-p", "as_of=05/04/2022", "--format", "json", store=loaded[0])
    assert (ended.status, ended.err, ended.out.count("\n")) == (0, "", 1)
    rows = {(row["unit_id"], row["obligation_id"]): row for row in ended.json}
    assert len(rows) == len(ended.json) == 53 * 6
    assert rows[UNIT_ID, "memo"] == {
        "unit_id": UNIT_ID, "obligation_id": "memo", "last_day": "2022-04-04", "received_on": "2022-04-01",
        "copies": 2, "status": "on_time", "days_late": None, "is_extended": False,
    }  # fmt: skip
    assert rows["le-ho", "memo"]["received_on"] is None
    assert rows["le-ho", "memo"]["days_late"] == 1
    models = tonghop("ask", "model_list", "--json", store=loaded[0]).json
    assert [model["nominated"] for model in models] == [True, False, False]


def test_an_answer_in_csv_is_the_same_rows_and_missing_is_empty(loaded: tuple[Path, Ended]) -> None:
    as_json = tonghop("ask", "model_list", "--json", store=loaded[0]).json
    as_csv = tonghop("ask", "model_list", "--format", "csv", store=loaded[0])
    rows = list(csv.DictReader(io.StringIO(as_csv.out)))
    assert rows == [
        {key: "" if value is None else str(value) for key, value in row.items()} for row in as_json
    ]


def test_an_answer_in_a_table_has_headings_and_a_line_a_row(loaded: tuple[Path, Ended]) -> None:
    lines = tonghop("ask", "nominations", store=loaded[0]).out.splitlines()
    assert lines[0].split()[:3] == ["unit_id", "name", "implementer"]
    assert set(lines[1]) == {"-", " "}
    assert [line.split()[0] for line in lines[2:]] == [UNIT_ID]


def test_an_empty_store_answers_with_nothing(tmp_path: Path) -> None:
    ended = tonghop("ask", "model_list", "--json", store=tmp_path / "store")
    assert (ended.status, ended.out, ended.err) == (0, "[]\n", "")
    assert list(tmp_path.iterdir()) == []


def test_answers_are_utf_8_whatever_the_terminal_says(loaded: tuple[Path, Ended]) -> None:
    plain = tonghop("ask", "nominations", "--format", "csv", store=loaded[0])
    there, old = (
        process("ask", "nominations", "--format", "csv", store=loaded[0], **terminal)
        for terminal in ({}, {"PYTHONIOENCODING": "cp1252", "LC_ALL": "C"})
    )
    assert "Hũ gạo tình thương" in plain.out
    assert old == there == plain


def test_a_reader_that_has_seen_enough_is_no_error(loaded: tuple[Path, Ended]) -> None:
    reader = subprocess.Popen(
        [sys.executable, "-m", "tonghop", "ask", "submission_status", "-p", "as_of=2022-04-05"],
        cwd=ROOT,
        env={**os.environ, "TONGHOP_STORE": str(loaded[0])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert reader.stdout is not None
    assert reader.stderr is not None
    reader.stdout.close()
    assert reader.stderr.read() == b""
    assert reader.wait(timeout=60) == 0


# -- which store ---------------------------------------------------------------------------------------------


def test_the_store_named_in_the_command_goes_before_the_environments(
    loaded: tuple[Path, Ended], tmp_path: Path
) -> None:
    words = ("ask", "nominations", "--json")
    assert tonghop(*words, "--store", loaded[0], store=tmp_path / "x").json != []
    assert tonghop(*words, "--store", tmp_path / "x", store=loaded[0]).json == []


def test_a_store_of_another_plan_is_refused_in_one_line(loaded: tuple[Path, Ended], tmp_path: Path) -> None:
    text = plan_text("plan.toml").replace('"83-KH/HU"', '"91-KH/HU"')
    other = plan_folder(tmp_path / "plan", plan=text)
    ended = tonghop("check", ROOT / "pyproject.toml", "--plan", other, store=loaded[0])
    assert (ended.status, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert "thuộc kế hoạch 83-KH/HU, không phải kế hoạch 91-KH/HU. Đề nghị" in ended.err


# -- backup, restore, sample ---------------------------------------------------------------------------------


def test_a_store_can_be_carried_away_and_brought_back(loaded: tuple[Path, Ended], tmp_path: Path) -> None:
    file, new = tmp_path / "sao lưu" / "kho.zip", tmp_path / "store"
    saved = tonghop("backup", file, "--json", store=loaded[0])
    assert (saved.status, saved.json["version"], saved.json["file"]) == (0, 1, str(file))
    brought = tonghop("restore", file, store=new)
    assert (brought.status, brought.out, brought.err) == (0, "Đã khôi phục; phiên bản hiện tại là 1.\n", "")
    words = ("ask", "file_list", "--format", "csv")
    assert tonghop(*words, store=new) == tonghop(*words, store=loaded[0])


def test_the_sample_goes_in_once_and_is_cleared(tmp_path: Path) -> None:
    store = tmp_path / "store"
    first = tonghop("sample", "--json", store=store)
    assert (first.status, first.err, first.json["version"]) == (0, "", 1)
    again = tonghop("sample", store=store)
    assert (again.status, again.out) == (0, "Kho đã có dữ liệu; không nạp dữ liệu minh họa.\n")
    assert all(row["is_sample"] for row in tonghop("ask", "file_list", "--json", store=store).json)
    assert tonghop("clear", "--json", store=store).json["version"] == 2
    assert tonghop("clear", store=store).out == "Kho không có dữ liệu minh họa.\n"


# -- wrong use and help --------------------------------------------------------------------------------------

# words, exit status, what is said on standard error
STOPPED: list[tuple[list[str], int, str]] = [
    (["ask", "no_such"], 2, "Không có câu hỏi “no_such”. Các câu hỏi: appraisal_list, "),
    (["ask", "submission_status"], 2, "cần tham số “as_of”. Ví dụ: -p as_of=2022-04-05."),
    (
        ["ask", "submission_status", "-p", "as_of"],
        2,
        "Tham số “as_of” chưa đúng. Đề nghị ghi -p tên=giá_trị.",
    ),
    (["ask", "submission_status", "-p", "as_of="], 2, "Tham số as_of: “” không phải là ngày."),
    (["ask", "submission_status", "-p", "as_of=31/02/2022"], 2, "“31/02/2022” không phải là ngày."),
    (
        ["ask", "model_list", "-p", "as_of=2022-04-05"],
        2,
        "không có tham số “as_of”. Tham số được dùng: không có.",
    ),
    (["ask", "model_list", "-p", "version=1"], 2, "không có tham số “version”."),
    (["ask", "model_list", "-p", "name=1", "--json"], 2, "không có tham số “name”."),
    (["check", "không có.xlsx", "--json"], 1, "Không tìm thấy không có.xlsx."),
    (["load", "không có.xlsx"], 1, "Không tìm thấy không có.xlsx."),
    (["backup", "b.zip"], 1, "Kho dữ liệu chưa có gì để sao lưu. Đề nghị"),
    (["restore", "không có.zip"], 1, "Không tìm thấy tệp không có.zip."),
    (["restore", "pyproject.toml"], 1, "pyproject.toml không phải bản sao lưu dùng được"),
]
MISUSED: list[list[str]] = [
    [],
    ["no-such-verb"],
    ["check"],
    ["return", "a.xlsx"],
    ["load", "a.xlsx", "--received", "hôm qua"],
    ["ask", "model_list", "--format", "xml"],
    ["ask", "model_list", "--colour"],
]
HELP = [["--help"], *([verb, "--help"] for verb in VERBS)]


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, ...], Ended]:
    """All these commands, run on a store that is not there; none may make it."""
    store = tmp_path_factory.mktemp("kho") / "store"
    commands = [*(words for words, _, _ in STOPPED), *MISUSED, *HELP]
    done = [tonghop(*words, store=store) for words in commands]
    assert not store.exists()
    return {tuple(words): each for words, each in zip(commands, done, strict=True)}


@pytest.mark.parametrize(
    ("words", "status", "said"), STOPPED, ids=[" ".join(words) for words, _, _ in STOPPED]
)
def test_what_cannot_be_done_is_one_line_that_says_what_to_do(
    ended: dict[tuple[str, ...], Ended], words: list[str], status: int, said: str
) -> None:
    stopped = ended[tuple(words)]
    assert (stopped.status, stopped.out, stopped.err.count("\n")) == (status, "", 1)
    assert said in stopped.err


@pytest.mark.parametrize("words", MISUSED, ids=[" ".join(words) or "nothing" for words in MISUSED])
def test_words_that_are_no_command_end_with_usage_and_status_2(
    ended: dict[tuple[str, ...], Ended], words: list[str]
) -> None:
    stopped = ended[tuple(words)]
    assert (stopped.status, stopped.out) == (2, "")
    assert stopped.err.startswith("usage: python -m tonghop")
    assert "Lệnh chưa đúng: " in stopped.err.splitlines()[-1]


@pytest.mark.parametrize("words", HELP, ids=[" ".join(words) for words in HELP])
def test_every_verb_has_help(ended: dict[tuple[str, ...], Ended], words: list[str]) -> None:
    helped = ended[tuple(words)]
    assert (helped.status, helped.err) == (0, "")
    assert helped.out.startswith(f"usage: {' '.join(['python -m tonghop', *words[:-1]])}")
    assert words != ["--help"] or all(f"\n    {verb}" in helped.out for verb in VERBS)


# -- what people decide --------------------------------------------------------------------------------------


def test_a_model_is_appraised_chosen_and_listed(tmp_path: Path) -> None:
    store, file = tmp_path / "store", tmp_path / "a.xlsx"
    file.write_bytes(nomination_workbook())
    assert tonghop("load", file, store=store).status == 0
    model = (UNIT, "hũ gạo TÌNH thương")
    said = tonghop("appraise", *model, "effective", "met", "--remark", "rõ", "--appraiser", "Lê Nam", store=store)
    assert said.out == "Đã ghi phiếu xét; phiên bản 2.\n"
    assert tonghop("select", *model, "returned", store=store).status == 1, "a reason is needed"
    assert tonghop("select", *model, "district", "--day", "20/04/2022", "--json", store=store).json["version"] == 3
    rows = tonghop("ask", "appraisal_list", "--json", store=store).json
    assert [(row["answer"], row["remark"], row["appraiser"], row["recorded_by"]) for row in rows] == [
        ("met", "rõ", "Lê Nam", "người thử")
    ]
    assert tonghop("ask", "selection_list", "--json", store=store).json[0]["decision"] == "district"
    made = tonghop("selection", "--out", tmp_path / "ra", "--as-of", "2022-04-20", "--json", store=store).json
    assert sorted(Path(path).name for path in made["files"]) == sorted(p.name for p in (tmp_path / "ra").iterdir())
    assert len(made["files"]) == 6
    assert tonghop("select", *model, "none", "--reason", "ghi nhầm", store=store).status == 0
    assert tonghop("ask", "selection_list", "--json", store=store).json[0]["decision"] is None


def test_a_file_is_withdrawn_and_put_back_and_says_what_that_changes(tmp_path: Path) -> None:
    store, file = tmp_path / "store", tmp_path / "a.xlsx"
    file.write_bytes(unit_return())
    assert tonghop("load", file, store=store).status == 0
    before = tonghop("ask", "figure_list", "--json", store=store).json
    out = tonghop("withdraw", 1, "--reason", "gửi nhầm", "--json", store=store).json
    assert out["version"] == 2
    assert {(c["unit_id"], c["after"]) for c in out["changes"]} == {(UNIT_ID, None)}
    assert tonghop("ask", "figure_list", "--json", store=store).json == []
    said = tonghop("put-back", 1, "--reason", "vẫn đúng", store=store)
    assert said.out.startswith("Đã tính lại tệp số 1; phiên bản 3")
    assert len(said.out.splitlines()) <= 22
    assert tonghop("ask", "figure_list", "--json", store=store).json == before
    again = tonghop("put-back", 1, "--reason", "vẫn đúng", store=store)
    assert (again.status, again.out) == (1, "")
    assert "không ở trạng thái đã rút" in again.err


def test_a_name_is_learned_and_a_figure_put_right(tmp_path: Path) -> None:
    store, file = tmp_path / "store", tmp_path / "a.xlsx"
    file.write_bytes(unit_return("Đảng bộ xã Bình Minh Mới"))
    assert tonghop("load", file, store=store).status == 1
    assert tonghop("alias", "Đảng bộ xã Bình Minh Mới", UNIT, store=store).status == 0
    assert tonghop("load", file, store=store).status == 0
    place = (UNIT_ID, "awards_grassroots", 2017)
    done = tonghop("correct", *place, "1.250", "--reason", "BC 12", "--json", store=store)
    assert [(c["before"], c["after"]) for c in done.json["changes"]] == [("11", "1250")]
    figures = tonghop("ask", "figure_list", "--json", store=store).json
    assert [f["value"] for f in figures if (f["unit_id"], f["indicator_id"], f["year"]) == place] == [1250]
    assert tonghop("correct", *place, "trống", "--reason", "BC 13", store=store).status == 0
    figures = tonghop("ask", "figure_list", "--json", store=store).json
    assert [f for f in figures if (f["unit_id"], f["indicator_id"], f["year"]) == place] == []
    for words in (("correct", *place, "1,250"), ("correct", "sao hỏa", *place[1:], 3)):
        wrong = tonghop(*words, "--reason", "x", store=store)
        assert (wrong.status, wrong.out) == (2, "")


def test_papers_are_received_decided_upon_and_struck(tmp_path: Path) -> None:
    store = tmp_path / "store"

    def status(day: str = "2022-04-06") -> str:
        rows = tonghop("ask", "submission_status", "-p", f"as_of={day}", "--json", store=store).json
        return next(str(r["status"]) for r in rows if (r["unit_id"], r["obligation_id"]) == (UNIT_ID, "memo"))

    assert tonghop("receive", UNIT, "memo", "nominations", "--day", "2022-04-04", store=store).status == 0
    assert status() == "on_time"
    why = ("--reason", "thiếu dấu")
    assert tonghop("decide", "send-back", UNIT_ID, "memo", "--day", "05/04/2022", *why, store=store).status == 0
    assert status() == "returned"
    assert tonghop("receive", UNIT_ID, "memo", "--day", "2022-04-06", store=store).status == 0
    assert status() == "on_time"
    for day in ("2022-04-04", "2022-04-06"):
        assert tonghop("strike", UNIT_ID, "memo", day, 2, *why, store=store).status == 0
    assert status("2022-04-04") == "not_due"
    extended = ("decide", "extend", UNIT_ID, "memo", "--day", "2022-04-08", *why)
    assert tonghop(*extended, store=store).status == 2
    assert tonghop(*extended, "--allowed-by", "Thường trực", "--json", store=store).json["version"] == 6
    assert tonghop("decide", "exempt", UNIT_ID, "memo", *why, store=store).status == 0
    assert status() == "exempt"
    assert tonghop("decide", "accept", UNIT_ID, "nominations", store=store).status == 0
    late = tonghop("receive", UNIT_ID, "memo", "--day", "2022-03-01", store=store)
    assert (late.status, late.out) == (1, "")
    assert "trước ngày ban hành" in late.err


def test_letters_are_written_for_the_units_that_lack_something(loaded: tuple[Path, Ended], tmp_path: Path) -> None:
    words = ("letters", "--as-of", "05/04/2022", "--out", tmp_path / "công văn")
    done = tonghop(*words, UNIT, "le-ho", "--json", store=loaded[0])
    assert (done.status, done.err, done.json["units"]) == (0, "", ["le-ho", UNIT_ID])
    assert sorted(Path(file).name for file in done.json["files"]) == sorted(
        ["don-doc-le-ho.docx", f"don-doc-{UNIT_ID}.docx", "don-doc-tat-ca.docx", "don-doc-danh-sach.docx"]
    )
    for more, said in ((("--answer-by", "05/04/2022"), "không sau ngày"), (("--signer", "ai"), "Không có người ký")):
        refused = tonghop(*words, *more, UNIT, store=loaded[0])
        assert (refused.status, refused.out) == (2, "")
        assert said in refused.err
    assert all(Path(file).read_bytes().startswith(b"PK") for file in done.json["files"])
    none = tonghop("letters", "--as-of", "01/04/2022", "--out", tmp_path / "không", UNIT, store=loaded[0])
    assert (none.status, list((tmp_path / "không").iterdir())) == (0, [])
    assert "Không có đơn vị nào còn thiếu hồ sơ đã đến hạn" in none.out
    wrong = tonghop(*words, "sao hỏa", store=loaded[0])
    assert (wrong.status, wrong.out) == (2, "")
