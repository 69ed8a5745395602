"""Tell how a file's Vietnamese is encoded, Unicode, TCVN3 or VNI, and decode it.

Exists because old fonts hide the encoding: only the share of well-formed syllables tells the readings
apart. It sees texts in their order and must not know cells, sheets, fonts, forms or findings.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tonghop.vietnamese import TONELESS, TONES

ENCODINGS: Final = ("unicode", "tcvn3", "vni")

# TCVN 5712-1 as the .Vn fonts show it, U+00A1 upward; a space where the fonts have no letter of ours.
_TCVN3_ROWS: Final = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ ằẳẵắ"),
    (0xC6, "ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ"),
)
_TCVN3: Final[Mapping[int, str]] = {
    start + at: letter for start, row in _TCVN3_ROWS for at, letter in enumerate(row) if letter != " "
}

_MARKED: Final = {  # VNI: after these base letters, a mark and the letter it makes
    "a": ("ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ"),
    "e": ("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"),
    "o": ("ùøûõïâáàåãä", "óòỏõọôốồổỗộ"),
    "u": ("ùøûõï", "úùủũụ"),
    "y": ("ùøûõ", "ýỳỷỹ"),
    "ô": ("ùøûõï", "ớờởỡợ"),
    "ö": ("ùøûõï", "ứừửữự"),
}
_ALONE: Final = dict(zip("ôöíìæóòîñ", "ơưíìỉĩịỵđ", strict=True))


def _vni_table() -> dict[str, str]:
    table = dict(_ALONE)
    for base, (marks, letters) in _MARKED.items():
        table |= {base + mark: letter for mark, letter in zip(marks, letters, strict=True)}
    capitals = {source.upper(): letter.upper() for source, letter in table.items()}
    # By hand a capital may be followed by a small mark; the base tells the case.
    mixed = {s[0].upper() + s[1:]: letter.upper() for s, letter in table.items()}
    return table | {s[0] + s[1:].upper(): letter for s, letter in table.items()} | mixed | capitals


_VNI: Final[Mapping[str, str]] = _vni_table()
_VNI_LETTER = re.compile(
    "|".join(f"[{base}{base.upper()}][{marks}{marks.upper()}]" for base, (marks, _) in _MARKED.items()) + "|[\xc0-\xff]"
)


def decode(text: str, encoding: str) -> str:
    """Return the text in Unicode, NFC, read as `unicode`, `tcvn3` or `vni` (CONTRACT §2, encodings).

    Decode before cleaning: U+00AD is ư in TCVN3. What an encoding has no letter for stays as it is, and
    so do the small letters that TCVN3 shows for capitals with a tone.
    """
    if encoding not in ENCODINGS:
        raise ValueError(f"encoding {encoding!r}: one of {', '.join(ENCODINGS)} is allowed")
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text)
    if encoding == "tcvn3":
        return text.translate(_TCVN3)
    if encoding == "vni":
        return _VNI_LETTER.sub(lambda found: _VNI.get(found[0], found[0]), text)
    return text


_ONSET_LIST = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RHYME_LIST = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
    "i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu "
    "o oc oi om on ong ooc oong op ot oa oac oach oai oam oan oang oanh oao oap oat oay "
    "oăc oăm oăn oăng oăt oe oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uơ uôc uôi uôm uôn uông uôt "
    "uy uya uych uyn uynh uyp uyt uyu uyên uyêt "
    "ư ưa ưc ưi ưm ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu"
)
_ONSETS: Final = frozenset(["", *_ONSET_LIST.split()])
_RHYMES: Final = frozenset(_RHYME_LIST.split())
_RHYMES_OF_QU: Final = frozenset(["ych", "yn", "ynh", "yp", "yt", "yu", "ôc", "ôt"])
_SHARP_TONES: Final = (4, 5)  # rhymes that end in a stop take sắc or nặng and nothing else


def is_syllable(word: str) -> bool:
    """Say whether a word is a well-formed Vietnamese syllable: onset, rhyme, tone and where it stands.

    Any case and Unicode form; both tone placements (hoà/hòa, uỷ/ủy, quý/qúy). Foreign words are not.
    """
    small = unicodedata.normalize("NFC", word).lower().replace("ð", "đ").replace("ɖ", "đ")
    letters = small.translate(TONELESS)
    toned = [(at, TONES[letter]) for at, letter in enumerate(small) if TONES.get(letter)]
    if len(toned) > 1:
        return False
    place, tone = toned[0] if toned else (0, 0)
    for size in (3, 2, 1, 0):
        onset, rhyme = letters[:size], letters[size:]
        if onset in _ONSETS and rhyme and _fit(onset, rhyme):
            if rhyme.endswith(("c", "ch", "p", "t")) and tone not in _SHARP_TONES:
                return False
            return not toned or place - size in _tone_places(onset, rhyme)
    return False


def _fit(onset: str, rhyme: str) -> bool:
    """Say whether the rhyme exists and is spelt after this onset."""
    first = rhyme[0]
    if onset == "qu":
        return (rhyme in _RHYMES and first not in "ouư") or rhyme in _RHYMES_OF_QU
    if onset == "gi":  # giếng is gi + iêng, one i written
        return (first not in "iy" and rhyme in _RHYMES) or (first == "ê" and "i" + rhyme in _RHYMES)
    if rhyme not in _RHYMES:
        return False
    if onset in ("k", "gh", "ngh"):
        return first in ("eêiy" if onset == "k" else "eêi")
    if onset in ("c", "ng"):
        return first not in "eêiy"
    if onset == "g":
        return first not in "eêiy" or rhyme in ("i", "in")
    if first == "y":
        return not onset or (rhyme == "y" and onset in ("h", "l", "m", "n", "s", "t", "th", "v"))
    return bool(onset) or not rhyme.startswith("iê")


def _tone_places(onset: str, rhyme: str) -> tuple[int, ...]:
    """Return where in the rhyme a tone may stand; -1 is the u of qu."""
    marked = [at for at, letter in enumerate(rhyme) if letter in "ăâêôơư"]
    if marked:
        return (marked[-1],)
    if onset == "qu" and len(rhyme) == 1:
        return 0, -1
    if rhyme in ("oa", "oe", "uy"):
        return 0, 1
    return (1,) if rhyme.startswith(("oa", "oe", "oo", "uy")) else (0,)


_LEAST_SHARE = 0.8
_LEAST_LEAD = 0.2
_CLEAR_WORDS = 2  # one word can't tell, `bé` is bé or bộ, unless its letters can

# A word of the source: TCVN3 writes letters as signs of U+00A1–U+00BF, × and ÷ too, and ư as U+00AD.
_WORD = re.compile(r"(?:[A-Za-z\xa1-\xff]|[^\W\d_\x00-\xff]|[\u0300-\u036f])+")
_BEYOND_LEGACY = re.compile("[^\x00-\xff]")
# Letters and signs of Latin-1 that no Vietnamese word has; at a word's edge some signs are right.
_FOREIGN_TO_UNICODE = re.compile(
    "[" + "".join(re.escape(chr(code)) for code in range(0xA1, 0x100) if chr(code).lower() not in TONES) + "]"
)
_OPENING_SIGNS, _CLOSING_SIGNS = "«·°¡¿", "»·°¹²³®¼½¾"  # what right text has at a word's edge: «Học», m²
_SIGNS = "".join(chr(code) for code in (*range(0xA1, 0xC0), 0xD7, 0xF7) if not chr(code).isalpha())
# For judging: letters that an encoding has no use for must not pass as letters of the decoded text.
_JUDGED_TCVN3: Final = dict.fromkeys(range(0xC0, 0x100), "\ufffd") | dict(_TCVN3)


@dataclass(frozen=True)
class Detection:
    """The encoding of a file, None where uncertain, and the places of the texts that make it so."""

    encoding: str | None
    suspects: tuple[int, ...]


def detect(texts: Iterable[str]) -> Detection:
    """Tell a file's encoding from its texts by the share of well-formed syllables (CONTRACT §2).

    Uncertain below 0.8, ahead by less than 0.2, or with texts clearly of another encoding than the file:
    at least two words that only another reading makes well-formed, or one of letters that the file's own has no use
    for (`th«n` in Unicode, `thôn` beside TCVN3), and hardly one that neither does.
    """
    judged = [(at, text, _tally(text)) for at, text in enumerate(texts) if not text.isascii()]
    totals = [sum(column) for column in zip(_NO_WORDS, *(tally for _, _, tally in judged), strict=True)]
    words, good = totals[:3], totals[3:6]
    if not words[0] or not any(_has_letter_beyond_ascii(text) for _, text, _ in judged):
        return Detection("unicode", ())
    shares = [right / among if among else 0.0 for right, among in zip(good, words, strict=True)]
    best = max(range(3), key=shares.__getitem__)
    lead = shares[best] - max(shares[:best] + shares[best + 1 :])
    if shares[best] < _LEAST_SHARE or lead < _LEAST_LEAD:
        poor = tuple(at for at, _, tally in judged if tally[3 + best] < _LEAST_SHARE * tally[best])
        return Detection(None, poor or tuple(at for at, _, tally in judged if any(tally)))
    foreign = [(at, _words_of_another_reading(text, best)) for at, text, tally in judged if tally[3 + best] < tally[6]]
    if any(count >= _CLEAR_WORDS for _, count in foreign):
        return Detection(None, tuple(at for at, count in foreign if count))
    return Detection(ENCODINGS[best], ())


_LEGIBLE_SHARE = 0.6  # names, abbreviations and foreign words are the rest
_MOST_JUDGED = 4000  # words
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def is_legible(texts: Iterable[str]) -> bool:
    """Do decoded texts read as Vietnamese, with or without its marks? What a broken font left does not."""
    words = [word for text in texts for word in _LETTERS.findall(unicodedata.normalize("NFC", text))][:_MOST_JUDGED]
    return bool(words) and sum(map(is_syllable, words)) >= _LEGIBLE_SHARE * len(words)


_NO_WORDS: Final = (0,) * 7


@lru_cache(maxsize=8192)
def _tally(text: str) -> tuple[int, ...]:
    """Count the words judged in each reading, then the well-formed ones, then all words beyond ASCII."""
    verdicts = _verdicts_of(text)
    if not verdicts:
        return _NO_WORDS
    columns = list(zip(*verdicts, strict=True))
    words = [len(column) - column.count(None) for column in columns]
    return *words, *(column.count(True) for column in columns), len(verdicts)


def _has_letter_beyond_ascii(text: str) -> bool:
    return any(letter.isalpha() and not letter.isascii() for letter in unicodedata.normalize("NFC", text))


@lru_cache(maxsize=8192)
def _words_of_another_reading(text: str, best: int) -> int:
    """Count the words that one other reading makes well-formed and the file's own does not.

    None count where that reading fails some of the rest, or where they are a stray few in a long text. A word that
    alone is clear counts as many as are.
    """
    words = _words(text)
    verdicts = [_verdicts(word) for word in words]
    foreign = _FOREIGN_TO_UNICODE if best == 0 else _BEYOND_LEGACY
    most = 0
    for other in range(3):
        left = [at for at, word in enumerate(verdicts) if not word[best] and word[other] is not None]
        right = [at for at in left if verdicts[at][other]]
        if len(right) >= _LEAST_SHARE * len(left) and len(right) >= _LEAST_LEAD * len(verdicts):
            cores = [_core(words[at]) for at in right if verdicts[at][best] is False]
            is_clear = any(len(core) > 1 and foreign.search(core) for core in cores)  # ü alone is a tick of Wingdings
            most = max(most, len(right), _CLEAR_WORDS if is_clear else 0)
    return most


def _words(text: str) -> list[str]:
    """The words with something beyond ASCII, as the readings judge them."""
    return [word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if not word.isascii()]


def _verdicts_of(text: str) -> list[tuple[bool | None, ...]]:
    return [_verdicts(word) for word in _words(text)]


@lru_cache(maxsize=16384)
def _verdicts(word: str) -> tuple[bool | None, ...]:
    """Judge a word of the source in each reading: well-formed, not, or None where it proves nothing."""
    if _BEYOND_LEGACY.search(word):
        return _verdict(word), False, False
    vni = _VNI_LETTER.sub(lambda found: _VNI.get(found[0], "\ufffd"), word)
    return _verdict(word), _verdict(word.translate(_JUDGED_TCVN3)), _verdict(vni)


def _verdict(word: str) -> bool | None:
    core = _core(word)
    if core.strip(_SIGNS).isascii():  # £s, m²: no letter beyond ASCII, signs at the edges only
        return None
    if is_syllable(core):
        return True
    # HĐND, QĐ: an abbreviation, no syllable in any encoding. A sign within letters is not one.
    plain = core.lower().replace("đ", "d")
    is_abbreviation = plain.isascii() and not any(letter in TONES for letter in plain)
    return None if is_abbreviation else False


def _core(word: str) -> str:
    """A word without the signs that right text has at its edges."""
    return word.lstrip(_OPENING_SIGNS).rstrip(_CLOSING_SIGNS)
