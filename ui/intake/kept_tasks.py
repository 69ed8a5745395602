"""Files sent back, as a list of tasks: each with its state and its own next action, kept until it is done."""

from functools import partial

from tonghop import clock
from tonghop.actions.loading import IntakeReport
from tonghop.actions.rereading import Kept, count_again, read_again
from tonghop.vietnamese import format_count, format_date
from ui.intake import naming, returning
from ui.memory import remembered
from ui.session import ask, plan, store, version
from ui.widgets import keeping, people
from ui.widgets.links import to_cell
from ui.widgets.markup import Html, joined
from ui.widgets.parts import heading, html, status_badge, table
from ui.widgets.plain import plain
from ui.widgets.words import names_by_id, short_name

ROWS_SHOWN = 40


def show() -> None:
    """Refused and partly refused files with errors still open; nothing where there are none."""
    people.confirmation()
    rows = ask("open_findings")
    numbers = tuple(dict.fromkeys(int(number) for number in rows[rows["severity"] == "error"]["file_id"]))
    found = _kept(version(), numbers) if numbers else ()
    if not found:
        return
    report = IntakeReport(tuple(one.outcome for one in found), (), version())
    heading(
        f"{format_count(len(found))} tệp bị trả lại chờ xử lý",
        "Mỗi tệp một việc tiếp theo; tệp ở lại đây đến khi được tính hoặc đơn vị gửi bản mới.",
    )
    names = names_by_id(plan())
    ordered = sorted(found, key=lambda one: (not one.is_mended, not one.outcome.reading.unnamed))
    table(["Tệp", "Đơn vị", "Tình trạng", "Việc tiếp theo"], [_row(one, names) for one in ordered[:ROWS_SHOWN]])
    if len(ordered) > ROWS_SHOWN:
        html("<p class='th-quiet'>Còn {} tệp nữa, hiện ra khi các tệp trên đã xong.</p>", len(ordered) - ROWS_SHOWN)
    returning.packages(report)
    if people.is_closed():
        return
    mended = [one for one in found if one.is_mended and not one.is_sample]
    is_asked = bool(naming.questions(report))
    if not mended and not is_asked:
        return
    who = people.person()
    people.missing_name(who)
    if mended:
        _record(mended, who)
    naming.ask(report, who, keeping.form("tep-tra-lai"))


@remembered(max_entries=2, show_spinner="Đang đọc lại các tệp bị trả lại…")
def _kept(version: int, numbers: tuple[int, ...]) -> tuple[Kept, ...]:
    """The files as they are read today. Shared by all sessions: never to be changed."""
    return read_again(store(), numbers, version)


def _row(one: Kept, names: dict[str, str]) -> list[str | Html]:
    outcome = one.outcome
    state, action = _state(one)
    day = Html("<div class='th-quiet'>nhận ngày {}</div>").format(format_date(one.received_on))
    return [
        joined([to_cell(outcome.path, one.file_id), day]),
        names.get(outcome.reading.unit_id or "", "Chưa rõ đơn vị"),
        state,
        action,
    ]


def _state(one: Kept) -> tuple[Html, str | Html]:
    if one.is_mended:
        action = (
            "Tệp minh họa, không ghi lại" if one.is_sample else "Ghi nhận bằng nút ở dưới; đơn vị không phải gửi lại"
        )
        return status_badge("on_time", "Đọc lại được"), action
    if one.outcome.reading.unnamed:
        return status_badge("incomplete", "Hỏi: tên đơn vị"), "Chọn đơn vị ở dưới, bấm Ghi nhớ"
    words = "Nhận một phần" if one.was_partial else "Trả lại"
    return status_badge("returned", words), to_cell("Mở tệp, tải bản đánh dấu để gửi đơn vị", one.file_id)


def _record(mended: list[Kept], who: str) -> None:
    words = f"{format_count(len(mended))} tệp đọc lại được"
    if people.recorded(f"Ghi nhận {plain(words)}", "ghi-tep-doc-lai", who):
        act = partial(count_again, store(), mended, recorded_at=clock.now(), recorded_by=who)
        paths = ", ".join(short_name(one.outcome.path, one.outcome.reading.form) for one in mended[:3])
        more = f" và {format_count(len(mended) - 3)} tệp nữa" if len(mended) > 3 else ""
        people.do(act, lambda number: f"Đã ghi nhận {words} vào phiên bản {number}: {paths}{more}", goes_back=True)
