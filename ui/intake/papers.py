"""Papers and lists among the files dropped: what each is, whose, for which part; what no file says is asked.

Answers are kept with the files dropped (`ui.widgets.keeping`) until these are recorded. How many originals came is
asked once for all: two of them don't come by mail. What may be received, and what of it is recorded, is worked out in
`tonghop.actions.taking_in`.
"""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

import streamlit as st

from tonghop.actions.loading import IntakeReport
from tonghop.actions.receiving import ReceiptLine
from tonghop.actions.taking_in import LIST, Named, Offer, lines_of, named_report, offers
from tonghop.intake.unit_paper import KIND_LABELS
from tonghop.vietnamese import format_count, format_date, parse_date
from ui.session import plan, store, version
from ui.tracking.copies import say_more_than_owed
from ui.tracking.received import status_badge_of
from ui.widgets import filters, keeping
from ui.widgets.filters import units_by_name
from ui.widgets.markup import Html, joined
from ui.widgets.parts import heading, html, status_badge, table
from ui.widgets.plain import plain
from ui.widgets.words import labels, names_by_id

ANSWERS, COPIES = "giay-to", "giay-to-so-bo"
FULL, ONE, NONE = "Đủ theo kế hoạch", "Mỗi loại 1 bộ", "Chưa có bản giấy"
NO_PART = "-"
"""The answer that a paper is of no part."""
MOST_ASKED, ROWS_SHOWN = 6, 100


Answers = Mapping[str, Mapping[str, Any]]
"""sha256 -> what is said of the file: unit_id, obligation_id, number, issued_on (a text), copies, is_received."""


def ask(report: IntakeReport, box: keeping.Box) -> tuple[IntakeReport, list[ReceiptLine]]:
    """Show what may be received and ask what is missing; return the load as named, and the receipts to be recorded."""
    answers = _answers(box)
    said = {digest: _named(answer) for digest, answer in answers.items()}
    found = offers(store(), report, said)
    if not found:
        return report, []
    place = st.container(key="giay-to")
    came = None
    if any(_asks_copies(offer, answers) for offer in found):
        ways = (FULL, ONE, NONE)
        came = st.segmented_control(
            "Tờ trình, danh sách, báo cáo thành tích nộp 2 bộ bản chính, không đến qua thư điện tử. Bản giấy đã nhận:",
            ways, **box.chosen(COPIES, ways),
        )  # fmt: skip
    copies = {offer.sha256: count for offer in found if (count := copies_of(offer, answers, came))}
    lines = lines_of([o for o in found if _is_wanted(o, answers)], copies)
    with place:
        heading(
            f"{format_count(len(found))} giấy tờ: {format_count(len(lines))} lượt tiếp nhận sẽ ghi",
            "Danh sách, văn bản là thành phần hồ sơ theo kế hoạch; biểu số liệu không phải, được tính ở mục số liệu.",
        )
    _ask_missing(found, report, answers, box)
    _show(found, report, answers, lines, came)
    say_more_than_owed(lines)
    _change_one(found, answers, box)
    return named_report(report, said, plan()), lines


def _answers(box: keeping.Box) -> dict[str, dict[str, Any]]:
    """What was answered and is kept; what is no answer (a draft may be anything) is none."""
    kept = box.values.get(ANSWERS)
    if not isinstance(kept, dict):
        return {}
    return {digest: answer for digest, answer in kept.items() if isinstance(answer, dict)}


def _named(answer: Mapping[str, Any]) -> Named:
    part = answer.get("obligation_id")
    return Named(
        answer.get("unit_id"),
        None if part == NO_PART else part,
        str(answer.get("number") or "").strip() or None,
        parse_date(answer.get("issued_on") or None).value,
    )


def _is_wanted(offer: Offer, answers: Answers) -> bool:
    """Is a receipt to be recorded? What has come in all copies already is not received again unasked."""
    said = answers.get(offer.sha256, {}).get("is_received")
    return offer.is_lacking if said is None else bool(said)


def _asks_copies(offer: Offer, answers: Answers) -> bool:
    is_said = answers.get(offer.sha256, {}).get("copies") is not None
    return offer.owed > 1 and not is_said and _is_wanted(offer, answers)


def copies_of(offer: Offer, answers: Answers, came: str | None) -> int:
    """How many copies came: as said of this file, else of all; one where the plan asks for one; 0 where nobody said."""
    said = answers.get(offer.sha256, {}).get("copies")
    if said is not None:
        return int(said)
    if offer.owed <= 1:
        return offer.owed
    return {FULL: offer.owed - min(offer.so_far, offer.owed - 1), ONE: 1}.get(came or "", 0)


# -- what each is --------------------------------------------------------------------------------------------


def _show(
    found: Sequence[Offer], report: IntakeReport, answers: Answers, lines: Sequence[ReceiptLine], came: str | None
) -> None:
    outcomes = {outcome.sha256: outcome for outcome in report.outcomes}
    recorded = {(line.unit_id, line.obligation_id): line.copies for line in lines}
    names, parts = names_by_id(plan()), labels(plan().obligations)
    rows = []
    for offer in sorted(found, key=lambda o: (not _is_asked(o, report, answers), o.path))[:ROWS_SHOWN]:
        outcome = outcomes[offer.sha256]
        notes = joined(Html("<div class='th-quiet'>{}</div>").format(note) for note in outcome.reading.notes)
        kind = KIND_LABELS.get(offer.kind, parts.get(LIST, ""))
        if offer.is_unread and offer.kind == "other":
            kind = "Bản chụp, tệp đời cũ: không đọc được"
        day = format_date(offer.issued_on) if offer.issued_on else "chưa ghi ngày"
        rows.append(
            [
                Html("{}{}").format(offer.path, notes),
                Html("<div>{}<div class='th-quiet'>{}</div></div>").format(status_badge_of(outcome.status), kind),
                names.get(offer.unit_id or "", "") or Html("<span class='th-quiet'>chưa rõ</span>"),
                parts.get(offer.obligation_id or "", "–"),
                "–" if offer.kind == LIST else f"{offer.number or 'chưa có số'}, {day}",
                _receipt_badge(offer, recorded, report, answers, came),
            ]
        )
    table(["Tệp", "Là gì", "Đơn vị", "Thành phần hồ sơ", "Số, ngày văn bản", "Lượt tiếp nhận"], rows)
    if len(found) > ROWS_SHOWN:
        html("<p class='th-quiet'>Còn {} giấy tờ nữa, không có gì phải hỏi.</p>", format_count(len(found) - ROWS_SHOWN))


def _receipt_badge(
    offer: Offer,
    recorded: Mapping[tuple[str, str], int],
    report: IntakeReport,
    answers: Answers,
    came: str | None,
) -> Html:
    """What becomes of one paper's receipt."""
    if _is_asked(offer, report, answers):
        return status_badge("incomplete", f"Hỏi: {offer.lack}")
    if not offer.owed:
        return status_badge("exempt", "Không ghi: ngoài thành phần hồ sơ")
    if offer.unit_id is None:
        return status_badge("incomplete", "Hỏi: chưa rõ đơn vị")
    if not _is_wanted(offer, answers):
        return status_badge("exempt", f"Không ghi{': ' + offer.lack if offer.lack else ''}")
    if not copies_of(offer, answers, came):
        return status_badge("incomplete", "Chưa ghi: chưa có bản giấy" if came == NONE else "Hỏi: mấy bộ bản giấy")
    count = recorded.get((offer.unit_id, offer.obligation_id or ""), 0)
    return status_badge("on_time", f"Sẽ ghi {count} bộ")


# -- what is missing -----------------------------------------------------------------------------------------


def _is_asked(offer: Offer, report: IntakeReport, answers: Answers) -> bool:
    """Can only a person say whose it is or what it is? Names in its own text are asked by `naming`."""
    said = answers.get(offer.sha256, {})
    if said.get("obligation_id") == NO_PART:
        return False
    if offer.is_unread:
        return offer.unit_id is None or not offer.owed
    return bool(offer.owed) and offer.unit_id is None and not _has_names(offer, report)


def _has_names(offer: Offer, report: IntakeReport) -> bool:
    return any(o.sha256 == offer.sha256 and o.reading.unnamed for o in report.outcomes)


def _ask_missing(found: Sequence[Offer], report: IntakeReport, answers: Answers, box: keeping.Box) -> None:
    asked = [offer for offer in found if _is_asked(offer, report, answers)]
    if not asked:
        return
    html(
        "<p class='th-lead'><b>{}</b> {}</p>",
        "Văn bản nào, của đơn vị nào?",
        "Bản chụp và tệp đời cũ không đọc được; đề nghị chọn theo tờ giấy đang có.",
    )
    guessed = [offer for offer in asked if all(offer.guess)]
    if guessed:
        st.button(
            f"Nhận {format_count(len(guessed))} gợi ý theo tên tệp", key="giay-to-goi-y", on_click=_take_guesses,
            args=(box, guessed), icon=":material/auto_awesome:",
            help="Tên tệp không chứng minh gì; đề nghị xem lại bảng.",
        )  # fmt: skip
    for offer in asked[:MOST_ASKED]:
        first, second = filters.row(2, f"giay-to-hoi-{offer.sha256[:12]}")
        name = plain(_short(offer.path))
        with first:
            _unit_box(offer, f"{name}: của đơn vị nào?", "giay-to", box)
        with second:
            _part_box(offer, f"{name}: là văn bản gì?", "giay-to", box)
    if len(asked) > MOST_ASKED:
        left = format_count(len(asked) - MOST_ASKED)
        html("<p class='th-quiet'>Còn {} tệp nữa, hiện ra khi các tệp trên đã được trả lời.</p>", left)


def _take_guesses(box: keeping.Box, guessed: Sequence[Offer]) -> None:
    for offer in guessed:
        unit, part = offer.guess
        _put(box, offer.sha256, "unit_id", offer.unit_id or unit)
        _put(box, offer.sha256, "obligation_id", offer.obligation_id or part)


def _unit_box(offer: Offer, label: str, name: str, box: keeping.Box) -> None:
    units = units_by_name(version())
    options = list(units)
    shown = offer.unit_id or None
    key = f"{name}-don-vi-{offer.sha256[:12]}"
    st.selectbox(
        label, options, index=options.index(shown) if shown in units else None, format_func=lambda unit: units[unit],
        placeholder=_hint(units.get(offer.guess[0] or ""), "Chọn đơn vị"), filter_mode="fuzzy", key=key,
        on_change=_take, args=(box, offer.sha256, "unit_id", key),
    )  # fmt: skip


def _part_box(offer: Offer, label: str, name: str, box: keeping.Box) -> None:
    parts = {o.id: o.label for o in plan().obligations if o.dossier != "milestone"}
    words = {**parts, NO_PART: "Không phải thành phần hồ sơ"}
    options, key = list(words), f"{name}-phan-{offer.sha256[:12]}"
    st.selectbox(
        label, options, index=options.index(offer.obligation_id) if offer.obligation_id in words else None,
        format_func=lambda part: words[part], placeholder=_hint(parts.get(offer.guess[1] or ""), "Chọn loại văn bản"),
        key=key, on_change=_take, args=(box, offer.sha256, "obligation_id", key),
    )  # fmt: skip


def _hint(guess: str | None, words: str) -> str:
    return f"Theo tên tệp: {guess}" if guess else words


def _take(box: keeping.Box, digest: str, field: str, key: str) -> None:
    _put(box, digest, field, st.session_state.get(key))


def _put(box: keeping.Box, digest: str, field: str, value: object) -> None:
    answers = _answers(box)
    box.values[ANSWERS] = {**answers, digest: {**answers.get(digest, {}), field: value}}
    box.write()


def _change_one(found: Sequence[Offer], answers: Answers, box: keeping.Box) -> None:
    """Put one file's row right: whose, what, its number, day and copies, or no receipt at all."""
    blank = sum(1 for o in found if o.owed and o.kind != LIST and o.issued_on is None)
    label = "Sửa, bổ sung một giấy tờ" + (f" ({format_count(blank)} văn bản chưa ghi ngày)" if blank else "")
    with st.expander(label, key="giay-to-sua", icon=":material/edit:"):
        by_digest = {offer.sha256: offer for offer in found}
        chosen = st.selectbox(
            "Tệp", list(by_digest), index=None, format_func=lambda digest: by_digest[digest].path,
            placeholder="Chọn tệp", filter_mode="fuzzy", key="giay-to-sua-tep",
        )  # fmt: skip
        if chosen is None:
            return
        offer, said = by_digest[chosen], answers.get(chosen, {})
        first, second = filters.row(2, "giay-to-sua-dau")
        with first:
            _unit_box(offer, "Đơn vị", "giay-to-sua", box)
        with second:
            _part_box(offer, "Thành phần hồ sơ", "giay-to-sua", box)
        left, middle, right = filters.row(3, "giay-to-sua-cuoi")
        day = said.get("issued_on") or (format_date(offer.issued_on) if offer.issued_on else "")
        fields = [
            (left, "Số, ký hiệu", "number", offer.number or "", "Ví dụ 12-BC/ĐU"),
            (middle, "Ngày văn bản", "issued_on", day, "ngày/tháng/năm"),
        ]
        for place, words, field, value, hint in fields:
            key = f"giay-to-{field}-{chosen[:12]}"
            with place:
                st.text_input(
                    words, value=value, key=key, placeholder=hint, max_chars=60, on_change=_take,
                    args=(box, chosen, field, key),
                )  # fmt: skip
        with right:
            key = f"giay-to-copies-{chosen[:12]}"
            st.number_input(
                "Số bộ", min_value=1, max_value=99, value=said.get("copies"), step=1, placeholder="Như các tệp khác",
                key=key, on_change=_take, args=(box, chosen, "copies", key),
            )  # fmt: skip
        key = f"giay-to-is_received-{chosen[:12]}"
        st.toggle(
            "Ghi lượt tiếp nhận", value=_is_wanted(offer, answers), key=key, on_change=_take,
            args=(box, chosen, "is_received", key),
        )  # fmt: skip


def _short(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/")).name
