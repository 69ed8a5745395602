"""Papers that come as PDF: read as the Word paper they were made of, kept as scans without text, or refused."""

from __future__ import annotations

import io
import random
import re
from datetime import date, datetime
from pathlib import Path

import pypdf
import pytest

from tests import builders
from tests.builders import in_tcvn3, plan_83
from tests.paper_pdf import LOOKS, as_pdf, by_hand, line, texts_as_pdf
from tests.prose_reports import LAYOUTS, made
from tonghop.actions.loading import load
from tonghop.intake.inbox import collect_uploads
from tonghop.intake.reading import Reading
from tonghop.officefiles.reader import Book, Unreadable, read
from tonghop.prose.laid_out import laid_out
from tonghop.prose.paper import Paper, PaperReader
from tonghop.store import Store

REPORT = ["BÁO CÁO", "II. KẾT QUẢ TỔ CHỨC THỰC HIỆN", "1. Công tác tuyên truyền"]
PLAIN = b"Kh\xf4ng c\xf3 g\xec. Bao cao so ket nam nam thuc hien mo hinh hoc tap va lam theo Bac."


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


def book(content: bytes) -> Book:
    (answer,) = read([("a.pdf", content)])
    assert isinstance(answer, Book), answer
    return answer


def refused(content: bytes, name: str = "a.pdf") -> tuple[str, str]:
    (answer,) = read([(name, content)])
    assert isinstance(answer, Unreadable)
    return answer.reason, answer.detail


def kept(store: Store, content: bytes) -> Reading:
    return builders.read(store, {"a.pdf": content})["a.pdf"]


def proposed(content: bytes) -> Paper:
    plan = plan_83()
    return PaperReader(plan, plan.name_resolver()).read(book(content))


def figures(paper: Paper) -> dict[tuple[str, int | None], int | None]:
    return {(each.indicator_id, each.year): each.value for each in paper.proposal.figures}


@pytest.mark.parametrize("seed", range(2 * len(LAYOUTS)))
def test_a_pdf_tells_what_its_word_paper_tells(seed: int) -> None:
    content, true, idle = made(seed)
    look = [*LOOKS][(seed + seed // len(LAYOUTS)) % len(LOOKS)]
    found = proposed(as_pdf(content, look))
    told = figures(found)
    assert told.items() <= true.items(), "nothing is wrong"
    assert len(told) >= 0.9 * len(true)
    assert (found.head.kind, found.head.unit_id) == ("report", "kha-phong")
    assert (found.head.number or "").endswith("-BC/ĐU")
    assert found.head.subject == "sơ kết 05 năm xây dựng mô hình"
    if look != "narrow":  # there the day is over two lines of a cell, beside others
        assert found.head.issued_on == date(2022, 4, 5)
    under = {part.outline: part.text for part in found.proposal.parts}
    if LAYOUTS[seed % len(LAYOUTS)] != "text-table":  # a cell over a page's end is two
        assert {part: text for part, text in idle.items() if text not in under.get(part, "").replace("\n", " ")} == {}


def test_page_numbers_and_running_heads_are_no_text_and_said(store: Store) -> None:
    said = "Các chi bộ họp bàn việc xây dựng mô hình ở thôn."
    texts = [*REPORT, *(" ".join([said] * (1 + n % 4)) for n in range(40))]
    found = book(texts_as_pdf(texts, "headed"))
    assert len(found.headers) == 1
    assert not any("Trang" in text for text in found.paragraphs)
    assert [*found.paragraphs] == texts
    reading = kept(store, texts_as_pdf(texts, "ragged"))
    assert reading.notes == ("Tệp PDF: không tính vào văn bản 3 số trang.",)


@pytest.mark.parametrize("look", LOOKS)
def test_a_sentence_over_lines_and_pages_is_one(look: str) -> None:
    random_ = random.Random(3)
    texts = []
    for _ in range(40):
        words = random_.choices(re.split(" ", "các chi bộ đã họp bàn xây dựng mô hình học tập và làm theo Bác"), k=60)
        texts.append(" ".join(["Đảng ủy", *words]) + ".")
    assert [*book(texts_as_pdf(texts, look)).paragraphs] == texts


def test_rows_without_borders_tell_nothing_unless_they_are_a_whole_grid() -> None:
    def page(*rows: tuple[bytes, ...], wrapped: bytes = b"") -> bytes:
        drawn = line(b"BAO CAO", 250, 800) + line(b"II. KET QUA THUC HIEN", 70, 780)
        y = 740
        for row in rows:
            drawn += b"".join(line(text, 70 + 110 * at + 60 * (at > 0), y) for at, text in enumerate(row))
            y -= 18
        return by_hand([drawn + line(wrapped, 70, y) + line(PLAIN, 70, 300)])

    whole = book(page((b"Noi dung", b"2017", b"2018"), (b"Hoi nghi", b"5", b"6")))
    assert [(sheet.rows, at in whole.loose) for at, sheet in enumerate(whole.sheets)] == [
        ([["Noi dung", "2017", "2018"], ["Hoi nghi", "5", "6"]], False)
    ]
    for rows, wrapped in (
        (((b"Noi dung", b"2017", b"2018"), (b"Hoi nghi", b"5")), b""),
        (((b"Noi dung", b"2017", b"2018"), (b"Hoi nghi", b"5", b"6")), b"khong co"),
        (((b"Hoi nghi", b"5", b"6"),), b""),
    ):
        assert book(page(*rows, wrapped=wrapped)).loose, rows
    loose = [*REPORT, "Nội dung\t2018\t2019", "Hội nghị\t12\t15", "Hội nghị năm 2019\t12 hội nghị"]
    assert not proposed(texts_as_pdf(loose, "ragged")).proposal.figures


def test_a_ruled_table_is_read_cell_by_cell() -> None:
    head = (b"Noi dung", b"2017", b"2018")
    rows = [head, (b"Hoi nghi quan triet,", b"5", b"6")]
    drawn = line(b"tuyen truyen", 72, 684)
    for at, row in enumerate(rows):
        drawn += b"".join(line(text, 72 + 150 * n, 740 - 40 * at) for n, text in enumerate(row))
    for y in (760, 730, 670):
        drawn += b"70 %d m 520 %d l S\n" % (y, y)
    for x in (70, 195, 360, 520):
        drawn += b"%d 670 0.5 90 re f\n" % x
    found = book(by_hand([drawn + line(PLAIN, 70, 300)]))
    assert found.loose == ()
    assert found.sheets[0].rows == [["Noi dung", "2017", "2018"], ["Hoi nghi quan triet, tuyen truyen", "5", "6"]]


def test_a_footnotes_mark_is_no_digit_and_bold_drawn_twice_is_one() -> None:
    drawn = line(b"Nam 2018 co 12", 70, 700) + line(b"1", 153, 705, 7) + line(b"hoi nghi", 162, 700)
    drawn += line(b"2019 co 13 hoi nghi", 70, 650) + line(b"2019 co 13 hoi nghi", 70.4, 650)
    found = book(by_hand([drawn + line(PLAIN, 70, 300)]))
    assert found.paragraphs[:2] == ("Nam 2018 co 12¹ hoi nghi", "2019 co 13 hoi nghi")
    assert "footnote-mark" not in dict(found.left_out)


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2018 tổ chức 12^1 hội nghị.",
        "Năm 2018 tổ chức 12 hội nghị^1.",
        "Năm 2018^1 tổ chức 12 hội nghị.",
        "Năm 2018 tổ chức 12^* hội nghị.",
    ],
)
def test_a_figure_beside_a_raised_mark_is_not_certain(text: str) -> None:
    """A footnote may say anything of it."""
    content = texts_as_pdf([*REPORT, text, "Năm 2019 tổ chức 13 hội nghị."])
    found = {(each.year, each.value): each.is_certain for each in proposed(content).proposal.figures}
    assert found == {(2018, 12): False, (2019, 13): True}


def test_a_letter_of_another_font_drawn_later_does_not_tear_its_word() -> None:
    """As LibreOffice draws what its font lacks: the line with a gap first, the letter into it afterwards."""
    drawn = b"BT /F 12 Tf 70 700 Td [(D) (ang )-556(y to chuc 12 hoi nghi)] TJ ET\n"
    width = 0.722 + 3 * 0.556 + 0.278  # of Dang and the blank
    drawn += line(b"u", 70 + 12 * width, 700) + line(PLAIN, 70, 300)
    assert book(by_hand([drawn])).paragraphs[0] == "Dang uy to chuc 12 hoi nghi"


def test_old_fonts_are_told_as_in_word_files() -> None:
    texts = [*REPORT, "Năm 2018 Đảng ủy tổ chức 12 hội nghị, được lần lượt các chi bộ hưởng ứng."]
    old = [in_tcvn3(text).encode("latin-1") for text in texts]
    drawn = b"".join(line(text, 70, 740 - 30 * at) for at, text in enumerate(old))
    font = b"/Type/Font/Subtype/TrueType/BaseFont/.VnTime/Encoding/WinAnsiEncoding"
    assert figures(proposed(by_hand([drawn], font=font))) == {("conferences", 2018): 12}


def test_what_is_not_seen_is_not_read_and_said() -> None:
    drawn = line(PLAIN, 70, 700) + line(b"Nam 2018 co 12 hoi nghi", -500, 600) + b"q 0 1 -1 0 300 300 cm "
    found = book(by_hand([drawn + line(b"BAN SAO", 0, 0) + b"Q"]))
    assert (len(found.paragraphs), dict(found.left_out)) == (1, {"unseen": 30})
    turned = book(by_hand([b"q 0 1 -1 0 595 0 cm " + line(PLAIN, 70, 300) + b"Q"], page=b"/Rotate 90"))
    assert turned.paragraphs == (PLAIN.decode("latin-1"),)


def test_a_scan_is_kept_and_said_to_be_one(store: Store) -> None:
    signs = b"/Type/Font/Subtype/Type0/BaseFont/Any/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype"
    signs += b"/CIDFontType2/BaseFont/Any/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]"
    jumbled = bytes((each - 60) % 26 + 97 if chr(each).isalpha() else each for each in PLAIN)
    more = "được lưu nguyên, chưa đọc; đề nghị gửi thêm bản Word (.docx)."
    scans = {
        "Tệp PDF là bản chụp, không có lớp chữ: được lưu nguyên, chưa đọc.": by_hand([b"0 0 595 842 re f"]),
        "Tệp PDF là bản chụp, chữ do máy nhận dạng nên không lấy số liệu: được lưu nguyên, chưa đọc.": by_hand(
            [line(PLAIN, before=b"3 Tr")]
        ),
        f"Tệp PDF có phông chữ không giải mã được: {more}": by_hand([line(PLAIN)], font=signs),
        f"Chữ trong tệp PDF không đọc được thành tiếng Việt: {more}": by_hand([line(jumbled)]),
        f"Tệp PDF quá dài (160 trang): {more}": by_hand([b""] * 160),
    }
    for why, content in scans.items():
        reading = kept(store, content)
        assert (reading.status, reading.paper and reading.paper.kind, reading.notes) == ("paper", "other", (why,))


def test_a_list_as_pdf_is_kept_and_no_form(store: Store) -> None:
    reading = kept(store, texts_as_pdf(["DANH SÁCH MÔ HÌNH", "Đảng ủy xã Tân Sơn đề nghị các mô hình sau."]))
    assert (reading.status, reading.paper and reading.paper.kind, reading.records) == ("paper", "other", ())
    assert reading.notes[-1] == (
        "Danh sách dạng PDF chỉ được lưu; đề nghị gửi bản Word hoặc Excel (.docx, .xlsx) theo biểu mẫu."
    )


def test_a_pdf_with_a_password_is_said_to_have_one() -> None:
    for password, expected in (("secret", ("encrypted", "")), ("", None)):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(texts_as_pdf([*REPORT, "Năm 2018 có 12 hội nghị."])))
        writer.encrypt(password, "owner", algorithm="AES-256")
        content = io.BytesIO()
        writer.write(content)
        if expected:
            assert refused(content.getvalue()) == expected
        else:  # only printing or changing is forbidden
            assert figures(proposed(content.getvalue())) == {("conferences", 2018): 12}


def test_loaded_it_is_a_paper_and_shown_with_its_numbers_marked(store: Store) -> None:
    content = as_pdf(made(0)[0])
    report = load(
        store, collect_uploads([("bc.pdf", content)]), received_on=date(2022, 4, 8),
        recorded_at=datetime(2022, 4, 8), recorded_by="a",
    )  # fmt: skip
    (outcome,) = report.outcomes
    assert (outcome.status, outcome.reading.unit_id, outcome.reading.paper and outcome.reading.paper.kind) == (
        "paper", "kha-phong", "report",
    )  # fmt: skip
    found = proposed(content)
    marks = [mark for each in laid_out(found.proposal, found.head.kind) for mark in each.marks]
    assert len({key for mark in marks for key in mark.keys}) >= 60


def _bomb(size: int) -> bytes:
    return by_hand([b" " * size])


HOSTILE = {
    "cut": (lambda: as_pdf(made(0)[0])[:-700], "parse"),
    "half": (lambda: as_pdf(made(0)[0])[:20_000] + b"\n%%EOF", "parse"),
    "a stream that swells": (lambda: _bomb(60_000_000), "unpacked-size"),
    "many streams that swell": (lambda: by_hand([b" " * 25_000_000] * 12), "unpacked-size"),
    "forms within themselves": (
        lambda: by_hand(
            [b"/X Do"], more=[b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 5"
                              b">>stream\n/X Do\nendstream"],
        ),
        "parse",
    ),
    "forms that multiply": (
        lambda: by_hand(
            [b"/X Do " * 5000], more=[b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<>>/Length 9000>>stream\n"
                                      + b"q Q " * 2250 + b"\nendstream"],
        ),
        "unpacked-size",
    ),
    "arrays within arrays": (lambda: by_hand([b"[" * 200_000 + b"]" * 200_000 + b" TJ"]), "parse"),
    "text without a font": (lambda: by_hand([b"BT (Bao cao) Tj ET"]), "parse"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_and_damaged_ones_are_refused_and_cost_their_neighbours_nothing(name: str) -> None:
    make, reason = HOSTILE[name]
    good = texts_as_pdf([*REPORT, "Năm 2018 có 12 hội nghị."])
    answers = list(read([("a.pdf", good), ("b.pdf", make()), ("c.pdf", good)]))
    assert isinstance(answers[1], Unreadable)
    assert answers[1].reason == reason
    assert isinstance(answers[0], Book)
    assert answers[0] == answers[2]


def test_bytes_changed_at_random_give_the_same_text_or_none() -> None:
    content = texts_as_pdf([*REPORT, "Năm 2018 có 12 hội nghị, năm 2019 có 15 hội nghị."])
    true = figures(proposed(content))
    random_ = random.Random(5)
    changed = []
    for _ in range(60):
        other = bytearray(content)
        for _ in range(random_.choice([1, 1, 5, 40])):
            other[random_.randrange(len(other))] = random_.randrange(256)
        changed.append(("a.pdf", bytes(other)))
    plan = plan_83()
    reader = PaperReader(plan, plan.name_resolver())
    answers = list(read(changed))
    assert len(answers) == len(changed)
    for answer in answers:
        if isinstance(answer, Book):
            assert figures(reader.read(answer)).items() <= true.items()
        else:
            assert answer.reason != "unexpected"
