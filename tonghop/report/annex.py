"""The units' words whole, by section and theme, each sentence once with all that wrote it: the annex of opinions."""

from collections.abc import Iterator, Sequence

from tonghop.report.document import Block, Claim, Heading, Made, Paragraph, Quote, Quotes, Report, Said, Topics
from tonghop.report.opinions import section_of
from tonghop.report.writing import Writing

UNSORTED, FILLER = "Chưa xếp vào chủ đề nào", "Câu quá ngắn hoặc không nêu nội dung, không đưa vào báo cáo"


def annex(writing: Writing, made: Made, is_sample: bool = False) -> Report:
    """Put the annex together: every sentence of every unit stands in it."""
    body: list[Block] = [
        Paragraph((
            "Ý kiến của các đơn vị, xếp theo mục của đề cương và theo chủ đề; câu giống nhau ghi một lần, kèm "
            "tên các đơn vị đã viết.",
        ))
    ]  # fmt: skip
    for place, section in enumerate(writing.plan.sections, 1):
        body.append(Heading(str(place), f"{section.label} (mục {section.outline})", 1))
        found = section_of(writing, section.id, section.label)
        body += _themes(writing, found) if isinstance(found, Topics) else [found]
    return Report(writing.plan.report_subject, made, tuple(body), (), is_sample, writing.left_out)


def _themes(writing: Writing, found: Topics) -> Iterator[Block]:
    for topic in (*found.topics, *found.hidden):
        rests = Paragraph((topic.units, "/", topic.of, " đơn vị ghi ý kiến ở mục này."), "rests")
        label = f"{topic.label[:1].upper()}{topic.label[1:]}"
        yield Quotes(found.section_id, label, rests, (), tuple(_quotes(writing, topic.claims)))
    said = [one for claim in found.unsorted for one in claim.said]
    for label, rest in ((UNSORTED, said), (FILLER, list(found.filler))):
        if rest:
            claims = [Claim("", (one,)) for one in rest]
            yield Quotes(found.section_id, label, Paragraph(("",), "rests"), (), tuple(_quotes(writing, claims)))


def _quotes(writing: Writing, claims: Sequence[Claim]) -> Iterator[Quote]:
    """Each wording once; where units differ in their numbers alone, each its own."""
    wordings: dict[str, list[Said]] = {}
    for claim in claims:
        for one in claim.said:
            wordings.setdefault(" ".join(one.text.split()), []).append(one)
    for text, said in wordings.items():
        yield Quote(text, tuple(dict.fromkeys(writing.name(one.unit_id) for one in said)))
