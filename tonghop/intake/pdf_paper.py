"""What is said of a unit's paper that came as a PDF: why it is only kept, and what is no text of it (form E).

A PDF is always a paper: a list or a table in it is no form of ours, and a person may name what its title does not.
"""

from collections.abc import Iterable

from tonghop.intake.encodings import is_legible
from tonghop.intake.unit_paper import LIST, OTHER, Paper, paper_of, title_of
from tonghop.officefiles.reader import Book
from tonghop.vietnamese import format_count

_UNREAD_PDF = {
    "": "Tệp PDF là bản chụp, không có lớp chữ: được lưu nguyên, chưa đọc.",
    "empty": "Tệp PDF không có nội dung đọc được: được lưu nguyên; đề nghị mở tệp để xem lại.",
    "ocr": "Tệp PDF là bản chụp, chữ do máy nhận dạng nên không lấy số liệu: được lưu nguyên, chưa đọc.",
    "font": "Tệp PDF có phông chữ không giải mã được: được lưu nguyên, chưa đọc; đề nghị gửi thêm bản Word (.docx).",
    "words": "Chữ trong tệp PDF không đọc được thành tiếng Việt: được lưu nguyên, chưa đọc; đề nghị gửi thêm bản Word "
    "(.docx).",
    "pages": "Tệp PDF quá dài ({} trang): được lưu nguyên, chưa đọc; đề nghị gửi thêm bản Word (.docx).",
}
_LEFT_OUT = {
    "page-number": "{} số trang",
    "running-head": "{} dòng đầu trang, cuối trang lặp lại",
    "footnote-mark": "{} dấu chú thích",
    "unseen": "{} ký tự không nhìn thấy hoặc viết ngang, ngược",
    "unknown": "{} ký tự không giải mã được",
}
_A_LIST = "Danh sách dạng PDF chỉ được lưu; đề nghị gửi bản Word hoặc Excel (.docx, .xlsx) theo biểu mẫu."


def pdf_paper(book: Book) -> tuple[Paper, tuple[str, ...]]:
    """Return what a PDF, decoded, is as a paper, and what is to be said of it."""
    notes = list(left_out(book))
    title = title_of(book)
    if title is not None and title[1] == LIST:
        notes.append(_A_LIST)
    return paper_of(book) or Paper(OTHER), tuple(notes)


def left_out(book: Book) -> Iterable[str]:
    """Say what of a PDF is no text of the paper."""
    told = [_LEFT_OUT[what].format(format_count(count)) for what, count in book.left_out if what in _LEFT_OUT]
    if told:
        yield f"Tệp PDF: không tính vào văn bản {', '.join(told)}."


def is_illegible(book: Book) -> bool:
    """Is a PDF, decoded, no Vietnamese that anybody could read: its fonts tell other letters than they show?"""
    texts = [value for sheet in book.sheets for row in sheet.rows for value in row if isinstance(value, str)]
    return book.is_pdf and not is_legible([*book.paragraphs, *texts])


def why_unread(reason: str, detail: str) -> str | None:
    """Say why a PDF, or a .doc or .rtf that LibreOffice could not turn, is kept and not read; None for others."""
    if detail.startswith("office-"):
        return "LibreOffice không chuyển được tệp này sang .docx: được lưu nguyên, chưa đọc."
    if reason == "pages":
        return _UNREAD_PDF["pages"].format(detail)
    return _UNREAD_PDF[detail] if reason == "scan" else None
