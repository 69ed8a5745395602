from ui.parts import title

title("…", "")
