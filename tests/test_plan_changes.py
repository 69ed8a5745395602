"""The plan changes while it runs: what holds on which day, what is refused, and that past days stay as they were."""

import contextlib
import shutil
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import plan_folder, plan_text
from tests.oracle import Office, answer
from tonghop.errors import Stop
from tonghop.plan.differences import differences
from tonghop.plan.edited_tables import texts_of
from tonghop.plan.editions import ALWAYS, Edition, stretches
from tonghop.plan.files import parse_plan, read_plan
from tonghop.plan.model import Plan
from tonghop.plan.tables import UNITS as UNIT_TABLE
from tonghop.plan.tables import rows_of
from tonghop.questions import ask_rows
from tonghop.records import Receipt
from tonghop.store import Store
from tonghop.store.backup import backup
from tonghop.store.loads import Received, record_load
from tonghop.store.past import Past
from tonghop.store.plans import plan_history, plan_on, record_plan_change, undoing
from tonghop.store.restore import restore

PLAN = read_plan()
NOON = datetime(2022, 4, 12, 12)
UNITS, PARTS, HEAD = "units.csv", "obligations.csv", "plan.toml"
LE_HO = "le-ho,dang_bo,"


def april(day: int) -> date:
    return date(2022, 4, day)


def edited(name: str, *replaced: tuple[str, str], text: str | None = None) -> dict[str, str]:
    """A file of the plan with some words replaced, each of which must be there."""
    text = plan_text(name) if text is None else text
    for old, new in replaced:
        assert old in text, old
        text = text.replace(old, new)
    return {name: text}


def change(store: Store, changed: Mapping[str, str], holds_from: date | None = None, **said: Any) -> int:
    told = {"reason": "văn phòng đổi", "recorded_at": NOON, "recorded_by": "Bà Lan", **said}
    return record_plan_change(store, changed, holds_from=holds_from, **told)


def receive(store: Store, *rows: tuple[str, str, date, int], at: int = 0) -> None:
    records = tuple(Receipt(*row, None, "Tiếp nhận", f"D{n}") for n, row in enumerate(rows, 4))
    content = repr(rows).encode()
    named = ("so.xlsx", sha256(content).hexdigest(), content, "register", None, "unicode", "accepted")
    file = Received(*named, (), records, ())
    record_load(store, [file], received_on=april(30), recorded_at=NOON + timedelta(seconds=at), recorded_by="văn phòng")


def status(store: Store, day: date, unit: str = "le-ho", part: str = "memo", **options: Any) -> tuple[Any, ...]:
    _, rows = ask_rows(store, "submission_status", as_of=day, **options)
    return next(row[2:] for row in rows if row[:2] == (unit, part))


def everything(store: Store, day: date) -> list[Any]:
    names = ("submission_status", "submission_progress", "submission_timeline", "dossier_status", "reporting_rates")
    return [ask_rows(store, name, as_of=day)[1] for name in names]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store")
    receive(made, ("le-ho", "memo", april(4), 1), ("nhat-tuu", "memo", april(6), 2), ("mttq", "report", april(9), 1))
    return made


LATER_MEMO = edited(PARTS, ("memo,Tờ trình,award_dossier,2,2022-04-05", "memo,Tờ trình,award_dossier,2,2022-04-12"))
ONE_COPY = edited(PARTS, ("memo,Tờ trình,award_dossier,2,", "memo,Tờ trình,award_dossier,1,"))
A_CELL_NOW = edited(UNITS, (LE_HO, "le-ho,chi_bo,"))
NOT_BY_CELLS = edited(
    PARTS, ("2,2022-04-05,false,dang_bo chi_bo mttq_ctxh,III.3\n", "2,2022-04-05,false,dang_bo,III.3\n")
)


def test_a_renamed_unit_is_still_known_by_its_old_name() -> None:
    rows = rows_of(PLAN, UNIT_TABLE)
    one, other = (next(row for row in rows if row["unit_id"] == id_) for id_ in ("le-ho", "dong-hoa"))
    old, was = str(one["name"]), str(other["name"])
    one["name"] = "Đảng bộ xã Lê Hồ Mới"
    texts, wrong = texts_of(PLAN, {UNIT_TABLE: rows})
    assert wrong == []
    names = parse_plan({**PLAN.sources, **texts}).name_resolver()
    assert names.find(old) == names.find("Đảng bộ xã Lê Hồ Mới") == ("le-ho",)
    one["name"], other["name"] = was, old  # two units that change names share none
    texts, _ = texts_of(PLAN, {UNIT_TABLE: rows})
    names = parse_plan({**PLAN.sources, **texts}).name_resolver()
    assert (names.find(old), names.find(was)) == (("dong-hoa",), ("le-ho",))


# -- which text holds on which day ---------------------------------------------------------------------------


def test_the_newest_change_that_holds_on_a_day_counts() -> None:
    base = {"a": "0", "b": "0"}
    editions = [
        Edition(1, "a", "1", april(10)),
        Edition(2, "b", "2", april(5)),
        Edition(3, "a", "3", april(20)),
        Edition(4, "a", "4", april(15)),
    ]
    told = [(one.holds_from, one.holds_to, one.sources) for one in stretches(base, editions)]
    assert told == [
        (ALWAYS, april(4), {"a": "0", "b": "0"}),
        (april(5), april(9), {"a": "0", "b": "2"}),
        (april(10), april(14), {"a": "1", "b": "2"}),
        (april(15), date.max, {"a": "4", "b": "2"}),
    ]


def test_a_deadline_moved_from_a_day_on_leaves_the_days_before_as_they_were(store: Store) -> None:
    before = {day: everything(store, april(day)) for day in (4, 6, 9)}
    change(store, LATER_MEMO, april(10))
    assert {day: everything(store, april(day)) for day in (4, 6, 9)} == before
    assert status(store, april(9), "nhat-tuu")[3:5] == ("late", 2)
    assert status(store, april(10), "nhat-tuu")[3:5] == ("on_time", None)
    assert status(store, april(10))[0] == april(11)
    assert store.plan().obligations[0].deadline == april(12)
    assert plan_on(store, april(9)).obligations[0].deadline == april(5)


def test_a_change_from_the_plans_own_day_holds_for_all_days(store: Store) -> None:
    change(store, LATER_MEMO, PLAN.issued_on)
    assert status(store, april(6), "nhat-tuu")[3] == "on_time"
    assert ask_rows(store, "plan_changes")[1] == [(1, PARTS, ALWAYS, "văn phòng đổi", NOON, "Bà Lan")]


def test_fewer_copies_from_a_day_on_complete_the_paper_on_the_day_it_came(store: Store) -> None:
    change(store, ONE_COPY, april(10))
    assert status(store, april(9))[3] == "incomplete"
    assert status(store, april(10))[1:4] == (april(4), 1, "on_time")


def test_a_kind_changed_from_a_day_on_changes_what_is_owed_only_from_then(store: Store) -> None:
    change(store, {**NOT_BY_CELLS}, None)
    change(store, A_CELL_NOW, april(15))
    assert status(store, april(14))[3] == "incomplete"
    assert status(store, april(15))[3] == "exempt"
    kinds = {
        day: {row[0]: row[2] for row in ask_rows(store, "dossier_status", as_of=day)[1]} for day in map(april, (14, 15))
    }
    assert (kinds[april(14)]["le-ho"], kinds[april(15)]["le-ho"]) == ("dang_bo", "chi_bo")
    assert store.plan().unit_by_id["le-ho"].kind == "chi_bo"


def test_undo_is_a_change_back_to_the_text_before(store: Store) -> None:
    before = everything(store, april(20))
    change(store, LATER_MEMO, april(10))
    texts, day = undoing(store, 1)
    assert day == april(10)
    change(store, texts, day, reason="trả lại")
    assert everything(store, april(20)) == before
    assert store.plan().obligations == PLAN.obligations
    assert [one.reason for one in plan_history(store)] == ["trả lại", "văn phòng đổi"]
    with pytest.raises(Stop, match="còn được thay đổi tiếp"):
        undoing(store, 1)


def test_the_history_says_what_changed_in_words(store: Store) -> None:
    change(store, LATER_MEMO | A_CELL_NOW, april(10))
    (told,) = plan_history(store)
    assert told.names == (PARTS, UNITS)
    assert told.says == (
        "Đảng bộ xã Lê Hồ: từ Đảng bộ thành Chi bộ.",
        "Tờ trình: thời hạn trước ngày 05/04/2022 (ngày cuối cùng đúng hạn 04/04/2022) → "
        "trước ngày 12/04/2022 (ngày cuối cùng đúng hạn 11/04/2022).",
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (UNITS, "dang_bo,Đảng bộ xã Lê Hồ,", "dang_bo,Đảng bộ xã Hồ,", "đổi tên thành Đảng bộ xã Hồ"),
        (UNITS, "TT Quế", "TT Quế; Quế", "tên gọi khác TT Quế → TT Quế, Quế"),
        (PARTS, "memo,Tờ trình,award_dossier,2", "memo,Tờ trình,award_dossier,3", "Tờ trình: số bộ 2 → 3"),
        (PARTS, "2022-04-05,false", "2022-04-05,true", "đến ngày 05/04/2022"),
        (HEAD, "nominations_max = 2", "nominations_max = 3", "số mô hình được giới thiệu 01 đến 02 → 01 đến 03"),
        ("sectors.csv", "kinh_te,Kinh tế", "kinh_te,Kinh tế mới", "Lĩnh vực Kinh tế → Kinh tế mới"),
        ("indicators.csv", "Số mô hình được khen thưởng cấp huyện", "Cấp huyện", "→ Cấp huyện (Khen thưởng"),
    ],
)  # fmt: skip
def test_every_kind_of_change_is_told(store: Store, name: str, old: str, new: str, says: str) -> None:
    change(store, edited(name, (old, new)))
    assert any(says in one for one in plan_history(store)[0].says), plan_history(store)[0].says
    assert differences(store.plan(), store.plan()) == []


# -- what is refused -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({UNITS: "unit_id\n"}, "thiếu cột"),
        (edited(UNITS, (LE_HO, "le-ho,xa,")), "ô “kind” ghi “xa”"),
        (edited(PARTS, ("2022-04-05", "05/04/2022")), "không phải là ngày"),
        (edited(HEAD, ('id = "83-KH/HU"', 'id = "84-KH/HU"')), "Số và ngày ban hành"),
        (edited(HEAD, ("issued_on = 2022-03-29", "issued_on = 2022-03-28")), "Số và ngày ban hành"),
        ({"khac.csv": "a"}, "không có tệp"),
        ({UNITS: plan_text(UNITS)}, "Chưa có gì thay đổi"),
        (edited(UNITS, (LE_HO, "le-ho-moi,dang_bo,")), "Kho đã có số liệu của Đảng bộ xã Lê Hồ"),
    ],
)  # fmt: skip
def test_what_does_not_hold_together_is_refused_and_nothing_recorded(
    store: Store, changed: dict[str, str], says: str
) -> None:
    before = store.current
    with pytest.raises(Stop, match=says):
        change(store, changed)
    assert store.current == before
    assert ask_rows(store, "plan_changes")[1] == []


def test_a_change_needs_a_reason(store: Store) -> None:
    with pytest.raises(Stop, match="Chưa ghi lý do"):
        change(store, LATER_MEMO, reason=" ")


def test_a_unit_without_data_may_go_for_all_days_but_not_from_a_day_on(store: Store) -> None:
    line = next(line for line in plan_text(UNITS).splitlines(keepends=True) if line.startswith("thanh-son,"))
    with pytest.raises(Stop, match=r"không còn trong bản mới nhất.*ghi ngày hết hiệu lực"):
        change(store, edited(UNITS, (line, "")), april(10))
    change(store, edited(UNITS, (line, "")))
    assert len(store.plan().units) == 52
    assert len({row[0] for row in ask_rows(store, "submission_status", as_of=april(5))[1]}) == 52


def test_a_change_that_does_not_read_beside_another_files_text_on_some_day_is_refused(store: Store) -> None:
    kind = '[[kinds]]\nid = "moi"\nlabel = "Mới"\nnominations_min = 1\nnominations_max = 1\n\n[[dossiers]]'
    head = plan_text(HEAD).replace("[[dossiers]]", kind, 1)
    change(store, {HEAD: head}, april(10))
    of_new_kind = edited(UNITS, (LE_HO, "le-ho,moi,"))
    with pytest.raises(Stop, match=r"ô “kind” ghi “moi”"):
        change(store, of_new_kind, april(5))
    change(store, of_new_kind, april(10))
    assert store.plan().unit_by_id["le-ho"].kind == "moi"


def test_of_two_people_at_once_the_second_is_told_and_loses_nothing_of_the_first(store: Store) -> None:
    seen = store.current
    change(store, LATER_MEMO, seen=seen)
    with pytest.raises(Stop, match=r"Người khác vừa thay đổi obligations\.csv"):
        change(store, ONE_COPY, seen=seen)
    change(store, A_CELL_NOW, seen=seen)  # another file
    assert store.plan().obligations[0].deadline == april(12)


# -- the store around it -------------------------------------------------------------------------------------


def test_the_store_as_it_was_before_a_change_knows_the_plan_of_then(store: Store) -> None:
    change(store, LATER_MEMO, None, recorded_at=NOON + timedelta(days=1))
    then = Past(recorded_until=NOON + timedelta(hours=1))
    assert status(store, april(6), "nhat-tuu", past=then)[3] == "late"
    assert status(store, april(6), "nhat-tuu")[3] == "on_time"


def test_a_backup_carries_the_changes(store: Store, tmp_path: Path) -> None:
    change(store, LATER_MEMO, april(10))
    backup(store, tmp_path / "kho.zip")
    other = Store(tmp_path / "khac")
    restore(other, tmp_path / "kho.zip")
    assert everything(other, april(9)) == everything(store, april(9))
    assert everything(other, april(10)) == everything(store, april(10))


def test_a_store_of_an_older_schema_answers_and_can_be_changed(store: Store, tmp_path: Path) -> None:
    before = everything(store, april(9))
    older = Store(shutil.copytree(store.folder, tmp_path / "older"))
    path = older.folder / "versions" / f"{older.current:06d}.duckdb"
    with contextlib.closing(duckdb.connect(str(path))) as con:
        for (view,) in con.execute("select view_name from duckdb_views() where not internal").fetchall():
            con.execute(f"drop view if exists {view}")
        for table in (
            "plan_changes",
            "plan_days",
            "units_by_edition",
            "obligations_by_edition",
            "obligation_kinds_by_edition",
        ):
            con.execute(f"drop table {table}")
        con.execute("update views_digest set digest = 'older'")
    (older.folder / "digests" / path.stem).unlink()  # programs of then kept none
    assert everything(older, april(9)) == before
    change(older, LATER_MEMO, april(10))
    assert everything(older, april(9)) == before
    assert status(older, april(10), "nhat-tuu")[3] == "on_time"


def test_a_plan_folder_named_anew_is_the_base_under_the_changes(store: Store, tmp_path: Path) -> None:
    change(store, A_CELL_NOW, april(10))
    folder = plan_folder(tmp_path / "plan", obligations=LATER_MEMO[PARTS])
    named = Store(store.folder, plan_folder=folder)
    plan = named.plan()
    assert (plan.obligations[0].deadline, plan.unit_by_id["le-ho"].kind) == (april(12), "chi_bo")


def test_the_plan_of_a_past_day_tells_its_deadlines_and_kinds_and_knows_every_unit(store: Store) -> None:
    new = plan_text(UNITS) + "moi,chi_bo,Chi bộ Mới,,,2022-04-10,,real\n"
    change(store, edited(UNITS, (LE_HO, "le-ho,chi_bo,"), text=new) | LATER_MEMO, april(10))
    then, now = plan_on(store, april(9)), plan_on(store, april(10))
    assert (then.obligations, then.unit_by_id["le-ho"].kind) == (PLAN.obligations, "dang_bo")
    assert then.unit_by_id["moi"] == now.unit_by_id["moi"]
    assert (now.obligations[0].deadline, now) == (april(12), store.plan())
    assert "moi" not in {row[0] for row in ask_rows(store, "submission_status", as_of=april(9))[1]}
    assert status(store, april(10), "moi")[3] == "not_due"


# -- held against plain Python -------------------------------------------------------------------------------

TEXTS = [
    *(LATER_MEMO, ONE_COPY, NOT_BY_CELLS, {PARTS: plan_text(PARTS)}),
    *(A_CELL_NOW, edited(UNITS, ("thanh-son,dang_bo", "thanh-son,mttq_ctxh")), {UNITS: plan_text(UNITS)}),
]
DAYS = st.integers(1, 20).map(april)
RECEIPTS = st.tuples(
    st.sampled_from(["le-ho", "thanh-son", "mttq"]), st.sampled_from(["memo", "report"]), DAYS, st.integers(0, 2)
)
ACTS = st.one_of(
    st.tuples(st.sampled_from(TEXTS), st.none() | st.just(date(2022, 3, 29)) | DAYS),
    st.lists(RECEIPTS, min_size=1, max_size=4),
)


RANDOM = given(acts=st.lists(ACTS, min_size=1, max_size=6), asked=st.lists(DAYS, min_size=2, max_size=4))


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@RANDOM
def test_random_changes_and_receipts_asked_on_any_day_agree_with_plain_python(
    acts: list[Any], asked: list[date]
) -> None:
    plain_python_agrees(acts, asked)


@pytest.mark.soak
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@RANDOM
def test_many_random_changes_agree_with_plain_python(acts: list[Any], asked: list[date]) -> None:
    plain_python_agrees(acts, asked)


def plain_python_agrees(acts: list[Any], asked: list[date]) -> None:
    with TemporaryDirectory() as folder:
        store, office = Store(Path(folder) / "store"), Office(PLAN)
        for at, act in enumerate(acts):
            if isinstance(act, tuple):
                (name, text), holds_from = next(iter(act[0].items())), act[1]
                with contextlib.suppress(Stop):  # says what is said already
                    change(store, act[0], holds_from)
                    office.change_plan(name, text, holds_from, "văn phòng đổi", NOON, "Bà Lan")
            else:
                records = tuple(Receipt(*row, None, "Tiếp nhận", f"D{n}") for n, row in enumerate(act, 4))
                file = Received(
                    f"{at}.xlsx", f"{at:064x}", None, "register", None, "unicode", "accepted", (), records, ()
                )
                said: Any = {"received_on": april(30), "recorded_at": NOON, "recorded_by": "văn phòng"}
                record_load(store, [file], **said)
                office.load(april(30), [file])
        plan: Plan = store.plan()
        assert (plan.units, plan.obligations) == (office.plan.units, office.plan.obligations)
        for name in ("plan_changes", "unit_list"):
            assert ask_rows(store, name)[1] == answer(office, name), name
        for day in (date(2022, 3, 1), *asked):
            for name in (
                *("submission_status", "submission_progress", "submission_timeline", "dossier_status"),
                *("dossier_progress", "dossier_timeline", "reporting_rates"),
            ):
                assert ask_rows(store, name, as_of=day)[1] == answer(office, name, day), (name, day)
