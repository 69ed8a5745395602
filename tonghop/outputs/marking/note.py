"""What the first sheet of a returned file says: a note to the unit and the findings, alike ones together.

Words only: how they look is front's, where the cells are is told by whoever marked them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from tonghop import forms
from tonghop.findings import ERROR, RULES, Finding
from tonghop.intake.addresses import heading_key
from tonghop.outputs.marking.comments import one_line
from tonghop.plan.model import Plan
from tonghop.vietnamese import format_count, format_date

MOST_SAID_ALONE = 3
"""So many alike findings of different words stand each for itself; more stand in one row."""

MOST_CELLS = 600  # of one group; what is beyond them is marked all the same
REMEDY = "Đề nghị"


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell of a group: what is shown of it, and where it leads: tab and cell, None where nothing is to open."""

    label: str
    link: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that are mended alike."""

    severity: str
    text: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The groups of one sheet of the form; `tab` is where it is to be found, if it is."""

    title: str
    tab: str | None
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """The whole sheet. `facts` are label and text; `steps` say what to do, in order."""

    office: str
    title: str
    basis: str
    facts: tuple[tuple[str, str], ...]
    result: tuple[str, ...]
    steps: tuple[str, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Where findings are in the copy: the tab of each sheet, and the cell to look at for each cell found wrong."""

    tabs: Mapping[str, tuple[int, str]]
    cells: Mapping[tuple[str, str], str]


NOWHERE = Places({}, {})


@dataclass(frozen=True, slots=True)
class Returning:
    """What is given back: which file of which unit of which plan, and what was found in it."""

    plan: Plan
    path: str
    findings: tuple[Finding, ...]
    unit_id: str | None
    is_partial: bool = False

    @property
    def file(self) -> str:
        return shown_name(self.path)

    @property
    def names_units(self) -> bool:
        """Do the findings speak of more units than one may be in this file?"""
        return self.unit_id is None and any(finding.unit_id for finding in self.findings)

    def unit_name(self, unit_id: str | None) -> str | None:
        unit = self.plan.unit_by_id.get(unit_id or "")
        return unit.name if unit else None


def shown_name(path: str) -> str:
    """Return a file's name as people may read it; a name may be no text at all."""
    name = PurePosixPath(path.replace("\\", "/")).name or path
    return one_line(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def note(given: Returning, places: Places | None) -> Note:
    """Write the note for a marked copy; without `places` for findings that stand beside their file."""
    plan = given.plan
    return Note(
        office=plan.issued_by.upper(),
        title="ĐỀ NGHỊ KIỂM TRA, SỬA LẠI TỆP ĐÃ GỬI",
        basis=f"Thực hiện Kế hoạch số {plan.id} ngày {format_date(plan.issued_on)} – {plan.short_title}",
        facts=(
            ("Kính gửi:", given.unit_name(given.unit_id) or "Đơn vị gửi tệp"),
            ("Tệp đã nhận:", given.file),
            ("Kiểm tra thấy:", f"{counted(given.findings)}."),
        ),
        result=tuple(_result(given)),
        steps=_steps(given, is_marked=places is not None),
        sections=tuple(_sections(given, places or NOWHERE)),
    )


def counted(findings: Sequence[Finding]) -> str:
    """Say how many errors and warnings there are."""
    errors = sum(finding.is_error for finding in findings)
    warnings = len(findings) - errors
    said = [f"{format_count(n)} {word}" for n, word in ((errors, "lỗi"), (warnings, "cảnh báo")) if n]
    return " và ".join(said) or "không có lỗi hay cảnh báo"


def _result(given: Returning) -> list[str]:
    errors = [finding for finding in given.findings if finding.is_error]
    said = []
    if errors and given.is_partial:
        refused = {finding.unit_id for finding in errors}
        names = [unit.name for unit in given.plan.units if unit.id in refused]
        if names:
            said.append(
                f"Lỗi là điều phải sửa. Do còn lỗi, số liệu trong tệp của {_listed(names)} chưa được tính; "
                "số liệu của các đơn vị khác không bị ảnh hưởng."
            )
        if None in refused:
            said.append("Các dòng có lỗi ở tên đơn vị chưa được tính cho đơn vị nào.")
    elif errors:
        said.append(
            "Lỗi là điều phải sửa. Khi còn lỗi, tệp chưa được nhận và chưa có nội dung nào trong tệp được tính."
        )
    if len(errors) < len(given.findings):
        alone = "" if errors else " Tệp không có lỗi nên nội dung trong tệp vẫn được tính."
        said.append(f"Cảnh báo là điều đề nghị xem lại; nếu đã đúng thì giữ nguyên, không phải sửa.{alone}")
    return said


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} và {names[-1]}"


def _steps(given: Returning, is_marked: bool) -> tuple[str, ...]:
    if is_marked:
        return (
            "Bấm vào địa chỉ ở cột “Ô” để đến ô cần xem. Ô có lỗi được tô màu hồng, ô có cảnh báo được tô màu vàng; "
            "ghi chú (comment) của ô nói rõ lý do và cách sửa.",
            f"Sửa ngay trong tệp này; không cần xóa trang “{forms.RETURNED}”, màu tô và ghi chú.",
            "Lưu tệp ở dạng Excel Workbook (.xlsx) rồi gửi lại như lần trước.",
        )
    is_word = PurePosixPath(given.path).suffix.lower() in (".docx", ".doc", ".docm", ".dotx")
    saved = "Word Document (.docx)" if is_word else "Excel Workbook (.xlsx)"
    return (
        "Mở tệp đã gửi (tên nêu trên), sửa theo bảng dưới đây.",
        f"Lưu tệp đó ở dạng {saved} rồi gửi lại như lần trước. Bảng này chỉ để xem, không cần gửi lại.",
    )


# -- findings in groups ----------------------------------------------------------------------------------------------


def _sections(given: Returning, places: Places) -> list[Section]:
    by_sheet: dict[str | None, list[Finding]] = {}
    for finding in given.findings:
        by_sheet.setdefault(finding.sheet, []).append(finding)

    def order(sheet: str | None) -> tuple[int, int]:
        if sheet is None:
            return 0, 0
        return (2, places.tabs[sheet][0]) if sheet in places.tabs else (1, 0)

    sections = []
    for sheet in sorted(by_sheet, key=order):
        _, tab = places.tabs.get(sheet or "", (0, None))
        sections.append(Section(_title(sheet, places), tab, tuple(_groups(given, by_sheet[sheet], places))))
    return sections


def _title(sheet: str | None, places: Places) -> str:
    if sheet is None:
        return "Cả tệp"
    tab = places.tabs.get(sheet, (0, sheet))[1]
    # the tab of a list may have any title; one in an old encoding is not shown
    is_other = tab.isascii() and heading_key(tab) != heading_key(sheet)
    return f"Trang “{tab}”" if is_other else f"Trang “{sheet}”"


def _groups(given: Returning, findings: Sequence[Finding], places: Places) -> list[Group]:
    alike: dict[tuple[bool, str, str | None], list[Finding]] = {}
    for finding in findings:
        unit = finding.unit_id if given.names_units else None
        alike.setdefault((finding.severity != ERROR, finding.slug, unit), []).append(finding)
    groups = []
    for (_, slug, unit_id), members in sorted(alike.items(), key=lambda item: item[0][0]):
        unit = given.unit_name(unit_id)
        by_text: dict[str, list[Finding]] = {}
        for finding in members:
            by_text.setdefault(_without_place(finding), []).append(finding)
        whose = f"{unit}: " if unit else ""
        if len(by_text) <= MOST_SAID_ALONE:
            for text, same in by_text.items():
                groups.append(_group(f"{whose}{text}", same, places, lambda finding: finding.cell or ""))
        else:
            text = f"{RULES[slug].title}. {_common_remedy(members)}"
            groups.append(_group(f"{whose}{text}", members, places, _cell_and_value))
    return groups


def _group(text: str, findings: Sequence[Finding], places: Places, label: Callable[[Finding], str]) -> Group:
    located = [finding for finding in findings if finding.cell]
    spots = [Spot(label(finding), _link(finding, places)) for finding in located[:MOST_CELLS]]
    if not located:
        spots = [Spot("Cả trang" if findings[0].sheet else "Cả tệp", _link(findings[0], places))]
    count = f"{format_count(len(located))} ô: " if len(located) > 1 else ""
    if len(located) > MOST_CELLS:
        count = f"{format_count(len(located))} ô (ghi {MOST_CELLS} ô đầu): "
    return Group(findings[0].severity, f"{count}{text}", tuple(spots))


def _link(finding: Finding, places: Places) -> tuple[str, str] | None:
    sheet, cell = finding.sheet or "", finding.cell or "A1"
    if sheet not in places.tabs:
        return None
    return places.tabs[sheet][1], places.cells.get((sheet, cell), cell)


def _cell_and_value(finding: Finding) -> str:
    value = one_line(finding.value or "")
    if not value:
        return finding.cell or ""
    return f"{finding.cell}: {value}"


def _without_place(finding: Finding) -> str:
    """The message without the sheet and cell before it, which stand beside it."""
    message = one_line(finding.message)
    for place in (f"{finding.sheet}, ô {finding.cell}: ", f"{finding.sheet}: ", "Tệp: "):
        if message.startswith(place):
            rest = message[len(place) :]
            return rest[:1].upper() + rest[1:]
    return message


def _common_remedy(findings: Sequence[Finding]) -> str:
    """What all of them ask for in the same words, else what the first one says."""
    asked = {message[message.rfind(REMEDY) :] for message in map(_without_place, findings) if REMEDY in message}
    first = findings[0]
    if len(asked) == 1 and all(REMEDY in finding.message for finding in findings):
        return asked.pop()
    return f"Ví dụ ô {first.cell}: {_without_place(first)}" if first.cell else _without_place(first)
