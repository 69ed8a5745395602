"""Sao lưu: where the store backs itself up to, how things stand; is it whole, and back to what is."""

from ui import backups, upkeep
from ui.parts import title

title("Sao lưu", backups.sentence())
backups.show()
upkeep.show()
