# A thin cover over dev.py, which does the work on every system. On Windows: py dev.py run, py dev.py test.
PYTHON ?= python3
DEV = $(PYTHON) dev.py

.DEFAULT_GOAL := help
.PHONY: help run quick test soak update wheels lock lint types check bench fuzz pictures python

help: python
	@$(DEV) --help

run: python
	@$(DEV) run $(if $(PORT),--port $(PORT))

quick test soak update wheels lock lint types check bench fuzz pictures: python
	@$(DEV) $@ $(ARGS)

python:
	@command -v $(PYTHON) >/dev/null || { echo "Máy chưa có Python. Đề nghị cài Python 3.11 trở lên, rồi chạy lại." >&2; exit 1; }
