"""What a report carries to be known again by: plan, day, version, moment, in the document's own properties.

So an earlier draft, written on by people, says itself which answers it was made from.
"""

import io
import zipfile
from datetime import date, datetime

from tonghop.errors import Stop
from tonghop.officefiles.unpacking import DAMAGED, TooLarge, read_part
from tonghop.plan.model import Plan
from tonghop.report.document import Made

SIGNED_AS = "tonghop-report"
NO_DAY_CHOSEN = "all"
LARGEST, LARGEST_PROPERTIES = 20 << 20, 1 << 16
"""Bytes of a draft and of its properties, which are a few hundred."""
TOO_LARGE = "Tệp quá lớn so với một bản báo cáo."
PROPERTIES = "docProps/core.xml"
REMEDY = "Đề nghị chọn tệp báo cáo, bản trình chiếu đã xuất từ đây; người viết sửa thêm nội dung không ảnh hưởng."


def signature(plan: Plan, made: Made) -> str:
    """Write what a report was made from as one line, for the document's property `identifier`."""
    said = [SIGNED_AS, plan.id, made.as_of.isoformat(), str(made.version), made.made_at.isoformat()]
    return "|".join(said if made.is_day_chosen else [*said, NO_DAY_CHOSEN])


def made_from(plan: Plan, content: bytes) -> Made:
    """Read from a report or its slides what they were made from; raises Stop where that cannot be."""
    from lxml import etree

    if len(content) > LARGEST:
        raise Stop(TOO_LARGE, REMEDY)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            properties = read_part(package, package.getinfo(PROPERTIES), LARGEST_PROPERTIES)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(properties, parser)
    except TooLarge as error:
        raise Stop(TOO_LARGE, REMEDY) from error
    except (*DAMAGED, KeyError, etree.XMLSyntaxError) as error:
        raise Stop("Tệp này không phải là tệp Word hay PowerPoint đọc được.", REMEDY) from error
    line = root.findtext("{http://purl.org/dc/elements/1.1/}identifier") or ""
    try:
        sign, plan_id, as_of, version, made_at, *rest = line.split("|")
        is_day_chosen = NO_DAY_CHOSEN not in rest
        made = Made(date.fromisoformat(as_of), int(version), datetime.fromisoformat(made_at), is_day_chosen)
    except ValueError as error:
        raise Stop("Tệp này không phải là báo cáo đã xuất từ Tổng hợp.", REMEDY) from error
    if sign != SIGNED_AS or plan_id != plan.id:
        raise Stop(f"Báo cáo này thuộc kế hoạch {plan_id}, không phải {plan.id}.", REMEDY)
    return made
