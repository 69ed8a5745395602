"""Reads a plan folder and checks every cell of it; the plan's only door.

One mistake is one clear message with file, row and remedy: the office edits these files by hand.
"""

import csv
import io
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from tonghop.errors import Stop
from tonghop.plan.model import Choice, Criterion, Indicator, Kind, Obligation, Plan, Section, Selection, Theme, Unit

DEFAULT = Path(__file__).resolve().parents[2] / "data" / "plan-83"
UNCLASSIFIED = "chua_phan_loai"

COLUMNS = {
    "units.csv": ["unit_id", "kind", "name", "aliases", "gso_code", "valid_from", "valid_to", "roster"],
    "obligations.csv": [
        "obligation_id",
        "label",
        "dossier",
        "copies",
        "deadline",
        "inclusive",
        "owed_by",
        "plan_section",
    ],
    "indicators.csv": ["indicator_id", "form_sheet", "label", "unit_of_measure", "year_from", "year_to"],
    "sectors.csv": ["sector_id", "label"],
    "sections.csv": ["section_id", "label", "outline"],
    "themes.csv": ["theme_id", "label", "words"],
}
FROM_ELSEWHERE = "themes.csv"
"""A plan without this file goes by the project's own: the words of opinions are alike from plan to plan."""
MATRIX_SHEETS = ("Khen thưởng", "Tuyên truyền", "Kiểm tra, giám sát")


def read_plan(folder: Path | str | None = None) -> Plan:
    """Read the plan in `folder`, else in the environment's TONGHOP_PLAN, else the project's own.

    Raises Stop where a file is missing or a cell is wrong.
    """
    root = Path(folder or os.environ.get("TONGHOP_PLAN") or DEFAULT)
    sources = {}
    for name in ("plan.toml", *COLUMNS):
        try:
            sources[name] = (root / name).read_text(encoding="utf-8-sig")
        except FileNotFoundError as error:
            if name == FROM_ELSEWHERE:
                continue
            raise Stop(
                f"Thư mục kế hoạch {root} thiếu tệp {name}.",
                "Đề nghị bổ sung tệp này (xem mẫu ở data/plan-83) hoặc chỉ đúng thư mục bằng --plan.",
            ) from error
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise _mistake(
                name, line, "chữ không ở bảng mã UTF-8", "Đề nghị lưu tệp ở bảng mã UTF-8."
            ) from error
        except OSError as error:
            raise Stop(
                f"Không đọc được {root / name}: {error}.", "Đề nghị kiểm tra quyền đọc tệp."
            ) from error
    return parse_plan(sources)


def parse_plan(sources: Mapping[str, str]) -> Plan:
    """Build the plan from its files' texts (name -> text), the way a store remembers them; the same texts once."""
    return _parsed(tuple(sources.items()))


@lru_cache(maxsize=64)
def _parsed(texts: tuple[tuple[str, str], ...]) -> Plan:
    sources = dict(texts)
    head = _Toml(sources["plan.toml"])
    kinds = tuple(
        Kind(
            k.text("id"),
            k.text("label"),
            *k.span("nominations_min", "nominations_max"),
            prefixes=k.optional_texts("prefixes"),
        )
        for k in head.tables("kinds")
    )
    dossiers = head.choices("dossiers")
    kind_ids, dossier_ids = {k.id for k in kinds}, {d.id for d in dossiers}
    outline = head.choices("outline")

    units = tuple(
        Unit(
            row.key("unit_id"),
            row.one_of("kind", kind_ids),
            row.text("name"),
            tuple(a.strip() for a in row.get("aliases").split(";") if a.strip()),
            row.get("gso_code") or None,
            row.day("valid_from"),
            row.day("valid_to") if row.get("valid_to") else None,
            row.one_of("roster", {"real", "illustrative"}) == "illustrative",
        )
        for row in _rows("units.csv", sources)
    )
    obligations = tuple(
        Obligation(
            row.key("obligation_id"),
            row.text("label"),
            row.one_of("dossier", dossier_ids),
            row.count("copies", at_least=1),
            row.day("deadline"),
            row.one_of("inclusive", {"true", "false"}) == "true",
            row.some_of("owed_by", kind_ids),
            row.get("plan_section"),
        )
        for row in _rows("obligations.csv", sources)
    )
    indicators = tuple(
        Indicator(
            row.key("indicator_id"),
            row.one_of("form_sheet", set(MATRIX_SHEETS)),
            row.text("label"),
            row.text("unit_of_measure"),
            row.count("year_from", at_least=1900),
            row.count("year_to", at_least=1900),
        )
        for row in _rows("indicators.csv", sources)
    )
    sectors = tuple(Choice(row.key("sector_id"), row.text("label")) for row in _rows("sectors.csv", sources))
    if UNCLASSIFIED not in {sector.id for sector in sectors}:
        raise _mistake("sectors.csv", None, f"thiếu lĩnh vực “{UNCLASSIFIED}”", "Đề nghị thêm lại dòng này.")
    sections = tuple(
        Section(row.key("section_id"), row.text("label"), row.one_of("outline", {o.id for o in outline}))
        for row in _rows("sections.csv", sources)
    )
    indicator_ids = {i.id for i in indicators}
    themes = _themes(sources)
    periods, dates, conference, names = (head.table(n) for n in ("periods", "dates", "conference", "names"))
    (models_from, models_to), (years_from, years_to) = (
        periods.span(f"{what}_from", f"{what}_to") for what in ("models", "years")
    )
    return Plan(
        id=head.text("id"),
        title=head.text("title"),
        short_title=head.text("short_title"),
        issued_on=head.day("issued_on"),
        issued_by=head.text("issued_by"),
        district=head.text("district"),
        superior=head.optional("superior"),
        report_subject=head.optional("report_subject") or f"kết quả thực hiện Kế hoạch số {head.text('id')}",
        party_form=head.optional("party_form") or "hd36-2018",
        closes_on=head.day("closes_on"),
        form_version=head.count("form_version"),
        conference_deadline=conference.day("deadline"),
        conference_inclusive=conference.flag("inclusive"),
        models_from=models_from,
        models_to=models_to,
        years_from=years_from,
        years_to=years_to,
        earliest_date=dates.day("earliest"),
        roster_note=head.table("roster").text("note"),
        holidays=tuple((h.day("day"), h.text("name")) for h in head.tables("holidays")),
        kinds=kinds,
        dossiers=dossiers,
        model_kinds=head.choices("model_kinds"),
        levels=head.choices("levels"),
        ratings=head.choices("ratings"),
        outline=outline,
        units=units,
        obligations=obligations,
        indicators=indicators,
        sectors=sectors,
        sections=sections,
        themes=themes,
        criteria=_criteria(head),
        selection=_selection(head),
        attendances=tuple(
            (a.one_of("attendances", indicator_ids), a.one_of("meetings", indicator_ids))
            for a in head.tables("attendances")
        ),
        name_prefixes=names.texts("prefixes"),
        name_suffixes=names.texts("suffixes"),
        name_organs=names.optional_texts("organs"),
        sources=dict(sources),
    )


def _themes(sources: Mapping[str, str]) -> tuple[Theme, ...]:
    texts = sources if FROM_ELSEWHERE in sources else {FROM_ELSEWHERE: _own_themes()}
    return tuple(
        Theme(
            row.key("theme_id"),
            row.text("label"),
            tuple(dict.fromkeys(word.strip() for word in row.text("words").split(";") if word.strip())),
        )
        for row in _rows(FROM_ELSEWHERE, texts)
    )


@lru_cache(maxsize=1)
def _own_themes() -> str:
    return (DEFAULT / FROM_ELSEWHERE).read_text(encoding="utf-8-sig")


def _criteria(head: "_Toml") -> tuple[Criterion, ...]:
    """The standards that nominated models are held against (plan III.2); a plan may have none."""
    if "criteria" not in head.values:
        return ()
    found = tuple(
        Criterion(each.text("id"), each.text("label"), each.optional_texts("readings"))
        for each in head.tables("criteria")
    )
    ids = [criterion.id for criterion in found]
    for each in ids:
        if ids.count(each) > 1:
            raise _mistake("plan.toml", None, f"tiêu chuẩn “{each}” ghi hai lần", "Đề nghị đổi mã của một tiêu chuẩn.")
    return found


def _selection(head: "_Toml") -> Selection:
    if "selection" not in head.values:
        return Selection()
    table = head.table("selection")
    return Selection(*(table.text(n) for n in ("section", "list_title", "award_title", "province_title")))


def _mistake(file: str, row: int | None, what: str, remedy: str) -> Stop:
    place = f"{file}, dòng {row}" if row else file
    return Stop(f"Kế hoạch có chỗ sai: {place}: {what}.", remedy)


def _rows(file: str, sources: Mapping[str, str]) -> Iterable["_Row"]:
    reader = csv.DictReader(io.StringIO(sources[file], newline=""), strict=True)
    rows, seen = [], set()
    try:
        missing = [c for c in COLUMNS[file] if c not in (reader.fieldnames or [])]
        if missing:
            raise _mistake(
                file, 1, f"thiếu cột “{missing[0]}”", f"Các cột cần có: {', '.join(COLUMNS[file])}."
            )
        for values in reader:
            row = _Row(file, reader.line_num, values)
            if None in values or None in values.values():
                raise row.mistake("số ô không bằng số cột", "Đề nghị đặt chữ có dấu phẩy trong ngoặc kép.")
            key = values[COLUMNS[file][0]].strip()
            if key in seen:
                raise row.mistake(f"mã “{key}” đã dùng ở dòng trên", "Mỗi mã chỉ được dùng một lần.")
            seen.add(key)
            rows.append(row)
    except csv.Error as error:
        line = reader.line_num + 1  # it counts the lines of whole rows
        raise _mistake(file, line, "không đúng dạng CSV", "Đề nghị kiểm tra dấu ngoặc kép.") from error
    if not rows:
        raise _mistake(file, None, "chưa có dòng nào", "Đề nghị ghi ít nhất một dòng.")
    return rows


class _Row:
    """A row of a CSV file whose cells are read with their meaning checked."""

    def __init__(self, file: str, line: int, values: Mapping[str, Any]) -> None:
        self.file, self.line, self.values = file, line, values

    def mistake(self, what: str, remedy: str) -> Stop:
        return _mistake(self.file, self.line, what, remedy)

    def get(self, column: str) -> str:
        return str(self.values[column] or "").strip()

    def text(self, column: str) -> str:
        value = self.get(column)
        if not value:
            raise self.mistake(f"ô “{column}” để trống", "Đề nghị ghi giá trị.")
        return value

    def key(self, column: str) -> str:
        value = self.text(column)
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", value):
            raise self.mistake(f"mã “{value}”", "Mã chỉ gồm chữ thường không dấu, chữ số, “-” và “_”.")
        return value

    def day(self, column: str) -> date:
        value = self.text(column)
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise self.mistake(
                f"ô “{column}” ghi “{value}” không phải là ngày",
                "Đề nghị ghi năm-tháng-ngày, ví dụ 2022-04-05.",
            ) from error

    def count(self, column: str, at_least: int = 0) -> int:
        value = self.text(column)
        if not value.isascii() or not value.isdigit() or int(value) < at_least:
            raise self.mistake(f"ô “{column}” ghi “{value}”", f"Đề nghị ghi số nguyên từ {at_least} trở lên.")
        return int(value)

    def one_of(self, column: str, allowed: set[str]) -> str:
        value = self.text(column)
        if value not in allowed:
            raise self.mistake(
                f"ô “{column}” ghi “{value}”", f"Giá trị được dùng: {', '.join(sorted(allowed))}."
            )
        return value

    def some_of(self, column: str, allowed: set[str]) -> tuple[str, ...]:
        values = tuple(self.text(column).split())
        for value in values:
            if value not in allowed:
                raise self.mistake(
                    f"ô “{column}” ghi “{value}”", f"Giá trị được dùng: {', '.join(sorted(allowed))}."
                )
        return values


class _Toml:
    """A table of plan.toml whose values are read with their types checked."""

    def __init__(self, source: str | Mapping[str, Any], place: str = "") -> None:
        self.place = place
        if isinstance(source, str):
            try:
                source = tomllib.loads(source)
            except tomllib.TOMLDecodeError as error:
                line = re.search(r"line (\d+)", str(error))
                raise _mistake(
                    "plan.toml", int(line[1]) if line else None, "không đúng dạng TOML", "Đề nghị sửa lại chỗ này."
                ) from error
        self.values = source

    def _get(self, name: str, kind: type, what: str) -> Any:
        value = self.values.get(name)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)) or value in ("", []):
            where = f"{self.place}.{name}" if self.place else name
            raise _mistake("plan.toml", None, f"“{where}” thiếu hoặc không đúng kiểu", f"Đề nghị ghi {what}.")
        return value

    def text(self, name: str) -> str:
        return str(self._get(name, str, "một chuỗi chữ trong ngoặc kép"))

    def optional(self, name: str) -> str:
        """A text that a plan may do without."""
        return self.text(name) if name in self.values else ""

    def texts(self, name: str) -> tuple[str, ...]:
        return tuple(str(value) for value in self._get(name, list, "một danh sách chữ"))

    def optional_texts(self, name: str) -> tuple[str, ...]:
        """Texts that a plan may do without."""
        return self.texts(name) if name in self.values else ()

    def count(self, name: str) -> int:
        return int(self._get(name, int, "một số nguyên"))

    def span(self, first: str, last: str) -> tuple[int, int]:
        """Two whole numbers, the first not above the last."""
        low, high = self.count(first), self.count(last)
        if low > high:
            prefix = f"{self.place}." if self.place else ""
            raise _mistake(
                "plan.toml",
                None,
                f"“{prefix}{first}” ({low}) lớn hơn “{prefix}{last}” ({high})",
                "Đề nghị đổi lại hai số này.",
            )
        return low, high

    def flag(self, name: str) -> bool:
        return bool(self._get(name, bool, "true hoặc false"))

    def day(self, name: str) -> date:
        value: date = self._get(name, date, "một ngày, ví dụ 2022-04-05")
        return value

    def one_of(self, name: str, allowed: set[str]) -> str:
        value = self.text(name)
        if value not in allowed:
            raise _mistake(
                "plan.toml",
                None,
                f"“{self.place}.{name}” ghi “{value}”",
                f"Được dùng: {', '.join(sorted(allowed))}.",
            )
        return value

    def table(self, name: str) -> "_Toml":
        return _Toml(self._get(name, dict, "một bảng [tên]"), name)

    def tables(self, name: str) -> list["_Toml"]:
        return [_Toml(each, name) for each in self._get(name, list, "các bảng [[tên]]")]

    def choices(self, name: str) -> tuple[Choice, ...]:
        return tuple(Choice(each.text("id"), each.text("label")) for each in self.tables(name))
