"""What of a Word paper is not read, or only with care, said in findings and remarks: nothing passes in silence (§2).

Pure: a book in, findings and sentences out.
"""

from collections.abc import Iterator

from tonghop.findings import Finding, make
from tonghop.officefiles.reader import Book
from tonghop.officefiles.styles import HIDDEN, STRUCK
from tonghop.officefiles.word_pieces import COMMENT, DELETED, ENDNOTE, FOOTNOTE
from tonghop.vietnamese import format_count

MOST = 20
"""Places of one kind that are named."""
_NOTES = {FOOTNOTE: "chú thích cuối trang", ENDNOTE: "chú thích cuối văn bản", COMMENT: "ghi chú bên lề (comment)"}
_WITHOUT_TEXT = {
    "picture": "{} hình", "chart": "{} biểu đồ", "diagram": "{} sơ đồ", "object": "{} đối tượng nhúng (như bảng Excel)",
}  # fmt: skip
_HIDDEN_TEXT = "Tệp Word có chữ ở ngoài phần đọc được (tệp chèn vào, chữ trong hình…); đề nghị xem tệp gốc."


def looks(book: Book) -> tuple[Finding, ...]:
    """Name the texts of a paper that are struck through or seen by nobody: they are not read."""
    found = []
    for look, slug in ((STRUCK, "struck-through"), (HIDDEN, "hidden-data")):
        told = [
            (_place(place), " ".join(text.split()))
            for place, pieces in book.pieces
            for kind, text in pieces
            if kind == look and text.strip()
        ]
        for at, text in told[:MOST]:
            found.append(make(slug, variant="paper", value=text, at=at))
        if len(told) > MOST:
            found.append(make(slug, variant="paper-more", count=format_count(len(told) - MOST)))
    return tuple(found)


def remarks(book: Book) -> Iterator[str]:
    """Say what stands in a paper beside its text: notes, changes not yet accepted, what has no text."""
    if book.hidden_text:
        yield _HIDDEN_TEXT
    counts = {kind: sum(each == kind for each, _, _ in book.notes) for kind in _NOTES}
    said = [f"{format_count(count)} {_NOTES[kind]}" for kind, count in counts.items() if count]
    if said:
        yield f"Văn bản có {', '.join(said)}: được nêu ở cuối phần đọc, số liệu có chú thích thì phải xem lại."
    if deleted := sum(look == DELETED and bool(text.strip()) for _, some in book.pieces for look, text in some):
        yield (
            f"Văn bản còn {format_count(deleted)} chỗ xóa chưa chấp nhận (Track Changes): đọc theo bản sau khi sửa; số "
            "liệu ở câu có chỗ sửa phải xem lại."
        )
    drawn = [_WITHOUT_TEXT[kind].format(format_count(count)) for kind, count in book.left_out if kind in _WITHOUT_TEXT]
    if drawn:
        yield f"Văn bản có {', '.join(drawn)}: nội dung trong đó không đọc được, đề nghị xem tệp gốc."


def _place(place: int | tuple[int, int, int]) -> str:
    if isinstance(place, int):
        return f"đoạn {place + 1}"
    return f"bảng {place[0] + 1}, dòng {place[1] + 1}, cột {place[2] + 1}"
