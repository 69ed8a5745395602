"""Tuyên truyền: how much was spread by which means, one small picture each."""

from ui.results.years_page import Words, line_panels, matrix_page

WORDS = Words("Tuyên truyền", "Tuyên truyền", "Từng hình thức tuyên truyền thay đổi ra sao qua 5 năm?", "tuyen-truyen")

matrix_page(WORDS, lambda kind, unit_id: line_panels(WORDS, kind, unit_id))
