"""Kết quả trên một trang: what the Secretary reads in a minute, on screen and on one A4."""

from ui.conference import one_page
from ui.session import as_of, day_shown, looked_at, version
from ui.widgets.links import no_data_yet, without_register
from ui.widgets.parts import title


def read() -> None:
    day = as_of()
    page = one_page.drafted(looked_at(), day, day_shown() is not None)
    title("Kết quả trên một trang", one_page.sentence(page))
    without_register()
    one_page.download(page, day)
    one_page.show(page)


if version():
    read()
else:
    title("Kết quả trên một trang", "Chưa có đơn vị nào gửi hồ sơ.")
    no_data_yet("Khi các đơn vị gửi hồ sơ, số liệu, trang tóm tắt sẽ hiện ở đây.")
