"""A campaign in which every text that somebody outside writes holds payloads: units, tabs, models, files, words."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from tests.builders import (
    MODELS,
    nomination_list,
    plan_folder,
    plan_text,
    register,
    return_sheets,
    titled,
    unit_return,
    workbook,
)
from tests.fuzz import parts_of, repacked
from tests.test_prose_reports import document
from tonghop.actions.loading import load
from tonghop.intake.inbox import collect_uploads
from tonghop.plan.files import read_plan
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.appraisals import Answer, record_appraisal, record_selection
from tonghop.store.calls import record_call
from tonghop.store.decisions import record_sent_back

HOST = "evil.example"
PAYLOADS = (
    f"![x](http://{HOST}/a.png)",
    f"<img src=//{HOST}/b.png onerror=alert(1)>",
    f"[đây](http://{HOST}/c)",
    f"<script src='http://{HOST}/d.js'></script>",
    f":material/bug_report: :red[x] $x^2$ **b** `c` http://{HOST} www.{HOST}",
    f"\u202e<a href='http://{HOST}/e'>",
)
ALL = " ".join(PAYLOADS)
UNIT = f"Đảng bộ xã Tân Sơn {PAYLOADS[0]} {PAYLOADS[1]}"
OTHER = f"Đảng bộ xã Thi Sơn {PAYLOADS[2]} {PAYLOADS[4]}"
UNIT_WITH = UNIT
AT, DAY = datetime(2022, 4, 20, 9), date(2022, 4, 4)
SAID = {"recorded_at": AT, "recorded_by": f"Hoa {PAYLOADS[0]}"}


def hostile_plan(folder: Path) -> Path:
    """The project's plan, two units of it renamed."""
    text = plan_text("units.csv")
    for plain, name in (("Đảng bộ xã Tân Sơn", UNIT), ("Đảng bộ xã Thi Sơn", OTHER)):
        assert f",{plain}," in text
        quoted = '"' + name.replace('"', '""') + '"'
        text = text.replace(f",{plain},", f",{quoted},")
    return plan_folder(folder, units=text)


def hostile_store(folder: Path, plan: Path) -> Store:
    """Returns, a list, a register, a refused file, an unknown unit; appraisals, decisions, a call, papers sent back."""
    store = Store(folder, plan)
    made = read_plan(plan)
    models = [[at, f"{row[1]} {ALL}", *row[2:5], f"Chi bộ {ALL}", row[6], f"Tốt {ALL}", "x", ALL]
              for at, row in enumerate(MODELS, 1)]  # fmt: skip
    sheets = return_sheets(UNIT, made)
    sheets["Mô hình"] = titled("MÔ HÌNH", sheets["Mô hình"][2], models)
    sheets["Văn bản"] = titled("VĂN BẢN", sheets["Văn bản"][2], [[1, f"01 {ALL}", "05/04/2021", ALL, f"Về {ALL}"]])
    sheets["Đánh giá"] = [*sheets["Đánh giá"][:3], *([row[0], f"{row[1]} {ALL}"] for row in sheets["Đánh giá"][3:])]
    strange = workbook({**sheets, "TAB": [["TT", "Nội dung"], [1, ALL]]})
    parts = dict(parts_of(strange))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'"TAB"', f'"{PAYLOADS[0]}"'.encode())
    refused = {**return_sheets(OTHER, made)}
    bad = [99, f"Chỉ tiêu lạ {ALL}", "mô hình", "1,250", ALL, -3, 1, 1, 1]
    refused["Khen thưởng"] = [*refused["Khen thưởng"][:-1], bad]
    entries = [[1, UNIT, "Tờ trình", "04/04/2022", 2, ALL], [2, OTHER, "Tờ trình", "04/04/2022", 1, ALL]]
    files = {
        f"{PAYLOADS[0].replace('/', '∕')}.xlsx": repacked(parts),
        f"{PAYLOADS[1].replace('/', '∕')}.xlsx": workbook(refused),
        f"{PAYLOADS[4].replace('/', '∕')}.xlsx": unit_return(f"Đảng bộ xã Không Có {ALL}", plan=made),
        "ds [x](http:) .docx": nomination_list(UNIT, [["1", f"Mô hình {ALL}", f"Chi bộ {ALL}", f"Tốt {ALL}", ALL]]),
        "so.xlsx": register(entries),
    }
    load(store, collect_uploads(list(files.items())), received_on=DAY, **SAID)
    told = document(["BÁO CÁO", f"Về {ALL}", "II. KẾT QUẢ", f"Năm 2019 có 12 hội nghị {ALL}", "III. ĐÁNH GIÁ CHUNG",
                     "1. Ưu điểm", f"Tốt {ALL}; năm 2019 có 13 hội nghị"])  # fmt: skip
    load(store, collect_uploads([(f"{PAYLOADS[2].replace('/', '∕')}.docx", told)]), received_on=DAY, **SAID)
    unit, name = ask_rows(store, "nominations")[1][0][:2]
    assert HOST in name
    criterion = made.criteria[0].id
    record_appraisal(store, unit, name, {criterion: Answer("met", ALL)}, appraiser=f"Lan {ALL}", **SAID)
    record_selection(store, unit, name, "not_chosen", date(2022, 4, 20), reason=ALL, **SAID)
    record_call(store, unit, date(2022, 4, 20), f"Ông Nam {ALL}", ALL, date(2022, 4, 22), **SAID)
    record_sent_back(store, unit, "memo", date(2022, 4, 19), reason=ALL, **SAID)
    return store
