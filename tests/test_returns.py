"""Whole campaigns as offices send them: all that is in them, and nothing else.

What must come out stands in `expected.json` beside the returns; what counts is worked out in plain Python.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.builders import RECEIVED, plan_83
from tests.campaigns import SEEDS
from tests.spread import in_soak
from tonghop.actions.loading import IntakeReport, check, load, record
from tonghop.intake.inbox import collect
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.vietnamese import text_key

UNITS = [unit.id for unit in plan_83().units]
YEARS = range(2017, 2022)
CODES = ("kind", "level", "start_year", "nominated")
Row = dict[str, Any]


@dataclass
class Campaign:
    """One campaign: what its files hold, and stores that were loaded with parts of it."""

    folder: Path
    work: Path
    _loaded: dict[tuple[str, ...], Store] = field(default_factory=dict)

    @cached_property
    def expected(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads((self.folder / "expected.json").read_text(encoding="utf-8"))
        return answer

    @cached_property
    def files(self) -> list[dict[str, Any]]:
        return [*self.expected["files"], self.expected["partial"]]

    @property
    def units(self) -> dict[str, dict[str, Any]]:
        units: dict[str, dict[str, Any]] = self.expected["units"]
        return units

    def accepted(self, folder: str) -> dict[str, dict[str, Any]]:
        """The accepted files of a folder, by the unit whose name they bear."""
        return {
            Path(file["path"]).stem: file
            for file in self.files
            if file["path"].startswith(folder) and file["status"] == "accepted"
        }

    @cached_property
    def report(self) -> IntakeReport:
        """What is found in the whole folder, held against an empty store."""
        return check(Store(self.work / "empty"), collect([self.folder]), received_on=RECEIVED)

    def loaded(self, *parts: str) -> Store:
        """Return a store that was loaded in one go with the files whose paths begin so."""
        if parts not in self._loaded:
            store = self._loaded[parts] = Store(self.work / f"store-{len(self._loaded)}")
            outcomes = tuple(each for each in self.report.outcomes if each.path.startswith(parts))
            record(
                store,
                replace(self.report, outcomes=outcomes),
                received_on=RECEIVED,
                recorded_at=datetime(2022, 5, 5, 8),
                recorded_by="người thử",
            )
        return self._loaded[parts]

    def digest(self, path: str) -> str:
        return sha256((self.folder / path).read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def campaigns(made_campaigns: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Campaign]:
    """All at once: what was loaded for one test serves the next."""
    return {name: Campaign(made_campaigns / name, tmp_path_factory.mktemp(name)) for name in SEEDS}


@pytest.fixture(params=["made-1", *in_soak("made-2")])
def campaign(request: pytest.FixtureRequest, campaigns: dict[str, Campaign]) -> Campaign:
    return campaigns[request.param]


def ask(store: Store, name: str, as_of: date | None = None) -> list[Row]:
    columns, rows = ask_rows(store, name, as_of=as_of) if as_of else ask_rows(store, name)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def by_unit(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["unit_id"]].append(row)
    return found


# -- what is said of each file -------------------------------------------------------------------------------


def test_every_file_has_its_form_unit_encoding_and_status(campaign: Campaign) -> None:
    report = campaign.report
    read = {outcome.path: outcome.reading for outcome in report.outcomes}
    assert set(read) == {file["path"] for file in campaign.files} | {"tong-hop.xlsx"}
    assert report.passed_over == ("expected.json",)
    for file in campaign.files:
        reading = read[file["path"]]
        found = {
            "form": reading.form,
            "unit": reading.unit_id,
            "encoding": reading.encoding,
            "status": reading.status,
            "units_refused": list(reading.refused_units),
        }
        judged = {key: file[key] for key in found if file.get(key) is not None}
        assert (file["path"], {key: found[key] for key in judged}) == (file["path"], judged)
    whole = read["tong-hop.xlsx"]
    assert (whole.form, whole.unit_id, whole.status) == ("consolidated", None, "accepted")


def test_every_planted_defect_is_found_and_no_other_error(campaign: Campaign) -> None:
    report = campaign.report
    read = {outcome.path: outcome.reading for outcome in report.outcomes}
    for file in [*campaign.files, {"path": "tong-hop.xlsx", "must_find": []}]:
        findings = read[file["path"]].findings
        for planted in file["must_find"]:
            assert any(
                (finding.slug, finding.severity) == (planted["slug"], planted["severity"])
                and planted["sheet"] in (None, finding.sheet)
                and planted["cell"] in (None, finding.cell)
                for finding in findings
            ), (file["path"], planted, findings)
        errors = Counter(finding.slug for finding in findings if finding.is_error)
        if "encoding-uncertain" not in errors:
            planted_errors = Counter(p["slug"] for p in file["must_find"] if p["severity"] == "error")
            assert (file["path"], errors) == (file["path"], planted_errors)


def test_every_message_is_for_a_clerk(campaign: Campaign) -> None:
    for outcome in campaign.report.outcomes:
        for finding in outcome.reading.findings:
            assert "Đề nghị" in finding.message
            for place in (finding.sheet, finding.cell, finding.value):
                assert place is None or place in finding.message


# -- what counts after loading -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Expected:
    """Where each unit's sheets come from: the path of a file, by unit. What is in neither has nothing."""

    of_tables: dict[str, str]
    of_first_and_last_sheet: dict[str, str]
    of_lists: dict[str, str]


def whole(campaign: Campaign) -> Expected:
    """All in one load: consolidated workbooks come before the units' own returns."""
    own = {unit: file["path"] for unit, file in campaign.accepted("units/").items()}
    lists = {unit: file["path"] for unit, file in campaign.accepted("lists/").items()}
    return Expected(dict.fromkeys(UNITS, "tong-hop.xlsx") | own, own, lists)


def units_and_lists(campaign: Campaign) -> Expected:
    parts = whole(campaign)
    return Expected(parts.of_first_and_last_sheet, parts.of_first_and_last_sheet, parts.of_lists)


def consolidated_only(_: Campaign) -> Expected:
    return Expected(dict.fromkeys(UNITS, "tong-hop.xlsx"), {}, {})


def broken_only(campaign: Campaign) -> Expected:
    refused = campaign.expected["partial"]["units_refused"]
    return Expected({unit: "tong-hop-loi.xlsx" for unit in UNITS if unit not in refused}, {}, {})


LOADS: dict[str, tuple[tuple[str, ...], Callable[[Campaign], Expected]]] = {
    "everything": (("",), whole),
    "units and lists": (("units/", "lists/"), units_and_lists),
    "the consolidated workbook": (("tong-hop.xlsx",), consolidated_only),
    "the consolidated workbook with an error": (("tong-hop-loi.xlsx",), broken_only),
}


@pytest.fixture(params=LOADS)
def loaded(request: pytest.FixtureRequest, campaign: Campaign) -> tuple[Campaign, Store, Expected]:
    parts, expect = LOADS[request.param]
    return campaign, campaign.loaded(*parts), expect(campaign)


def same(text: str | None) -> str | None:
    """Texts are kept as the file says them: either tone placement, from TCVN3 small letters for capitals."""
    return text_key(text) if text else text


def test_the_models_of_every_unit_are_those_it_reported(loaded: tuple[Campaign, Store, Expected]) -> None:
    campaign, store, expected = loaded
    found = by_unit(ask(store, "model_list"))
    assert set(found) == {unit for unit in expected.of_tables if campaign.units[unit]["models"]}
    for unit, rows in found.items():
        assert [
            {key: row[key] for key in CODES}
            | {"sector": row["sector_id"]}
            | {key: same(row[key]) for key in ("name", "implementer", "summary")}
            for row in rows
        ] == [
            {key: model[key] for key in CODES}
            | {"sector": model["sector"] or "chua_phan_loai"}
            | {key: same(model[key]) for key in ("name", "implementer", "summary")}
            for model in campaign.units[unit]["models"]
        ], unit


def test_the_figures_of_every_unit_are_those_it_reported(loaded: tuple[Campaign, Store, Expected]) -> None:
    campaign, store, expected = loaded
    rows = ask(store, "figure_list")
    found = {(row["unit_id"], row["indicator_id"], row["year"]): row["value"] for row in rows}
    assert len(found) == len(rows)
    assert found == {
        (unit, figure["indicator_id"], figure["year"]): figure["value"]
        for unit in expected.of_tables
        for figure in campaign.units[unit]["figures"]
    }
    sources = {row["unit_id"]: row["file_sha256"] for row in rows}
    assert sources == {unit: campaign.digest(path) for unit, path in expected.of_tables.items()}


def test_the_documents_of_every_unit_are_those_it_listed(loaded: tuple[Campaign, Store, Expected]) -> None:
    campaign, store, expected = loaded
    found = by_unit(ask(store, "document_list"))
    for unit in UNITS:
        listed = campaign.units[unit]["documents"] if unit in expected.of_tables else []
        assert [
            (row["number"], str(row["issued_on"]), same(row["type"]), same(row["title"]))
            for row in found[unit]
        ] == [
            (each["number"], each["issued_on"], same(each["type"]), same(each["title"])) for each in listed
        ], unit


def test_the_facts_of_every_unit_are_those_of_its_own_return(
    loaded: tuple[Campaign, Store, Expected],
) -> None:
    campaign, store, expected = loaded
    found = {row["unit_id"]: row for row in ask(store, "unit_facts")}
    assert set(found) == set(expected.of_first_and_last_sheet)
    for unit, row in found.items():
        said = campaign.units[unit]
        path = expected.of_first_and_last_sheet[unit]
        planted = next(file for file in campaign.files if file["path"] == path)["must_find"]
        assert {
            "awarded_models": row["awarded_models"],
            "review_on": str(row["review_on"]),
            "review_form": row["review_form"],
            "attendees": row["attendees"],
            **{str(year): row[f"rating_{year}"] for year in YEARS},
        } == {
            "awarded_models": said["awarded_models"],
            "review_on": said["review"]["held_on"],
            "review_form": said["review"]["form"],
            "attendees": said["review"]["attendees"],
            **said["ratings"],
        }, unit
        is_wrong = any(finding["slug"] == "models-total-mismatch" for finding in planted)
        assert (row["models_stated"] != said["models_stated"]) == is_wrong, unit


def test_the_remarks_of_every_unit_are_those_of_its_own_return(
    loaded: tuple[Campaign, Store, Expected],
) -> None:
    campaign, store, expected = loaded
    rows = ask(store, "remark_list")
    found = {(row["unit_id"], row["section_id"]): same(row["text"]) for row in rows}
    assert len(found) == len(rows)
    assert found == {
        (unit, section): same(text)
        for unit in expected.of_first_and_last_sheet
        for section, text in campaign.units[unit]["remarks"].items()
    }


def test_nominations_come_from_the_list_else_from_the_marks(loaded: tuple[Campaign, Store, Expected]) -> None:
    campaign, store, expected = loaded
    found = by_unit(ask(store, "nominations"))
    for unit in UNITS:
        path = expected.of_lists.get(unit) or expected.of_tables.get(unit)
        source = "nomination_list" if unit in expected.of_lists else None
        source = source or ("unit_return" if (path or "").startswith("units/") else "consolidated")
        marked = [model for model in campaign.units[unit]["models"] if model["nominated"]] if path else []
        assert [
            (same(row["name"]), same(row["implementer"]), same(row["summary"]), row["source"])
            for row in found[unit]
        ] == [
            (same(model["name"]), same(model["implementer"]), same(model["summary"]), source)
            for model in marked
        ], unit


# -- receipts and statuses -----------------------------------------------------------------------------------


def receipts(campaign: Campaign, units: Iterable[str]) -> dict[tuple[str, str], list[tuple[date, int]]]:
    found: dict[tuple[str, str], list[tuple[date, int]]] = defaultdict(list)
    for receipt in campaign.expected["receipts"]:
        if receipt["unit_id"] in units:
            day = date.fromisoformat(receipt["received_on"])
            found[receipt["unit_id"], receipt["obligation_id"]].append((day, receipt["copies"]))
    return found


LAST_DAYS = {
    "memo": (2, date(2022, 4, 4)),
    "nominations": (2, date(2022, 4, 4)),
    "achievements": (2, date(2022, 4, 4)),
    "plan": (1, date(2022, 4, 9)),
    "report": (1, date(2022, 4, 9)),
    "review": (1, date(2022, 4, 30)),
}


def status(received: list[tuple[date, int]], obligation: str, as_of: date) -> Row:
    """The contract's rule (§1) in plain Python: first match counts."""
    owed, last_day = LAST_DAYS[obligation]
    known = sorted(each for each in received if each[0] <= as_of)
    copies, complete = 0, None
    for day, count in known:
        copies += count
        complete = complete or (day if copies >= owed else None)
    late = None
    if complete:
        name = "on_time" if complete <= last_day else "late"
        late = (complete - last_day).days if name == "late" else None
    elif known:
        name = "incomplete"
    elif as_of <= last_day:
        name = "not_due"
    else:
        name, late = "missing", (as_of - last_day).days
    return {
        "last_day": last_day,
        "received_on": complete or (known[0][0] if known else None),
        "copies": copies,
        "status": name,
        "days_late": late,
        "is_extended": False,
    }


DAYS = [date.fromisoformat(f"2022-{day}") for day in (
    "03-28", "03-30", "04-04", "04-05", "04-09", "04-10", "04-11", "04-30", "05-01", "05-05", "12-31",
)]  # fmt: skip


def test_every_status_on_a_day_follows_from_the_receipts(loaded: tuple[Campaign, Store, Expected]) -> None:
    campaign, store, expected = loaded
    has_register = any(path.startswith("tong-hop") for path in expected.of_tables.values())
    known = receipts(campaign, expected.of_tables if has_register else ())
    for as_of in DAYS if expected == whole(campaign) else DAYS[-2:]:
        rows = ask(store, "submission_status", as_of=as_of)
        found = {(row.pop("unit_id"), row.pop("obligation_id")): row for row in rows}
        assert found == {
            (unit, obligation): status(known[unit, obligation], obligation, as_of)
            for unit in UNITS
            for obligation in LAST_DAYS
        }, as_of


def test_the_receipts_are_the_registers_rows_of_each_source(loaded: tuple[Campaign, Store, Expected]) -> None:
    campaign, store, expected = loaded
    refused = campaign.expected["partial"]["units_refused"]
    paths = set(expected.of_tables.values())
    sources = [[*UNITS]] * ("tong-hop.xlsx" in paths)
    if "tong-hop-loi.xlsx" in paths or expected == whole(campaign):
        sources.append([unit for unit in UNITS if unit not in refused])
    wanted = Counter(
        (unit, obligation, day, copies)
        for units in sources
        for (unit, obligation), rows in receipts(campaign, units).items()
        for day, copies in rows
    )
    rows = ask(store, "receipt_list", as_of=RECEIVED + timedelta(days=365))
    found = Counter((r["unit_id"], r["obligation_id"], r["received_on"], r["copies"]) for r in rows)
    assert found == wanted


def test_the_same_folder_once_more_changes_nothing(campaigns: dict[str, Campaign]) -> None:
    campaign = next(iter(campaigns.values()))
    store, report = campaign.loaded(""), campaign.report
    before = {
        name: ask(store, name) for name in ("model_list", "figure_list", "nominations", "open_findings")
    }
    again = load(
        store,
        collect([campaign.folder]),
        received_on=RECEIVED,
        recorded_at=datetime(2022, 5, 5, 9),
        recorded_by="người thử",
    )
    counted = {o.path for o in report.outcomes if o.status == "accepted" and o.path != "tong-hop-loi.xlsx"}
    assert {o.path for o in again.outcomes if o.status == "duplicate"} >= counted
    assert {o.path: o.status for o in again.outcomes if o.status not in ("duplicate", "partial")} == {
        o.path: o.status for o in report.outcomes if o.status == "refused"
    }
    for name, rows in before.items():
        assert [strip(row) for row in ask(store, name)] == [strip(row) for row in rows], name


def strip(row: Row) -> Row:
    return {key: value for key, value in row.items() if key != "file_id"}
