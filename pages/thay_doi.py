"""Thay đổi: what is new since a day, or since the last meeting, in words fit to be read out."""

from ui.session import version
from ui.tracking.whatsnew import page
from ui.widgets.links import no_data_yet
from ui.widgets.parts import title

if version():
    page()
else:
    title("Thay đổi", "Chưa có đơn vị nào gửi hồ sơ.")
    no_data_yet("Khi có hồ sơ và số liệu, trang này nói có gì mới từ buổi họp trước.")
