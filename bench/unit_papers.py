"""A unit's report of 20 pages, as Word and as PDF: `propose` on it against `propose` on one of a few lines."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.measure import Comparison, interleaved, say
from bench.table import Section, ratio_table

ROOT = Path(__file__).resolve().parent.parent
PAGES, SECONDS = 20, 1.0
HEAD = ("BÁO CÁO", "Sơ kết 5 năm xây dựng mô hình", "II. KẾT QUẢ TỔ CHỨC THỰC HIỆN", "2. Công tác tuyên truyền")
SAID = (
    "Năm 2018 tổ chức {} hội nghị với {} lượt người dự; năm 2019 đăng {} tin, bài trên cổng thông tin điện tử.",
    "Các chi bộ sinh hoạt theo chủ đề hằng tháng, cán bộ, đảng viên đăng ký việc làm theo và tự đánh giá cuối năm.",
)
PARAGRAPHS = 310  # of about one line and a half
_PAGE = '#set page(paper: "a4", margin: 2.5cm, numbering: "1")\n#set text(font: "Libertinus Serif", size: 14pt)\n'
_TEXT = "#for text in json(bytes(sys.inputs.data)) { par(text) }"


def unit_papers_section(rounds: int) -> Section:
    """Return the part of the table."""
    note = f"`propose` on a report of {PAGES} pages may take {SECONDS:g} s more than on a few lines, {rounds} rounds."
    return Section("Papers of the units", (note,), (ratio_table(compare_unit_papers(rounds)),))


def compare_unit_papers(rounds: int, warm_ups: int = 1) -> list[Comparison]:
    """Measure whole commands in fresh processes."""
    say(f"unit papers: {rounds} rounds of four commands")
    long = [*HEAD, *(SAID[n % 2].format(n % 30 + 1, 100 + n, n + 2) for n in range(PARAGRAPHS))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for ending, write in ((".docx", _word), (".pdf", _pdf)):
            write(folder / f"long{ending}", long)
            write(folder / f"short{ending}", long[:8])
        acts = {
            f"{size}{ending}": lambda path=folder / f"{size}{ending}": _propose(path, folder)
            for ending in (".docx", ".pdf")
            for size in ("long", "short")
        }
        times = interleaved(acts, rounds, "unit papers", warm_ups)
    return [
        Comparison(f"{PAGES} pages ({ending})", "a few lines", times[f"long{ending}"], times[f"short{ending}"],
                   bound_more=SECONDS)
        for ending in (".docx", ".pdf")
    ]  # fmt: skip


def _word(path: Path, texts: Sequence[str]) -> None:
    import docx

    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    document.save(str(path))


def _pdf(path: Path, texts: Sequence[str]) -> None:
    import typst

    data = json.dumps(list(texts), ensure_ascii=False)
    made = typst.compile((_PAGE + _TEXT).encode(), format="pdf", ignore_system_fonts=True, sys_inputs={"data": data})
    assert isinstance(made, bytes)
    path.write_bytes(made)


def _propose(path: Path, folder: Path) -> None:
    words = [sys.executable, "-m", "tonghop", "propose", str(path), "--json", "--store", str(folder / "store")]
    subprocess.run(words, cwd=ROOT, capture_output=True, check=True)
