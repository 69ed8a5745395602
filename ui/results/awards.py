"""The panels of page Khen thưởng: by level, by winners, and models without double counting as their own figure."""

import pandas as pd
import streamlit as st

from tonghop.charts.look import THEME_GOLD, THEME_RED
from tonghop.vietnamese import format_count
from ui.memory import remembered
from ui.results.panels import columns, show_panels
from ui.results.parts import expected_units, indicators_of, sheet_rests_on
from ui.results.years_page import Words
from ui.session import ask, plan, version
from ui.widgets.links import rests_on
from ui.widgets.parts import Card, cards, heading
from ui.widgets.words import names_by_id

MODELS = "mô hình"
QUIET_LINE = "Số lượt theo năm; một mô hình có thể được khen nhiều năm, ở nhiều cấp nên không cộng các năm, các cấp."


@remembered(max_entries=64)
def awarded_models(version: int, kind: str, unit_id: str) -> tuple[int | None, int, int, tuple[str, ...]]:
    """Models commended without double counting: the sum, units that state it, units asked, units that do not."""
    facts = ask("unit_facts").set_index("unit_id")["awarded_models"]
    units = [u for u in expected_units("" if unit_id else kind) if unit_id in ("", u.id)]
    stated = {u.id: int(facts[u.id]) for u in units if u.id in facts.index and not pd.isna(facts[u.id])}
    missing = tuple(u.name for u in units if u.id not in stated)
    return (sum(stated.values()) if stated else None), len(stated), len(units), missing


def award_panels(words: Words, kind: str, unit_id: str) -> None:
    """Show levels and winners in panels of their own, then the models that count once."""
    indicators = indicators_of(words.sheet)
    levels = tuple(i.id for i in indicators if i.unit_of_measure == MODELS)
    winners = tuple(i.id for i in indicators if i.unit_of_measure != MODELS)
    under = "" if unit_id else " Dưới mỗi năm là số đơn vị báo cáo."
    heading(words.question, QUIET_LINE + under)
    show_panels(columns(version(), words.sheet, kind, unit_id, THEME_RED, levels), "hinh-cot")
    if not unit_id:
        sheet_rests_on(words.sheet, kind)
    left, right = st.columns([3, 2], gap="large")
    with left:
        heading("Bao nhiêu lượt tập thể, cá nhân được khen?", "Lượt khen không phải số tập thể, cá nhân.")
        show_panels(columns(version(), words.sheet, kind, unit_id, THEME_GOLD, winners), "hinh-luot")
    with right:
        heading("Bao nhiêu mô hình đã được khen, không tính trùng?", "Đơn vị tự ghi ở trang Thông tin.")
        total, stated, expected, missing = awarded_models(version(), kind, unit_id)
        years = plan().years
        name = names_by_id(plan())[unit_id] if unit_id else ""
        cards(
            [
                Card(
                    f"Mô hình được biểu dương, khen thưởng {years[0]}–{years[-1]}",
                    format_count(total),
                    name or f"{stated}/{expected} đơn vị ghi số này",
                    "gold",
                )
            ]
        )
        if not unit_id:
            rests_on(stated, expected, missing, "đơn vị ghi số này")
