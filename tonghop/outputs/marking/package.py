"""A zipped office file as parts that can be changed; what nobody touches is packed again byte for byte.

Opens only what intake has opened before, and within the same bounds. Must not know what the parts mean.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tonghop.officefiles.reader import Limits
from tonghop.officefiles.unpacking import DAMAGED, read_part

Element = Any  # lxml comes without types

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
LARGEST_PART = 16 << 20  # of XML to be changed, in bytes
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class Unmarkable(Exception):
    """This file cannot carry marks, or not surely without a loss; nothing was done to it."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says of another; `kind` is the last word of its type, `part` the other's name, "" outside."""

    id: str
    kind: str
    part: str


class Parts:
    """The parts of one file by their names in small letters with forward slashes."""

    def __init__(self, content: bytes) -> None:
        """Raises Unmarkable for a package that is damaged, locked, too large or ambiguous."""
        try:
            self._source = zipfile.ZipFile(io.BytesIO(content))
        except DAMAGED as problem:
            raise Unmarkable("zip") from problem
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in self._source.infolist():
            name = _key(entry.filename)
            is_plain = entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) and not entry.flag_bits & 1
            is_named = entry.filename.isascii() or entry.flag_bits & 0x800
            if name in self._entries or not is_plain or not is_named:
                raise Unmarkable(name)
            self._entries[name] = entry
        if sum(entry.file_size for entry in self._entries.values()) > Limits().max_unpacked:
            raise Unmarkable("unpacked size")
        self._trees: dict[str, Element] = {}
        self._changed: set[str] = set()
        self._written: dict[str, tuple[str, bytes]] = {}
        self._dropped: set[str] = set()

    def has(self, name: str) -> bool:
        return name in self._written or (name in self._entries and name not in self._dropped)

    def names(self) -> list[str]:
        return [name for name in {**self._entries, **self._written} if self.has(name)]

    def read(self, name: str) -> bytes:
        """Return a part as it is packed, or as it was last written."""
        if name in self._written:
            return self._written[name][1]
        if not self.has(name):
            raise Unmarkable(f"no part {name}")
        try:
            return read_part(self._source, self._entries[name], Limits().max_unpacked)
        except DAMAGED as problem:
            raise Unmarkable(name) from problem

    def tree(self, name: str) -> Element:
        """Return the root of a part of XML; changes count once `changed` is told."""
        if name not in self._trees:
            xml = self.read(name)
            if len(xml) > LARGEST_PART:
                raise Unmarkable(f"{name}: {len(xml)} bytes")
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
            try:
                root = etree.fromstring(xml, parser)
            except etree.XMLSyntaxError as problem:
                raise Unmarkable(name) from problem
            if root.getroottree().docinfo.doctype:
                raise Unmarkable(f"{name}: doctype")
            self._trees[name] = root
        return self._trees[name]

    def changed(self, name: str) -> None:
        """Have a part packed as its tree now is."""
        self._changed.add(name)

    def write(self, name: str, content: bytes) -> str:
        """Put a part in, in place of one of this name; return the name that finds it."""
        key = _key(name)
        self._trees.pop(key, None)
        self._changed.discard(key)
        self._written[key] = name, content
        return key

    def drop(self, name: str) -> None:
        """Leave a part out, with what it says of others and what is said of its type."""
        for gone in (name, _relations_of(name)):
            self._dropped.add(gone)
            self._written.pop(gone, None)
            self._changed.discard(gone)
        for declared in [each for each in self._types() if _key(each.get("PartName", "")) == name]:
            self._types().remove(declared)
            self.changed("[content_types].xml")

    def fresh(self, pattern: str) -> str:
        """Return the first name of this pattern that no part has ever had: "xl/comments{}.xml"."""
        number = 1
        while _key(pattern.format(number)) in self._entries.keys() | self._written.keys():
            number += 1
        return pattern.format(number)

    # -- what parts say of each other --------------------------------------------------------------------------------

    def related(self, source: str) -> list[Relation]:
        """Return the parts that a part ("" for the file itself) points to."""
        name = _relations_of(source)
        found = []
        for each in self.tree(name) if self.has(name) else ():
            if isinstance(each.tag, str):
                target = each.get("Target", "").replace("\\", "/")
                path = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target))
                part = "" if each.get("TargetMode") == "External" else _key(path)
                found.append(Relation(each.get("Id", ""), each.get("Type", "").rpartition("/")[2], part))
        return found

    def relate(self, source: str, kind: str, target: str) -> str:
        """Point from one part to another; `kind` is the whole type. Return the relation's id."""
        name = _relations_of(source)
        if not self.has(name):
            self.write(_relations_of(self._spelt(source)), f'<Relationships xmlns="{RELATIONS}"/>'.encode())
        root = self.tree(name)
        taken = {each.get("Id") for each in root}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        attributes = {"Id": f"rId{number}", "Type": kind, "Target": f"/{self._spelt(target)}"}
        etree.SubElement(root, f"{{{RELATIONS}}}Relationship", attributes)
        self.changed(name)
        return f"rId{number}"

    def unrelate(self, source: str, relation: str) -> None:
        """Take a relation back."""
        root = self.tree(_relations_of(source))
        for each in [each for each in root if each.get("Id") == relation]:
            root.remove(each)
        self.changed(_relations_of(source))

    def declare(self, name: str, content_type: str) -> None:
        """Say of which type a part is."""
        etree.SubElement(
            self._types(), f"{{{TYPES}}}Override", {"PartName": f"/{self._spelt(name)}", "ContentType": content_type}
        )
        self.changed("[content_types].xml")

    def declare_ending(self, ending: str, content_type: str) -> None:
        """Say of which type parts of this ending are, where nothing says it yet."""
        defaults = [each for each in self._types() if local(each) == "Default"]
        if all(each.get("Extension", "").lower() != ending for each in defaults):
            made = etree.Element(f"{{{TYPES}}}Default", {"Extension": ending, "ContentType": content_type})
            self._types().insert(0, made)
            self.changed("[content_types].xml")

    def retype(self, name: str, wrong: str, right: str) -> None:
        """Change the type of a part where it is said to be `wrong`."""
        for each in self._types():
            if _key(each.get("PartName", "")) == name and each.get("ContentType") == wrong:
                each.set("ContentType", right)
                self.changed("[content_types].xml")

    def _spelt(self, name: str) -> str:
        """A part's name as it is packed: to some programs capitals are other letters."""
        if name in self._written:
            return self._written[name][0]
        return self._entries[name].filename.replace("\\", "/").lstrip("/")

    def _types(self) -> Element:
        return self.tree("[content_types].xml")

    # -- packing -----------------------------------------------------------------------------------------------------

    def packed(self) -> bytes:
        """Return the whole file: the parts in their order, new ones behind."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
            for name, entry in self._entries.items():
                if self.has(name):
                    made = zipfile.ZipInfo(entry.filename, entry.date_time)
                    made.compress_type, made.external_attr = entry.compress_type, entry.external_attr
                    copy.writestr(made, self._content(name))
            for name, (written, _) in self._written.items():
                if name not in self._entries:
                    made = zipfile.ZipInfo(written)
                    made.compress_type = zipfile.ZIP_DEFLATED
                    copy.writestr(made, self._content(name))
        return target.getvalue()

    def _content(self, name: str) -> bytes:
        return to_bytes(self._trees[name]) if name in self._changed else self.read(name)


def to_bytes(root: Element) -> bytes:
    """Write a tree as offices' programs do."""
    written: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def printable(text: str) -> str:
    """Return a text without what XML cannot hold."""
    return _UNPRINTABLE.sub("", text)


def as_typed(text: str) -> str:
    """Write a text so that office programs read nothing in it as an escape of theirs (_x0041_)."""
    return _ESCAPE.sub("_x005F_", printable(text))


def local(element: Element) -> str:
    """Return an element's name without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def number(text: str | None, otherwise: int = 0) -> int:
    """Read a whole number of an attribute; raises Unmarkable for what is none."""
    if text is None:
        return otherwise
    if not re.fullmatch(r"\s*[0-9]{1,9}\s*", text):
        raise Unmarkable(f"number {text!r}")
    return int(text)


def put_in_order(parent: Element, child: Element, before: tuple[str, ...]) -> None:
    """Insert a child behind the last of those that its schema lets stand `before` it."""
    at = 0
    for place, each in enumerate(parent, 1):
        if local(each) in before:
            at = place
    parent.insert(at, child)


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _relations_of(part: str) -> str:
    folder, file = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{file}.rels")
