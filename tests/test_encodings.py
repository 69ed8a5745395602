"""Telling Unicode, TCVN3 and VNI apart, and decoding them: tables, round trips, the returns themselves."""

import json
import re
import unicodedata
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.legacy import encode
from tonghop.intake import encodings
from tonghop.intake.encodings import Detection, decode, detect, is_syllable

WORD_XML = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = [
    "Đảng bộ xã Thanh Sơn", "Hũ gạo tình thương", "Tuyến đường hoa phụ nữ tự quản", "Ngày thứ Bảy vì dân",
    "Tiết kiệm được 13 triệu đồng mỗi năm cho đơn vị.", "Cán bộ nêu gương, đảng viên đi trước",
    "Áo ấm mùa đông cho học sinh nghèo", "Giúp đỡ 86 lượt hộ nghèo, gia đình chính sách.", "Quỹ vì trẻ thơ",
]  # fmt: skip
LEGACY = ("tcvn3", "vni")


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def as_shown(text: str, encoding: str) -> str:
    """Lower what TCVN3 can't keep: capitals with a tone."""
    if encoding != "tcvn3":
        return text
    kept = set(encodings._TCVN3.values())
    return "".join(letter if letter.isascii() or letter in kept else letter.lower() for letter in text)


def every_syllable() -> list[str]:
    """Write out all that the tables of onsets, rhymes and tones allow."""
    marks = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    syllables = []
    for onset in sorted(encodings._ONSETS):
        for rhyme in sorted(encodings._RHYMES | encodings._RHYMES_OF_QU | {"êng", "êc"}):
            if not encodings._fit(onset, rhyme):
                continue
            stopped = rhyme[-1] in "cpt" or rhyme.endswith("ch")
            for mark in marks[4:] if stopped else marks:
                for place in encodings._tone_places(onset, rhyme):
                    letters = list(onset + rhyme)
                    letters[len(onset) + place] += mark
                    syllables.append(unicodedata.normalize("NFC", "".join(letters)))
    return syllables


SYLLABLES = every_syllable()
WORDS = re.compile(r"[^\W\d_]+")


@pytest.mark.parametrize(
    ("encoding", "source", "text"),
    [
        ("tcvn3", "X· Thanh S¬n", "Xã Thanh Sơn"),
        ("tcvn3", "HuyÖn ñy Kim B¶ng", "Huyện ủy Kim Bảng"),
        ("tcvn3", "BÝ th\xad t\xad t\xadëng", "Bí thư tư tưởng"),
        ("tcvn3", "®¶ng bé x· lª hå", "đảng bộ xã lê hồ"),
        ("tcvn3", "¡¢£¤¥¦§ ¨©ª«¬\xad®", "ĂÂÊÔƠƯĐ ăâêôơưđ"),
        ("tcvn3", "77-HD/§U", "77-HD/ĐU"),
        ("tcvn3", "“th¬” – 5", "“thơ” – 5"),
        ("vni", "Ñaûng boä xaõ Thanh Sôn", "Đảng bộ xã Thanh Sơn"),
        ("vni", "HUYEÄN UÛY KIM BAÛNG", "HUYỆN ỦY KIM BẢNG"),
        ("vni", "AÙo aám, Aùo AÁM", "Áo ấm, Áo ẤM"),
        ("vni", "Lónh vöïc tænh, Bí thö, kî, chò, gì", "Lĩnh vực tỉnh, Bí thư, kỵ, chị, gì"),
        ("vni", "ñöôïc ñöôøng thöôûng löôõng tröôùc", "được đường thưởng lưỡng trước"),
        (
            "vni",
            "Naêm baét ñaàu, laèng naèng, chaúng, saün, laëng",
            "Năm bắt đầu, lằng nằng, chẳng, sẵn, lặng",
        ),
        ("vni", "quyù quyø quyû quyõ, hoaù, hoùa", "quý quỳ quỷ quỹ, hoá, hóa"),
        ("unicode", nfd("Nhật Tựu"), "Nhật Tựu"),
        ("unicode", "Chi bé", "Chi bé"),
    ],
)
def test_a_text_is_decoded_letter_by_letter(encoding: str, source: str, text: str) -> None:
    assert decode(source, encoding) == text
    assert decode(nfd(source), encoding) == text


def test_the_tcvn3_table_holds_its_74_letters_where_the_standard_has_them() -> None:
    assert len(encodings._TCVN3) == len(set(encodings._TCVN3.values())) == 74
    corners = {
        0xA1: "Ă",
        0xA7: "Đ",
        0xAE: "đ",
        0xB9: "ạ",
        0xBE: "ắ",
        0xC6: "ặ",
        0xCB: "ậ",
        0xCC: "è",
        0xCE: "ẻ",
    }
    corners |= {
        0xD1: "ẹ",
        0xD6: "ệ",
        0xD8: "ỉ",
        0xDC: "ĩ",
        0xDE: "ị",
        0xDF: "ò",
        0xE1: "ỏ",
        0xEF: "ù",
        0xFE: "ỵ",
    }
    assert {code: encodings._TCVN3[code] for code in corners} == corners


def test_an_unknown_encoding_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="unicode, tcvn3, vni"):
        decode("x", "viscii")


# fmt: off
WELL_FORMED = (
    "Đảng uỷ ủy hoà hòa khoẻ khỏe thuý thúy quý qúy quả qủa quốc quyết quỳnh quýt gì gìn giếng giết giặt già "
    "giữ nghĩa nghiêm khuya khuỷu thuở tuần khuếch huênh loắt ngoằn xoong moóc ý yêu yếu ỷ kỹ lý sỹ "
    "hươu rượu nghệ ghế người được Ðảng ĐẢNG ƯU ứng oẳn uể ăn ở ạ"
)
ILL_FORMED = (
    "Café Köln thành_phố được1 hocj lêt tât cáó ngễ gễ kà cê ngề ghà nghà quư giì yênn hòàn hòan hoàán "
    "biêt nhât đưọc HĐND Đắk Krông B¸o g¹o đđ ữơ y̆ iêu tiêú nghiệ Ñôn ñöôïc đ - 5"
)
# fmt: on


@pytest.mark.parametrize("word", WELL_FORMED.split())
def test_a_syllable_of_the_language_is_well_formed(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(nfd(word))
    assert is_syllable(word.upper())


@pytest.mark.parametrize("word", ["", "hội nghị", *ILL_FORMED.split()])
def test_what_is_no_syllable_is_told(word: str) -> None:
    assert not is_syllable(word)


def test_every_syllable_of_the_tables_is_well_formed() -> None:
    assert len(SYLLABLES) > 14_000
    assert [word for word in SYLLABLES if not is_syllable(word)] == []


def test_right_unicode_is_never_converted() -> None:
    assert {detect([word]).encoding for word in SYLLABLES} == {"unicode", None}
    # No legacy reading survives a letter above U+00FF; decomposed, such a letter is still one.
    sample = [nfd(word) for word in SYLLABLES[::9] if max(word) > "\xff"]
    assert {detect([word]) for word in sample} == {Detection("unicode", ())}
    assert detect(SYLLABLES) == Detection("unicode", ())


@pytest.mark.parametrize("encoding", LEGACY)
def test_the_syllables_of_the_language_are_told_in_a_legacy_encoding(encoding: str) -> None:
    assert detect([encode(word, encoding) for word in SYLLABLES[::9]]).encoding == encoding


@pytest.mark.parametrize("encoding", LEGACY)
@given(text=st.lists(st.sampled_from(SYLLABLES + [word.title() for word in SYLLABLES])).map(" ".join))
def test_a_text_comes_back_from_its_legacy_encoding(encoding: str, text: str) -> None:
    source = encode(text, encoding)
    assert decode(source, encoding) == as_shown(text, encoding)
    # A few words can't tell, and signs alone are no letters; what is told is never the wrong one.
    has_letter = any(letter.isalpha() and not letter.isascii() for letter in source)
    assert detect([source]).encoding in ((encoding, None) if has_letter else ("unicode",))
    assert detect([text]).encoding in ("unicode", None)


@pytest.mark.parametrize("encoding", LEGACY)
def test_names_in_a_legacy_encoding_are_told_and_come_back(encoding: str) -> None:
    sources = [encode(name, encoding) for name in NAMES]
    assert detect(sources) == detect(map(nfd, sources)) == Detection(encoding, ())
    assert [decode(source, encoding) for source in sources] == [as_shown(name, encoding) for name in NAMES]
    assert detect([name.upper() for name in NAMES]) == Detection("unicode", ())


def test_capitals_in_vni_are_told_too() -> None:
    assert detect([encode(name.upper(), "vni") for name in NAMES]) == Detection("vni", ())


@pytest.mark.parametrize("texts", [[], [""], ["UBND", "5-KH/HU", "Pa no"], ["100m²", "25°C", "§ 5", "N·m", "£s"]])
def test_texts_without_a_letter_beyond_ascii_are_unicode(texts: list[str]) -> None:
    assert detect(texts) == Detection("unicode", ())


def test_single_cells_cannot_tell() -> None:
    assert detect(["Chi bé", "5"]) == Detection(None, (0,))
    assert detect([*NAMES, "Chi bé", "Sè", "Héi"]) == Detection("unicode", ())


# fmt: off
HARMLESS = [
    "Café Crème Brûlée", "Noël", "№ 5", "½ giờ", "25°C", "m² và m³", "HĐND-UBND, MTTQ", "QĐ-TTg", "77-HD/ĐU",
    "«Học tập»", "· Hội nghị", "Krông Păh, Đắk Lắk", "Ðảng bộ", "Nguyễn", "😀 vui", "\uf0b7 Hội",
    "hòan thành tôt", "ü", "û",
]
# fmt: on


@pytest.mark.parametrize("text", HARMLESS)
def test_foreign_words_abbreviations_and_signs_raise_no_alarm(text: str) -> None:
    assert detect([*NAMES, text]) == Detection("unicode", ())


@pytest.mark.parametrize("file", ["unicode", "tcvn3", "vni"])
@pytest.mark.parametrize("cell", ["unicode", "tcvn3", "vni"])
def test_a_cell_of_another_encoding_than_the_file_is_named(file: str, cell: str) -> None:
    texts = [encode(name, file) if file != "unicode" else name for name in NAMES]
    other = "Đảng bộ xã Thanh Sơn tổ chức hội nghị"
    texts.insert(3, other if cell == "unicode" else encode(other, cell))
    assert detect(texts) == (Detection(file, ()) if file == cell else Detection(None, (3,)))


@pytest.mark.parametrize("cell", ["Camera an ninh th«n", "Tæ", "HuyÖn", "chî", "toµn"])
def test_one_word_of_letters_that_unicode_has_no_use_for_is_clear(cell: str) -> None:
    assert detect([*NAMES, cell]) == Detection(None, (len(NAMES),))


def test_one_word_that_a_legacy_reading_cannot_hold_is_clear_in_its_file() -> None:
    texts = [encode(name, "tcvn3") for name in NAMES]
    assert detect([*texts, "Camera an ninh huyện"]) == Detection(None, (len(NAMES),))


def test_once_a_file_is_mixed_its_single_words_are_named_too() -> None:
    texts = [*NAMES, encode("Hội Phụ nữ thôn", "tcvn3"), "Huyện", "HuyÖn", "Café"]
    assert detect(texts).suspects == (len(NAMES), len(NAMES) + 2)


def test_a_file_half_of_each_names_the_half_that_reads_badly() -> None:
    texts = [*NAMES, *(encode(name, "tcvn3") for name in NAMES)]
    found = detect(texts)
    assert found.encoding is None
    assert set(found.suspects) in ({*range(9)}, {*range(9, 18)})


def test_a_language_that_is_none_of_ours_is_uncertain() -> None:
    assert detect(["Förderungserklärung über Gewährung", "plain"]) == Detection(None, (0,))


def test_the_plan_is_unicode_word_by_word() -> None:
    text = (Path(__file__).parent / "plan_sentences.txt").read_text(encoding="utf-8")
    assert detect(text.splitlines()) == detect(nfd(text).splitlines()) == Detection("unicode", ())
    assert {detect([word]).encoding for word in WORDS.findall(text)} <= {"unicode", None}
    for encoding in LEGACY:
        assert detect(encode(line, encoding) for line in text.splitlines()) == Detection(encoding, ())


def told_as_they_are(campaigns: Path) -> None:
    """Every file of the campaigns is in the encoding that its truth says."""
    files: list[tuple[Path, str | None]] = []
    for expected in sorted(campaigns.glob("*/expected.json")):
        listed = json.loads(expected.read_text(encoding="utf-8"))["files"]
        files += [(expected.parent / file["path"], file["encoding"]) for file in listed]
    assert files
    texts = {path: texts_of(path) for path, _ in files}
    found = {path: detect(texts[path]) for path, _ in files}
    assert {path: found[path].encoding for path, _ in files} == dict(files)
    for path in [path for path, encoding in files if encoding is None]:
        named = {texts[path][at] for at in found[path].suspects}
        assert named == {text for text in texts[path] if re.search("[\xa1-\xbf×÷]", text)}


def texts_of(path: Path) -> list[str]:
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as archive:
            body = ElementTree.fromstring(archive.read("word/document.xml"))
        return ["".join(paragraph.itertext()) for paragraph in body.iter(f"{WORD_XML}p")]
    workbook = CalamineWorkbook.from_path(str(path))
    sheets = [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]
    return [value for sheet in sheets for row in sheet for value in row if isinstance(value, str)]


@pytest.mark.slow
def test_every_return_is_told_as_it_is(made_campaigns: Path) -> None:
    told_as_they_are(made_campaigns)
