"""Papers at the desk: recorded, struck out, accepted; what was known then; what is new since."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import OTHER_ID, UNIT, UNIT_ID, load_all, plan_83, register, unit_return
from tonghop.actions.receiving import ReceiptLine, receive_papers
from tonghop.errors import Stop
from tonghop.officefiles.reader import Book, read
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.decisions import record_extension, record_sent_back
from tonghop.store.meetings import mark_meeting
from tonghop.store.past import Past
from tonghop.store.receipts import Attachment, accept, strike_receipt
from tonghop.store.sources import withdraw
from tonghop.tracking.whats_new import State, Total, news, totals

PLAN = plan_83()
TODAY, NOON = date(2022, 5, 5), datetime(2022, 5, 5, 12)
SAID: dict[str, Any] = {"recorded_at": NOON, "recorded_by": "Hoa"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def hand_in(store: Store, *handed: ReceiptLine, day: date, at: datetime = NOON, **more: Any) -> int:
    return receive_papers(store, handed, day, today=TODAY, recorded_at=at, recorded_by="Hoa", **more)


def status(
    store: Store, part: str, day: date = TODAY, unit: str = UNIT_ID, past: Past | None = None
) -> tuple[Any, ...]:
    """The status, the complete day (or first) and the copies of a part on a day."""
    rows = ask_rows(store, "submission_status", past=past, as_of=day)[1]
    return next((row[5], row[3], row[4]) for row in rows if row[:2] == (unit, part))


# -- recorded ------------------------------------------------------------------------------------------------


def test_papers_of_many_units_are_one_version_and_each_day_stands_in_its_cell(store: Store) -> None:
    handed = [ReceiptLine(unit, part, 2) for unit in (UNIT_ID, OTHER_ID) for part in ("memo", "nominations")]
    assert hand_in(store, *handed, day=date(2022, 4, 4)) == 1
    assert status(store, "memo") == ("on_time", date(2022, 4, 4), 2)
    assert status(store, "nominations", unit=OTHER_ID) == ("on_time", date(2022, 4, 4), 2)
    file = ask_rows(store, "file_list")[1][0]
    book = next(read([("a.xlsx", store.archive.read(file[13]))]))
    assert isinstance(book, Book)
    for row in ask_rows(store, "receipt_list", as_of=TODAY)[1]:
        line = book.sheets[0].rows[int(row[7][1:]) - 1]
        assert line[1] == PLAN.unit_by_id[row[0]].name
        assert (line[3], line[4]) == ("04/04/2022", row[3])


def test_copies_add_up_over_what_is_handed_in(store: Store) -> None:
    hand_in(store, ReceiptLine(UNIT_ID, "memo", 1), day=date(2022, 4, 4))
    assert status(store, "memo") == ("incomplete", date(2022, 4, 4), 1)
    hand_in(store, ReceiptLine(UNIT_ID, "memo", 1, "Thư điện tử"), day=date(2022, 4, 6))
    assert status(store, "memo") == ("late", date(2022, 4, 6), 2)


def test_what_a_register_says_again_counts_once(store: Store) -> None:
    hand_in(store, ReceiptLine(UNIT_ID, "memo", 2), day=date(2022, 4, 1))
    load_all(store, {"so.xlsx": register([[1, UNIT, "Tờ trình", "01/04/2022", 2, None]])})
    assert status(store, "memo") == ("on_time", date(2022, 4, 1), 2)


def test_files_that_came_along_are_kept_byte_for_byte(store: Store) -> None:
    scan = Attachment(UNIT_ID, "tờ trình.pdf", b"%PDF-1.4 scan")
    hand_in(store, ReceiptLine(UNIT_ID, "memo", 2), day=date(2022, 4, 4), attachments=[scan])
    ((file_id, unit, digest, name),) = ask_rows(store, "attachment_list")[1]
    assert (file_id, unit, name) == (1, UNIT_ID, "tờ trình.pdf")
    assert store.archive.read(digest) == scan.content


@pytest.mark.parametrize(
    ("handed", "day", "said"),
    [
        ([ReceiptLine(UNIT_ID, "memo", 2)], TODAY + timedelta(days=1), "sau hôm nay"),
        ([ReceiptLine(UNIT_ID, "memo", 2)], date(2022, 3, 28), "trước ngày ban hành"),
        ([], date(2022, 4, 4), "Chưa chọn hồ sơ"),
        ([ReceiptLine(UNIT_ID, "memo", 0)], date(2022, 4, 4), "Số bộ"),
        ([ReceiptLine("sao-hoa", "memo", 1)], date(2022, 4, 4), "Không có đơn vị"),
        ([ReceiptLine(UNIT_ID, "thư", 1)], date(2022, 4, 4), "Không có thành phần"),
    ],
)
def test_what_cannot_be_recorded_stops_and_writes_nothing(
    store: Store, handed: list[ReceiptLine], day: date, said: str
) -> None:
    with pytest.raises(Stop, match=said):
        hand_in(store, *handed, day=day)
    assert store.current == 0


# -- struck out, accepted, sent back -------------------------------------------------------------------------


def test_a_receipt_struck_out_counts_no_more_even_if_a_register_repeats_it(store: Store) -> None:
    hand_in(store, ReceiptLine(UNIT_ID, "memo", 2), day=date(2022, 4, 4))
    row = (UNIT_ID, "memo", date(2022, 4, 4), 2)
    strike_receipt(store, *row, 1, reason="ghi nhầm đơn vị", **SAID)
    assert status(store, "memo")[0] == "missing"
    load_all(store, {"so.xlsx": register([[1, UNIT, "Tờ trình", "04/04/2022", 2, None]])})
    assert status(store, "memo")[0] == "missing"
    strike_receipt(store, *row, 0, reason="vẫn đúng", recorded_at=NOON + timedelta(hours=1), recorded_by="Hoa")
    assert status(store, "memo")[0] == "on_time"
    with pytest.raises(Stop, match="Không có lần tiếp nhận nào như vậy"):
        strike_receipt(store, *row, 2, reason="x", **SAID)
    with pytest.raises(Stop, match="Chưa ghi lý do"):
        strike_receipt(store, *row, 1, reason=" ", **SAID)


def test_accepting_and_sending_back_never_move_the_complete_day(store: Store) -> None:
    hand_in(store, ReceiptLine(UNIT_ID, "memo", 2), day=date(2022, 4, 4))
    accept(store, UNIT_ID, "memo", date(2022, 4, 20), remark="", **SAID)
    assert status(store, "memo") == ("on_time", date(2022, 4, 4), 2)
    record_sent_back(store, UNIT_ID, "memo", date(2022, 4, 21), reason="thiếu dấu", **SAID)
    assert status(store, "memo")[0] == "returned"
    hand_in(store, ReceiptLine(UNIT_ID, "memo", 2), day=date(2022, 4, 25))
    assert status(store, "memo") == ("on_time", date(2022, 4, 4), 4)


def test_only_what_is_there_is_sent_back(store: Store) -> None:
    day = date(2022, 4, 5)
    with pytest.raises(Stop, match="05/04/2022 không có bộ nào"):
        record_sent_back(store, UNIT_ID, "memo", day, reason="thiếu dấu", **SAID)
    hand_in(store, ReceiptLine(UNIT_ID, "memo", 2), day=day)
    with pytest.raises(Stop, match="04/04/2022 không có bộ nào"):
        record_sent_back(store, UNIT_ID, "memo", date(2022, 4, 4), reason="thiếu dấu", **SAID)
    record_sent_back(store, UNIT_ID, "memo", day, reason="thiếu dấu", **SAID)
    with pytest.raises(Stop, match="không có bộ nào"):  # it is away already
        record_sent_back(store, UNIT_ID, "memo", date(2022, 4, 6), reason="thiếu dấu", **SAID)
    hand_in(store, ReceiptLine(UNIT_ID, "memo", 1), day=date(2022, 4, 7))
    assert status(store, "memo")[0] == "returned"
    record_sent_back(store, UNIT_ID, "memo", date(2022, 4, 7), reason="vẫn thiếu", **SAID)
    hand_in(store, ReceiptLine(UNIT_ID, "memo", 2), day=date(2022, 4, 8))
    assert status(store, "memo") == ("late", day, 5)


def test_an_extension_never_ends_before_the_plans_last_day(store: Store) -> None:
    def until(day: int) -> int:
        return record_extension(store, UNIT_ID, "memo", date(2022, 4, day), reason="x", allowed_by="y", **SAID)

    with pytest.raises(Stop, match="03/04/2022 sớm hơn hạn của kế hoạch"):
        until(3)
    assert store.current == 0
    assert [until(7), until(4)] == [1, 2]


def test_entries_are_receipts_apart_and_a_register_says_them_again(store: Store) -> None:
    day = date(2022, 4, 4)
    for minute in (1, 2):
        hand_in(store, ReceiptLine(UNIT_ID, "memo", 1), day=day, at=NOON + timedelta(minutes=minute))
    assert status(store, "memo") == ("on_time", day, 2)
    row = [1, UNIT, "Tờ trình", "04/04/2022", 1, None]
    load_all(store, {"so.xlsx": register([row])})
    assert status(store, "memo") == ("on_time", day, 2)
    load_all(store, {"so-2.xlsx": register([row, row, row])})
    assert status(store, "memo") == ("on_time", day, 3)
    strike_receipt(store, UNIT_ID, "memo", day, 1, 2, reason="ghi nhầm", **SAID)
    assert status(store, "memo") == ("incomplete", day, 1)


parts = st.sampled_from([o.id for o in PLAN.obligations])
days = st.integers(0, 30).map(lambda n: date(2022, 4, 1) + timedelta(days=n))
steps = st.one_of(
    st.tuples(st.just("hand in"), parts, days, st.integers(1, 2)),
    st.tuples(st.just("send back"), parts, days, st.just(0)),
    st.tuples(st.just("accept"), parts, days, st.just(0)),
    st.tuples(st.just("extend"), parts, days, st.just(0)),
)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(done=st.lists(steps, min_size=1, max_size=6))
def test_nothing_that_is_added_turns_on_time_into_late(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[str, str, date, int]]
) -> None:
    store = Store(tmp_path_factory.mktemp("papers") / "store")
    on_time: set[str] = set()
    for number, (what, part, day, copies) in enumerate(done):
        said: dict[str, Any] = {"recorded_at": NOON + timedelta(minutes=number), "recorded_by": "Hoa"}
        if what == "hand in":
            hand_in(store, ReceiptLine(UNIT_ID, part, copies), day=day, at=said["recorded_at"])
        elif what == "send back":
            with suppress(Stop):  # nothing there to be sent back
                record_sent_back(store, UNIT_ID, part, day, reason="x", **said)
        elif what == "accept":
            accept(store, UNIT_ID, part, day, remark="", **said)
        else:
            last = max(day, next(o.last_day for o in PLAN.obligations if o.id == part))
            record_extension(store, UNIT_ID, part, last, reason="x", allowed_by="y", **said)
            on_time.discard(part)  # an extension taken back by a shorter one may do so
        now = {row[1]: row[5] for row in ask_rows(store, "submission_status", as_of=TODAY)[1] if row[0] == UNIT_ID}
        assert not {p for p in on_time if now[p] == "late"}
        on_time |= {p for p, said_status in now.items() if said_status == "on_time"}


# -- what was known then -------------------------------------------------------------------------------------


def test_what_the_office_knew_at_a_moment(store: Store) -> None:
    monday, tuesday = datetime(2022, 4, 4, 8), datetime(2022, 4, 5, 8)
    hand_in(store, ReceiptLine(UNIT_ID, "memo", 2), day=date(2022, 4, 4), at=monday)
    hand_in(store, ReceiptLine(OTHER_ID, "memo", 2), day=date(2022, 4, 4), at=tuesday)
    load_all(store, {"a.xlsx": unit_return()}, date(2022, 4, 6))  # recorded on 5 May
    then = Past(recorded_until=monday)
    assert status(store, "memo", past=then)[0] == "on_time"
    assert status(store, "memo", unit=OTHER_ID, past=then)[0] == "missing"
    assert status(store, "memo", unit=OTHER_ID)[0] == "on_time"
    assert ask_rows(store, "figure_list", past=then)[1] == []
    assert len(ask_rows(store, "file_list", past=then)[1]) == 1
    received = Past(received_until=date(2022, 4, 5))
    assert ask_rows(store, "model_list", past=received)[1] == []
    assert len(ask_rows(store, "model_list", past=Past(received_until=date(2022, 4, 6)))[1]) == 3


def test_a_withdrawal_of_later_was_not_known_before(store: Store) -> None:
    load_all(store, {"a.xlsx": unit_return()})
    withdraw(store, 1, reason="nhầm", recorded_at=datetime(2022, 5, 6), recorded_by="Hoa")
    assert ask_rows(store, "model_list")[1] == []
    assert len(ask_rows(store, "model_list", past=Past(recorded_until=datetime(2022, 5, 5, 23)))[1]) == 3


def test_a_meeting_has_a_name_and_is_not_to_come(store: Store) -> None:
    with pytest.raises(Stop, match="Chưa ghi tên"):
        mark_meeting(store, "  ", NOON, **SAID)
    with pytest.raises(Stop, match="chưa diễn ra"):
        mark_meeting(store, "Giao ban", NOON + timedelta(days=1), **SAID)
    assert mark_meeting(store, " Giao ban ", NOON, **SAID) == 1
    assert ask_rows(store, "meeting_list")[1] == [("Giao ban", NOON, NOON, "Hoa")]


# -- what is new ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("not_due", "on_time", "in_time"),
        ("missing", "late", "in_late"),
        ("incomplete", "on_time", "in_time"),
        ("not_due", "incomplete", "part"),
        ("not_due", "missing", "missing"),
        ("on_time", "returned", "returned"),
        ("returned", "on_time", "in_time"),
        ("on_time", "missing", "undone"),
        ("late", "incomplete", "undone"),
        ("late", "on_time", None),
        ("on_time", "late", None),
        ("on_time", "exempt", None),
        ("missing", "missing", None),
    ],
)
def test_a_change_of_status_is_news_of_one_kind(before: str, after: str, kind: str | None) -> None:
    place = (UNIT_ID, "memo")
    found = news({place: State(before, None)}, {place: State(after, 3 if after == "missing" else None)}, PLAN)
    assert [item.kind for item in found] == ([kind] if kind else [])
    if kind == "missing":
        assert found[0].units == ((UNIT_ID, ("Tờ trình (quá hạn 3 ngày)",)),)


def test_totals_that_are_another_are_said_from_to() -> None:
    found = totals([("Mô hình", 210), ("Đơn vị", 45), ("Lượt", None)], [("Mô hình", 225), ("Đơn vị", 45), ("Lượt", 3)])
    assert found == [Total("Mô hình", 210, 225), Total("Lượt", None, 3)]
    assert found[0].words == "Mô hình: 210 → 225 (thêm 15)"
    assert Total("Mô hình", 1250, 1200).words == "Mô hình: 1.250 → 1.200 (bớt 50)"


def test_ten_people_recording_at_once_lose_no_entry(store: Store) -> None:
    units = [unit.id for unit in PLAN.units[:10]]

    def record(number: int) -> int:
        own = Store(store.folder)
        line = ReceiptLine(units[number], "memo", 2)
        return hand_in(own, line, day=date(2022, 4, 4), at=NOON + timedelta(seconds=number))

    with ThreadPoolExecutor(10) as pool:
        versions = list(pool.map(record, range(10)))
    assert sorted(versions) == list(range(1, 11))
    assert {status(store, "memo", unit=unit)[0] for unit in units} == {"on_time"}
    assert len(ask_rows(store, "receipt_list", as_of=TODAY)[1]) == 10


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_the_order_of_entering_the_same_days_does_not_matter(store: Store, order: tuple[int, ...]) -> None:
    days_handed = [(date(2022, 4, 1), 1), (date(2022, 4, 4), 1), (date(2022, 4, 8), 1), (date(2022, 4, 9), 2)]
    for number, place in enumerate(order):
        day, copies = days_handed[place]
        hand_in(store, ReceiptLine(UNIT_ID, "memo", copies), day=day, at=NOON + timedelta(seconds=number))
    told = [status(store, "memo", date(2022, 4, 1) + timedelta(days=n)) for n in range(12)]
    assert told[0] == ("incomplete", date(2022, 4, 1), 1)
    assert told[3:7] == [("on_time", date(2022, 4, 4), 2)] * 4
    assert told[11] == ("on_time", date(2022, 4, 4), 5)
