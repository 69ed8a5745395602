"""The fuzz run in small, that it can fail at all, and one test for each fault that its long runs brought to light."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests import fuzz
from tests.builders import (
    MODEL_HEADINGS,
    UNIT,
    UNIT_ID,
    ErrorCell,
    Row,
    consolidated,
    load_all,
    of_kind,
    package,
    plan_83,
    read_one,
    register,
    return_sheets,
    said,
    titled,
    unit_return,
    workbook,
)
from tonghop.actions.loading import FileOutcome, IntakeReport
from tonghop.actions.loading import load as load_files
from tonghop.findings import LONGEST_VALUE, make
from tonghop.intake.encodings import detect
from tonghop.intake.inbox import collect_uploads
from tonghop.intake.row_kinds import is_total, is_total_of_group, total_of
from tonghop.officefiles.reader import Book, Unreadable, read
from tonghop.officefiles.styles import Styles
from tonghop.officefiles.worksheet_xml import mark_worksheet
from tonghop.plan.unit_names import UnitNames
from tonghop.records import Figure, Model, Nomination, Record
from tonghop.store import Store

COUNT = 150


# -- the run -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [75, pytest.param(COUNT, marks=pytest.mark.soak)])
def test_hostile_files_are_answered_and_the_good_ones_among_them_do_not_suffer(count: int) -> None:
    lines: list[str] = []
    tally = fuzz.run(83, range(count), say=lines.append)
    assert lines == []
    assert tally.failures == []
    assert tally.files == count
    # else it damages too much, or nothing
    assert min(tally.ends[status] for status in ("accepted", "refused")) > count / 6
    assert len(tally.slugs) >= 8


def test_a_file_is_made_from_its_seed_and_number_alone() -> None:
    some = [fuzz.make(7, number) for number in range(25)]
    assert [fuzz.make(7, number) for number in reversed(range(25))] == some[::-1]
    assert fuzz.make(8, 3) != some[3]


def test_only_the_file_of_one_number_can_be_tried(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert fuzz.main(["--seed", "7", "--only", "5", "--keep", str(tmp_path)]) == 0
    assert '"files": 1' in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


Spoil = Callable[[IntakeReport], IntakeReport]


def is_bad(outcome: FileOutcome) -> bool:
    return outcome.path not in fuzz.good_files()


def of_files(change: Callable[[Any], Any]) -> Spoil:
    """Spoil the answers to the damaged files, all of them."""

    def spoil(report: IntakeReport) -> IntakeReport:
        outcomes = (replace(o, reading=change(o.reading)) if is_bad(o) else o for o in report.outcomes)
        return replace(report, outcomes=tuple(outcomes))

    return spoil


ODD = make("unreadable-file", reason="x")
STUMBLED = make("unreadable-file", reason=fuzz.NO_ANSWER)
SPOILT: dict[str, tuple[Spoil, str]] = {
    "a slug of nobody": (of_files(lambda r: replace(r, findings=(replace(ODD, slug="odd"),))), "none of the"),
    "another severity": (of_files(lambda r: replace(r, findings=(replace(ODD, severity="warning"),))), "none of the"),
    "an empty message": (of_files(lambda r: replace(r, findings=(replace(ODD, message=""),))), "says ''"),
    "no finding": (of_files(lambda r: replace(r, status="refused", findings=(), records=())), "refused with 0 errors"),
    "accepted all the same": (of_files(lambda r: replace(r, status="accepted", findings=(ODD,))), "with 1 errors"),
    "rows of a refused file": (
        of_files(lambda r: replace(r, status="refused", findings=(ODD,), records=some_records())),
        "refused with",
    ),
    "a unit of nobody": (
        of_files(lambda r: replace(r, unit_id=None, records=(Figure("nobody", "x", 2017, 1, "s", "A1"),))),
        "a record of 'nobody'",
    ),
    "more than a number": (
        of_files(lambda r: replace(r, unit_id=None, records=(Figure(UNIT_ID, "x", 2017, 10**16, "s", "A1"),))),
        "Figure.value",
    ),
    "the reader stumbled": (
        of_files(lambda r: replace(r, status="refused", records=(), findings=(STUMBLED,))),
        "the reader stumbled",
    ),
    "a file without an answer": (
        lambda report: replace(report, outcomes=tuple(o for o in report.outcomes if not is_bad(o))),
        "no answer",
    ),
    "a good file that suffers": (
        lambda report: replace(report, outcomes=tuple(o for o in report.outcomes if o.path != "tốt-c.xlsx")),
        "the good file tốt-c.xlsx suffered",
    ),
}


def some_records() -> tuple[Record, ...]:
    return fuzz.good_readings()["tốt-a.xlsx"].records


@pytest.mark.parametrize(("spoil", "what"), SPOILT.values(), ids=list(SPOILT))
def test_a_planted_bad_answer_is_told(spoil: Spoil, what: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fuzz.good_readings()  # as they are
    monkeypatch.setattr(fuzz, "load", lambda *given, **more: spoil(load_files(*given, **more)))
    lines: list[str] = []
    tally = fuzz.run(7, [0, 1, 2], keep=tmp_path, say=lines.append)
    assert any(what in told for _, told in tally.failures), tally.failures
    assert any("python -m tests.fuzz --seed 7 --only" in line for line in lines)
    assert list(tmp_path.iterdir())


def test_a_batch_that_raises_is_blamed_on_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(store: Store, inbox: Any, **more: Any) -> IntakeReport:
        if any(item.path.startswith("1.") for item in inbox.items):
            raise IndexError("list index out of range")
        return load_files(store, inbox, **more)

    monkeypatch.setattr(fuzz, "load", fails)
    tally = fuzz.run(7, [0, 1, 2], say=lambda line: None)
    assert tally.failures == [(1, "IndexError: list index out of range")]


def test_a_store_that_does_not_hold_what_was_read_is_told(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    files = {"a.xlsx": unit_return(), "b.xlsx": unit_return(changes={("Khen thưởng", "D4"): "x"})}
    report, _ = fuzz.answered(list(files.items()), store, is_loaded=True)
    assert [outcome.status for outcome in report.outcomes] == ["accepted", "refused"]
    assert fuzz.faults_of_store(store, report) == {}

    def with_records(path: str, *records: Record) -> IntakeReport:
        changed = {o.path: replace(o, reading=replace(o.reading, records=records)) for o in report.outcomes}
        return replace(report, outcomes=tuple(changed[o.path] if o.path == path else o for o in report.outcomes))

    whole = report.outcomes[0].reading.records
    figure = next(record for record in whole if isinstance(record, Figure))
    assert list(fuzz.faults_of_store(store, with_records("a.xlsx", *whole, figure))) == ["a.xlsx"]
    assert list(fuzz.faults_of_store(store, with_records("a.xlsx", *whole[1:]))) == ["a.xlsx"]
    assert list(fuzz.faults_of_store(store, with_records("b.xlsx", figure))) == ["b.xlsx"]


# -- what it brought to light --------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def with_part(content: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = dict(fuzz.parts_of(content))
    assert change(parts[part]) != parts[part]
    return fuzz.repacked(parts | {part: change(parts[part])})


def answer(content: bytes, name: str = "a.xlsx") -> Book | Unreadable:
    (only,) = read([(name, content)])
    return only


def reason(content: bytes, name: str = "a.xlsx") -> str:
    found = answer(content, name)
    return found.reason if isinstance(found, Unreadable) else "read"


def test_an_error_cell_below_all_values_is_a_finding_and_no_exception(store: Store) -> None:
    sheets = {"Sheet1": titled(UNIT, ["T T", "Tên mô hình", "Đơn vị thực hiện"], [[1, "Hũ gạo", "Hội"], [], []])}
    content = workbook(sheets, {("Sheet1", "B6"): ErrorCell("#REF!")})
    assert said(read_one(store, content).findings) == [("error-cell", "Danh sách", "B6", "#REF!")]


def test_a_formula_at_the_end_of_the_world_does_not_make_us_walk_there() -> None:
    far = (
        b'<table:table-row table:number-rows-repeated="999999999"/>'
        b'<table:table-row><table:table-cell table:formula="of:=1"/></table:table-row></table:table>'
    )
    content = with_part(
        fuzz.ods(return_sheets()), "content.xml", lambda xml: xml.replace(b"</table:table>", far, 1)
    )
    assert reason(content, "a.ods") == "extent"


def test_an_error_or_a_formula_that_an_ods_repeats_is_told_everywhere() -> None:
    error = (
        '<table:table-cell table:number-columns-repeated="2" office:value-type="string" '
        'xmlns:calcext="urn:x" calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>'
    )
    formula = '<table:table-cell table:number-columns-repeated="2" table:formula="of:=1"/>'
    one = '<table:table-cell office:value-type="float" office:value="1"/>'
    row = f'<table:table-row table:number-rows-repeated="2">{error}{formula}{one}</table:table-row></table:table>'
    content = with_part(
        fuzz.ods({"Một": []}), "content.xml", lambda xml: xml.replace(b"</table:table>", row.encode())
    )
    found = answer(content, "a.ods")
    assert isinstance(found, Book)
    (sheet,) = found.sheets
    assert sheet.errors == dict.fromkeys([(0, 0), (0, 1), (1, 0), (1, 1)], "#REF!")
    assert sheet.uncalculated == {(0, 2), (0, 3), (1, 2), (1, 3)}


def test_more_copies_than_any_count_may_have_are_no_number(store: Store) -> None:
    content = register(changes={("Tiếp nhận", "E4"): 5_000_000_000})
    assert said(read_one(store, content).findings) == [("not-a-number", "Tiếp nhận", "E4", "5000000000")]
    assert load_all(store, {"a.xlsx": content}) == {"a.xlsx": "partial"}
    assert load_all(store, {"b.xlsx": register(changes={("Tiếp nhận", "E4"): 10**8})}) == {"b.xlsx": "accepted"}


def test_a_name_that_is_no_text_can_be_stored(store: Store) -> None:
    assert list(load_all(store, {"a\udce1\ud800.xlsx": unit_return()}).values()) == ["accepted"]


SHEET = "xl/worksheets/sheet3.xml"
TORN: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda xml: xml[: xml.index(b'<row r="6"')],
    "a tag lacking": lambda xml: xml.replace(b"</row>", b"", 1),
    "something after the end": lambda xml: xml + b"<x/>",
    "an attribute twice": lambda xml: xml.replace(b'<row r="4"', b'<row r="4" r="4"'),
    "a sign that XML has not": lambda xml: xml.replace(b"<v>2017", b"<v>\x012017"),
    "an address beyond all numbers": lambda xml: xml.replace(b'r="D4"', b'r="D4294967300"'),
    "an address beyond all letters": lambda xml: xml.replace(b'r="D4"', b'r="AAAAD4"'),
    "a text without a number": lambda xml: xml.replace(b'<c r="B4" t="s"><v>', b'<c r="B4" t="s"><v>x'),
}


@pytest.mark.parametrize("change", TORN.values(), ids=list(TORN))
def test_a_torn_sheet_is_refused_and_not_read_by_half(change: Callable[[bytes], bytes]) -> None:
    assert reason(with_part(unit_return(), SHEET, change)) == "parse"


def test_torn_texts_and_a_torn_ods_are_refused_too() -> None:
    cut = with_part(unit_return(), "xl/sharedStrings.xml", lambda xml: xml[:-8])
    assert reason(cut) == "parse"
    cut = with_part(fuzz.ods(return_sheets()), "content.xml", lambda xml: xml[: xml.index("Khó khăn".encode())])
    assert reason(cut, "a.ods") == "parse"


def test_a_comment_beside_a_value_does_not_blank_it(store: Store) -> None:
    content = with_part(unit_return(), SHEET, lambda xml: xml.replace(b"<v>11</v>", b"<v><!-- x -->11</v>"))
    found = {record.cell: record.value for record in of_kind(read_one(store, content), Figure)}
    assert found["D4"] == 11


def test_a_comment_that_never_ends_is_refused_at_once() -> None:
    content = with_part(unit_return(), SHEET, lambda xml: xml.replace(b"</row>", b"</row>" + b"<!--" * 200_000, 1))
    assert reason(content) == "parse"  # not "timeout": the reader's own limit of processor time judges


def test_a_desert_of_spaces_in_a_cell_is_crossed_once() -> None:
    for cell in ("<f>1</f>{}<v>11</v>", "<f>1</f>{}<v>#N/A</v>", "{}<v>11</v>", "<f>1</f>{}<v></v>{}"):
        wide = cell.replace("{}", " " * 300_000).encode()
        content = with_part(unit_return(), SHEET, lambda xml, new=wide: xml.replace(b"<v>11</v>", new))  # type: ignore[misc]
        found = answer(content)
        assert isinstance(found, Book) or found.reason != "timeout", cell


def test_prefixes_change_nothing() -> None:
    """Some programs write x:c for c in every cell."""
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row>' * 60_000
    plain = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    prefixed = plain.replace(b"</", b"</\0").replace(b"<", b"<x:").replace(b"<x:/\0", b"</x:")
    assert {mark_worksheet("a", xml, 10**6, Styles())[0].used for xml in (prefixed, plain)} == {60_000}


def test_a_long_text_in_thousands_of_cells_does_not_fill_the_memory() -> None:
    rows: list[Row] = [["ạ" * 30_000] * 9 for _ in range(100)]
    found = answer(workbook({"a": rows}))
    assert isinstance(found, Book)
    assert len({id(value) for row in found.sheets[0].rows for value in row}) == 1
    assert reason(workbook({"a": rows * 2})) == "memory"


def test_a_finding_quotes_a_long_text_in_short(store: Store) -> None:
    content = unit_return(changes={("Khen thưởng", "D4"): "chưa có số liệu, " * 1800})
    (finding,) = (f for f in read_one(store, content).findings if f.slug == "not-a-number")
    assert finding.value is not None
    assert len(finding.value) <= LONGEST_VALUE
    assert finding.value.endswith("…")
    assert f"“{finding.value}”" in finding.message
    long = make("ambiguous-number", sheet="a", cell="A1", value="1" + ",000" * 9000, reading="1" + ".000" * 9000)
    assert len(long.message) < 1200


def test_thousands_of_unknown_names_are_told_soon(store: Store) -> None:
    def many(count: int) -> bytes:
        names = [f"Đảng bộ xã Tân Sơn số {n} thôn {n * 7}" for n in range(count)]
        rows: list[Row] = [[name, 1, "Hũ gạo", "Kinh tế"] for name in names]
        return consolidated(sheets={"Mô hình": titled("x", ["Đơn vị", *MODEL_HEADINGS], rows)})

    findings = read_one(store, many(3000)).findings
    assert len([f for f in findings if f.slug == "unknown-unit"]) == 3000
    assert "Có phải là" in findings[0].message  # the first get a suggestion, the rest the remedy
    assert "Có phải là" not in findings[-1].message
    assert "Đề nghị" in findings[-1].message


def test_a_name_made_of_prefixes_is_looked_up_soon() -> None:
    names = plan_83().name_resolver()
    texts = [f"{'TT' * 60}số {n}{'huyện' * 14}" for n in range(300)]
    assert {names.find(text) for text in texts} == {()}
    assert names.find("TT" * 40 + "Ba Sao" + "huyện" * 14) == ("thi-tran-ba-sao",)


def test_the_reading_with_the_fewest_cuts_counts() -> None:
    names = UnitNames([("a", "xã Sơn huyện"), ("b", "Sơn"), ("c", "Chi bộ Sơn")], ["Chi bộ", "xã"], ["huyện"])
    assert names.find("xã Sơn huyện") == ("a",)
    assert names.find("Chi bộ Sơn") == ("c",)
    assert names.find("Sơn") == ("a", "b", "c")


def test_thousands_of_merged_cells_are_looked_through_once(store: Store) -> None:
    rows: list[Row] = [[UNIT if n == 0 else None, n + 1, f"Mô hình {n}", "Kinh tế"] for n in range(3000)]
    content = consolidated(sheets={"Mô hình": titled("x", ["Đơn vị", *MODEL_HEADINGS], rows)})
    areas = ["A4:A3003", *(f"Z{n}:Z{n + 1}" for n in range(1, 38_000, 2))]
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    content = with_part(
        content,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"</sheetData>", f"</sheetData><mergeCells>{merged}</mergeCells>".encode()),
    )
    reading = read_one(store, content)
    assert len([m for m in of_kind(reading, Model) if m.unit_id == UNIT_ID]) == 3000


def test_cells_full_of_line_breaks_are_looked_through_soon(store: Store) -> None:
    headings: Row = ["Tên mô hình", "Tóm tắt thành tích", "Ghi chú"]
    rows: list[Row] = [["\n" * 32_000 + f"Hũ gạo {n}", " " * 32_000 + "x", "\n" * 32_000] for n in range(40)]
    content = with_models(headings, *rows)
    assert len(of_kind(read_one(store, content), Model)) == 40


def test_a_total_behind_thousands_of_blanks_is_looked_through_once() -> None:
    for words in ("Tổng cộng", "Cộng", "Tổng số", "Cộng khối"):
        far = f"{words}{' ' * 32_000}x\x01"
        assert not is_total(far)
        assert total_of(far) != ""
        assert is_total_of_group(f"{words}{' ' * 32_000}?") == (words == "Cộng khối")


def test_a_text_said_in_thousands_of_cells_is_judged_once() -> None:
    mixed = ["Đảng bộ xã Thanh Sơn, huyện Kim Bảng"] * 50 + ["Ñaûng boä xaõ Taân Sôn " + "1" * 30_000] * 2000
    assert detect(mixed).suspects == tuple(range(50))


def test_a_package_that_would_fill_the_memory_is_refused() -> None:
    bomb = package({f"{n}.xlsx": bytes(15 << 20) for n in range(15)}, compression=zipfile.ZIP_DEFLATED)
    (item,) = collect_uploads([("g.zip", bomb)]).items
    assert item.refusal is not None
    assert item.refusal.slug == "too-large"


# -- what the random layouts brought to light ----------------------------------------------------------------


def with_models(headings: Row, *rows: Row) -> bytes:
    return unit_return(sheets={"Mô hình": titled("DANH SÁCH", headings, rows)})


@pytest.mark.parametrize(
    ("headings", "row", "names"),
    [
        (["Đề nghị khen thưởng", "Tên mô hình", "TT"], ["x", "Hũ gạo"], ["Hũ gạo"]),
        (["Đề nghị khen thưởng", "Tên mô hình"], ["V", "Hũ gạo"], ["Hũ gạo"]),
        (["Tên mô hình", "Đề nghị khen thưởng"], ["Hũ gạo", "x"], ["Hũ gạo"]),
        (["Đề nghị khen thưởng", "Tên mô hình"], ["II", "Các chi bộ"], []),
        (["TT", "Tên mô hình"], ["X", "Các chi bộ"], []),
        (["Tên mô hình", "Lĩnh vực", "TT"], ["Các chi bộ", None, "II"], []),
    ],
)
def test_a_mark_beside_a_name_is_no_group_and_a_group_may_stand_the_other_way_round(
    store: Store, headings: Row, row: Row, names: list[str]
) -> None:
    found = of_kind(read_one(store, with_models(headings, row)), Model)
    assert [model.name for model in found] == names
    assert all(model.is_nominated for model in found)


def test_headings_said_again_with_a_colon_after_the_last_end_no_table(store: Store) -> None:
    headings = ["TT", "Tên mô hình", "Lĩnh vực", "Ghi chú:"]
    rows: list[Row] = [[1, "Hũ gạo"], headings, [2, "Đường hoa"], [None, "Ghi chú: hết"], [None, "Sau"]]
    found = of_kind(read_one(store, with_models(headings, *rows)), Model)
    assert [model.name for model in found] == ["Hũ gạo", "Đường hoa"]


def test_the_numbers_of_the_columns_are_told_where_columns_are_left_out(store: Store) -> None:
    rows: list[Row] = [["Tên mô hình", "Đơn vị thực hiện"], [1, 2], ["Hũ gạo", "Hội Phụ nữ"]]
    reading = read_one(store, workbook({"Sheet1": [[UNIT], *rows]}))
    assert [n.name for n in of_kind(reading, Nomination)] == ["Hũ gạo"]
