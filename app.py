"""What the app is: its pages in four groups, behind the server's own doorstep. Everything else is in ui/ and pages/.

`streamlit run app.py` imports this file to find `app`, and each visit runs it again as the script.
"""

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.starlette import App

from ui import server
from ui.shell.frame import run

PAGES = {
    "Tiến độ": [
        ("tong_quan.py", "Tổng quan", ":material/dashboard:", "tong-quan"),
        ("theo_doi_nop.py", "Theo dõi nộp", ":material/fact_check:", "theo-doi-nop"),
        ("thay_doi.py", "Thay đổi", ":material/compare_arrows:", "thay-doi"),
        ("don_doc.py", "Đôn đốc", ":material/call:", "don-doc"),
        ("don_vi.py", "Đơn vị", ":material/account_balance:", "don-vi-chi-tiet"),
        ("lich_ke_hoach.py", "Lịch", ":material/calendar_month:", "lich"),
    ],
    "Kết quả 5 năm": [
        ("mo_hinh.py", "Mô hình", ":material/category:", "mo-hinh"),
        ("khen_thuong.py", "Khen thưởng 2017–2021", ":material/military_tech:", "khen-thuong"),
        ("tuyen_truyen.py", "Tuyên truyền", ":material/campaign:", "tuyen-truyen"),
        ("kiem_tra_giam_sat.py", "Kiểm tra, giám sát", ":material/policy:", "kiem-tra-giam-sat"),
        ("van_ban.py", "Văn bản", ":material/description:", "van-ban"),
        ("y_kien.py", "Ý kiến của đơn vị", ":material/forum:", "y-kien"),
    ],
    "Hội nghị": [
        ("mot_trang.py", "Kết quả trên một trang", ":material/summarize:", "ket-qua-mot-trang"),
        ("xet_chon.py", "Xét chọn mô hình", ":material/how_to_vote:", "xet-chon-mo-hinh"),
        ("soan_bao_cao.py", "Báo cáo", ":material/article:", "bao-cao"),
    ],
    "Quản lý": [
        ("tiep_nhan.py", "Tiếp nhận", ":material/inbox:", "tiep-nhan"),
        ("nhap_so_lieu.py", "Nhập trên màn hình", ":material/edit_note:", "nhap-so-lieu"),
        ("chat_luong.py", "Chất lượng số liệu", ":material/rule:", "chat-luong"),
        ("ke_hoach.py", "Kế hoạch và đơn vị", ":material/edit_calendar:", "ke-hoach-don-vi"),
        ("sao_luu.py", "Sao lưu", ":material/backup:", "sao-luu"),
        ("huong_dan.py", "Hướng dẫn", ":material/help:", "huong-dan"),
        ("tep_da_nhan.py", "Tệp đã nhận", ":material/draft:", "tep"),
        ("doc_bao_cao.py", "Đọc báo cáo", ":material/fact_check:", "doc-bao-cao"),
    ],
}
HIDDEN = ["tep_da_nhan.py", "doc_bao_cao.py"]
WORK = ["tiep_nhan.py", "nhap_so_lieu.py", "ke_hoach.py", "sao_luu.py", "huong_dan.py", *HIDDEN]
if get_script_run_ctx(suppress_warning=True) is None:
    server.before_start()
    addresses = [address for members in PAGES.values() for *_, address in members]
    app = App(__file__, middleware=server.middleware(addresses), lifespan=server.lifespan)
else:
    run(PAGES, hidden=HIDDEN, unread=["sao-luu", "huong-dan"], work=WORK)
