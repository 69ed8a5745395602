"""A PDF with a layer of text, as a paper: paragraphs, tables, running heads. A scan, and text in signs, is none.

Runs in the reading process: time and memory are held there, what a stream may unpack to here. Must not know Vietnamese.
"""

from __future__ import annotations

import gc
import io
import logging
from typing import Any

from pypdf import PdfReader, overwrite_configuration
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from tonghop.officefiles.pdf_lines import lines_of_pages
from tonghop.officefiles.pdf_page import PageReader, PageText
from tonghop.officefiles.pdf_paragraphs import paragraphs_of
from tonghop.officefiles.zip_package import Refused

MOST_PAGES = 150
MOST_LETTERS = 2_000_000
_MOST_STREAM = 30_000_000  # bytes that one stream may unpack to; a page of text has some ten thousand
_UNREADABLE_SHARE = 0.03  # of the letters: a sign or two may lack in a font's table, never a word in thirty
_LEAST = 20  # letters: less is a scanner's stamp


def read_pdf(content: bytes, max_unpacked: int) -> tuple[Any, ...]:
    """Return what the worker answers for a PDF; refused as "scan", "encrypted", "pages" or damaged."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    overwrite_configuration(
        zlib_maximum_output_length=_MOST_STREAM, lzw_maximum_output_length=_MOST_STREAM,
        run_length_maximum_output_length=_MOST_STREAM, array_based_stream_maximum_output_length=_MOST_STREAM,
        zlib_maximum_recovery_input_length=0,  # half a stream is no text
        jbig2dec_binary=None, disable_legacy_handling=True,
    )  # fmt: skip
    if b"endobj" not in content and b"/ObjStm" not in content:
        raise Refused("scan", "empty")
    try:
        return _answer(_pages(content, max_unpacked))
    except (Refused, MemoryError, RecursionError):
        raise
    except LimitReachedError as problem:
        raise Refused("unpacked-size") from problem
    except Exception as problem:  # of the library: what is torn surprises it in many ways
        raise Refused("parse", type(problem).__name__) from problem
    finally:
        gc.collect()  # the library's objects refer to each other, and the worker does not look for such


def _pages(content: bytes, max_unpacked: int) -> list[PageText]:
    if b"%%EOF" not in content[-2048:]:
        raise Refused("parse", "%%EOF")
    file = PdfReader(io.BytesIO(content))
    if file.is_encrypted:
        try:
            is_open = bool(file.decrypt(""))  # only printing or changing is forbidden
        except (DependencyError, NotImplementedError, PyPdfError) as problem:
            raise Refused("encrypted", type(problem).__name__) from problem
        if not is_open:
            raise Refused("encrypted")
    count = len(file.pages)
    if count > MOST_PAGES:
        raise Refused("pages", str(count))
    if count == 0:
        raise Refused("parse", "no pages")
    reader = PageReader(max_unpacked)
    pages = []
    letters = 0
    for page in file.pages:
        pages.append(reader.read(page))
        letters += pages[-1].known
        if letters > MOST_LETTERS:
            raise Refused("pages", str(count))
    return pages


def _answer(pages: list[PageText]) -> tuple[Any, ...]:
    known, unknown = sum(page.known for page in pages), sum(page.unknown for page in pages)
    if known + unknown < _LEAST:
        raise Refused("scan", "ocr" if any(page.invisible for page in pages) else "")
    if unknown > _UNREADABLE_SHARE * (known + unknown):
        raise Refused("scan", "font")
    if sum(page.invisible for page in pages) > known + unknown:
        raise Refused("scan", "ocr")
    found = lines_of_pages(pages)
    read = paragraphs_of(found.lines)
    left_out = dict(found.left_out)
    if unseen := sum(page.unseen + page.invisible for page in pages):
        left_out["unseen"] = unseen
    if unknown:
        left_out["unknown"] = unknown
    sheets: list[tuple[Any, ...]] = [
        ("", True, rows, [], {}, [], merged, {}, {}, [], False, [], [])
        for rows, merged in zip(read.tables, read.merged, strict=True)
    ]
    return (
        "pdf", sheets, read.paragraphs, False, read.places, found.heads, read.leads, read.loose,
        sorted(left_out.items()),
    )  # fmt: skip
