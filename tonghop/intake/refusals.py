"""Why a file could not be read, in words that say what to do."""

from tonghop.findings import Finding, make
from tonghop.officefiles.reader import Unreadable

UNREADABLE = {
    "file-size": ("tệp hơn 20 MB", "giảm dung lượng tệp (bỏ ảnh, bỏ trang không dùng)"),
    "unpacked-size": ("giải nén ra hơn 200 MB", "chép số liệu sang biểu mẫu mới"),
    "cells": ("hơn một triệu ô có dữ liệu", "chép số liệu sang biểu mẫu mới"),
    "extent": ("có dữ liệu ở ô quá xa ({detail})", "xóa ô đó"),
    "text": ("có ô hơn 32.767 ký tự ({detail})", "rút gọn ô đó, hoặc tách thành nhiều ô"),
    "memory": ("cần quá nhiều bộ nhớ để đọc", "chép số liệu sang biểu mẫu mới"),
    "encrypted": "tệp có mật khẩu",
    "macros": "Tệp có macro nên không nhận. Đề nghị lưu thành .xlsx hoặc .docx rồi gửi lại.",
    "legacy-doc": "Tệp Word đời cũ (.doc). Đề nghị mở bằng Word, chọn Lưu thành (Save As) .docx rồi gửi lại.",
    "legacy-xls": "Tệp Excel đời quá cũ. Đề nghị mở bằng Excel, chọn Lưu thành (Save As) .xlsx rồi gửi lại.",
    "html": "Tệp là trang web (HTML) mang tên tệp Excel hoặc Word. Đề nghị mở bằng Excel hoặc Word, chọn Lưu thành "
    "(Save As) .xlsx hoặc .docx rồi gửi lại.",
    "rtf": "Tệp là văn bản RTF. Đề nghị mở bằng Word, chọn Lưu thành (Save As) .docx rồi gửi lại.",
    "xml-2003": "Tệp lưu theo dạng XML của Office 2003. Đề nghị mở bằng Excel hoặc Word, chọn Lưu thành (Save As) "
    ".xlsx hoặc .docx rồi gửi lại.",
    "not-office": "Không phải tệp Excel hay Word. Đề nghị gửi tệp .xlsx hoặc .docx theo biểu mẫu.",
    "scan": "Tệp PDF là bản chụp, không có lớp chữ đọc được.",
    "pages": ("tệp PDF quá dài", "gửi bản Word (.docx)"),
    "empty-file": "tệp rỗng",
    "zip-broken": "tệp hỏng hoặc tải về chưa hết",
    "zip-duplicate": "tệp có phần trùng tên bên trong",
    "ole-broken": "tệp hỏng hoặc tải về chưa hết",
    "entity": "tệp chứa khai báo XML không an toàn",
    "parse": "nội dung bên trong tệp bị hỏng",
    "timeout": "đọc quá lâu",
    "crashed": "nội dung bên trong tệp bị hỏng nặng",
    "unexpected": "nội dung bên trong tệp không đúng chuẩn",
}


def unreadable(answer: Unreadable) -> Finding:
    """Return the finding that says why a file could not be read."""
    text = UNREADABLE[answer.reason]
    if isinstance(text, tuple):
        return make(answer.slug, reason=text[0].format(detail=answer.detail), remedy=text[1])
    return make(answer.slug, reason=text)
