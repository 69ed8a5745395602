"""Takes the pictures of README and guide anew: `make pictures`. Every page on the sample campaign, in docs/pictures/.

Starts a dashboard of its own on a store of its own; nothing outside docs/pictures changes. Words name the pictures to
be taken; without one all are.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Page, sync_playwright

import dev

HERE = Path(__file__).resolve().parent
DAY = "2022-04-12"
UNIT = {"don-vi": "Đảng bộ xã Tân Sơn"}
PAGES: dict[str, dict[str, str]] = {
    "tong-quan": {},
    "theo-doi-nop": {},
    "thay-doi": {},
    "don-doc": {},
    "don-vi-chi-tiet": UNIT,
    "lich": {},
    "ke-hoach-don-vi": {},
    "mo-hinh": {},
    "khen-thuong": {},
    "tuyen-truyen": {},
    "kiem-tra-giam-sat": {},
    "van-ban": {},
    "y-kien": {},
    "ket-qua-mot-trang": {},
    "xet-chon-mo-hinh": {},
    "bao-cao": {"phan": "Nội dung và nguồn số liệu", "so-lieu": "conferences.total"},
    "tiep-nhan": {"muc": "Tệp đã nhận"},
    "nhap-so-lieu": UNIT,
    "chat-luong": {},
    "sao-luu": {},
    "tep": {"so": "62", "trang": "Khen thưởng", "o": "F8"},
}
READING: dict[str, dict[str, str]] = {"doc-bao-cao": {"so": "1", "chon": "conferences.2019"}, "giay-to": {}}
"""Pages of a store with one report in prose, which the sample has none of; papers just dropped."""
DROPPED = "giay-to"
FRONT = "tong-quan"
"""The front page has no name in the address."""
READY = """() => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-testid="stSkeleton"]') && document.fonts.status === 'loaded'"""


def main() -> int:
    """Take all pictures; return the exit status."""
    browser_path = os.environ.get("TONGHOP_BROWSER") or dev.find_browser(Path(sys.executable))
    if not browser_path:
        print("Không tìm thấy trình duyệt. Đề nghị chạy: make test", file=sys.stderr)
        return 1
    wanted = set(sys.argv[1:])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=dev.browser_arguments())
        page = browser.new_page(viewport={"width": 1280, "height": 720}, locale="vi-VN")
        for pages, fill in ((PAGES, ["sample"]), (READING, ["load", "--received", "2022-04-08", "--by", "Văn phòng"])):
            asked = {name: said for name, said in pages.items() if not wanted or name in wanted}
            if asked:
                take_all(page, asked, fill)
        browser.close()
    return 0


def take_all(page: Page, pages: dict[str, dict[str, str]], fill: list[str]) -> None:
    """Take the pictures of pages, on a store that a verb fills."""
    with tempfile.TemporaryDirectory() as folder:
        environment = dev.child_environment(TONGHOP_STORE=folder)
        if fill[0] == "load":
            from tests.prose_reports import made

            report = Path(folder) / "bao-cao-xa-kha-phong.docx"
            report.write_bytes(made(0)[0])
            fill = [*fill, str(report)]
        subprocess.run([sys.executable, "-m", "tonghop", *fill], env=environment, cwd=HERE.parent, check=True)
        port = dev.free_port()
        with (Path(folder) / "server.log").open("wb") as log:
            server = dev.start_dashboard(port, environment, log, Path(sys.executable))
            try:
                dev.wait_until_ready(server, port)
                for name, asked in pages.items():
                    place = {FRONT: "", DROPPED: "tiep-nhan"}.get(name, name)
                    address = f"http://{dev.ADDRESS}:{port}/{place}?{urlencode({'ngay': DAY, **asked})}"
                    take(page, address, HERE / "pictures" / f"{name}.png", papers() if name == DROPPED else None)
            finally:
                dev.stop_dashboard(server)


def papers() -> bytes:
    """Return a package as it comes by mail: a memo, a plan, a list, a return, an old Word file, a scan."""
    from tests.builders import nomination_list, package, unit_return
    from tests.test_unit_papers import HEAD, paper

    return package(
        {
            "to-trinh-xa-tan-son.docx": paper("TỜ TRÌNH", "V/v khen thưởng mô hình", head=HEAD.format("TTr")),
            "ke-hoach-xa-tan-son.docx": paper("KẾ HOẠCH", "Sơ kết mô hình", head=HEAD.replace("12 - {}", "13 - KH")),
            "danh-sach-xa-tan-son.docx": nomination_list(),
            "bieu-so-lieu-xa-tan-son.xlsx": unit_return(),
            "bao cao thanh tich xa Thi Son.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            "quet-0001.pdf": b"%PDF-1.7 quet",
        }
    )


def take(page: Page, address: str, target: Path, dropped: bytes | None = None) -> None:
    """Take one picture of what a projector shows first, where files are dropped of what came of them."""
    page.goto(address)
    page.wait_for_function(READY, timeout=60_000)
    if dropped is not None:
        file = {"name": "ho-so.zip", "mimeType": "application/zip", "buffer": dropped}
        page.locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]
        page.get_by_text("giấy tờ:").wait_for(timeout=60_000)
        page.get_by_text("giấy tờ:").evaluate("heading => heading.scrollIntoView()")
    page.wait_for_timeout(2500)  # charts draw after the script is done
    page.screenshot(path=target)
    print(f"{target.name}: {address}")


if __name__ == "__main__":
    sys.exit(main())
