"""Khen thưởng 2017–2021: how often models were commended at each level, never summed across levels or years."""

from ui.results.awards import award_panels
from ui.results.years_page import Words, matrix_page

WORDS = Words(
    "Khen thưởng", "Khen thưởng 2017–2021", "Mỗi cấp biểu dương, khen thưởng bao nhiêu mô hình?", "khen-thuong"
)

matrix_page(WORDS, lambda kind, unit_id: award_panels(WORDS, kind, unit_id))
