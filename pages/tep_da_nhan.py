"""Tệp đã nhận: one file as it came, with the cell marked that a number was followed to (`tep?so=…&trang=…&o=…`).

Not named as its address is: Streamlit would take the file for a page of its older kind and run it without the frame.
"""

from ui.intake.source import show_file

show_file()
