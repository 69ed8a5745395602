"""Whose name is it: exact aliases after folding, with what may stand before and after; never likeness."""

from __future__ import annotations

import random
import re
import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import in_tcvn3, nfd, plain, plan_83
from tonghop.plan.model import Unit
from tonghop.plan.unit_names import UnitNames
from tonghop.vietnamese import fold_key

PREFIXES = ["UBND", "xã", "thị trấn", "TT"]
ORGANS = ["Ban Chấp hành", "BCH", "Ban Thường vụ", "BTV"]
OF_KIND = {
    "dang_bo": ["Đảng bộ", "Đảng ủy", "ĐB"],
    "chi_bo": ["Chi bộ", "CB"],
    "mttq_ctxh": [*ORGANS, "Ban Thường trực"],
}
SUFFIXES = ["huyện", "huyện Kim Bảng", "Kim Bảng", "Kim Bảng, tỉnh Hà Nam"]
UNITS = {unit.id: unit for unit in plan_83().units}
ROSTER = [(unit.id, name) for unit in UNITS.values() for name in (unit.name, *unit.aliases)]


def fitting(unit_id: str) -> list[str]:
    """What may stand before this unit's name: what fits every unit, and what fits its kind."""
    own = OF_KIND[UNITS[unit_id].kind]
    return [*PREFIXES, *own, *(f"{organ} {word}" for organ in ORGANS for word in own)]


@pytest.fixture(scope="module")
def names() -> UnitNames:
    return plan_83().name_resolver()


def test_what_may_stand_around_a_name_is_the_contracts() -> None:
    assert list(plan_83().name_prefixes) == PREFIXES
    assert list(plan_83().name_suffixes) == SUFFIXES
    assert list(plan_83().name_organs) == ORGANS
    assert {kind.id: list(kind.prefixes) for kind in plan_83().kinds} == OF_KIND


@pytest.mark.parametrize(
    ("text", "unit_id"),
    [
        ("Đảng bộ xã Tân Sơn", "tan-son"),
        ("Đảng ủy xã Tân Sơn", "tan-son"),
        ("Đảng uỷ xã Tân Sơn", "tan-son"),
        ("ĐẢNG ỦY XÃ TÂN SƠN", "tan-son"),
        ("UBND xã Tân Sơn", "tan-son"),
        ("ĐB xã Tân Sơn", "tan-son"),
        ("Ban Chấp hành Đảng bộ xã Tân Sơn", "tan-son"),
        ("BCH Đảng bộ xã Tân Sơn", "tan-son"),
        ("BTV Đảng ủy xã Tân Sơn, huyện Kim Bảng", "tan-son"),
        ("1. Đảng bộ xã Tân Sơn", "tan-son"),
        ("1 Đảng bộ xã Tân Sơn", "tan-son"),
        ("(2) xã Tân Sơn", "tan-son"),
        ("II/ Đảng bộ xã Tân Sơn", "tan-son"),
        ("A. xã Tân Sơn", "tan-son"),
        ("Ban Thường vụ Huyện đoàn", "doan-thanh-nien"),
        ("xã Tân Sơn", "tan-son"),
        ("Xã Tân Sơn huyện Kim Bảng", "tan-son"),
        ("xã Tân Sơn, huyện Kim Bảng", "tan-son"),
        ("Tân Sơn - Kim Bảng", "tan-son"),
        ("Tân Sơn", "tan-son"),
        ("Tan Son", "tan-son"),
        ("TÂN SƠN", "tan-son"),
        ("tansơn", "tan-son"),
        ("  Tân   Sơn\n", "tan-son"),
        ("Tân\xa0Sơn", "tan-son"),
        ("“Tân Sơn”.", "tan-son"),
        (unicodedata.normalize("NFD", "Đảng bộ xã Tân Sơn"), "tan-son"),
        ("Ðảng bộ xã Tân Sơn", "tan-son"),  # Eth for Đ
        ("Thanh Sơn", "thanh-son"),
        ("Thi Sơn", "thi-son"),
        ("Thị Sơn", "thi-son"),
        ("Xã Thụy Lôi", "thuy-loi"),
        ("Xã Thuỵ Lôi", "thuy-loi"),
        ("TT Quế", "thi-tran-que"),
        ("TT. Quế", "thi-tran-que"),
        ("Thị trấn Quế", "thi-tran-que"),
        ("Đảng bộ TT Ba Sao", "thi-tran-ba-sao"),
        ("Ba Sao", "thi-tran-ba-sao"),
        ("Công an huyện Kim Bảng", "cong-an"),
        ("Công an huyện", "cong-an"),
        ("Công an Kim Bảng", "cong-an"),
        ("CA huyện", "cong-an"),
        ("Trung tâm Y tế", "trung-tam-y-te"),
        ("TTYT huyện Kim Bảng", "trung-tam-y-te"),
        ("Trung tâm Chính trị huyện Kim Bảng", "trung-tam-chinh-tri"),
        ("TTGDNN-GDTX huyện", "gdnn-gdtx"),
        ("TT GDNN - GDTX", "gdnn-gdtx"),
        ("NHNo & PTNT huyện", "ngan-hang-nong-nghiep"),
        ("Agribank", "ngan-hang-nong-nghiep"),
        ("Điện lực huyện Kim Bảng", "dien-luc"),
        ("Văn phòng Huyện uỷ", "van-phong-huyen-uy"),
        ("Ban Dân vận – Mặt trận Tổ quốc", "ban-dan-van"),
        ("Trường THPT Kim Bảng A", "thpt-kim-bang-a"),
        ("Trường THPT Kim Bảng B", "thpt-kim-bang-b"),
        ("Huyện đoàn", "doan-thanh-nien"),
        ("Huyện đoàn Kim Bảng", "doan-thanh-nien"),
        ("MTTQ huyện", "mttq"),
        ("Ủy ban MTTQ Việt Nam huyện Kim Bảng", "mttq"),
        ("Hội Nông dân", "hoi-nong-dan"),
    ],
)
def test_a_name_is_found_however_offices_write_it(names: UnitNames, text: str, unit_id: str) -> None:
    assert names.find(text) == (unit_id,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "xã",
        "Đảng bộ xã",
        "huyện",
        "Kim Bảng",
        "Đảng bộ huyện Kim Bảng",
        "Huyện ủy Kim Bảng",
        "Đảng bộ xã Tân",
        "Đảng bộ xã Sơn",
        "Đảng bộ xã Tân Xuân",
        "Đảng bộ xã Tân Sơn và xã Thi Sơn",
        "Tân Sơn Thi Sơn",
        "Đảng bộ xã Tân Sơn 1",
        "Hội Nông dân xã Tân Sơn",
        "Công an xã Tân Sơn",
        "Đảng bộ xã Tấn Sởnn",
        "Trường THPT Kim Bảng",
        "Trường THPT Kim Bảng D",
        "Trường THPT A",
        "Bảng A",
        "thôn Tân Sơn",
        "Ban Tuyên giáo",
        "2022",
        # a prefix fits its own kind only: these are cells below the unit, or nobody
        "CB xã Tân Sơn",
        "Chi bộ Thanh Sơn",
        "Chi bộ Công an huyện",
        "Chi bộ MTTQ huyện",
        "Chi bộ Huyện đoàn",
        "Đảng bộ Kho bạc Nhà nước huyện",
        "Đảng ủy Hội Nông dân huyện",
        "BCH xã Tân Sơn",
        "Đảng bộ BCH xã Tân Sơn",
        "83 xã 4",
    ],
)
def test_what_is_no_alias_names_nobody(names: UnitNames, text: str) -> None:
    assert names.find(text) == ()


@pytest.mark.parametrize(("unit_id", "name"), ROSTER, ids=[name for _, name in ROSTER])
def test_every_name_of_the_roster_is_found_in_every_dress(names: UnitNames, unit_id: str, name: str) -> None:
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    dresses = [
        name,
        name.upper(),
        name.lower(),
        name.swapcase(),
        plain.replace("Đ", "D").replace("đ", "d"),
        unicodedata.normalize("NFD", name),
        name.replace(" ", ""),
        f"  {name.replace(' ', '   ')} ",
        name.replace(" ", "\xa0"),
        name.replace(" - ", "-"),
        f"{name}.",
        *(f"{prefix} {name}" for prefix in fitting(unit_id)),
        *(f"{name} {suffix}" for suffix in SUFFIXES),
        f"UBND xã {name} huyện Kim Bảng",
    ]
    assert {dress: names.find(dress) for dress in dresses} == dict.fromkeys(dresses, (unit_id,))


@pytest.mark.parametrize("unit", UNITS.values(), ids=list(UNITS))
def test_a_name_stands_without_what_is_optional(names: UnitNames, unit: Unit) -> None:
    words = unit.name.split()
    heads = {tuple(prefix.casefold().split()) for prefix in (*PREFIXES, *OF_KIND[unit.kind])}
    while any(tuple(w.casefold() for w in words[: len(head)]) == head for head in heads):
        words = words[2:] if tuple(w.casefold() for w in words[:2]) in heads else words[1:]
    assert names.find(" ".join(words)) == (unit.id,)
    if words[-1] == "huyện":
        assert names.find(" ".join(words[:-1])) == (unit.id,)


def test_two_units_of_one_alias_are_both_named() -> None:
    known = [("a", "Chi bộ Quế"), ("b", "Thị trấn Quế"), ("c", "Chi bộ Ba Sao")]
    names = UnitNames(known, ["Chi bộ", "thị trấn"], ["huyện"])
    assert names.find("Quế") == ("a", "b")
    assert names.find("quế huyện") == ("a", "b")
    # in full each is one
    assert names.find("Chi bộ Quế") == ("a",)
    assert names.find("Thị trấn Quế huyện") == ("b",)
    assert names.find("Ba Sao") == ("c",)


def test_an_alias_that_people_gave_counts_like_one_of_the_roster() -> None:
    names = plan_83().name_resolver({"Nhà máy nước sạch": "thuy-nong"})
    assert names.find("CB NHÀ MÁY NƯỚC SẠCH huyện Kim Bảng") == ("thuy-nong",)
    assert plan_83().name_resolver().find("Nhà máy nước sạch") == ()


# -- never by likeness ---------------------------------------------------------------------------------------


@cache
def cores() -> dict[str, set[str]]:
    """The plain oracle: every name of the roster, folded, whole and without the words that are optional."""
    tails = {tuple(map(fold_key, words.split())) for words in SUFFIXES}
    found: dict[str, set[str]] = {}
    for unit_id, name in ROSTER:
        heads = {tuple(map(fold_key, words.split())) for words in fitting(unit_id)}
        words = [fold_key(word) for word in re.sub(r"[^\w ]", " ", name).split()]
        starts, ends = [0], [len(words)]
        for at in starts:
            starts += [at + n for n in (1, 2, 3, 4, 5) if tuple(words[at : at + n]) in heads]
        for at in ends:
            ends += [at - n for n in (1, 2, 3) if tuple(words[max(0, at - n) : at]) in tails]
        for start in starts:
            for end in ends:
                if start < end:
                    found.setdefault("".join(words[start:end]), set()).add(unit_id)
    return found


def may_be(text: str) -> set[str]:
    """Return the units that a text may name, by a pattern over folded letters."""

    def any_of(words: list[str]) -> str:
        return f"(?:{'|'.join(sorted(map(fold_key, words), key=len, reverse=True))})*"

    key, after = fold_key(text), any_of(SUFFIXES)
    return {
        u
        for core, units in cores().items()
        for u in units
        if re.fullmatch(f"(?:[0-9]+|[a-z])?{any_of(fitting(u))}{core}{after}", key)
    }


def test_no_two_units_of_the_roster_share_a_name() -> None:
    assert {core: units for core, units in cores().items() if len(units) > 1} == {}


def garbled(name: str, chance: random.Random) -> str:
    """Do to a name what hurried hands do: a letter or word lost, doubled, swapped, mistaken."""
    letters = list(name)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(letters))
        match chance.randrange(5):
            case 0 if len(letters) > 2:
                del letters[at]
            case 1:
                letters.insert(at, letters[at])
            case 2 if at:
                letters[at - 1], letters[at] = letters[at], letters[at - 1]
            case 3:
                letters[at] = chance.choice(string.ascii_lowercase + "ăâđêôơưáạàảã ")
            case _:
                words = "".join(letters).split(" ")
                if len(words) > 1:
                    words.pop(chance.randrange(len(words)))
                letters = list(" ".join(words)) or letters
    return "".join(letters)


def test_a_garbled_name_is_found_right_or_not_at_all(names: UnitNames) -> None:
    chance = random.Random(83)
    wrong, found = [], 0
    for _ in range(1500):
        unit_id, name = chance.choice(ROSTER)
        text = garbled(name, chance)
        answer = set(names.find(text))
        found += answer == {unit_id}
        # letters lost may spell another unit's alias outright: then that is what was written
        if answer not in (set(), {unit_id}) and answer != may_be(text):
            wrong.append((name, text, answer))
    assert wrong == []
    assert 50 < found < 1000  # else the garbling garbles nothing, or everything


WRITTEN_BEFORE = {
    "dang_bo": ["Đảng bộ xã", "UBND xã", "ĐB xã", "Đảng ủy", "Đảng uỷ xã", "ĐB", "TT.", "Đ/B", "BCH Đảng bộ"],
    "chi_bo": ["CB", "C/B", "Chi bộ", "Ban Chấp hành Chi bộ"],
    "mttq_ctxh": ["BTV", "Ban Chấp hành", "BCH", "UBND"],
}
NO_PREFIX = re.compile(r"^((Đảng bộ|Chi bộ|xã|thị trấn|TT) )+", re.IGNORECASE)
TONE_PLACES = {
    unicodedata.normalize("NFC", early): unicodedata.normalize("NFC", late)
    for mark in "\u0300\u0301\u0303\u0309\u0323"
    for first, second in ("oa", "oe", "uy", "Uy", "UY")
    for early, late in (
        (first + mark + second, first + second + mark),
        (first + second + mark, first + mark + second),
    )
}
MOVED_TONE = re.compile("|".join(TONE_PLACES))
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
KEYS_BESIDE = {key: row[max(0, at - 1) : at] + row[at + 1 : at + 2] for row in KEYBOARD for at, key in enumerate(row)}
TELEX = dict(zip("\u0300\u0301\u0309\u0303\u0323\u0302\u0306\u031b", "fsrxjaww", strict=True)) | {"đ": "dd"}


def on_letter(name: str, chance: random.Random, change: Callable[[str], str]) -> str:
    at = chance.choice([at for at, letter in enumerate(name) if letter.isalnum()])
    return name[:at] + change(name[at]) + name[at + 1 :]


def on_words(name: str, chance: random.Random, change: Callable[[str], str]) -> str:
    words = name.split(" ")
    at = chance.randrange(len(words))
    return " ".join([*words[:at], change(words[at]) if words[at] else "", *words[at + 1 :]])


def swapped(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(name))
    return name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]


# What people do to a name that leaves it the same name: however many at once, it is found.
HARMLESS: dict[str, Callable[[str, random.Random], str]] = {
    "accents dropped": lambda name, chance: plain(name),
    "accents of some words dropped": lambda name, chance: on_words(name, chance, plain),
    "tone moved": lambda name, chance: MOVED_TONE.sub(lambda pair: TONE_PLACES[pair[0]], name),
    "capitals": lambda name, chance: name.upper(),
    "small": lambda name, chance: name.lower(),
    "capitals here and there": lambda name, chance: "".join(chance.choice((c, c.upper())) for c in name),
    "spaces doubled": lambda name, chance: name.replace(" ", chance.choice(("  ", "   ", " \xa0", "\n"))),
    "spaces dropped": lambda name, chance: "".join(chance.choice((c, "")) if c == " " else c for c in name),
    "spaces around": lambda name, chance: f"\t {name}\xa0 ",
    "signs around": lambda name, chance: chance.choice(("{}.", "“{}”", "- {};", "({})", "{}:", "* {}")).format(name),
    "signs for spaces": lambda name, chance: name.replace(" ", chance.choice((". ", "-", " - ", ", ", "_", "/")), 1),
    "the prefix left off": lambda name, chance: NO_PREFIX.sub("", name),
    "a suffix added": lambda name, chance: name + chance.choice((" huyện", ", huyện Kim Bảng", " - Kim Bảng")),
    "NFD": lambda name, chance: unicodedata.normalize("NFD", name),
    "another Đ": lambda name, chance: name.replace("Đ", chance.choice("ÐƉ")).replace("đ", chance.choice("ðɖ")),
    "a hidden sign": lambda name, chance: name.replace(" ", chance.choice(("\u200b ", " \ufeff", "\xad ")), 1),
}  # fmt: skip


def of_kind(unit: Unit) -> dict[str, Callable[[str, random.Random], str]]:
    """What is harmless before the names of one kind of unit."""
    before = WRITTEN_BEFORE[unit.kind]
    return {
        "a prefix added": lambda name, chance: f"{chance.choice(before)} {name}",
        "two prefixes added": lambda name, chance: f"{chance.choice(PREFIXES)} {chance.choice(before)} {name}",
        "the prefix swapped": lambda name, chance: f"{chance.choice(before)} {NO_PREFIX.sub('', name)}",
    }


# What may make another word of it: then it is found right, or nobody is.
HARMFUL: dict[str, Callable[[str, random.Random], str]] = {
    "a letter dropped": lambda name, chance: on_letter(name, chance, lambda c: ""),
    "a letter doubled": lambda name, chance: on_letter(name, chance, lambda c: c * 2),
    "two letters swapped": lambda name, chance: swapped(name, chance),
    "the key beside": lambda name, chance: on_letter(name, chance, lambda c: chance.choice(KEYS_BESIDE.get(c, c))),
    "another tone": lambda name, chance: on_letter(name, chance, lambda c: plain(c) + chance.choice("\u0300\u0301")),
    "typed without a typing aid": lambda name, chance: "".join(TELEX.get(c, c) for c in nfd(name.lower())),
    "a word dropped": lambda name, chance: on_words(name, chance, lambda word: ""),
    "a word doubled": lambda name, chance: on_words(name, chance, lambda word: f"{word} {word}"),
    "first letters": lambda name, chance: "".join(word[0] for word in name.split()),
    "first letters of the name": lambda name, chance: "".join(w[0] for w in NO_PREFIX.sub("", name).split()),
    "a word shortened": lambda name, chance: on_words(name, chance, lambda word: f"{word[0]}."),
    "left in TCVN3": lambda name, chance: in_tcvn3(name),
    "TCVN3 lost on its way": lambda name, chance: in_tcvn3(name).encode("ascii", "replace").decode(),
    "UTF-8 taken for Latin-1": lambda name, chance: name.encode().decode("latin-1"),
    "question marks": lambda name, chance: name.encode("cp1252", "replace").decode("cp1252"),
    "the district shortened": lambda name, chance: f"{name}, H. Kim Bảng",
    "a number after": lambda name, chance: f"{name} {chance.randint(1, 9)}",
    "a place below it": lambda name, chance: f"{chance.choice(('Thôn 3', 'Trường Tiểu học', 'Hội Phụ nữ'))} {name}",
}  # fmt: skip


def garblings() -> Iterator[tuple[str, str, bool, str]]:
    """Yield (unit, what was done, whether it leaves the name as it is, the text), the same each time.

    Every name of the roster goes once through every single change and then through some of two or three at once.
    """
    chance = random.Random(8383)
    for unit_id, name in ROSTER:
        harmless = HARMLESS | of_kind(UNITS[unit_id])
        for changes in (harmless, HARMFUL):
            for done, change in changes.items():
                yield unit_id, done, changes is harmless, change(name, chance)
        for _ in range(10):
            some = chance.sample(list(harmless | HARMFUL), chance.choice((2, 2, 3)))
            text = name
            for done in some:
                text = (harmless | HARMFUL)[done](text, chance) or name
            yield unit_id, ", ".join(some), harmless.keys() >= set(some), text


def test_thousands_of_garbled_names_are_found_right_or_not_at_all(names: UnitNames) -> None:
    lost, wrong, counts = [], [], Counter[str]()
    for unit_id, done, is_harmless, text in garblings():
        answer = names.find(text)
        counts["right" if answer == (unit_id,) else "unknown"] += 1
        if answer not in ((), (unit_id,)):
            wrong.append((done, text, unit_id, answer))
        elif is_harmless and not answer:
            lost.append((done, text))
    assert wrong == []
    assert lost == []
    assert counts["right"] > 1500
    assert counts["unknown"] > 1500  # else the garbling garbles nothing


@pytest.mark.slow
def test_no_wrong_letter_makes_another_unit_but_where_it_spells_its_name(names: UnitNames) -> None:
    """Every letter of every name dropped, doubled, swapped, and put wrong in every way."""
    spelt, tried = set(), 0
    for unit_id, name in ROSTER:
        for text in {plain(name), plain(NO_PREFIX.sub("", name))}:
            for at, letter in enumerate(text):
                one_off = {"", letter * 2, *string.ascii_lowercase, *string.digits, " "}
                texts = {text[:at] + other + text[at + 1 :] for other in one_off}
                texts.add(text[:at] + text[at + 1 : at + 2] + letter + text[at + 2 :])
                tried += len(texts)
                for typed in texts:
                    answer = names.find(typed)
                    if answer not in ((), (unit_id,)):
                        assert cores().get(fold_key(typed)) == set(answer), (typed, unit_id, answer)
                        spelt.add((unit_id, *answer))
    assert tried > 100_000
    # The three schools differ by one letter: to type it wrong is to write another's name, and nobody could know.
    schools = ("thpt-kim-bang-a", "thpt-kim-bang-b", "thpt-kim-bang-c")
    assert spelt == set(permutations(schools, 2))


def test_a_name_one_letter_from_two_units_names_neither(names: UnitNames) -> None:
    for text in ("Thân Sơn", "Tanh Sơn", "Thah Sơn", "Tan Sown", "Nhật Tâu", "Hoàng Tâyy"):
        assert names.find(text) == (), text


def test_a_short_form_suggests_the_name_it_stands_for(names: UnitNames) -> None:
    for text, unit_id in (
        ("ĐTN huyện", "doan-thanh-nien"),
        ("ĐTN", "doan-thanh-nien"),
        ("HPN huyện", "hoi-phu-nu"),
        ("BCHQS huyện", "quan-su"),
        ("VKS nhân dân huyện", "vien-kiem-sat"),
        ("CCT huyện", "chi-cuc-thue"),
    ):
        assert names.find(text) == (), text
        assert names.find(names.suggest(text)[0]) == (unit_id,), (text, names.suggest(text))
    # a unit is suggested once, by the name nearest to what was written
    assert names.suggest("HPN huyện")[0] == "Hội LHPN huyện"
    assert len({names.find(each) for each in names.suggest("Đảng bộ xã Tấn Xơn", limit=9)}) == len(
        names.suggest("Đảng bộ xã Tấn Xơn", limit=9)
    )


def test_a_roster_name_is_never_learned_for_another_unit() -> None:
    learned = {"Đảng bộ xã Thi Sơn": "tan-son", "xã Thi Sơn mới": "tan-son", "Tân Sơn": "tan-son"}
    names = plan_83().name_resolver(learned)
    assert names.find("Đảng bộ xã Thi Sơn") == names.find("Thi Sơn") == ("thi-son",)
    assert names.find("Thi Sơn mới") == names.find("Tân Sơn") == ("tan-son",)
    assert not plan_83().name_resolver().may_mean("ĐB Thi Sơn", "tan-son")
    assert plan_83().name_resolver().may_mean("ĐB Thi Sơn", "thi-son")


def test_likeness_only_suggests(names: UnitNames) -> None:
    assert names.find("Đảng bộ xã Tân Sơnn") == ()
    assert names.suggest("Đảng bộ xã Tân Sơnn")[0] == "Đảng bộ xã Tân Sơn"
    assert names.suggest("Đảng bộ xã Tấn Xơn", limit=1) == ["Đảng bộ xã Tân Sơn"]
    assert names.suggest("Bộ Ngoại giao") == []
    # a name inside a longer text is near, too
    for text in ("Ủy ban nhân dân xã Tân Sơn", "Đảng bộ xã Tân Sơn nộp ngày 04/4", "xã Tân Sơn – H.KB – T.HN"):
        assert names.suggest(text) == ["Đảng bộ xã Tân Sơn"], text
    assert names.suggest("") == []


def test_a_cell_full_of_prefixes_costs_nothing(names: UnitNames) -> None:
    assert names.find("xã " * 5000 + "Tân Sơn" + " huyện" * 5000) == ()
    assert names.find("Đảng bộ xã " * 5 + "Tân Sơn" + " huyện Kim Bảng" * 5) == ("tan-son",)


@pytest.mark.slow
@settings(max_examples=60)
@given(text=st.text(max_size=40))
def test_any_text_is_looked_up_without_error(names: UnitNames, text: str) -> None:
    assert set(names.find(text)) <= set(UNITS)
    assert len(names.suggest(text)) <= 2
