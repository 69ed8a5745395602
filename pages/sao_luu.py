"""Sao lưu: where the store backs itself up to, and how things stand."""

from ui import backups
from ui.parts import title

title("Sao lưu", backups.sentence())
backups.show()
