"""The way back to the unit: a marked copy of a file that has findings, made when it is asked for."""

import io
import zipfile
from collections.abc import Callable, Sequence

import streamlit as st

from tonghop.actions.loading import FileOutcome, IntakeReport
from tonghop.findings import Finding
from tonghop.outputs.returned import file_name, returned
from tonghop.plan.model import Plan
from tonghop.store.loads import PARTIAL, REFUSED
from tonghop.vietnamese import format_count
from ui.intake.outcomes import worst_first
from ui.session import plan
from ui.widgets.parts import XLSX


def offer(report: IntakeReport) -> None:
    """Offer the marked copies of all files with findings: one by one, or all in one package."""
    found = sorted((o for o in report.outcomes if o.reading.findings), key=worst_first)
    if not found:
        return
    with st.container(horizontal=True, vertical_alignment="bottom", key="tra-lai"):
        chosen = st.selectbox(
            "Bản đánh dấu để gửi lại đơn vị",
            range(len(found)),
            format_func=lambda at: found[at].path,
            key="tra-lai-chon",
        )
        one = found[chosen or 0]
        reading = one.reading
        copy_button(one.path, lambda: one.content, reading.findings, reading.unit_id, "mot", reading.status == PARTIAL)
        packages(report)


def packages(report: IntakeReport) -> None:
    """All marked copies in one .zip: of the files sent back alone, and of all with a remark where these are more."""
    marked = sorted((o for o in report.outcomes if o.reading.findings), key=worst_first)
    bad = [outcome for outcome in marked if outcome.status in (REFUSED, PARTIAL)]
    given = plan()
    if bad:
        _zip_button(f"Chỉ {format_count(len(bad))} tệp bị trả lại (.zip)", given, bad, "tra-lai-tep-loi")
    if len(marked) > max(len(bad), 1):
        _zip_button(f"Tải cả {format_count(len(marked))} bản (.zip)", given, marked, "tra-lai-tat-ca")


def _zip_button(label: str, given: Plan, outcomes: Sequence[FileOutcome], key: str) -> None:
    st.download_button(
        label,
        data=lambda: package(given, outcomes),
        file_name="ban-danh-dau.zip",
        mime="application/zip",
        on_click="ignore",
        icon=":material/folder_zip:",
        key=key,
    )


def copy_button(
    path: str,
    content: Callable[[], bytes],
    findings: Sequence[Finding],
    unit_id: str | None,
    key: str,
    is_partial: bool,
) -> None:
    """One button that makes the marked copy at the click; `is_partial`: only some units of the file were refused."""
    given = plan()
    st.download_button(
        "Tải bản đánh dấu",
        data=lambda: returned(given, path, content(), findings, unit_id, is_partial=is_partial).content,
        file_name=file_name(path),
        mime=XLSX,
        on_click="ignore",
        icon=":material/rate_review:",
        key=f"danh-dau-{key}",
    )


def package(plan: Plan, outcomes: Sequence[FileOutcome]) -> bytes:
    """All marked copies in one .zip; of two of one name the second is numbered."""
    target = io.BytesIO()
    taken: set[str] = set()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as box:
        for outcome in outcomes:
            reading = outcome.reading
            copy = returned(
                plan,
                outcome.path,
                outcome.content,
                reading.findings,
                reading.unit_id,
                is_partial=reading.status == PARTIAL,
            )
            stem, _, ending = copy.name.rpartition(".")
            name, number = copy.name, 2
            while name in taken:
                name, number = f"{stem} ({number}).{ending}", number + 1
            taken.add(name)
            box.writestr(name, copy.content)
    return target.getvalue()
