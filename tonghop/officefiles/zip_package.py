"""Open zipped office files part by part, within limits, before any library does.

Reads the zip directory itself: a small strict reader starts in half the time of the standard one, and what it does
not understand is refused rather than guessed at. Must not know what the parts mean.
"""

from __future__ import annotations

import posixpath
import pyexpat
import re
import struct
import zlib
from collections.abc import Callable

MAX_PARTS = 10_000


class Refused(Exception):
    """A file that will not be read: the reason, and a detail."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)


class Package:
    """The parts of a zipped office file, by their names in small letters with forward slashes."""

    def __init__(self, content: bytes, max_unpacked: int) -> None:
        self._content = content
        self._changed: dict[str, bytes] = {}
        self._names: dict[str, str] = {}
        self._places: dict[str, tuple[int, int, int, int, int]] = {}
        try:
            unpacked = self._list(content)
        except (struct.error, IndexError) as problem:
            raise Refused("zip-broken") from problem
        if unpacked > max_unpacked:
            raise Refused("unpacked-size", str(unpacked))
        self.parts = self._places.keys()
        self.seen: set[str] = set()

    def _list(self, content: bytes) -> int:
        """Note where each part lies; give the sum of the sizes they declare."""
        end = content.rfind(b"PK\5\6", max(0, len(content) - 65_557))
        if end < 0:
            raise Refused("zip-broken", "no directory")
        count, size, start = struct.unpack_from("<HII", content, end + 10)
        if content[end - 20 : end - 16] == b"PK\6\7":  # zip64: the same again in long numbers stands before it
            end = content.rfind(b"PK\6\6", 0, end)
            count, size, start = struct.unpack_from("<QQQ", content, end + 32)
        shift = end - size - start  # what stands before the first part
        if shift < 0 or not 0 < count <= MAX_PARTS:
            raise Refused("zip-broken", f"{count} parts")
        at, unpacked = start + shift, 0
        for _ in range(count):
            if content[at : at + 4] != b"PK\1\2":
                raise Refused("zip-broken", "directory")
            flags, method, _, crc, packed, full, name_size, extra_size, note_size = struct.unpack_from(
                "<HHIIIIHHH", content, at + 8
            )
            place = struct.unpack_from("<I", content, at + 42)[0]
            at += 46 + name_size
            written = content[at - name_size : at].decode("utf-8" if flags & 0x800 else "latin-1", "replace")
            if 0xFFFFFFFF in (packed, full, place):
                full, packed, place = _long_numbers(content[at : at + extra_size], full, packed, place)
            at += extra_size + note_size
            if flags & 1:
                raise Refused("encrypted")
            name = written.replace("\\", "/").lstrip("/").lower()
            if name in self._places:
                raise Refused("zip-duplicate", name)
            self._names[name] = written
            self._places[name] = method, crc, packed, full, place + shift
            unpacked += full
        return unpacked

    def read(self, name: str) -> bytes:
        """Unpack one part; what is declared wrongly or fails its checksum is refused."""
        method, crc, packed, full, at = self._places[name]
        content = self._content
        if content[at : at + 4] != b"PK\3\4" or len(content) < at + 30:
            raise Refused("zip-broken", name)
        at += 30 + sum(struct.unpack_from("<HH", content, at + 26))
        if method == 8:
            try:
                part = zlib.decompressobj(-15).decompress(content[at : at + packed], full + 1)
            except zlib.error as problem:
                raise Refused("zip-broken", name) from problem
        elif method == 0:
            part = content[at : at + packed]
        else:
            raise Refused("zip-broken", f"{name}: method {method}")
        if len(part) != full or zlib.crc32(part) != crc:
            raise Refused("zip-broken", name)
        return part

    def xml(self, name: str) -> bytes:
        """Unpack one part of XML, as UTF-8 without comments and CDATA; anything that declares entities is refused."""
        self.seen.add(name)
        xml = self.read(name)
        if xml[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in xml[:4]:
            encoding = "utf-16" if xml[0] >= 0xFE else "utf-16-le" if xml[1:2] == b"\0" else "utf-16-be"
            xml = re.sub(rb"^<\?xml.*?\?>", b"", xml.decode(encoding, "replace").encode())
            self.change(name, xml)
        if b"!" not in xml:
            return xml
        if b"<![CDATA[" in xml:
            xml = _replaced(xml, b"<![CDATA[", b"]]>", _plain_text)
            self.change(name, xml)
        if b"<!--" in xml:
            xml = _replaced(xml, b"<!--", b"-->", lambda said: b"")
            self.change(name, xml)  # the library drops the value that one stands in
        if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
            raise Refused("entity", name)
        return xml

    def whole_xml(self, name: str) -> bytes:
        """The same; what is torn is refused, since the library reads over it and loses cells without a word."""
        xml = self.xml(name)
        parse(pyexpat.ParserCreate(), xml)
        return xml

    def look_at_the_rest(self) -> None:
        """Have every part of XML looked at once: the library may open more than we did."""
        for name in self.parts - self.seen:
            if name.endswith(("sharedstrings.xml", "styles.xml")):
                self.whole_xml(name)
            elif name.endswith((".xml", ".rels")):
                self.xml(name)

    def change(self, name: str, xml: bytes) -> None:
        """Have the library see this instead of the part's own text."""
        self._changed[name] = xml

    def content(self) -> bytes:
        """The whole file for the library: as it came, or packed anew where a part had to be put into plainer words."""
        if not self._changed:
            return self._content
        import io
        import zipfile  # slow to import, rarely needed

        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as copy:
            for name, written in self._names.items():
                copy.writestr(written, self._changed[name] if name in self._changed else self.read(name))
        return packed.getvalue()

    def related(self, source: str) -> dict[str, tuple[str, str]]:
        """Give the parts that a part ("" for the file itself) points to: id -> (last word of the type, part)."""
        folder, file = posixpath.split(source)
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        found = {}
        for attributes in tags(self.xml(name), "Relationship") if name in self.parts else ():
            target = posixpath.join("/", folder, attributes.get("Target", "").replace("\\", "/"))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = kind, posixpath.normpath(target).lstrip("/").lower()
        return found


def _long_numbers(extra: bytes, *numbers: int) -> list[int]:
    """Replace the numbers that did not fit into the directory by those of the zip64 field."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            long = iter(struct.unpack_from(f"<{size // 8}Q", extra, at + 4))
            return [next(long, number) if number == 0xFFFFFFFF else number for number in numbers]
        at += 4 + size
    return list(numbers)


def _replaced(xml: bytes, begin: bytes, end: bytes, new: Callable[[bytes], bytes]) -> bytes:
    """Replace what stands between two signs, and the signs; not by a pattern, which takes long where one is lacking."""
    found: list[bytes] = []
    at = 0
    while (start := xml.find(begin, at)) >= 0 and (stop := xml.find(end, start + len(begin))) >= 0:
        found += [xml[at:start], new(xml[start + len(begin) : stop])]
        at = stop + len(end)
    return b"".join([*found, xml[at:]])


def _plain_text(said: bytes) -> bytes:
    return said.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")


def tags(xml: bytes, wanted: str) -> list[dict[str, str]]:
    """Give the attributes of all elements of this local name; for the small parts only."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == wanted or name.endswith(":" + wanted):
            found.append(attributes)

    parser = pyexpat.ParserCreate()
    parser.StartElementHandler = start
    parse(parser, xml)
    return found


def parse(parser: pyexpat.XMLParserType, xml: bytes) -> None:
    """Parse a whole part; what is not well-formed is refused."""
    try:
        parser.Parse(xml, True)
    except (pyexpat.ExpatError, LookupError, ValueError) as problem:  # the latter two for encodings nobody knows
        raise Refused("parse", str(problem)) from problem
