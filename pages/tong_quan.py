"""Tổng quan: how far things are, who is late and what is new, in one look, for the Standing Committee."""

from datetime import timedelta

import streamlit as st

from tonghop.charts.look import CONFIG
from tonghop.charts.tracking import statuses_shown
from tonghop.vietnamese import format_date
from ui.results.parts import sheet_missing
from ui.session import as_of, ask, plan_on, version
from ui.tracking import drawn, glance, progress_page, whatsnew
from ui.tracking.progress import dossier_sentence, due_list, due_title, dues, legend, panel_title
from ui.widgets.links import follow, no_data_yet, rests_on, to_tracking, without_register
from ui.widgets.markup import show_html
from ui.widgets.parts import heading, section, title


def overview() -> None:
    day, number = as_of(), version()
    given = plan_on(day)
    dossiers, progress = ask("dossier_progress", as_of=day), ask("submission_progress", as_of=day)
    before = ask("dossier_progress", as_of=day - timedelta(days=7))
    models, nominated = ask("model_list"), ask("nominated_list")
    reporting, units, silent = sheet_missing(number, "Mô hình", "")

    first_dossier = dossiers.set_index("dossier_id").loc["award_dossier"]
    title("Tổng quan", dossier_sentence(first_dossier, day, "hồ sơ khen thưởng"))
    without_register()
    show_html(
        glance.glance(
            glance.dossier_bars(dossiers, before, dues(given), day - timedelta(days=7), day),
            glance.figures_line(len(models), reporting, units, nominated, day),
            glance.late_list(drawn.calls(number, day), given, day),
            whatsnew.first_look(day),
        )
    )

    progress_page.download(day)

    left, right = st.columns([8, 5], gap="medium")
    with left:
        section("Từng thành phần hồ sơ đến đâu?", legend(statuses_shown(progress)))
        st.plotly_chart(
            drawn.bars(number, day),
            config=CONFIG,
            key="tien-do",
            on_select=to_tracking,
            selection_mode="points",
            alt="Thanh ngang: số đơn vị theo tình trạng của từng thành phần hồ sơ",
        )
        section(due_title(dues(given), day), due_list(given, dues(given), dossiers, day))
    with right:
        started = f"Kế hoạch ban hành ngày {format_date(given.issued_on)}; tiến độ được tính từ ngày đó."
        panels = drawn.step_panels(number, day)
        heading("Bao nhiêu đơn vị đã nộp đủ, theo ngày?", "" if panels else started)
        with st.container(gap=None):
            for due, figure in panels:
                show_html(panel_title(due))
                st.plotly_chart(figure, config=CONFIG, key=f"buoc-{due.dossier}", alt=figure.layout.meta["summary"])
    rests_on(reporting, units, silent, "đơn vị báo cáo mô hình")


follow()
if version():
    overview()
else:
    title("Tổng quan", "Chưa có đơn vị nào gửi hồ sơ.")
    no_data_yet()
