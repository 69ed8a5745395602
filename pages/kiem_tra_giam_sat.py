"""Kiểm tra, giám sát: how much was inspected and supervised, one small picture each."""

from ui.results.years_page import Words, line_panels, matrix_page

WORDS = Words(
    "Kiểm tra, giám sát",
    "Kiểm tra, giám sát",
    "Công tác kiểm tra, giám sát thay đổi ra sao qua 5 năm?",
    "kiem-tra-giam-sat",
)

matrix_page(WORDS, lambda kind, unit_id: line_panels(WORDS, kind, unit_id))
