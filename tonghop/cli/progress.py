"""The verb that writes the progress on one page. As thin as the other verbs."""

import argparse
import json
from pathlib import Path

from tonghop.cli.common import Verb, day_argument, in_json, store_of, written


def add_verbs(verb: Verb) -> None:
    """Add the verb to a command line."""
    page = verb("progress-page", "Viết tiến độ nộp hồ sơ trên một trang A4 (PDF).", _progress_page)
    page.add_argument(
        "--as-of", type=day_argument, required=True, metavar="DATE", help="tình hình nộp tính đến hết ngày nào"
    )
    page.add_argument("--out", type=Path, required=True, metavar="DIR", help="thư mục ghi tệp")
    in_json(page)


def _progress_page(args: argparse.Namespace) -> int:
    from tonghop.actions.progress_files import progress_page_of
    from tonghop.actions.report_files import keep_named
    from tonghop.outputs.progress_page import progress_page_name, progress_page_pdf

    store = store_of(args)
    page = progress_page_of(store, args.as_of)
    plan = store.plan(page.made.version)
    (path,) = written(args.out, {progress_page_name(page.made.as_of): progress_page_pdf(plan, page)})
    keep_named(store, page.made.version)
    said = {"files": [path], "version": page.made.version, "as_of": args.as_of.isoformat()}
    words = f"Đã viết {path}, số liệu của phiên bản {page.made.version}."
    print(json.dumps(said, ensure_ascii=False) if args.json else words)
    return 0
