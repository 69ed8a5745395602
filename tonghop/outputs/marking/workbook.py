"""The workbook's own part: its tabs in their order, and a tab put in front of them.

What counts tabs by their place (names of one tab, which one is shown first) is moved on with them.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from lxml import etree

from tonghop.outputs.marking.package import Element, Parts, Unmarkable, local, number, put_in_order

OFFICE = {  # of the two dialects: the relations' types begin so
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"
_BEFORE_NAMES = (
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups"),
    "externalReferences",
)
OUR_NAME = "_tonghop_returned"
"""The name, hidden, by which a tab of ours is known from somebody else's of the same title."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its title and its part."""

    title: str
    part: str


class Workbook:
    """The tabs of one workbook."""

    def __init__(self, parts: Parts) -> None:
        """Raises Unmarkable where this is no workbook, or one whose history is kept in step with its tabs."""
        self.parts = parts
        main = [each.part for each in parts.related("") if each.kind == "officeDocument"]
        self.part = main[0] if main else ""
        self._root = parts.tree(self.part)
        self.space: str = etree.QName(self._root).namespace or ""
        if local(self._root) != "workbook" or self.space not in OFFICE:
            raise Unmarkable(self.part)
        self.relations = OFFICE[self.space]
        self._related = {each.id: each for each in parts.related(self.part)}
        if any(each.kind in ("revisionHeaders", "usernames") for each in self._related.values()):
            raise Unmarkable("shared workbook")
        self._sheets = self._child("sheets")
        if self._sheets is None or not self._entries():
            raise Unmarkable("no tabs")
        self.tabs = [self._tab(entry) for entry in self._entries()]

    def part_of(self, kind: str) -> str | None:
        """Return the part of this kind that the workbook points to."""
        return next((each.part for each in self._related.values() if each.kind == kind), None)

    def styles(self) -> str:
        """Return the part of the looks, put in where the workbook has none."""
        part = self.part_of("styles")
        if part is None or not self.parts.has(part):
            part = self.parts.write(
                posixpath.join(posixpath.dirname(self.part), "styles.xml"),
                f'<styleSheet xmlns="{self.space}"/>'.encode(),
            )
            self.parts.declare(part, _TYPE.format("styles"))
            self.parts.relate(self.part, f"{self.relations}/styles", part)
        return part

    def take_out(self, title: str) -> None:
        """Leave out the tab of this title that we have put in before; raises Unmarkable if it is somebody else's."""
        entries = self._entries()
        for at, tab in enumerate(self.tabs):
            if tab.title.casefold() == title.casefold():
                ours = [name for name in self._names() if _is_of_tab(name, at)]
                if OUR_NAME not in [name.get("name") for name in ours]:
                    raise Unmarkable(f"tab {title}")
                for name in ours:
                    name.getparent().remove(name)
                self._move_names(at + 1, -1)
                self.parts.unrelate(self.part, self._relation(entries[at]))
                self.parts.drop(tab.part)
                self._sheets.remove(entries[at])
                del self.tabs[at]
                return

    def put_in_front(self, title: str, content: bytes, printed_rows: str) -> None:
        """Put in a tab before all others and have it shown; `printed_rows` stand on each of its printed pages."""
        part = self.parts.write(self.parts.fresh("xl/worksheets/sheet{}.xml"), content)
        self.parts.declare(part, _TYPE.format("worksheet"))
        relation = self.parts.relate(self.part, f"{self.relations}/worksheet", part)
        ids = [number(entry.get("sheetId")) for entry in self._entries()]
        made = etree.Element(f"{{{self.space}}}sheet", nsmap={**self._root.nsmap, "r": self.relations})
        made.set("name", title)
        made.set("sheetId", str(max(ids, default=0) + 1))
        made.set(f"{{{self.relations}}}id", relation)
        self._sheets.insert(0, made)
        self._move_names(0, 1)
        quoted = in_formula(title)
        self._name("_xlnm.Print_Titles", f"{quoted}!{printed_rows}", hidden=False)
        self._name(OUR_NAME, f"{quoted}!$A$1", hidden=True)
        for views in self._root:
            for view in views if local(views) == "bookViews" else ():
                if isinstance(view.tag, str):
                    view.attrib.pop("activeTab", None)
                    view.attrib.pop("firstSheet", None)
        self.parts.changed(self.part)
        self.parts.retype(self.part, _TYPE.format("template.main"), _TYPE.format("sheet.main"))

    # -- names -------------------------------------------------------------------------------------------------------

    def _names(self) -> list[Element]:
        branch = self._child("definedNames")
        return [] if branch is None else [each for each in branch if local(each) == "definedName"]

    def _move_names(self, first: int, by: int) -> None:
        """Have the names of the tabs from `first` on go with them."""
        for name in self._names():
            if name.get("localSheetId") is not None and number(name.get("localSheetId")) >= first:
                name.set("localSheetId", str(number(name.get("localSheetId")) + by))

    def _name(self, name: str, meaning: str, hidden: bool) -> None:
        branch = self._child("definedNames")
        if branch is None:
            branch = etree.Element(f"{{{self.space}}}definedNames", nsmap=self._root.nsmap)
            put_in_order(self._root, branch, _BEFORE_NAMES)
        made = etree.SubElement(branch, f"{{{self.space}}}definedName", {"name": name, "localSheetId": "0"})
        if hidden:
            made.set("hidden", "1")
        made.text = meaning

    # -- tabs --------------------------------------------------------------------------------------------------------

    def _entries(self) -> list[Element]:
        return [each for each in self._sheets if local(each) == "sheet"]

    def _tab(self, entry: Element) -> Tab:
        related = self._related.get(self._relation(entry))
        if related is None or not self.parts.has(related.part):
            raise Unmarkable(f"tab {entry.get('name')}")
        return Tab(entry.get("name", ""), related.part)

    @staticmethod
    def _relation(entry: Element) -> str:
        return next((str(value) for key, value in entry.attrib.items() if key.endswith("}id")), "")

    def _child(self, name: str) -> Element:
        return next((each for each in self._root if local(each) == name), None)


def in_formula(title: str) -> str:
    """Return a tab's title as formulas and links name it."""
    return "'" + title.replace("'", "''") + "'"


def _is_of_tab(name: Element, at: int) -> bool:
    return name.get("localSheetId") is not None and number(name.get("localSheetId")) == at
