"""Tệp đã nhận: one file as it came, with the cell marked that a number was followed to (`tep?so=…&trang=…&o=…`)."""

from ui.source import show_file

show_file()
