"""Rows in by hand, exact rows out; and made-up histories, held against the oracle (tests/oracle.py)."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import csv_text, plan_folder
from tests.oracle import ANSWERS, STATUSES, Office, answer, dossier_status, standing, states
from tonghop.errors import Stop
from tonghop.findings import Finding, make
from tonghop.plan.files import read_plan
from tonghop.plan.model import Plan
from tonghop.questions import ask, ask_rows, questions
from tonghop.records import Carried, Document, Fact, Figure, Model, Nomination, Receipt, Record, Remark
from tonghop.store import Store
from tonghop.store.appraisals import Answer, record_appraisal, record_selection
from tonghop.store.calls import record_call
from tonghop.store.decisions import record_exemption, record_extension, record_sent_back
from tonghop.store.loads import Received, record_load, write_load
from tonghop.store.meetings import mark_meeting
from tonghop.store.receipts import accept, strike_receipt
from tonghop.store.sources import (
    Correction,
    correction_paper,
    put_back,
    withdraw,
    write_correction,
)

PLAN = read_plan()
NOON = datetime(2022, 5, 1, 12)
MODELS, AWARDS, SPREAD, INSPECTED = "Mô hình", "Khen thưởng", "Tuyên truyền", "Kiểm tra, giám sát"
INFO, DOCUMENTS, REMARKS, LIST, REGISTER = "Thông tin", "Văn bản", "Đánh giá", "Danh sách", "Tiếp nhận"

# CONTRACT §5, word for word: at least these columns, in this order.
COLUMNS = {
    "model_list": "unit_id, name, sector_id, kind, level, implementer, start_year, summary, nominated",
    "figure_list": "unit_id, indicator_id, year, value, file_sha256, sheet, cell",
    "nominations": "unit_id, name, implementer, summary, source",
    "document_list": "unit_id, number, issued_on, type, title",
    "remark_list": "unit_id, section_id, text",
    "unit_facts": "unit_id, models_stated, awarded_models, review_on, review_form, attendees, "
    "rating_2017, rating_2018, rating_2019, rating_2020, rating_2021",
    "models_by_sector": "sector_id, models, collectives, individuals, nominated, units",
    "awards_by_year": "indicator_id, year, value, units_reporting, units_expected",
    "propaganda_by_year": "indicator_id, year, value, units_reporting, units_expected",
    "inspections_by_year": "indicator_id, year, value, units_reporting, units_expected",
    "submission_status": "unit_id, obligation_id, last_day, received_on, copies, status, days_late, is_extended",
    "submission_progress": "obligation_id, expected, on_time, late, incomplete, returned, not_due, missing, "
    "received_share, on_time_share",
    "submission_timeline": "day, obligation_id, complete_to_date, expected",
    "open_findings": "unit_id, path, slug, severity, sheet, cell, value, message",
}
ON_A_DAY = {
    "submission_status",
    "submission_progress",
    "submission_timeline",
    "dossier_status",
    "dossier_progress",
    "dossier_timeline",
    "nomination_evidence",
    "receipt_list",
    "receipts_by_day",
    "reporting_rates",
}
OF_A_FILE = {"file_findings"}
IN_FORCE = (False, None, None)  # not withdrawn, so for no reason and by nobody
# The answers of these are of the store's own book-keeping; they are tested by hand alone.
WITHOUT_ORACLE = {"attachment_list", "file_list", "day_events", "day_knowledge", "nominated_list", "report_edits"}
# the days: test_on_day.py; nominated models: test_selection.py; edits of the report: test_edited_report.py


def april(day: int) -> date:
    """A day of April 2022; 0 and below are days of March."""
    return date(2022, 4, 1) + timedelta(days=day - 1)


# -- a small office ------------------------------------------------------------------------------------------


def paper(
    path: str,
    *records: Record,
    form: str | None = "unit_return",
    unit: str | None = None,
    status: str = "accepted",
    findings: Sequence[Finding] = (),
    refused_units: Sequence[str] = (),
    content: str = "",
) -> Received:
    """A file as intake hands it over; two of one `path` differ unless `content` says the same."""
    digest = sha256((content or repr((path, records, findings))).encode()).hexdigest()
    named = (path, digest, None, form, unit, "unicode" if form else None, status)
    return Received(*named, tuple(findings), records, tuple(refused_units))


def receipt(unit: str, obligation: str, day: date, copies: int = 2, cell: str = "D4") -> Receipt:
    return Receipt(unit, obligation, day, copies, None, REGISTER, cell)


def model(unit: str, name: str, position: int = 4, **changed: Any) -> Model:
    row = Model(unit, position, name, None, None, None, None, None, None, False, None, MODELS, f"B{position}")
    return row._replace(**changed)


def figure(unit: str, indicator: str, year: int, value: int) -> Figure:
    sheet = next(i.sheet for i in PLAN.indicators if i.id == indicator)
    return Figure(unit, indicator, year, value, sheet, f"{'DEFGH'[year - 2017]}4")


def fact(unit: str, fact_id: str, value: str | int | date) -> Fact:
    text, number, day = (value if isinstance(value, kind) else None for kind in (str, int, date))
    return Fact(unit, fact_id, text, number, day, INFO, "B5")  # type: ignore[arg-type]


def carried(unit: str, *sheets: str) -> list[Carried]:
    return [Carried(unit, sheet) for sheet in sheets]


def error(unit: str | None = None, sheet: str | None = MODELS, cell: str | None = "C9") -> Finding:
    return make("unknown-sector", sheet=sheet, cell=cell, value="?", unit_id=unit, allowed="…")


def warning(unit: str | None = None, sheet: str | None = MODELS, cell: str | None = "B9") -> Finding:
    return make("unclassified-model", sheet=sheet, cell=cell, value="Hũ gạo", unit_id=unit)


def parameters_of(asked: date | int | None) -> dict[str, Any]:
    return {"file_id" if isinstance(asked, int) else "as_of": asked} if asked else {}


def asked_of(name: str, days: Iterable[date], files: int) -> Iterable[date | int | None]:
    """What a question is asked about: days, each file and one that never came, or nothing."""
    return days if name in ON_A_DAY else range(1, files + 2) if name in OF_A_FILE else (None,)


@dataclass
class Desk:
    """A store and the oracle's office, told the same things."""

    store: Store
    office: Office = field(default_factory=lambda: Office(PLAN))
    clock: Iterator[int] = field(default_factory=count)

    def _now(self) -> datetime:
        return NOON + timedelta(seconds=next(self.clock))

    def load(self, received_on: date, *files: Received) -> None:
        said = {"received_on": received_on, "recorded_at": self._now(), "recorded_by": "văn phòng"}
        record_load(self.store, files, **said)  # type: ignore[arg-type]
        self.taken_in(lambda: self.office.load(received_on, files), said["recorded_at"])  # type: ignore[arg-type]

    def taken_in(self, load: Callable[[], None], moment: datetime) -> None:
        """Have the oracle take files in, and know when."""
        before = len(self.office.sources)
        load()
        self.office.recorded += [(moment, "file")] * (len(self.office.sources) - before)

    def extend(self, unit: str, obligation: str, last_day: date | None) -> None:
        moment = self._now()
        said = {"reason": "mưa lũ", "allowed_by": "Thường trực", "recorded_at": moment, "recorded_by": "văn phòng"}
        record_extension(self.store, unit, obligation, last_day, **said)  # type: ignore[arg-type]
        self.office.last_days[unit, obligation] = last_day
        self._decided(unit, obligation, "extension", last_day, "mưa lũ", "Thường trực", moment)

    def exempt(self, unit: str, obligation: str, is_exempt: bool = True) -> None:
        moment = self._now()
        said = {"reason": "mới lập", "recorded_at": moment, "recorded_by": "văn phòng"}
        record_exemption(self.store, unit, obligation, is_exempt, **said)  # type: ignore[arg-type]
        self.office.exempt[unit, obligation] = is_exempt
        kind = "exemption" if is_exempt else "owed_again"
        self._decided(unit, obligation, kind, None, "mới lập", None, moment)

    def send_back(self, unit: str, obligation: str, day: date) -> None:
        moment = self._now()
        said = {"reason": "thiếu dấu", "recorded_at": moment, "recorded_by": "văn phòng"}
        record_sent_back(self.store, unit, obligation, day, **said)  # type: ignore[arg-type]
        self.office.sent_back.append((unit, obligation, day))
        self._decided(unit, obligation, "sent_back", day, "thiếu dấu", None, moment)

    def accept(self, unit: str, obligation: str, day: date | None) -> None:
        moment = self._now()
        accept(self.store, unit, obligation, day, remark=" đủ ", recorded_at=moment, recorded_by="văn phòng")
        self._decided(unit, obligation, "acceptance", day, "đủ", None, moment)

    def _decided(self, *row: object) -> None:
        self.office.decided.append((*row, "văn phòng"))

    def meet(self, name: str) -> None:
        held, recorded = self._now(), self._now()
        mark_meeting(self.store, f" {name} ", held, recorded_at=recorded, recorded_by="văn phòng")
        self.office.meetings.append((name, held, recorded, "văn phòng"))

    def call(self, unit: str, called_on: date, promised_on: date | None) -> None:
        """Record a call; a promise for a day before it is refused and changes nothing."""
        said = {"recorded_at": self._now(), "recorded_by": "văn phòng"}
        row = (unit, called_on, "Ông Nam", "sẽ gửi", promised_on)
        if promised_on is not None and promised_on < called_on:
            with pytest.raises(Stop, match="Ngày hẹn trước ngày gọi"):
                record_call(self.store, *row, **said)  # type: ignore[arg-type]
        else:
            record_call(self.store, *row, **said)  # type: ignore[arg-type]
            self.office.calls.append((*row, *said.values()))

    def appraise(
        self, unit: str, name: str, answer: str | None, who: str = "Bà Mai", criterion: str = "examples"
    ) -> None:
        """Say one thing of a model; of one that nobody put forward it is refused and changes nothing."""
        said: Any = {"appraiser": who, "recorded_at": self._now(), "recorded_by": "văn phòng"}
        answers = {criterion: Answer(answer, " tốt ")}
        if name in self._known_models(unit):
            record_appraisal(self.store, unit, name, answers, **said)
            self.office.appraised.append((unit, name, criterion, answer, "tốt", *said.values()))
        else:
            with pytest.raises(Stop, match="không giới thiệu mô hình"):
                record_appraisal(self.store, unit, name, answers, **said)

    def select(self, unit: str, name: str, decision: str | None, day: date = PLAN.issued_on) -> None:
        """Decide about a model; about one that nobody put forward it is refused and changes nothing."""
        said: Any = {"reason": "họp xét", "recorded_at": self._now(), "recorded_by": "văn phòng"}
        if name in self._known_models(unit):
            record_selection(self.store, unit, name, decision, day, **said)
            self.office.selected.append((unit, name, decision, "họp xét", day, *list(said.values())[1:]))
        else:
            with pytest.raises(Stop, match="không giới thiệu mô hình"):
                record_selection(self.store, unit, name, decision, day, **said)

    def _known_models(self, unit: str) -> set[str]:
        return {row[1] for row in answer(self.office, "selection_list") if row[0] == unit}

    def strike(self, unit: str, obligation: str, day: date, copies: int, times: int) -> None:
        """Strike receipts out; more than there are is refused and changes nothing."""
        said = {"reason": "nhầm", "recorded_at": self._now(), "recorded_by": "văn phòng"}
        row = (unit, obligation, day, copies)
        recorded = {tuple(r[:4]): r[4] for r in answer(self.office, "receipt_entries")}.get(row, 0)
        if times <= recorded:
            strike_receipt(self.store, *row, times, **said)  # type: ignore[arg-type]
            self.office.struck[row] = times
            self.office.recorded.append((said["recorded_at"], "decision"))  # type: ignore[arg-type]
        else:
            with pytest.raises(Stop, match="Không có lần tiếp nhận nào như vậy"):
                strike_receipt(self.store, *row, times, **said)  # type: ignore[arg-type]

    def withdraw(self, file_id: int, is_withdrawn: bool = True) -> None:
        act = withdraw if is_withdrawn else put_back
        moment = self._now()
        act(self.store, file_id, reason="nhầm", recorded_at=moment, recorded_by="văn phòng")
        self.office.withdrawn[file_id] = is_withdrawn
        self.office.recorded.append((moment, "decision"))

    def correct(self, unit: str, indicator: str, year: int, value: int | None, received_on: date) -> None:
        """Put one figure right; where the unit has no such sheet, that is refused and nothing changes."""
        place = figure(unit, indicator, year, 0)
        said = {"received_on": received_on, "recorded_at": self._now(), "recorded_by": "văn phòng"}
        digest = sha256(f"đính chính {next(self.clock)}".encode()).hexdigest()
        paper = correction_paper("Đính chính: nhầm", digest, b"", unit)
        wanted = Correction(unit, indicator, year, value, "nhầm", place.sheet, place.cell)
        if (unit, place.sheet) in standing(self.office):
            with self.store.change() as change:
                write_correction(change.con, paper, wanted, **said)  # type: ignore[arg-type]
            moment = said["recorded_at"]
            self.taken_in(lambda: self.office.correct(received_on, paper, place, value), moment)  # type: ignore[arg-type]
        else:
            with pytest.raises(Stop, match="chưa có gì để đính chính"), self.store.change() as change:
                write_correction(change.con, paper, wanted, **said)  # type: ignore[arg-type]

    def confirm(self, received_on: date, paper: Received) -> None:
        """Record what was confirmed of a paper."""
        moment = self._now()
        with self.store.change() as change:
            write_load(change.con, [paper], received_on=received_on, recorded_at=moment, recorded_by="văn phòng")
        self.taken_in(lambda: self.office.confirm(received_on, paper), moment)

    def rows(self, name: str, asked: date | int | None = None) -> list[tuple[Any, ...]]:
        """The rows of a question, all columns."""
        return ask_rows(self.store, name, **parameters_of(asked))[1]

    def promised(self, name: str, as_of: date | None = None) -> list[tuple[Any, ...]]:
        """The columns of a question that the contract fixes."""
        return [row[: len(COLUMNS[name].split(", "))] for row in self.rows(name, as_of)]

    def agrees(self, days: Iterable[date]) -> None:
        """Hold every question against the oracle; those about a day on each of `days`."""
        for name in ANSWERS:
            for asked in asked_of(name, days, len(self.office.sources)):
                expected = answer(self.office, name, asked) if asked else answer(self.office, name)
                assert self.rows(name, asked) == expected, (name, asked)


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one version without a row: made once, copied where a test begins."""
    folder = tmp_path_factory.mktemp("blank") / "store"
    with Store(folder).change():
        pass
    return folder


@pytest.fixture
def desk(tmp_path: Path, blank: Path) -> Desk:
    return Desk(Store(shutil.copytree(blank, tmp_path / "store")))


def test_every_question_has_an_oracle_or_a_test_of_its_own() -> None:
    assert set(questions()) == set(ANSWERS) | WITHOUT_ORACLE
    assert {name for name, question in questions().items() if question.parameters} == ON_A_DAY | OF_A_FILE
    assert set(COLUMNS) <= set(questions())


# -- rows in by hand, exact rows out -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Two communes, a cell and a front: a consolidated workbook, returns, a list, a register."""
    made = Desk(Store(tmp_path_factory.mktemp("campaign") / "store"))
    made.load(
        april(1),
        paper(
            "tong-hop.xlsx",
            model("le-ho", "Cũ", is_nominated=True),
            model("nhat-tuu", "Đường hoa", 5, sector_id="nong_thon_moi", kind="tap_the", is_nominated=True),
            figure("le-ho", "awards_district", 2017, 99),
            figure("nhat-tuu", "awards_district", 2017, 4),
            figure("nhat-tuu", "inspections", 2021, 0),
            *carried("le-ho", MODELS, AWARDS),
            *carried("nhat-tuu", MODELS, AWARDS, INSPECTED),
            form="consolidated",
        ),
    )
    made.load(
        april(3),
        paper(
            "le-ho.xlsx",
            model("le-ho", "Hũ gạo", 4, sector_id="kinh_te", kind="tap_the", level="co_so", start_year=2018),
            model(
                *("le-ho", "Bà Mai", 5),
                sector_id="kinh_te",
                kind="ca_nhan",
                implementer="Hội Phụ nữ",
                summary="Giúp 12 hộ",
                is_nominated=True,
            ),
            model("le-ho", "Chưa rõ", 6),
            figure("le-ho", "awards_district", 2018, 2),
            figure("le-ho", "conferences", 2017, 0),
            Document("le-ho", 4, "15-KH/ĐU", date(2018, 5, 20), "Kế hoạch", "V/v học tập", DOCUMENTS, "B4"),
            Document("le-ho", 5, None, None, None, "Không số", DOCUMENTS, "E5"),
            Remark("le-ho", "lessons", "Rõ người, rõ việc.", REMARKS, "B5"),
            Remark("le-ho", "advantages", "Được quan tâm.", REMARKS, "B4"),
            fact("le-ho", "models_stated", 3),
            fact("le-ho", "review_on", date(2022, 4, 19)),
            fact("le-ho", "review_form", "Hội nghị"),
            fact("le-ho", "attendees", 0),
            fact("le-ho", "rating_2021", "Hoàn thành nhiệm vụ"),
            *carried("le-ho", INFO, MODELS, AWARDS, SPREAD, INSPECTED, DOCUMENTS, REMARKS),
            unit="le-ho",
            findings=[warning()],
        ),
        paper(
            "nhat-tuu.docx",
            Nomination("nhat-tuu", 1, "Đường hoa", "Thôn 3", "Dài 2 km", None, None, None),
            Nomination("nhat-tuu", 2, "Camera", None, None, None, None, None),
            *carried("nhat-tuu", LIST),
            form="nomination_list",
            unit="nhat-tuu",
        ),
        paper("mttq.xlsx", unit="mttq", status="refused", findings=[error("mttq")]),
    )
    made.load(
        april(9),
        paper(
            "so.xlsx",
            receipt("le-ho", "memo", april(1), 1),
            receipt("le-ho", "memo", april(6), 1, "D5"),
            receipt("nhat-tuu", "memo", april(4), 2, "D6"),
            receipt("le-ho", "plan", april(9), 1, "D7"),
            receipt("mttq", "memo", april(2), 1, "D8"),
            form="register",
        ),
    )
    made.exempt("ban-to-chuc", "memo")
    return made


def test_the_newest_sheets_models_are_listed_by_roster(campaign: Desk) -> None:
    assert campaign.promised("model_list") == [
        ("le-ho", "Hũ gạo", "kinh_te", "tap_the", "co_so", None, 2018, None, False),
        ("le-ho", "Bà Mai", "kinh_te", "ca_nhan", None, "Hội Phụ nữ", None, "Giúp 12 hộ", True),
        ("le-ho", "Chưa rõ", "chua_phan_loai", None, None, None, None, None, False),
        ("nhat-tuu", "Đường hoa", "nong_thon_moi", "tap_the", None, None, None, None, True),
    ]


def test_a_figure_names_its_file_sheet_and_cell(campaign: Desk) -> None:
    first, second = (campaign.office.sources[at].file.sha256 for at in (0, 1))
    assert campaign.promised("figure_list") == [
        ("le-ho", "awards_district", 2018, 2, second, AWARDS, "E4"),
        ("le-ho", "conferences", 2017, 0, second, SPREAD, "D4"),
        ("nhat-tuu", "awards_district", 2017, 4, first, AWARDS, "D4"),
        ("nhat-tuu", "inspections", 2021, 0, first, INSPECTED, "H4"),
    ]


def test_a_units_own_list_of_nominations_counts_before_its_marks(campaign: Desk) -> None:
    assert campaign.promised("nominations") == [
        ("le-ho", "Bà Mai", "Hội Phụ nữ", "Giúp 12 hộ", "unit_return"),
        ("nhat-tuu", "Đường hoa", "Thôn 3", "Dài 2 km", "nomination_list"),
        ("nhat-tuu", "Camera", None, None, "nomination_list"),
    ]


def test_documents_remarks_and_facts_are_given_as_stated(campaign: Desk) -> None:
    assert campaign.promised("document_list") == [
        ("le-ho", "15-KH/ĐU", date(2018, 5, 20), "Kế hoạch", "V/v học tập"),
        ("le-ho", None, None, None, "Không số"),
    ]
    assert campaign.promised("remark_list") == [
        ("le-ho", "advantages", "Được quan tâm."),
        ("le-ho", "lessons", "Rõ người, rõ việc."),
    ]
    assert campaign.promised("unit_facts") == [
        ("le-ho", 3, None, april(19), "Hội nghị", 0, None, None, None, None, "Hoàn thành nhiệm vụ")
    ]


def test_sectors_with_models_are_counted_in_the_plans_order(campaign: Desk) -> None:
    assert campaign.promised("models_by_sector") == [
        ("kinh_te", 2, 1, 1, 1, 1),
        ("nong_thon_moi", 1, 1, 0, 1, 1),
        ("chua_phan_loai", 1, 0, 0, 0, 1),
    ]


@pytest.mark.parametrize(
    ("name", "reported"),
    [
        ("awards_by_year", {("awards_district", 2017): (4, 1), ("awards_district", 2018): (2, 1)}),
        ("propaganda_by_year", {("conferences", 2017): (0, 1)}),
        ("inspections_by_year", {("inspections", 2021): (0, 1)}),
    ],
)
def test_a_total_says_how_many_units_it_rests_on_and_is_missing_where_nobody_reported(
    campaign: Desk, name: str, reported: dict[tuple[str, int], tuple[int, int]]
) -> None:
    sheet = {"awards_by_year": AWARDS, "propaganda_by_year": SPREAD, "inspections_by_year": INSPECTED}[name]
    assert campaign.promised(name) == [
        (indicator.id, year, *reported.get((indicator.id, year), (None, 0)), 53)
        for indicator in PLAN.indicators
        if indicator.sheet == sheet
        for year in range(2017, 2022)
    ]


def test_statuses_on_a_day(campaign: Desk) -> None:
    rows = {row[:2]: row[2:] for row in campaign.promised("submission_status", april(9))}
    assert len(rows) == 53 * 6
    assert rows["le-ho", "memo"] == (april(4), april(6), 2, "late", 2, False)
    assert rows["nhat-tuu", "memo"] == (april(4), april(4), 2, "on_time", None, False)
    assert rows["mttq", "memo"] == (april(4), april(2), 1, "incomplete", None, False)
    assert rows["ban-to-chuc", "memo"] == (april(4), None, 0, "exempt", None, False)
    assert rows["mttq", "report"] == (april(9), None, 0, "not_due", None, False)
    assert rows["mttq", "nominations"] == (april(4), None, 0, "missing", 5, False)
    assert rows["mttq", "review"] == (april(30), None, 0, "not_due", None, False)


def test_progress_adds_up_and_shares_are_of_those_who_owe(campaign: Desk) -> None:
    assert campaign.promised("submission_progress", april(9)) == [
        ("memo", 52, 1, 1, 1, 0, 0, 49, 2 / 52, 1 / 52),
        ("nominations", 53, 0, 0, 0, 0, 0, 53, 0.0, 0.0),
        ("achievements", 53, 0, 0, 0, 0, 0, 53, 0.0, 0.0),
        ("plan", 53, 1, 0, 0, 0, 52, 0, 1 / 53, 1 / 53),
        ("report", 53, 0, 0, 0, 0, 53, 0, 0.0, 0.0),
        ("review", 53, 0, 0, 0, 0, 53, 0, 0.0, 0.0),
    ]


def test_rates_are_of_each_kinds_own_units_and_leave_out_the_exempt(campaign: Desk) -> None:
    rates = {row[:2]: row[2:] for row in campaign.rows("reporting_rates", april(9))}
    assert list(rates) == [(o.id, kind.id) for o in PLAN.obligations for kind in PLAN.kinds]
    assert rates["memo", "dang_bo"] == (22, 2, 1, 2 / 22, 1 / 22)
    assert rates["memo", "chi_bo"] == (24, 0, 0, 0.0, 0.0)
    assert rates["memo", "mttq_ctxh"] == (6, 0, 0, 0.0, 0.0)
    assert rates["plan", "dang_bo"] == (22, 1, 1, 1 / 22, 1 / 22)
    assert rates["plan", "chi_bo"] == (25, 0, 0, 0.0, 0.0)


def test_a_kind_that_owes_nothing_has_no_rate(desk: Desk) -> None:
    fronts = [unit.id for unit in PLAN.units if unit.kind == "mttq_ctxh"]
    for unit in fronts:
        desk.exempt(unit, "plan")
    desk.load(april(2), paper("so.xlsx", receipt(fronts[0], "plan", april(2), 1), form="register"))
    desk.extend("le-ho", "memo", april(8))
    desk.load(april(8), paper("so-2.xlsx", receipt("le-ho", "memo", april(8)), form="register"))
    desk.load(april(9), paper("so-3.xlsx", receipt("nhat-tuu", "memo", april(3)), form="register"))
    desk.send_back("nhat-tuu", "memo", april(6))
    rates = {row[:2]: row[2:] for row in desk.rows("reporting_rates", april(9))}
    assert rates["plan", "mttq_ctxh"] == (0, 0, 0, None, None)
    assert rates["memo", "dang_bo"] == (22, 1, 1, 1 / 22, 1 / 22)
    desk.agrees([april(9)])


def test_an_exempt_part_has_no_last_day_of_its_dossier(desk: Desk) -> None:
    """Put off to the twentieth, then owed no more: the dossier's last day is that of the parts that are owed."""
    before = last_days_of(desk, "le-ho")
    desk.load(april(2), paper("so.xlsx", receipt("nhat-tuu", "memo", april(2)), form="register"))
    desk.extend("le-ho", "memo", april(20))
    assert april(20) in last_days_of(desk, "le-ho")
    desk.exempt("le-ho", "memo")
    assert last_days_of(desk, "le-ho") == before


def last_days_of(desk: Desk, unit: str) -> list[date]:
    columns, rows = ask_rows(desk.store, "dossier_status", as_of=april(9))
    return [row[columns.index("last_day")] for row in rows if row[columns.index("unit_id")] == unit]


def test_the_timeline_runs_from_the_plans_day_to_the_day_asked(campaign: Desk) -> None:
    rows = campaign.promised("submission_timeline", april(6))
    assert [row[0] for row in rows[::6]] == [april(day) for day in range(-2, 7)]
    assert [row[1:] for row in rows[:6]] == [
        (obligation.id, 0, 52 if obligation.id == "memo" else 53) for obligation in PLAN.obligations
    ]
    assert [row[2] for row in rows if row[1] == "memo"] == [0, 0, 0, 0, 0, 0, 1, 1, 2]
    assert campaign.rows("submission_timeline", april(-3)) == []


def test_open_findings_are_of_what_is_refused_and_of_what_counts(campaign: Desk) -> None:
    said = warning().message
    assert campaign.promised("open_findings") == [
        ("mttq", "mttq.xlsx", "unknown-sector", "error", MODELS, "C9", "?", error().message),
        ("le-ho", "le-ho.xlsx", "unclassified-model", "warning", MODELS, "B9", "Hũ gạo", said),
    ]


def test_a_files_findings_are_kept_in_its_order_whether_open_or_not(desk: Desk) -> None:
    of_file, of_cell = make("missing-sheet", sheet=AWARDS), error("le-ho")
    said = [warning("le-ho"), of_cell, of_file]
    desk.load(april(1), paper("le-ho.xlsx", unit="le-ho", status="refused", findings=said))
    desk.load(april(2), paper("le-ho.xlsx", *carried("le-ho", MODELS), unit="le-ho"))
    assert desk.rows("open_findings") == []
    assert desk.rows("file_findings", 1) == [
        ("unclassified-model", "warning", MODELS, "B9", "Hũ gạo", warning().message),
        ("unknown-sector", "error", MODELS, "C9", "?", error().message),
        ("missing-sheet", "error", AWARDS, None, None, of_file.message),
    ]
    assert desk.rows("file_findings", 2) == desk.rows("file_findings", 3) == []


def test_every_file_received_is_listed_newest_first(campaign: Desk) -> None:
    columns, rows = ask_rows(campaign.store, "file_list")
    assert columns == [
        *("file_id", "path", "form", "unit_id", "encoding", "status", "received_on", "recorded_at"),
        *("recorded_by", "errors", "warnings", "standing_sheets", "receipts", "sha256", "is_sample"),
        *("is_withdrawn", "withdrawn_for", "withdrawn_by"),
        *("paper_kind", "paper_number", "paper_issued_on", "paper_subject"),
    ]
    digests = [source.file.sha256 for source in campaign.office.sources]
    times = [NOON + timedelta(seconds=load) for load in (0, 1, 1, 1, 2)]
    by = "văn phòng"
    assert {row[-4:] for row in rows} == {(None,) * 4}, "none of these is a paper in prose"
    assert [row[:-4] for row in rows] == [
        (*(5, "so.xlsx", "register", None, "unicode", "accepted", april(9), times[4], by, 0, 0, 0, 5),
         digests[4], False, *IN_FORCE),
        (*(4, "mttq.xlsx", "unit_return", "mttq", "unicode", "refused", april(3), times[3], by, 1, 0, 0, 0),
         digests[3], False, *IN_FORCE),
        (*(3, "nhat-tuu.docx", "nomination_list", "nhat-tuu", "unicode", "accepted", april(3), times[2], by),
         *(0, 0, 1, 0), digests[2], False, *IN_FORCE),
        (*(2, "le-ho.xlsx", "unit_return", "le-ho", "unicode", "accepted", april(3), times[1], by),
         *(0, 1, 7, 0), digests[1], False, *IN_FORCE),
        (*(1, "tong-hop.xlsx", "consolidated", None, "unicode", "accepted", april(1), times[0], by),
         *(0, 0, 3, 0), digests[0], False, *IN_FORCE),
    ]  # fmt: skip


def test_the_campaign_agrees_with_the_oracle_on_every_question(campaign: Desk) -> None:
    campaign.agrees([april(5), april(9)])


# -- the status of an obligation, case by case ---------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """What one unit did about one obligation, and what must be said of it on a day."""

    sentence: str
    obligation: str
    received: list[tuple[int, int]]  # (day of April, copies)
    as_of: int
    expected: tuple[Any, ...]  # received_on (day of April), copies, status, days_late
    said: tuple[tuple[str, int], ...] = ()  # "sent_back", "extended", "exempt", "owed again"; a day of April


CASES = [
    Case("nothing in, on the last day: not yet due", "memo", [], 4, (None, 0, "not_due", None)),
    Case("nothing in, a day later: missing by a day", "memo", [], 5, (None, 0, "missing", 1)),
    Case("all copies on the last day: on time", "memo", [(4, 2)], 20, (4, 2, "on_time", None)),
    Case("all copies on the deadline itself: late", "memo", [(5, 2)], 20, (5, 2, "late", 1)),
    Case("up to and including the day: the day itself is on time", "review", [(30, 1)], 60,
         (30, 1, "on_time", None)),
    Case("a day after an inclusive deadline: late", "review", [(31, 1)], 60, (31, 1, "late", 1)),
    Case("the plan's Sunday does not roll over", "plan", [(10, 1)], 60, (10, 1, "late", 1)),
    Case("one of two copies: incomplete, with its first day", "memo", [(2, 1)], 20,
         (2, 1, "incomplete", None)),
    Case("copies add up over days", "memo", [(2, 1), (4, 1)], 20, (4, 2, "on_time", None)),
    Case("the second copy late makes it late", "memo", [(2, 1), (8, 1)], 20, (8, 2, "late", 4)),
    Case("what comes after the day asked does not exist yet", "memo", [(2, 1), (8, 1)], 7,
         (2, 1, "incomplete", None)),
    Case("nothing exists before its day", "memo", [(8, 2)], 4, (None, 0, "not_due", None)),
    Case("more copies than owed do no harm", "memo", [(2, 3), (9, 1)], 20, (2, 4, "on_time", None)),
    Case("sent back: to be put right", "memo", [(2, 2)], 20, (2, 2, "returned", None), (("sent_back", 6),)),
    Case("sent back after the day asked: not yet", "memo", [(2, 2)], 5, (2, 2, "on_time", None),
         (("sent_back", 6),)),
    Case("back again: complete on its first complete day, for ever", "memo", [(2, 2), (9, 2)], 20,
         (2, 4, "on_time", None), (("sent_back", 6),)),
    Case("a receipt of the day it was sent back is what was sent back", "memo", [(6, 2)], 20,
         (6, 2, "returned", None), (("sent_back", 6),)),
    Case("sent back twice and back once: to be put right", "memo", [(2, 2), (9, 2)], 20,
         (2, 4, "returned", None), (("sent_back", 6), ("sent_back", 12))),
    Case("two copies sent back and one of them back: to be put right", "memo", [(2, 2), (9, 1)], 20,
         (2, 3, "returned", None), (("sent_back", 6),)),
    Case("back in copies that add up", "memo", [(2, 2), (9, 1), (10, 1)], 20,
         (2, 4, "on_time", None), (("sent_back", 6),)),
    Case("in, sent back and back again in all copies on one day: back", "memo", [(4, 2), (4, 2)], 20,
         (4, 4, "on_time", None), (("sent_back", 4),)),
    Case("in before, sent back and back again on one day: back", "memo", [(2, 2), (6, 2)], 20,
         (2, 4, "on_time", None), (("sent_back", 6),)),
    Case("in and sent back twice on one day: to be put right", "memo", [(4, 2), (4, 2)], 20,
         (4, 4, "returned", None), (("sent_back", 4), ("sent_back", 4))),
    Case("back on the day it was sent back, and sent back again: to be put right", "memo", [(2, 2), (6, 2)], 20,
         (2, 4, "returned", None), (("sent_back", 6), ("sent_back", 8))),
    Case("sent back with copies lacking, back with one more of two", "memo", [(2, 1), (9, 1)], 20,
         (9, 2, "returned", None), (("sent_back", 6),)),
    Case("an extension moves the last day", "memo", [(7, 2)], 20, (7, 2, "on_time", None),
         (("extended", 7),)),
    Case("late after an extension counts from the new day", "memo", [(9, 2)], 20, (9, 2, "late", 2),
         (("extended", 7),)),
    Case("a last day of its own may be the plan's", "memo", [(5, 2)], 20, (5, 2, "late", 1),
         (("extended", 4),)),
    Case("the last word on an extension counts", "memo", [], 10, (None, 0, "missing", 2),
         (("extended", 7), ("extended", 8))),
    Case("an exempt unit owes nothing, whatever came in", "memo", [(20, 1)], 30, (20, 1, "exempt", None),
         (("exempt", 1), ("sent_back", 21))),
    Case("an exemption taken back", "memo", [], 10, (None, 0, "missing", 6),
         (("exempt", 1), ("owed again", 2))),
]  # fmt: skip


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory, blank: Path) -> Desk:
    """Each case is a unit of its own, in one store."""
    desk = Desk(Store(shutil.copytree(blank, tmp_path_factory.mktemp("cases") / "store")))
    rows = [
        receipt(unit.id, case.obligation, april(day), copies, f"D{row}")
        for unit, case in zip(PLAN.units, CASES, strict=False)
        for row, (day, copies) in enumerate(case.received)
    ]
    desk.load(april(30), paper("so.xlsx", *rows, form="register"))
    for unit, case in zip(PLAN.units, CASES, strict=False):
        for what, day in case.said:
            if what == "sent_back":
                desk.send_back(unit.id, case.obligation, april(day))
            elif what == "extended":
                desk.extend(unit.id, case.obligation, april(day))
            else:
                desk.exempt(unit.id, case.obligation, what == "exempt")
    return desk


@pytest.fixture(scope="module")
def told(cases: Desk) -> dict[int, dict[tuple[Any, ...], tuple[Any, ...]]]:
    """The answers about each day that a case asks about, by unit and obligation."""
    days = {case.as_of for case in CASES}
    return {day: {row[:2]: row[2:] for row in cases.promised("submission_status", april(day))} for day in days}


@pytest.mark.parametrize("place", range(len(CASES)), ids=[case.sentence for case in CASES])
def test_a_status_on_a_day(told: dict[int, dict[tuple[Any, ...], tuple[Any, ...]]], place: int) -> None:
    case, unit = CASES[place], PLAN.units[place].id
    day, copies, status, days_late = case.expected
    extended = [april(day) for what, day in case.said if what == "extended"]
    plans = next(o.last_day for o in PLAN.obligations if o.id == case.obligation)
    assert told[case.as_of][unit, case.obligation] == (
        *((extended or [plans])[-1], april(day) if day else None),
        *(copies, status, days_late, bool(extended)),
    )


def test_the_cases_agree_with_the_oracle(cases: Desk) -> None:
    cases.agrees([april(6), april(20)])


def test_a_receipt_that_sources_repeat_counts_once_and_twice_in_one_file_is_two(desk: Desk) -> None:
    once, twice = receipt("le-ho", "memo", april(1), 1, "D4"), receipt("le-ho", "memo", april(1), 1, "D5")
    desk.load(april(2), paper("a.xlsx", once, form="register"))
    desk.load(april(3), paper("b.xlsx", once._replace(cell="D9"), form="register"))
    assert desk.promised("submission_status", april(4))[18][:6] == (
        *("le-ho", "memo", april(4), april(1)),
        *(1, "incomplete"),
    )
    desk.load(april(4), paper("c.xlsx", once, twice, *carried("le-ho", MODELS), form="consolidated"))
    assert desk.promised("submission_status", april(4))[18][3:6] == (april(1), 2, "on_time")
    assert len(desk.rows("receipt_list", april(4))) == 4
    desk.agrees([april(4)])


# -- what counts ---------------------------------------------------------------------------------------------


def test_a_sheet_counts_until_a_newer_source_carries_it(desk: Desk) -> None:
    desk.load(april(1), paper("a.xlsx", model("le-ho", "Cũ"), *carried("le-ho", MODELS, DOCUMENTS), unit="le-ho"))
    desk.load(april(2), paper("b.xlsx", *carried("le-ho", DOCUMENTS), form="consolidated"))
    assert [row[1] for row in desk.rows("model_list")] == ["Cũ"]
    desk.load(april(3), paper("c.xlsx", *carried("le-ho", MODELS), unit="le-ho"))
    assert desk.rows("model_list") == []
    assert [row[:3] for row in desk.rows("reporting_units")] == [
        ("le-ho", MODELS, 3),
        ("le-ho", DOCUMENTS, 2),
    ]


def test_the_day_received_decides_before_the_order_of_loading(desk: Desk) -> None:
    for day, name in ((5, "ngày 5"), (3, "ngày 3, nạp sau"), (5, "ngày 5, nạp sau")):
        desk.load(april(day), paper(name, model("le-ho", name), *carried("le-ho", MODELS), unit="le-ho"))
    assert [row[1] for row in desk.rows("model_list")] == ["ngày 5, nạp sau"]
    desk.withdraw(3)
    assert [row[1] for row in desk.rows("model_list")] == ["ngày 5"]
    desk.withdraw(3, False)
    assert [row[1] for row in desk.rows("model_list")] == ["ngày 5, nạp sau"]
    desk.agrees([april(5)])


def test_within_one_load_a_units_own_return_comes_after_the_consolidated_workbook(desk: Desk) -> None:
    own = paper("b.xlsx", model("le-ho", "của đơn vị"), *carried("le-ho", MODELS), unit="le-ho")
    joint = paper("c.xlsx", model("le-ho", "chung"), *carried("le-ho", MODELS), form="consolidated")
    desk.load(april(1), own, joint)
    assert [row[1] for row in desk.rows("model_list")] == ["của đơn vị"]
    desk.load(april(1), paper("d.xlsx", *joint.records, form="consolidated"))
    assert [row[1] for row in desk.rows("model_list")] == ["chung"]


def test_a_list_without_rows_leaves_a_unit_without_nominations(desk: Desk) -> None:
    marked = paper("a.xlsx", model("le-ho", "A", is_nominated=True), *carried("le-ho", MODELS), unit="le-ho")
    desk.load(april(1), marked)
    assert [row[1] for row in desk.rows("nominations")] == ["A"]
    desk.load(april(1), paper("b.docx", *carried("le-ho", LIST), form="nomination_list", unit="le-ho"))
    assert desk.rows("nominations") == []


def test_findings_stay_open_until_something_newer_takes_their_place(desk: Desk) -> None:
    def still_open() -> list[tuple[Any, ...]]:
        rows = desk.rows("open_findings")
        assert rows == answer(desk.office, "open_findings")
        return [(row[0], row[1], row[3]) for row in rows]

    desk.load(
        april(1),
        paper("mau.xlsx", unit="le-ho", status="refused", findings=[error()]),
        paper("la.xlsx", form=None, status="refused", findings=[error(sheet=None, cell=None)], content="lạ"),
        paper(
            "chung.xlsx",
            model("nhat-tuu", "A"),
            *carried("nhat-tuu", MODELS),
            form="consolidated",
            status="partial",
            findings=[error("mttq"), warning("nhat-tuu"), warning("mttq")],
            refused_units=["mttq"],
        ),
        paper(
            "so.xlsx",
            receipt("nhat-tuu", "memo", april(1)),
            form="register",
            status="partial",
            findings=[error("mttq", REGISTER), warning("nhat-tuu", REGISTER)],
            refused_units=["mttq"],
        ),
    )
    everything = [
        ("le-ho", "mau.xlsx", "error"),
        ("mttq", "chung.xlsx", "error"),
        ("mttq", "so.xlsx", "error"),
        (None, "la.xlsx", "error"),
        ("nhat-tuu", "chung.xlsx", "warning"),
        ("nhat-tuu", "so.xlsx", "warning"),
    ]
    assert still_open() == everything
    # another unit's file of the same name, and a unit's list: neither takes a return's place
    mine = paper("mau.xlsx", *carried("dai-cuong", MODELS), unit="dai-cuong")
    listed = paper("ds.docx", *carried("mttq", LIST), form="nomination_list", unit="mttq")
    desk.load(april(2), mine, listed)
    assert still_open() == everything
    # the unit's return says nothing about its row in the register
    desk.load(april(2), paper("mttq.xlsx", *carried("mttq", MODELS), unit="mttq"))
    assert still_open() == [row for row in everything if row != ("mttq", "chung.xlsx", "error")]
    desk.load(april(3), paper("so-2.xlsx", receipt("mttq", "memo", april(1)), form="register"))
    # the same file read anew, under another name: now it is known whose it is
    desk.load(april(3), paper("la-2.xlsx", *carried("thi-son", MODELS), unit="thi-son", content="lạ"))
    # refused again: only the newest word is open
    desk.load(april(4), paper("mau-2.xlsx", unit="le-ho", status="refused", findings=[error()]))
    desk.load(april(4), paper("nhat-tuu.xlsx", *carried("nhat-tuu", MODELS), unit="nhat-tuu"))
    assert still_open() == [("le-ho", "mau-2.xlsx", "error"), ("nhat-tuu", "so.xlsx", "warning")]
    desk.withdraw(next(s.file_id for s in desk.office.sources if s.file.path == "mau-2.xlsx"))
    assert still_open() == [("le-ho", "mau.xlsx", "error"), ("nhat-tuu", "so.xlsx", "warning")]


def test_what_a_paper_confirms_counts_as_long_as_the_paper_does(desk: Desk) -> None:
    told: dict[str, Any] = {"form": "unit_paper", "unit": "le-ho", "status": "paper", "content": "báo cáo"}
    desk.load(april(1), paper("mau.xlsx", *carried("le-ho", AWARDS), figure("le-ho", "awards_district", 2019, 4)))
    desk.load(april(2), paper("bao-cao.docx", **told))
    desk.agrees([april(5)])
    spread = figure("le-ho", "conferences", 2019, 8)._replace(cell="đoạn 10")
    awarded = figure("le-ho", "awards_district", 2019, 5)._replace(cell="bảng 1, dòng 2, cột 3")
    said = told | {"form": "paper_entry", "status": "accepted"}
    rows = [*carried("le-ho", SPREAD, AWARDS), spread, awarded]
    desk.confirm(april(2), paper("bao-cao.docx", *rows, **said))
    desk.agrees([april(5)])
    values = {row[1]: (row[3], row[6]) for row in desk.rows("figure_list")}
    assert values == {"conferences": (8, "đoạn 10"), "awards_district": (5, "bảng 1, dòng 2, cột 3")}
    desk.withdraw(2)  # the paper
    desk.agrees([april(5)])
    assert [(row[1], row[3]) for row in desk.rows("figure_list")] == [("awards_district", 4)]
    # handed in again it counts anew, and so does what was confirmed of it
    desk.load(april(3), paper("bao-cao-lai.docx", **told))
    desk.agrees([april(5)])
    assert {row[1] for row in desk.rows("figure_list")} == {"conferences", "awards_district"}
    # a newer return of the sheet puts the confirmed figures out, its own sheet and the corrected one
    desk.load(april(4), paper("moi.xlsx", *carried("le-ho", AWARDS, SPREAD), figure("le-ho", "conferences", 2020, 1)))
    desk.agrees([april(5)])
    assert [(row[1], row[2], row[3]) for row in desk.rows("figure_list")] == [("conferences", 2020, 1)]


def test_what_papers_confirm_lies_over_other_sources_and_hangs_on_each_paper_alone(desk: Desk) -> None:
    def told(name: str) -> dict[str, Any]:
        return {"form": "unit_paper", "unit": "le-ho", "status": "paper", "content": name}

    def confirm(day: int, name: str, *values: tuple[int, int]) -> None:
        rows = [figure("le-ho", "awards_district", year, value)._replace(cell=name) for year, value in values]
        said = told(name) | {"form": "paper_entry", "status": "accepted"}
        desk.confirm(april(day), paper(name, *carried("le-ho", AWARDS), *rows, **said))
        desk.agrees([april(9)])

    def stand() -> dict[int, tuple[int, str]]:
        return {row[2]: (row[3], row[6]) for row in desk.rows("figure_list")}

    own = figure("le-ho", "awards_district", 2017, 4).cell
    desk.load(april(2), paper("a.docx", **told("a.docx")))
    desk.load(april(3), paper("b.docx", **told("b.docx")))
    confirm(2, "a.docx", (2018, 7), (2019, 5))
    confirm(3, "b.docx", (2019, 6), (2020, 1))
    assert stand() == {2018: (7, "a.docx"), 2019: (6, "b.docx"), 2020: (1, "b.docx")}
    confirm(2, "a.docx", (2018, 8))  # anew: what it said of 2019 is gone with the old word
    assert stand() == {2018: (8, "a.docx"), 2019: (6, "b.docx"), 2020: (1, "b.docx")}
    # a return of the day before lies below, whenever it is loaded; what is told alike is the return's
    rows = [figure("le-ho", "awards_district", year, value) for year, value in ((2017, 4), (2018, 9), (2020, 1))]
    desk.load(april(1), paper("bieu.xlsx", *carried("le-ho", AWARDS), *rows))
    desk.agrees([april(9)])
    assert stand() == {2017: (4, own), 2018: (8, "a.docx"), 2019: (6, "b.docx"), 2020: (1, rows[2].cell)}
    desk.correct("le-ho", "awards_district", 2018, 10, april(4))
    desk.agrees([april(9)])
    assert stand()[2018][0] == 10, "the newest word, whatever it puts right"
    number = next(s.file_id for s in desk.office.sources if s.file.path == "bieu.xlsx")
    desk.withdraw(number)
    confirm(2, "a.docx", (2018, 8), (2021, 2))
    assert {year: value for year, (value, _) in stand().items()} == {2018: 10, 2019: 6, 2020: 1, 2021: 2}
    desk.withdraw(number, False)
    desk.withdraw(1)
    desk.agrees([april(9)])
    assert stand() == {2017: (4, own), 2018: (9, rows[1].cell), 2019: (6, "b.docx"), 2020: (1, rows[2].cell)}
    desk.withdraw(1, False)
    desk.load(april(8), paper("moi.xlsx", *carried("le-ho", AWARDS), rows[0]))
    desk.agrees([april(9)])
    assert stand() == {2017: (4, own)}, "a newer return is never overruled"


# -- units come and go ---------------------------------------------------------------------------------------


def test_a_unit_counts_from_its_first_day_to_its_last(tmp_path: Path) -> None:
    rows = [
        ("cu", "chi_bo", "Chi bộ Cũ", "", "", "2020-01-01", "2022-03-01", "real"),
        ("tan", "chi_bo", "Chi bộ Tan", "", "", "2020-01-01", "2022-04-10", "real"),
        ("con", "chi_bo", "Chi bộ Còn", "", "", "2022-03-29", "", "real"),
        ("moi", "chi_bo", "Chi bộ Mới", "", "", "2022-04-20", "", "real"),
        ("sau", "chi_bo", "Chi bộ Sau", "", "", "2022-06-01", "", "real"),
    ]
    folder = plan_folder(tmp_path / "plan", units=csv_text("units.csv", rows))
    plan = read_plan(folder)
    desk = Desk(Store(tmp_path / "store", folder), Office(plan))

    def seen(as_of: date) -> list[str]:
        return list(dict.fromkeys(row[0] for row in desk.rows("submission_status", as_of)))

    desk.agrees([april(1)])
    assert seen(date(2021, 1, 1)) == seen(april(10)) == ["tan", "con"]
    assert (seen(april(11)), seen(april(20))) == (["con"], ["con", "moi"])
    assert {row[4] for row in desk.rows("awards_by_year")} == {2}
    # a unit that is gone by the plan's close, but was heard of: no total rests on more than were asked
    desk.load(april(3), paper("t.xlsx", figure("tan", "awards_district", 2017, 1), *carried("tan", AWARDS)))
    assert {row[4] for row in desk.rows("awards_by_year")} == {3}
    desk.agrees([april(11), april(20)])


# -- made-up histories ---------------------------------------------------------------------------------------

UNITS = ["le-ho", "nhat-tuu", "ban-to-chuc", "mttq"]
RETURN_SHEETS = [MODELS, AWARDS, SPREAD, INSPECTED, DOCUMENTS, REMARKS]
INDICATORS = ["awards_district", "awarded_individuals", "conferences", "inspections"]
few_days = st.sampled_from([april(day) for day in (-6, 1, 3, 4, 5, 9, 10, 30, 35)])
any_day = few_days | st.sampled_from([april(-20), april(62)])
texts = st.none() | st.sampled_from(["Hội Phụ nữ", "Đoàn xã"])
units = st.sampled_from(UNITS)
obligations = st.sampled_from(["memo", "memo", "nominations", "plan", "review"])
model_names = st.sampled_from(["Mô hình 4", "Mô hình 5", "Mô hình 1"])


@st.composite
def sheet_rows(draw: st.DrawFn, unit: str, sheet: str) -> list[Record]:
    """Some rows of one sheet of one unit."""
    if sheet == MODELS:
        rows: list[Record] = []
        for position in range(4, 4 + draw(st.integers(0, 3))):
            sector = draw(st.sampled_from([None, "kinh_te", "khac"]))
            kind = draw(st.sampled_from([None, "tap_the", "ca_nhan"]))
            shown = {"sector_id": sector, "kind": kind, "implementer": draw(texts)}
            mark = draw(st.booleans())
            rows.append(model(unit, f"Mô hình {position}", position, is_nominated=mark, **shown))
        return rows
    if sheet == DOCUMENTS:
        return [
            Document(unit, row, draw(texts), draw(st.none() | few_days), None, "V/v", DOCUMENTS, f"E{row}")
            for row in range(4, 4 + draw(st.integers(0, 2)))
        ]
    if sheet == REMARKS:
        sections = draw(st.lists(st.sampled_from(["situation", "lessons"]), max_size=3))
        return [Remark(unit, section, "Tốt", REMARKS, f"B{row}") for row, section in enumerate(sections, 8)]
    if sheet == INFO:
        attendees = draw(st.none() | st.integers(0, 3))
        facts = [] if attendees is None else [fact(unit, "attendees", attendees)]
        stated = draw(st.lists(st.sampled_from(["models_stated", "awarded_models"]), unique=True))
        facts += [fact(unit, name, draw(st.integers(0, 3))) for name in stated]
        return [*facts, *([fact(unit, "review_on", april(19))] if draw(st.booleans()) else [])]
    mine = [name for name in INDICATORS if name in {i.id for i in PLAN.indicators if i.sheet == sheet}]
    cells = draw(st.lists(st.tuples(st.sampled_from(mine), st.integers(2017, 2018)), unique=True, max_size=3))
    return [figure(unit, indicator, year, draw(st.integers(0, 9))) for indicator, year in cells]


@st.composite
def receipt_rows(draw: st.DrawFn) -> list[Record]:
    days = st.sampled_from([april(day) for day in (1, 4, 5, 9, 10, 30)])
    row = st.builds(receipt, units, obligations, days, st.sampled_from([1, 1, 2]))
    return [r._replace(cell=f"D{at}") for at, r in enumerate(draw(st.lists(row, max_size=5)), 10)]


@st.composite
def papers(draw: st.DrawFn) -> Received:
    """A file of any form and any outcome; few names and contents, so that they meet again."""
    form = draw(st.sampled_from(["unit_return", "nomination_list", "consolidated", "register", None]))
    path = draw(st.sampled_from(["a", "b", "c"]))
    unit = draw(units)
    is_refused = draw(st.integers(0, 3)) == 0 or form is None
    findings: list[Finding] = []
    if form in ("consolidated", "register"):
        bad = draw(st.lists(units, unique=True, max_size=2)) if draw(st.booleans()) else []
        rows: list[Record] = []
        if form == "consolidated":
            places = st.tuples(units, st.sampled_from(RETURN_SHEETS))
            for of_unit, sheet in draw(st.lists(places, unique=True, max_size=6)):
                rows += [*draw(sheet_rows(of_unit, sheet)), Carried(of_unit, sheet)]
        if form == "register" or draw(st.booleans()):
            rows += draw(receipt_rows())
        sheet = REGISTER if form == "register" else draw(st.sampled_from([MODELS, AWARDS]))
        kept = [] if is_refused else [row for row in rows if row.unit_id not in bad]
        findings += [error(name, sheet) for name in bad]
        findings += [warning(name, sheet) for name in (unit, None)] * draw(st.booleans())
        findings += [error(None, None, None)] * (is_refused or not kept)
        if is_refused or not kept:
            return paper(path, form=form, status="refused", findings=findings)
        status = "partial" if bad else "accepted"
        return paper(path, *kept, form=form, status=status, findings=findings, refused_units=bad)
    findings += [warning(None, draw(st.sampled_from([MODELS, None])))] * draw(st.booleans())
    if is_refused:
        owner = unit if form and draw(st.booleans()) else None
        content = draw(st.sampled_from(["", "cũ"]))
        return paper(*(path,), form=form, unit=owner, status="refused", findings=[*findings, error()], content=content)
    if form == "nomination_list":
        names = [f"Mô hình {at}" for at in range(4, 4 + draw(st.integers(0, 2)))]
        listed = [Nomination(unit, at, name, draw(texts), None, None, None, None) for at, name in enumerate(names)]
        return paper(path, *listed, Carried(unit, LIST), form=form, unit=unit, findings=findings)
    rows = []
    for sheet in (INFO, *RETURN_SHEETS):
        if sheet not in (DOCUMENTS, REMARKS) or draw(st.booleans()):
            rows += [*draw(sheet_rows(unit, sheet)), Carried(unit, sheet)]
    return paper(path, *rows, form=form, unit=unit, findings=findings)


loads = st.lists(st.tuples(few_days, st.lists(papers(), min_size=1, max_size=6)), min_size=1, max_size=3)
decisions = st.lists(
    st.tuples(st.just("extend"), units, obligations, st.none() | few_days)
    | st.tuples(st.just("exempt"), units, obligations, st.booleans())
    | st.tuples(st.just("send_back"), units, obligations, few_days)
    | st.tuples(st.just("meet"), st.sampled_from(["Giao ban", "Thường trực"]))
    | st.tuples(st.just("accept"), units, obligations, st.none() | few_days)
    | st.tuples(st.just("call"), units, few_days, st.none() | few_days)
    | st.tuples(st.just("appraise"), units, model_names, st.sampled_from(["met", "unclear", None]))
    | st.tuples(st.just("select"), units, model_names, st.sampled_from(["district", "not_chosen", None]))
    | st.tuples(
        st.just("strike"),
        units,
        obligations,
        st.sampled_from([april(day) for day in (1, 4, 5, 9, 10, 30)]),
        st.sampled_from([1, 2]),
        st.integers(0, 2),
    )
    | st.tuples(
        st.just("correct"),
        units,
        st.sampled_from(INDICATORS),
        st.integers(2017, 2018),
        st.none() | st.just(7),
        few_days,
    ),
    max_size=4,
)


@contextmanager
def a_desk(blank: Path) -> Iterator[Desk]:
    """A desk of its own for one made-up history."""
    with TemporaryDirectory() as folder:
        yield Desk(Store(shutil.copytree(blank, Path(folder) / "store")))


ANY = given(history=loads, decided=decisions, withdrawn=st.none() | st.integers(1, 4), as_of=any_day)
Histories = list[tuple[date, list[Received]]]


@settings(max_examples=3, suppress_health_check=list(HealthCheck))
@ANY
def test_any_history_is_told_as_the_oracle_tells_it(
    blank: Path, history: Histories, decided: list[tuple[Any, ...]], withdrawn: int | None, as_of: date
) -> None:
    the_oracle_tells_the_same(blank, history, decided, withdrawn, as_of)


@pytest.mark.soak
@settings(max_examples=80, suppress_health_check=list(HealthCheck))
@ANY
def test_many_histories_are_told_as_the_oracle_tells_them(
    blank: Path, history: Histories, decided: list[tuple[Any, ...]], withdrawn: int | None, as_of: date
) -> None:
    the_oracle_tells_the_same(blank, history, decided, withdrawn, as_of)


def the_oracle_tells_the_same(
    blank: Path, history: Histories, decided: list[tuple[Any, ...]], withdrawn: int | None, as_of: date
) -> None:
    with a_desk(blank) as desk:
        for received_on, files in history:
            desk.load(received_on, *files)
        for what, *how in decided:
            with suppress(Stop):  # an extension that shortens, papers sent back that were not there: refused
                getattr(desk, what)(*how)
        if withdrawn and withdrawn <= len(desk.office.sources):
            desk.withdraw(withdrawn)
        desk.agrees([as_of])
        _adds_up(desk, as_of)


def _adds_up(desk: Desk, as_of: date) -> None:
    """Each unit is in one state: the counts, and those who owe nothing, make up the roster."""
    exempt = [state.obligation.id for state in states(desk.office, as_of) if state.status == "exempt"]
    for row in desk.promised("submission_progress", as_of):
        assert sum(row[2:8]) == row[1] == len(PLAN.units) - exempt.count(row[0])
    dossiers_exempt = [row[1] for row in dossier_status(desk.office, as_of) if row[7] == "exempt"]
    for row in desk.rows("dossier_progress", as_of):
        assert sum(row[2:8]) == row[1] == len(PLAN.units) - dossiers_exempt.count(row[0])
    for name in ("awards_by_year", "propaganda_by_year", "inspections_by_year"):
        for *_, value, reporting, expected in desk.promised(name):
            assert (value is None) == (reporting == 0)
            assert reporting <= expected


@settings(max_examples=2, suppress_health_check=list(HealthCheck))
@given(
    history=st.lists(
        st.tuples(few_days, st.lists(papers(), min_size=1, max_size=4)),
        min_size=2,
        max_size=3,
        unique_by=lambda load: load[0],
    ),
    data=st.data(),
)
def test_days_entered_in_another_order_give_the_same_answers(
    blank: Path, history: list[tuple[date, list[Received]]], data: st.DataObject
) -> None:
    named = [  # no file twice: what is a duplicate depends on what came before it
        (day, [_with_digest(file, f"{load}-{place}") for place, file in enumerate(files)])
        for load, (day, files) in enumerate(history)
    ]
    told = []
    for order in (named, data.draw(st.permutations(named))):
        with a_desk(blank) as desk:
            for received_on, files in order:
                desk.load(received_on, *files)
            told.append({name: desk.promised(name, april(30) if name in ON_A_DAY else None) for name in COLUMNS})
    # two findings of one unit and path stand in the order of loading
    for answers in told:
        answers["open_findings"].sort(key=repr)
    assert told[0] == told[1]


def _with_digest(file: Received, digest: str) -> Received:
    return replace(file, sha256=sha256(digest.encode()).hexdigest())


# -- what to ask a unit about ---------------------------------------------------------------------------------

COMMUNES = [unit.id for unit in PLAN.units if unit.kind == "dang_bo"]
FRONTS = [unit.id for unit in PLAN.units if unit.kind == "mttq_ctxh"]


def reported(desk: Desk, *figures: Figure) -> list[tuple[Any, ...]]:
    """Load figures, and return what is to be asked: unit, year, value, by mean, by median, by own years."""
    sheets = [Carried(*place) for place in dict.fromkeys((row.unit_id, row.sheet) for row in figures)]
    desk.load(april(3), paper("chung.xlsx", *figures, *sheets, form="consolidated"))
    rows = desk.rows("figures_out_of_line")
    assert rows == answer(desk.office, "figures_out_of_line")
    return [(row[0], *row[2:7]) for row in rows]


def of_kind(units: Sequence[str], values: Sequence[int], year: int = 2021) -> list[Figure]:
    return [figure(unit, "inspections", year, value) for unit, value in zip(units, values, strict=False)]


def of_years(unit: str, *values: int) -> list[Figure]:
    return [figure(unit, "conference_attendances", year, value) for year, value in enumerate(values, 2017)]


def test_one_figure_far_from_the_units_of_its_kind_is_asked_about_once(desk: Desk) -> None:
    figures = of_kind(COMMUNES[:20], [420, *[11, 12, 13] * 6, 12])
    assert reported(desk, *figures) == [(COMMUNES[0], 2021, 420, True, True, False)]
    seen = ("dang_bo", 20, 12.0, 0, None)
    assert desk.rows("figures_out_of_line") == [
        (COMMUNES[0], "inspections", 2021, 420, True, True, False, *seen, 1, INSPECTED, "H4")
    ]


@pytest.mark.parametrize(
    ("sentence", "units", "values", "asked"),
    [
        ("of ten units none can lie three deviations away: the median alone asks", COMMUNES, [420] + [12, 13, 11] * 3,
         [(420, False, True)]),
        ("five units are enough for the median", FRONTS, [420, 12, 13, 11, 14], [(420, False, True)]),
        ("four are too few for any way", FRONTS, [420, 12, 13, 11], []),
        ("units that all say the same but one are asked by the mean distance", FRONTS, [30, 1, 1, 1, 1, 1],
         [(30, False, True)]),
        ("0 among ones, or 1 among noughts, is nothing to ask", FRONTS, [1, 0, 0, 0, 0, 0], []),
        ("4 away is nothing to ask, however alike the others are", FRONTS, [4, 0, 0, 0, 0, 0], []),
        ("5 away is", FRONTS, [5, 0, 0, 0, 0, 0], [(5, False, True)]),
        ("less than three times the middle is nothing to ask", FRONTS, [299, 100, 100, 100, 101, 99], []),
        ("three times the middle is", FRONTS, [300, 100, 100, 100, 101, 99], [(300, False, True)]),
        ("a third of the middle is", FRONTS, [33, 99, 99, 99, 100, 98], [(33, False, True)]),
        ("0 where the others count hundreds is", FRONTS, [0, 99, 99, 99, 100, 98], [(0, False, True)]),
        ("units that differ widely are not asked", FRONTS, [90, 1, 60, 20, 5, 30], []),
        ("all alike", FRONTS, [7, 7, 7, 7, 7, 7], []),
        ("one unit alone", FRONTS, [7], []),
    ],
)  # fmt: skip
def test_a_figure_against_the_units_of_its_kind(
    desk: Desk, sentence: str, units: list[str], values: list[int], asked: list[tuple[Any, ...]]
) -> None:
    assert [row[2:5] for row in reported(desk, *of_kind(units, values))] == asked, sentence


@pytest.mark.parametrize(
    ("sentence", "values", "asked"),
    [
        ("a digit too many", [120, 130, 1250, 125, 118], [(2019, 1250)]),
        ("a digit lost", [96, 144, 12, 130, 118], [(2019, 12)]),
        ("twice as much may be so", [120, 130, 250, 125, 118], []),
        ("the years vary as widely", [10, 300, 600, 50, 4], []),
        ("three other years are enough", [120, 130, 1250, 125], [(2019, 1250)]),
        ("two are too few", [120, 1250, 125], []),
        ("four years alike and one not", [2, 2, 2, 2, 20], [(2021, 20)]),
        ("less than five away", [2, 2, 2, 2, 6], []),
        ("year by year more", [10, 20, 40, 80, 160], []),
    ],
)
def test_a_figure_against_the_units_other_years(
    desk: Desk, sentence: str, values: list[int], asked: list[tuple[Any, ...]]
) -> None:
    rows = reported(desk, *of_years("mttq", *values))
    assert [row[1:3] for row in rows] == asked, sentence
    assert {row[3:] for row in rows} <= {(False, False, True)}


def test_a_kind_is_compared_with_itself_alone_and_a_year_with_itself(desk: Desk) -> None:
    figures = of_kind(FRONTS, [10, 11, 12, 10, 11, 12]) + of_kind(COMMUNES[:6], [100, 110, 120, 100, 110, 120])
    assert reported(desk, *figures, *of_kind(FRONTS, [90, 91, 92, 90, 91, 92], 2020)) == []


@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_figures_are_asked_about_as_the_oracle_asks(blank: Path, data: st.DataObject) -> None:
    """Levels that units keep to, with here and there a digit more or less."""
    slips = st.sampled_from([1, 1, 1, 1, 1, 1, 10, 0])
    with a_desk(blank) as desk:
        figures = [
            figure(unit, indicator, year, data.draw(st.integers(3, 9)) * data.draw(slips))
            for unit in (*COMMUNES[:12], *FRONTS)
            for indicator in ("inspections", "conferences")
            for year in data.draw(st.lists(st.integers(2017, 2021), unique=True))
        ]
        reported(desk, *figures)


def same_names(desk: Desk, *names: tuple[str, str]) -> list[tuple[Any, ...]]:
    rows = [model(unit, name, place) for place, (unit, name) in enumerate(names, 4)]
    sheets = [Carried(unit, MODELS) for unit in {unit: None for unit, _ in names}]
    desk.load(april(3), paper("chung.xlsx", *rows, *sheets, form="consolidated"))
    found = desk.rows("models_in_several_units")
    assert found == answer(desk.office, "models_in_several_units")
    return [(row[0], row[1], row[2], row[3], row[8]) for row in found]


def test_a_name_in_two_units_is_shown_with_both_cells(desk: Desk) -> None:
    names = [("mttq", "Hũ gạo"), ("mttq", "Đường hoa"), ("le-ho", "hũ  GẠO"), ("le-ho", "Camera"), ("le-ho", "camera")]
    assert same_names(desk, *names) == [(1, 2, "le-ho", "hũ  GẠO", "B6"), (1, 2, "mttq", "Hũ gạo", "B4")]


def test_names_of_few_units_stand_before_those_of_many(desk: Desk) -> None:
    many = [(unit, "Hũ gạo") for unit in ("le-ho", "mttq", "nhat-tuu")]
    found = same_names(desk, *many, ("le-ho", "Ổ khóa"), ("mttq", "ổ khoá"), ("mttq", "Ổ KHÓA"))
    assert [row[:4] for row in found] == [
        (1, 2, "le-ho", "Ổ khóa"), (1, 2, "mttq", "ổ khoá"), (1, 2, "mttq", "Ổ KHÓA"),
        (2, 3, "le-ho", "Hũ gạo"), (2, 3, "nhat-tuu", "Hũ gạo"), (2, 3, "mttq", "Hũ gạo"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Ủy ban hòa giải", "Uỷ ban hoà giải", True),
        ("Quý nghĩa", "Qúy nghĩa", True),
        ("Quả ngọt", "Qủa ngọt", True),
        ("Tổ tự quản", "tổ\u00a0tự\n quản", True),
        ("ĐƯỜNG HOA", "đường hoa", True),
        ("Hũ gạo", "Hu gao", False),
        ("Má ba", "Ma bá", False),
        ("Hòa bình", "Hỏa bình", False),
        ("Hoa?", "Hỏa", False),
        ("Tổ 1", "Tổ 2", False),
        ("Hũ gạo", "Hũ gạo tình thương", False),
    ],
)
def test_names_are_the_same_but_for_case_spaces_and_the_place_of_the_tone(
    desk: Desk, one: str, other: str, is_same: bool
) -> None:
    assert bool(same_names(desk, ("le-ho", one), ("mttq", other))) == is_same


def test_stated_totals_are_held_against_the_list_that_counts_be_it_of_another_file(desk: Desk) -> None:
    listed = [model(unit, "A") for unit in ("le-ho", "nhat-tuu", "mttq")]
    stated = [
        fact("le-ho", "models_stated", 3), fact("le-ho", "awarded_models", 2), fact("nhat-tuu", "models_stated", 1),
        fact("nhat-tuu", "awarded_models", 1), fact("mttq", "models_stated", 0), fact("tan-son", "models_stated", 5),
        fact("thi-son", "models_stated", 1), fact("thi-son", "awarded_models", 0),
    ]  # fmt: skip
    owners = ("le-ho", "nhat-tuu", "mttq", "tan-son", "thi-son")
    returns = [
        paper(f"{unit}.xlsx", *[f for f in stated if f.unit_id == unit], *carried(unit, INFO), unit=unit)
        for unit in owners
    ]
    desk.load(april(1), *returns)
    assert desk.rows("stated_totals") == []
    sheets = [Carried(unit, MODELS) for unit in ("le-ho", "nhat-tuu", "mttq", "thi-son")]
    desk.load(april(2), paper("chung.xlsx", *listed, *sheets, form="consolidated"))
    assert desk.rows("stated_totals") == [
        ("le-ho", "models_stated", 3, 1, 1, INFO, "B5", 6, MODELS),
        ("le-ho", "awarded_models", 2, 1, 1, INFO, "B5", 6, MODELS),
        ("thi-son", "models_stated", 1, 0, 5, INFO, "B5", 6, MODELS),
        ("mttq", "models_stated", 0, 1, 3, INFO, "B5", 6, MODELS),
    ]
    assert desk.rows("stated_totals") == answer(desk.office, "stated_totals")


def test_the_day_of_the_review_is_held_against_the_register(desk: Desk) -> None:
    days = {"le-ho": april(19), "nhat-tuu": april(19), "mttq": april(19), "tan-son": april(19)}
    desk.load(
        april(20),
        *[
            paper(f"{unit}.xlsx", fact(unit, "review_on", day), *carried(unit, INFO), unit=unit)
            for unit, day in days.items()
        ],
    )
    rows = [
        receipt("le-ho", "review", april(21), 1, "D10"), receipt("le-ho", "review", april(21), 1, "D9"),
        receipt("le-ho", "memo", april(19)), receipt("nhat-tuu", "review", april(17), 1, "D6"),
        receipt("nhat-tuu", "review", april(19), 1, "D7"), receipt("mttq", "review", april(12), 1, "D8"),
        receipt("thi-son", "review", april(12), 1, "D11"),
    ]  # fmt: skip
    desk.load(april(22), paper("so.xlsx", *rows, form="register"))
    assert desk.rows("review_days") == [
        ("le-ho", april(19), april(21), 2, 1, INFO, "B5", 5, REGISTER, "D9"),
        ("mttq", april(19), april(12), -7, 3, INFO, "B5", 5, REGISTER, "D8"),
    ]
    assert desk.rows("review_days") == answer(desk.office, "review_days")
    desk.withdraw(5)
    assert desk.rows("review_days") == []


def test_calls_are_listed_newest_first_of_one_day_as_recorded(desk: Desk) -> None:
    for unit, called_on, promised_on in (
        ("le-ho", april(6), april(8)), ("mttq", april(7), None), ("le-ho", april(6), april(5)),
        ("nhat-tuu", april(6), april(6)),
    ):  # fmt: skip
        desk.call(unit, called_on, promised_on)
    rows = desk.rows("call_list")
    assert [row[:5] for row in rows] == [
        ("mttq", april(7), "Ông Nam", "sẽ gửi", None),
        ("nhat-tuu", april(6), "Ông Nam", "sẽ gửi", april(6)),
        ("le-ho", april(6), "Ông Nam", "sẽ gửi", april(8)),
    ]
    assert rows == answer(desk.office, "call_list")


# -- empty stores and shapes ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(Store(tmp_path_factory.mktemp("empty") / "store"))


@pytest.fixture(scope="module")
def refused_only(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    desk = Desk(Store(tmp_path_factory.mktemp("refused") / "store"))
    desk.load(april(1), paper("a.xlsx", form=None, status="refused", findings=[error(sheet=None, cell=None)]))
    return desk


@pytest.mark.parametrize("name", list(ANSWERS))
def test_an_empty_store_and_one_of_refused_files_answer_every_question(
    empty: Desk, refused_only: Desk, name: str
) -> None:
    assert (empty.store.current, refused_only.store.current) == (0, 1)
    for desk in (empty, refused_only):
        for asked in asked_of(name, (april(-10), april(6)), len(desk.office.sources)):
            expected = answer(desk.office, name, asked) if asked else answer(desk.office, name)
            assert desk.rows(name, asked) == expected


@pytest.mark.parametrize("name", list(COLUMNS))
def test_a_question_has_the_columns_of_the_contract_in_its_order(empty: Desk, name: str) -> None:
    parameters = parameters_of(april(5) if name in ON_A_DAY else None)
    columns = COLUMNS[name].split(", ")
    assert ask_rows(empty.store, name, **parameters)[0][: len(columns)] == columns
    assert list(ask(empty.store, name, **parameters).columns)[: len(columns)] == columns


@pytest.mark.parametrize(
    ("name", "dtypes"),
    [
        ("model_list", {"unit_id": "str", "start_year": "Int64", "nominated": "boolean", "summary": "str"}),
        ("figure_list", {"year": "Int64", "value": "Int64"}),
        ("awards_by_year", {"value": "Int64", "units_reporting": "Int64", "units_expected": "Int64"}),
        ("submission_status", {"last_day": "datetime64[ms]", "received_on": "datetime64[ms]",
                               "copies": "Int64", "days_late": "Int64", "is_extended": "boolean"}),
        ("submission_progress", {"expected": "Int64", "received_share": "Float64"}),
        ("submission_timeline", {"day": "datetime64[ms]", "complete_to_date": "Int64"}),
        ("unit_facts", {"review_on": "datetime64[ms]", "attendees": "Int64", "review_form": "str"}),
    ],
)  # fmt: skip
def test_a_frame_keeps_whole_numbers_whole_and_missing_missing(
    campaign: Desk, empty: Desk, name: str, dtypes: dict[str, str]
) -> None:
    parameters = parameters_of(april(9) if name in ON_A_DAY else None)
    for store in (campaign.store, empty.store):
        frame = ask(store, name, **parameters)
        assert {column: str(frame.dtypes[column]) for column in dtypes} == dtypes
    columns, rows = ask_rows(campaign.store, name, **parameters)
    frame = ask(campaign.store, name, **parameters)
    assert list(frame.columns) == columns
    assert frame.isna().to_numpy().tolist() == [[value is None for value in row] for row in rows]


@pytest.mark.parametrize("day", [april(5), datetime(2022, 4, 5, 23, 59), "2022-04-05", "05/04/2022", "5.4.22"])
def test_a_day_may_be_a_date_a_moment_or_a_text(campaign: Desk, day: object) -> None:
    asked = ask_rows(campaign.store, "submission_status", as_of=day)[1]
    assert asked == campaign.rows("submission_status", april(5))


@pytest.mark.parametrize(
    ("name", "parameters", "said"),
    [
        ("no_such", {}, "Không có câu hỏi “no_such”. Các câu hỏi: appraisal_list, "),
        ("views", {}, "Không có câu hỏi “views”."),
        ("submission_status", {}, "cần tham số “as_of”. Ví dụ: -p as_of=2022-04-05."),
        ("submission_status", {"as_of": "hôm qua"}, "Tham số as_of: “hôm qua” không phải là ngày."),
        ("submission_status", {"as_of": april(5), "unit": "x"},
         "không có tham số “unit”. Tham số được dùng: as_of."),
        ("model_list", {"as_of": april(5)}, "không có tham số “as_of”. Tham số được dùng: không có."),
        ("model_list", {"name": "x"}, "không có tham số “name”."),
        ("model_list", {"store": "x"}, "không có tham số “store”."),
    ],
)  # fmt: skip
def test_a_wrong_question_or_parameter_is_one_message_that_says_what_is_allowed(
    empty: Desk, name: str, parameters: dict[str, Any], said: str
) -> None:
    for asking in (ask, ask_rows):
        with pytest.raises(Stop) as stop:
            asking(empty.store, name, **parameters)
        assert said in str(stop.value)
        assert stop.value.status == 2


def test_an_older_version_answers_as_it_did(desk: Desk) -> None:
    desk.load(april(1), paper("a.xlsx", model("le-ho", "A"), *carried("le-ho", MODELS), unit="le-ho"))
    desk.load(april(2), paper("b.xlsx", model("le-ho", "B"), *carried("le-ho", MODELS), unit="le-ho"))
    now = desk.store.current
    assert [ask_rows(desk.store, "model_list", version=v)[1][0][1] for v in (now - 1, now)] == ["A", "B"]
    assert ask_rows(desk.store, "model_list", version=0)[1] == []
    assert len(ask(desk.store, "model_list", version=now - 1)) == 1


def test_the_plan_is_that_of_the_oracle() -> None:
    """The tables above are of plan 83: 53 units that owe all six, the states that the progress counts."""
    plan: Plan = PLAN
    assert (len(plan.units), len(plan.obligations), len(STATUSES)) == (53, 6, 6)
    assert all(set(o.owed_by) == {kind.id for kind in plan.kinds} for o in plan.obligations)
