"""Đọc báo cáo: a report in prose gone through figure by figure, and recorded (`doc-bao-cao?so=…&chon=…`)."""

from ui.entry.reading import page

page()
