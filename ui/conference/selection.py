"""Xét chọn mô hình: the nominated models with filters, a line each, and the lists to take away."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from hashlib import sha256
from typing import NamedTuple

import streamlit as st

from tonghop.report.nominations import UNDECIDED, UNDECIDED_WORDS, Gone, Nominated, decision_words, nominated, said_of
from tonghop.store.appraisals import DECISIONS, FOR_DISTRICT, FOR_PROVINCE
from tonghop.vietnamese import format_count, format_date, text_key
from ui.memory import remembered
from ui.results.parts import expected_units
from ui.session import day_shown, plan, rows_of, store, version
from ui.widgets import filters
from ui.widgets.markup import Html, joined, show_html
from ui.widgets.parts import XLSX, heading, status_badge, table
from ui.widgets.plain import plain
from ui.widgets.words import labels, names_by_id

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CHOSEN = "mo-hinh"
OPEN, SEEN, DISPUTED = "chua-xet", "da-xet", "khac-nhau"
APPRAISED = {OPEN: "Chưa ai xét", SEEN: "Đã có người xét", DISPUTED: "Ý kiến khác nhau"}
NOT_YET = "chua"
LOOKS = {
    "district": ("★", "on_time"),
    "district_and_province": ("★", "on_time"),
    "province": ("★", "on_time"),
    "not_chosen": ("–", "exempt"),
    "returned": ("↩", "returned"),
    UNDECIDED: ("…", "not_due"),
}
"""A symbol and the tint of a status, beside the words."""


class Filter(NamedTuple):
    """What is looked for; "" is everything."""

    kind: str = ""
    sector: str = ""
    decision: str = ""
    appraised: str = ""
    wanted: str = ""


@remembered(max_entries=16)
def models_of(version: int, day: date) -> tuple[list[Nominated], list[Gone]]:
    """The nominated models of a version on a day; shared, never changed."""
    return nominated(store(), day, version)


def model_id(model: Nominated) -> str:
    """What a model is known by on the page: the same when its unit's list is sent anew."""
    return sha256(f"{model.unit_id} {text_key(model.name)}".encode()).hexdigest()[:12]


def titles(models: Sequence[Nominated]) -> dict[str, str]:
    """id -> the model's name and its unit's, short enough for a list and an address, each one different."""
    found: dict[str, str] = {}
    for model in models:
        name = model.name if len(model.name) <= 70 else f"{model.name[:69]}…"
        title = f"{' '.join(name.split())} – {model.unit}"
        while title in found.values():
            title += " (khác)"
        found[model_id(model)] = title
    return found


def sentence(models: Sequence[Nominated], asked: Filter) -> Html:
    """How many models of how many units, and what was decided: the parts add up."""
    if not models:
        return Html("Chưa có mô hình nào{}.").format(" được giới thiệu khớp với bộ lọc" if any(asked) else "")
    units = len({model.unit_id for model in models})
    counts = Counter(model.decision for model in models)
    parts = [
        Html("<b>{}</b> {}{}").format(counts[each], words[:1].lower(), words[1:])
        for each, words in (*DECISIONS.items(), (UNDECIDED, UNDECIDED_WORDS))
        if counts[each]
    ]
    seen = sum(bool(model.opinions) for model in models)
    return Html(
        "<b>{}</b> mô hình của <b>{}</b> đơn vị được giới thiệu: {}; <b>{}</b> mô hình đã có người xét."
    ).format(format_count(len(models)), units, joined(parts, ", "), seen)


def deciding_day(today: date) -> date:
    """The day up to which a decision may be: today, or the day past on show, which shows none of later."""
    shown = day_shown()
    return today if shown is None or shown.is_all_later else min(shown.day, today)


def nominating(models: Sequence[Nominated], kind: str) -> tuple[int, int, list[str]]:
    """How many units have put a model forward, of how many, and who has not."""
    there, expected = {model.unit_id for model in models}, expected_units(kind)
    missing = [unit.name for unit in expected if unit.id not in there]
    return len(expected) - len(missing), len(expected), missing


def ask_filter() -> Filter:
    """Show the filters and return what they say; all of it is in the address and kept across pages."""
    first, second, third, fourth, fifth = filters.row(5)
    with first:
        kind = filters.kind_filter()
    with second:
        sector = filters.choice("Lĩnh vực", labels(plan().sectors), "linh-vuc", "Tất cả lĩnh vực")
    with third:
        words = {**DECISIONS, NOT_YET: UNDECIDED_WORDS}
        decision = filters.choice("Quyết định", words, "quyet-dinh", "Mọi quyết định")
    with fourth:
        appraised = filters.choice("Phiếu xét", APPRAISED, "phieu-xet", "Tất cả")
    with fifth:
        wanted = filters.search_box("tim-mo-hinh", "Tìm mô hình, đơn vị")
    return Filter(kind, sector, decision, appraised, wanted)


def shown(models: Sequence[Nominated], asked: Filter) -> list[Nominated]:
    """The models that the filters leave, in the roster's order."""
    return [model for model in models if _fits(model, asked)]


def _fits(model: Nominated, asked: Filter) -> bool:
    decision = model.decision or NOT_YET
    is_appraised = {"": True, OPEN: not model.opinions, SEEN: bool(model.opinions), DISPUTED: model.is_disputed}
    return (
        asked.kind in ("", model.kind)
        and asked.sector in ("", model.sector)
        and asked.decision in ("", decision)
        and is_appraised[asked.appraised]
        and filters.matches(asked.wanted, model.name, model.unit, model.row["implementer"], model.row["summary"])
    )


def choose(models: Sequence[Nominated]) -> Nominated | None:
    """Ask for one model up close; what is chosen is in the address."""
    words = titles(models)
    chosen = filters.long_choice("Mô hình", words, CHOSEN, "Tất cả mô hình (danh sách)")
    return next((model for model in models if model_id(model) == chosen), None)


def open_model(chosen: str) -> None:
    st.session_state[CHOSEN] = chosen


# -- the list ------------------------------------------------------------------------------------------------


def queue(models: Sequence[Nominated], mark: Callable[[Nominated], None]) -> None:
    """A line a model, the box that marks it to be compared, and a button that opens it."""
    facts = ratings_said(version())
    with st.container(key="goi-hang", gap=None):
        for model in models:
            key = model_id(model)
            with st.container(horizontal=True, vertical_alignment="center", key=f"goi-{key}"):
                show_html(line(model, facts.get(model.unit_id, "")))
                mark(model)
                st.button(
                    "Xét", key=f"mo-{key}", on_click=open_model, args=(key,), help=f"Mở: {plain(model.name[:80])}",
                    width="content",
                )  # fmt: skip


def line(model: Nominated, ratings: str) -> Html:
    """A model of the list as HTML: names, decision, evidence in short, what the appraisers say."""
    said = [labels(plan().sectors)[model.sector]]
    if ratings:
        said.append(f"xếp loại: {ratings}")
    dispute = Html(" <b>(ý kiến khác nhau)</b>") if model.is_disputed else ""
    marks = joined((Html("<span class='th-nobreak'>{}</span>").format(mark) for mark in marks_of(model)), " ")
    return Html(
        "<div class='th-what th-turn'><b>{}</b> {}"
        "<div>{}</div><div class='th-quiet'>{}</div>"
        "<div>{} <span class='th-quiet'>{}{}</span></div></div>"
    ).format(
        model.name,
        decision_badge(model.decision),
        model.unit,
        " · ".join(said),
        marks,
        said_of(model.opinions),
        dispute,
    )


def marks_of(model: Nominated) -> list[str]:
    """What an appraiser should notice, as symbols with words."""
    row = model.row
    found: list[str] = []
    if row["dossier_status"]:
        found.append(Html("Hồ sơ: {}").format(status_badge(row["dossier_status"])))
    if row["nominated_count"] > row["nominations_max"]:
        found.append(f"▲ đơn vị giới thiệu {row['nominated_count']}, kế hoạch tối đa {row['nominations_max']}")
    if row["other_units"]:
        found.append(f"▲ trùng tên ở {row['other_units']} đơn vị khác")
    if not row["is_among_models"]:
        found.append("▲ không có trong biểu Mô hình")
    return found


def decision_badge(decision: str) -> Html:
    """A decision as symbol and words."""
    symbol, tint = LOOKS[decision]
    words = decision_words(decision)
    return Html("<span class='th-badge th-{}'><i aria-hidden='true'>{}</i> {}</span>").format(tint, symbol, words)


@remembered()
def ratings_said(version: int) -> Mapping[str, str]:
    """unit id -> how many years of each rating, in words; units that have said nothing are left out."""
    years = plan().years
    found = {}
    for row in rows_of("unit_facts"):
        said = [getattr(row, f"rating_{year}", None) for year in years]
        counts = Counter(rating for rating in said if rating)
        parts = [f"{count} năm {rating[:1].lower()}{rating[1:]}" for rating, count in counts.items()]
        if missing := len(years) - counts.total():
            parts.append(f"{missing} năm chưa ghi")
        if counts:
            found[row.unit_id] = ", ".join(parts)
    return found


def no_longer_listed(gone: Sequence[Gone]) -> None:
    """Decisions about models that their units nominate no more: kept, and said."""
    if not gone:
        return
    names = names_by_id(plan())
    heading(
        "Đã quyết định nhưng không còn trong danh sách của đơn vị",
        "Đơn vị đã gửi danh sách mới không có mô hình này, hoặc đã đổi tên mô hình; đề nghị kiểm tra lại.",
    )
    rows = [
        [
            each.name, names[each.unit_id], decision_badge(each.decided.decision),
            format_date(each.decided.decided_on), each.decided.recorded_by,
        ]
        for each in gone
    ]  # fmt: skip
    table(["Mô hình", "Đơn vị", "Quyết định", "Ngày", "Người ghi nhận"], rows)


# -- to take away --------------------------------------------------------------------------------------------


def take_away(every: Sequence[Nominated], models: Sequence[Nominated], day: date) -> None:
    """The lists as drafts, Word and Excel, made at the click: form B of what is on show, the others of all."""
    from tonghop.outputs.selection import LISTS, file_name, list_document, list_workbook

    given = plan()
    heading(
        "Danh sách để trình",
        "Dự thảo: số, ngày để trống. Danh sách theo mẫu gồm các mô hình đang hiện; hai danh sách sau theo quyết định.",
    )
    counts = {
        "danh-sach": len(models),
        "phu-luc": sum(model.decision in FOR_DISTRICT for model in every),
        "gui-tinh": sum(model.decision in FOR_PROVINCE for model in every),
    }
    for kind in LISTS:
        named = list(models if kind.id == "danh-sach" else every)
        with st.container(horizontal=True, key=f"tai-{kind.id}", vertical_alignment="center"):
            show_html(Html("<div class='th-what'>{}: <b>{}</b> mô hình</div>").format(kind.label, counts[kind.id]))
            for words, suffix, mime, write in (
                ("Tải Word", "docx", DOCX, list_document),
                ("Tải Excel", "xlsx", XLSX, list_workbook),
            ):
                st.download_button(
                    words, data=partial(write, given, kind, named, day), file_name=file_name(kind, suffix), mime=mime,
                    on_click="ignore", type="tertiary", icon=":material/download:", key=f"{suffix}-{kind.id}",
                )  # fmt: skip
