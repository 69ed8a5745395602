"""What a file in a .zip is called: many tools write names in the letters of their own system and do not say so.

Only a name's bytes and extra fields tell; the content is not looked at.
"""

import contextlib
import re
import struct
import unicodedata
import zipfile
import zlib

from tonghop.intake.encodings import is_syllable

_UNICODE_PATH = 0x7075
_CODE_PAGES = ("cp1258", "cp1252", "cp437")  # a Vietnamese Windows, a western one, what the format says
_WORD = re.compile(r"[^\W\d_]+")


def entry_name(entry: zipfile.ZipInfo) -> str:
    """Return a file's name with folders, NFC, slashes forward: as said beside it, in UTF-8, or as Vietnamese reads.

    Where no code page makes Vietnamese words of it, it is the format's own (cp437).
    """
    name = entry.filename
    if not entry.flag_bits & 0x800 and not name.isascii():
        raw = name.encode("cp437", "replace")
        name = _told_beside(entry.extra, raw) or _guessed(raw)
    elif not entry.flag_bits & 0x800:
        name = _told_beside(entry.extra, name.encode()) or name
    return unicodedata.normalize("NFC", name).replace("\\", "/")


def _told_beside(extra: bytes, raw: bytes) -> str | None:
    """The name in Unicode that some tools put beside the raw one; it counts while it is of that one."""
    with contextlib.suppress(struct.error, UnicodeError):
        while extra:
            kind, size = struct.unpack_from("<HH", extra)
            if kind == _UNICODE_PATH:
                version, checksum = struct.unpack_from("<BI", extra, 4)
                if version == 1 and checksum == zlib.crc32(raw):
                    return extra[9 : 4 + size].decode()
            extra = extra[4 + size :]
    return None


def _guessed(raw: bytes) -> str:
    with contextlib.suppress(UnicodeError):
        return raw.decode()
    readings = []
    for page in _CODE_PAGES:
        with contextlib.suppress(UnicodeError):
            readings.append(unicodedata.normalize("NFC", raw.decode(page)))
    best = max(readings, key=_share)  # of equals the first
    return best if _share(best) else raw.decode("cp437")


def _share(name: str) -> float:
    """How many of the words with a letter beyond ASCII are Vietnamese syllables."""
    words = [word for word in _WORD.findall(name) if not word.isascii()]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
