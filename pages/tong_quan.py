"""Tổng quan: how far things are, in one look, for the Standing Committee."""

from datetime import timedelta

import streamlit as st

from tonghop.charts.look import CONFIG
from tonghop.charts.tracking import statuses_shown
from tonghop.vietnamese import format_count, format_date
from ui.results.parts import sheet_missing
from ui.session import as_of, ask, plan_on, version
from ui.tracking import drawn
from ui.tracking.progress import call_rows, dossier_sentence, due_list, due_title, dues, legend, panel_title, since
from ui.widgets.links import follow, no_data_yet, to_be_called, to_tracking, without_register
from ui.widgets.markup import show_html
from ui.widgets.parts import Card, cards, heading, rests_on, section, table, title

CALLS_SHOWN = 8


def overview() -> None:
    day, number = as_of(), version()
    given = plan_on(day)
    dossiers, progress = ask("dossier_progress", as_of=day), ask("submission_progress", as_of=day)
    by_dossier, week_ago = dossiers.set_index("dossier_id"), day - timedelta(days=7)
    before = ask("dossier_progress", as_of=week_ago).set_index("dossier_id")
    models, nominated = ask("model_list"), ask("nominated_list")
    reporting, units, silent = sheet_missing(number, "Mô hình", "")
    named_by = nominated.drop_duplicates("unit_id")["source"]
    listing = int((named_by == "nomination_list").sum())
    marking = len(named_by) - listing
    naming = f"{len(named_by)}/{units} đơn vị: {listing} theo danh sách, {marking} theo dấu trong biểu"

    title("Tổng quan", dossier_sentence(by_dossier.loc["award_dossier"], day, "hồ sơ khen thưởng"))
    without_register()
    cards(
        [
            Card("Đủ hồ sơ khen thưởng", *since(by_dossier, before, "award_dossier", week_ago), "red"),
            Card("Đủ kế hoạch và báo cáo sơ kết", *since(by_dossier, before, "review_report", week_ago), "red"),
            Card("Mô hình đã xây dựng", format_count(len(models)), f"{reporting}/{units} đơn vị báo cáo", "gold"),
            Card("Mô hình đề nghị khen thưởng", format_count(len(nominated)), naming, "gold"),
        ]
    )

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

    calls = drawn.calls(number, day)
    heading(
        f"Cần gọi {len(calls)} đơn vị hôm nay" if calls else "Hôm nay không có đơn vị nào cần đôn đốc",
        "Còn phần quá hạn, được đề nghị bổ sung hoặc nộp chưa đủ; nhiều phần quá hạn nhất ở trên." if calls else "",
    )
    if calls:
        table(["Đơn vị", "Còn thiếu gì"], call_rows(calls[:CALLS_SHOWN]))
        rest = len(calls) - CALLS_SHOWN
        to_be_called(f"Xem cả {len(calls)} đơn vị ở trang Theo dõi nộp" if rest > 0 else "Mở trang Theo dõi nộp")
    rests_on(reporting, units, silent, "đơn vị báo cáo mô hình")


follow()
if version():
    overview()
else:
    title("Tổng quan", "Chưa có đơn vị nào gửi hồ sơ.")
    no_data_yet()
