"""From tables that people edited back to the texts of the plan's files; every cell is checked, whoever typed it.

Pure: what is wrong is listed with its place, never guessed. The tables are those of tonghop/plan_rows.py.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tonghop.plan.files import COLUMNS, UNCLASSIFIED
from tonghop.plan.model import Plan
from tonghop.plan.tables import KINDS, SECTORS, TABLES, UNITS, UNTIL, Column, Row, Table, rows_of
from tonghop.plan.unit_names import UnitNames
from tonghop.vietnamese import clean, fold_key, parse_count, parse_date, parse_mark, text_key

LONGEST = 300


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong in a cell: the table, the row (0 is the first), the column (None: the row), what to do."""

    table: str
    row: int
    column: str | None
    message: str


def texts_of(plan: Plan, tables: Mapping[str, Sequence[Row]]) -> tuple[dict[str, str], list[Wrong]]:
    """Return the texts of the files that the tables change, and what is wrong with their cells (then no text counts).

    A row without an id is the one of that name or alias, else a new one. A column that no row has keeps what it said.
    """
    changed: dict[str, list[dict[str, str]]] = {}
    wrong: list[Wrong] = []
    labels: dict[str, str] = {}
    for name in (KINDS, *(one for one in TABLES if one != KINDS)):
        if name not in tables:
            continue
        reader = _TableReader(plan, TABLES[name], tables[name], wrong, labels)
        said = reader.read()
        if name == KINDS:
            labels = {row["id"]: row["label"] for row in said if row["label"] and row["id"]}
        before = [reader.plain(row) for row in rows_of(plan, name)]
        if said != before:
            changed[name] = said
    if wrong:
        return {}, wrong
    texts = {
        TABLES[name].file: _toml_text(plan, said) if name == KINDS else _csv_text(TABLES[name].file, said)
        for name, said in changed.items()
    }
    return texts, []


class _TableReader:
    """Reads one table's rows into the cells of its file."""

    def __init__(
        self, plan: Plan, table: Table, rows: Sequence[Row], wrong: list[Wrong], kinds: Mapping[str, str]
    ) -> None:
        self.plan, self.table, self.rows, self.wrong, self.kinds = plan, table, rows, wrong, kinds  # id -> label
        self.id_key = table.columns[0].key
        self.standing = {str(row[self.id_key]): row for row in rows_of(plan, table.name)}
        self.typed = {clean(str(row[self.id_key])) for row in rows if row.get(self.id_key)}
        self.used: dict[str, int] = {}
        self.names = plan.name_resolver() if table.name == UNITS else None
        self.by_label = {text_key(str(row[table.label])): id_ for id_, row in self.standing.items()}

    def read(self) -> list[dict[str, str]]:
        if not self.rows:
            self.wrong.append(Wrong(self.table.name, 0, None, "Bảng chưa có dòng nào. Đề nghị ghi ít nhất một dòng."))
        said = [self._row(place, row) for place, row in enumerate(self.rows)]
        if self.table.name == SECTORS and self.rows and UNCLASSIFIED not in {one[self.id_key] for one in said}:
            self.wrong.append(Wrong(SECTORS, 0, None, "Thiếu lĩnh vực “Chưa phân loại”. Đề nghị thêm lại dòng này."))
        if self.table.name == UNITS:
            self._keep_old_names(said)
        return said

    def _keep_old_names(self, said: list[dict[str, str]]) -> None:
        """A unit that is renamed is found by its old name, too, unless another bears that now (CONTRACT §2)."""
        borne = {fold_key(name) for row in said for name in (row["name"], *row["aliases"].split(";"))}
        for row in said:
            old = str(self.standing.get(row[self.id_key], {}).get("name") or "")
            kind = self.plan.kind_by_id.get(row["kind"])
            names = UnitNames(
                [(row[self.id_key], name) for name in (row["name"], *row["aliases"].split(";"))],
                self.plan.name_prefixes,
                self.plan.name_suffixes,
                own={row[self.id_key]: kind.prefixes if kind else ()},
            )
            if old and row["name"] and fold_key(old) not in borne and not names.find(old):
                row["aliases"] = ";".join(filter(None, (row["aliases"], old)))

    def plain(self, row: Row) -> dict[str, str]:
        """A standing row as the cells of its file."""
        return {column.key: self._cell(column, row.get(column.key), []) for column in self.table.columns}

    def _row(self, place: int, row: Row) -> dict[str, str]:
        wrong: list[tuple[str | None, str]] = []
        id_ = self._id(row, wrong)
        standing = self.standing.get(id_, {})
        found = {self.id_key: id_}
        for column in self.table.columns[1:]:
            value = row[column.key] if column.key in row else standing.get(column.key)
            if column.key == "valid_from" and _is_blank(value):
                value = standing.get("valid_from", self.plan.issued_on)
            said: list[str] = []
            found[column.key] = self._cell(column, value, said)
            if column.is_required and _is_blank(value):
                said.append("Ô để trống. Đề nghị ghi giá trị.")
            wrong += [(column.key, one) for one in said]
        if self.table.name == UNITS and standing:
            found["aliases"] = self._with_old_name(found, str(standing["name"]))
        wrong += _across(found)
        first = self.used.setdefault(id_, place)
        if id_ and first != place:
            wrong.append((self.id_key, f"Trùng với dòng thứ {first + 1}. Đề nghị bỏ một dòng, hoặc ghi tên khác."))
        self.wrong += [Wrong(self.table.name, place, key, message) for key, message in wrong]
        return found

    def _with_old_name(self, found: Mapping[str, str], old: str) -> str:
        """A renamed unit is still known by its old name, unless another unit bears it now."""
        aliases = [one for one in found["aliases"].split(";") if one]
        taken = {fold_key(_text(row.get("name"))) for row in self.rows}
        known = {*taken, *map(fold_key, aliases)}
        return ";".join([*aliases, *([old] if fold_key(old) not in known else [])])

    def _id(self, row: Row, wrong: list[tuple[str | None, str]]) -> str:
        given = _text(row.get(self.id_key))
        if given:
            if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", given):
                wrong.append((self.id_key, f"Mã “{given}” chỉ được gồm chữ thường không dấu, chữ số, “-”, “_”."))
            return given
        label = _text(row.get(self.table.label))
        known = self.names.find(label) if self.names else (self.by_label.get(text_key(label)),)
        if len(known) == 1 and known[0] and known[0] not in self.typed:
            return known[0]
        return self._new_id(label)

    def _new_id(self, label: str) -> str:
        joint = "-" if self.table.name == UNITS else "_"
        base = joint.join(filter(None, map(fold_key, label.split()))) or "moi"
        base = re.sub(r"[^a-z0-9_-]", "", base)[:60] or "moi"
        taken = self.typed | set(self.used)
        id_, number = base, 2
        while id_ in taken or id_ in self.standing:
            id_, number = f"{base}{joint}{number}", number + 1
        return id_

    def _cell(self, column: Column, value: Any, wrong: list[str]) -> str:
        if column.kind == "mark":
            return "illustrative" if parse_mark(value) else "real"
        if _is_blank(value):
            return ""
        if column.kind == "day":
            day = parse_date(value).value
            if day is None:
                wrong.append(f"“{value}” không phải là ngày. Đề nghị ghi ngày/tháng/năm, ví dụ 05/04/2022.")
            return day.isoformat() if day else ""
        if column.kind == "count":
            count = parse_count(value).value
            if count is None:
                wrong.append(f"“{_text(value)}” không phải là số nguyên. Đề nghị ghi chữ số, ví dụ 2.")
            return "" if count is None else str(count)
        text = _text(value)
        longest = max(map(len, text.split(";"))) if column.kind == "names" else len(text)
        if longest > LONGEST:
            wrong.append(f"Dài {longest} chữ. Đề nghị ghi không quá {LONGEST} chữ.")
        if any(letter in text for letter in "\r\n\0"):
            text = " ".join(text.split())
        if column.kind == "choice":
            return self._choice(column, text, wrong)
        if column.kind == "choices":
            return " ".join(self._choice(column, clean(one), wrong) for one in text.split(";") if one.strip())
        if column.kind == "names":
            return ";".join(dict.fromkeys(clean(one) for one in text.split(";") if one.strip()))
        return text

    def _choice(self, column: Column, text: str, wrong: list[str]) -> str:
        assert column.choices is not None
        allowed = column.choices(self.plan)
        if column.key in ("kind", "owed_by") and self.kinds:
            allowed = self.kinds
        by_key = {text_key(label): id_ for id_, label in allowed.items()}
        found = by_key.get(text_key(text)) or (text if text in allowed else None)
        if not found:
            wrong.append(f"“{text}” không có trong danh sách. Giá trị được dùng: {'; '.join(allowed.values())}.")
            return ""
        if column.key == "inclusive":
            return "true" if found == UNTIL else "false"
        return found


def _across(row: Mapping[str, str]) -> list[tuple[str | None, str]]:
    """What is wrong between the cells of a row."""
    found: list[tuple[str | None, str]] = []
    for low, high, kind, message in (
        ("valid_from", "valid_to", "day", "Ngày hết hiệu lực trước ngày có hiệu lực. Đề nghị kiểm tra hai ngày."),
        ("nominations_min", "nominations_max", "count", "Số nhiều nhất nhỏ hơn số ít nhất. Đề nghị kiểm tra."),
        ("year_from", "year_to", "count", "Năm cuối trước năm đầu. Đề nghị kiểm tra."),
    ):
        first, last = row.get(low), row.get(high)
        if first and last and (int(last) < int(first) if kind == "count" else last < first):
            found.append((high, message))
    if row.get("copies") == "0":
        found.append(("copies", "Số bộ phải từ 1 trở lên."))
    for year in ("year_from", "year_to"):
        if row.get(year) and not 1900 <= int(row[year]) <= 2100:
            found.append((year, f"“{row[year]}” không phải là năm. Đề nghị ghi bốn chữ số, ví dụ 2021."))
    return found


def _csv_text(file: str, rows: Sequence[Mapping[str, str]]) -> str:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerows([COLUMNS[file], *([row[column] for column in COLUMNS[file]] for row in rows)])
    return target.getvalue()


def _toml_text(plan: Plan, rows: Sequence[Mapping[str, str]]) -> str:
    """Change the kinds in plan.toml and leave all else, remarks too, as it stands."""
    import tomlkit
    from tomlkit.items import AoT

    document = tomlkit.parse(plan.sources["plan.toml"])
    kinds = document["kinds"]
    assert isinstance(kinds, AoT)
    wanted = [
        {
            "id": row["id"],
            "label": row["label"],
            **{key: int(row[key] or 0) for key in ("nominations_min", "nominations_max")},
            "prefixes": [each for each in row["prefixes"].split(";") if each],
        }
        for row in rows
    ]
    standing = {str(kind["id"]): kind for kind in kinds}
    if [row["id"] for row in wanted] != list(standing):
        kinds.clear()
        for row in wanted:
            kinds.append(standing.get(str(row["id"])) or tomlkit.table())
    for kind, row in zip(kinds, wanted, strict=True):
        for key, value in row.items():
            if kind.get(key, []) != value:
                kind[key] = value
            if value == []:
                kind.pop(key, None)
    if str(wanted[-1]["id"]) not in standing:  # a new table ends without a blank line
        kinds[-1].add(tomlkit.nl())
    return tomlkit.dumps(document)


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value != value


def _text(value: Any) -> str:
    if _is_blank(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean(value.isoformat() if isinstance(value, date) else str(value))
