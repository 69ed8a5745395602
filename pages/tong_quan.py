"""Tổng quan: how far things are, in one look, for the Standing Committee."""

from datetime import timedelta

import streamlit as st

from tonghop.charts.look import CONFIG
from tonghop.charts.tracking import progress_bars, steps
from tonghop.statuses import SEVERITY
from tonghop.vietnamese import format_count, format_date
from ui.parts import Card, cards, escape, heading, status_badge, table, title
from ui.state import as_of, ask, plan
from ui.tracking import dossier_sentence, since, units_to_call
from ui.words import deadline_words, labels

given, day = plan(), as_of()
dossiers = ask("dossier_progress", as_of=day).set_index("dossier_id")
progress = ask("submission_progress", as_of=day)
week_ago = day - timedelta(days=7)
before = ask("dossier_progress", as_of=week_ago).set_index("dossier_id")
models = ask("models_by_sector")
nominations = ask("nominations")

title("Tổng quan", dossier_sentence(dossiers.loc["award_dossier"], day, "hồ sơ khen thưởng"))

units = len(given.units)
model_units = ask("model_list")["unit_id"].nunique()
cards(
    [
        Card(
            "Đủ hồ sơ khen thưởng", *since(dossiers, before, "award_dossier", week_ago), tone="red"
        ),
        Card("Đủ kế hoạch và báo cáo sơ kết", *since(dossiers, before, "review_report", week_ago), tone="red"),
        Card(
            "Mô hình đã xây dựng", format_count(int(models["models"].sum())), f"{model_units}/{units} đơn vị báo cáo", "gold"
        ),
        Card(
            "Mô hình đề nghị khen thưởng",
            format_count(len(nominations)),
            f"{nominations['unit_id'].nunique()}/{units} đơn vị giới thiệu",
            "gold",
        ),
    ]
)

left, right = st.columns([3, 2], gap="large")
with left:
    heading("Từng thành phần hồ sơ đến đâu?", "Số đơn vị theo tình trạng; cuối thanh là tỷ lệ đã nộp đủ")
    st.plotly_chart(
        progress_bars(progress, labels(given.obligations)),
        config=CONFIG,
        key="tien-do",
        alt="Thanh ngang: số đơn vị theo tình trạng của từng thành phần hồ sơ",
    )
with right:
    heading("Có kịp hạn không?", "Số đơn vị đã nộp đủ theo ngày")
    timeline = ask("submission_timeline", as_of=day)
    for obligation in (given.obligations[0], given.obligations[4]):
        st.plotly_chart(
            steps(
                timeline[timeline["obligation_id"] == obligation.id],
                obligation.last_day,
                given.issued_on,
                day,
                units,
                max(day, given.closes_on),
            ),
            config=CONFIG,
            key=f"buoc-{obligation.id}",
        )
