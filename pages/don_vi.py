"""Đơn vị: all about one unit on a sheet or two of paper: dossier, files, models, figures, what it says of itself."""

import streamlit as st

from tonghop.vietnamese import format_date
from ui.results import unit_results
from ui.session import as_of, plan_on, version
from ui.tracking import unit, unit_talks
from ui.tracking.decisions import unit_decisions
from ui.widgets import filters
from ui.widgets.left import of_units
from ui.widgets.links import no_data_yet, without_register
from ui.widgets.markup import Html, show_html
from ui.widgets.parts import heading, title


def one_unit() -> None:
    day = as_of()
    given = plan_on(day)
    top = st.container()
    with st.container(key="bo-loc-don-vi"):
        chosen = filters.unit_filter("Chọn một đơn vị")
    if not chosen:
        with top:
            title(
                "Đơn vị",
                Html("Mọi điều về một đơn vị, đến ngày <b>{}</b>: đề nghị chọn đơn vị.").format(format_date(day)),
            )
        of_units(["xu-ly", "gach"])
        heading("Danh sách đơn vị")
        show_html(unit.units_to_choose(given, day))
        return
    own = given.unit_by_id[chosen]
    status = unit.of_unit("submission_status", chosen, as_of=day)
    sentence = unit.unit_sentence(status, given, day, len(unit.of_unit("open_findings", chosen)))
    with top:
        title(own.name, sentence)
        show_html(unit.unit_line(given, own))
    without_register()
    with st.container(key="mot-don-vi"):
        unit.dossier(chosen, day)
        unit_decisions(chosen)
        unit_talks.talks(chosen, day)
        unit.files(chosen)
        unit_results.results(chosen)


if version():
    one_unit()
else:
    title("Đơn vị", "Chưa có đơn vị nào gửi hồ sơ.")
    no_data_yet("Khi có dữ liệu, mọi điều về từng đơn vị sẽ hiện ở đây.")
