"""Words and lists about submissions that several pages share."""

from datetime import date

import pandas as pd

from tonghop.vietnamese import format_date, format_day

REST = (
    ("incomplete", "nộp chưa đủ"),
    ("returned", "được đề nghị bổ sung"),
    ("missing", "quá hạn chưa nộp"),
    ("not_due", "chưa nộp, chưa đến hạn"),
)


def dossier_sentence(row: "pd.Series", day: date, what: str) -> str:
    """ "Đến ngày …: 41/53 đơn vị đã nộp đủ …, trong đó 6 nộp muộn; 5 nộp chưa đủ; …": the parts add up."""
    received = int(row["on_time"]) + int(row["late"])
    parts = [f"<b>{received}/{int(row['expected'])}</b> đơn vị đã nộp đủ {what}"]
    if late := int(row["late"]):
        parts[0] += f", trong đó <b>{late}</b> nộp muộn"
    parts += [f"<b>{int(row[status])}</b> {words}" for status, words in REST if int(row[status])]
    return f"Đến ngày <b>{format_date(day)}</b>: {'; '.join(parts)}."


def since(now: "pd.DataFrame", before: "pd.DataFrame", dossier: str, then: date) -> tuple[str, str]:
    """A card's number and note: how many are in, how many more than then."""
    count = int(now.loc[dossier, "on_time"] + now.loc[dossier, "late"])
    grown = count - int(before.loc[dossier, "on_time"] + before.loc[dossier, "late"])
    note = f"thêm {grown} từ {format_day(then)}" if grown else f"chưa thêm từ {format_day(then)}"
    return f"{count}/{int(now.loc[dossier, 'expected'])}", note


def units_to_call(status: "pd.DataFrame") -> "pd.DataFrame":
    """Units with something overdue, sent back or lacking, worst first."""
    return status[status["status"].isin(["missing", "returned", "incomplete"])]
