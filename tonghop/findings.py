"""What can be wrong with a file: a finding is data, never an exception (CONTRACT §3).

The table below is the only place that knows a slug's severity, its short name on screen and its message.
It knows nothing of how a thing is found.
"""

from dataclasses import dataclass

ERROR = "error"
WARNING = "warning"
LONGEST_VALUE = 300
QUOTED = {"reading"}
"""Places of a message, the value apart, that say what stands in the file."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found in one file.

    `sheet` is the form's own name of the sheet and `cell` an address such as D7; both None where the finding
    is of the file as such or the file is a Word document. `unit_id` is set where a finding concerns one unit's
    rows in a workbook of many units, and decides whose rows are refused.
    """

    slug: str
    severity: str
    sheet: str | None
    cell: str | None
    value: str | None
    message: str
    unit_id: str | None = None

    @property
    def is_error(self) -> bool:
        return self.severity == ERROR


@dataclass(frozen=True, slots=True)
class Rule:
    """A slug's severity, its name on screen, and its message with {named} places."""

    severity: str
    title: str
    template: str


def _error(title: str, template: str) -> Rule:
    return Rule(ERROR, title, template)


def _warning(title: str, template: str) -> Rule:
    return Rule(WARNING, title, template)


RULES: dict[str, Rule] = {
    "unreadable-file": _error(
        "Không đọc được tệp",
        "Không đọc được tệp ({reason}). Đề nghị mở tệp bằng Excel hoặc Word, lưu lại rồi gửi lại.",
    ),
    "unsupported-type": _error("Loại tệp không nhận", "{reason}"),
    "password-protected": _error(
        "Tệp có mật khẩu", "Tệp được đặt mật khẩu nên không đọc được. Đề nghị bỏ mật khẩu rồi gửi lại."
    ),
    "too-large": _error("Tệp quá lớn", "Tệp quá lớn: {reason}. Đề nghị {remedy} rồi gửi lại."),
    "not-a-form": _error(
        "Không phải biểu mẫu",
        "Tệp không đúng biểu mẫu: {reason}. Đề nghị ghi số liệu, danh sách vào biểu mẫu; "
        "báo cáo, tờ trình, kế hoạch gửi "
        "bằng tệp Word có tên loại văn bản ở đầu.",
    ),
    "missing-sheet": _error(
        "Thiếu trang tính", "Thiếu trang tính “{sheet}”. Đề nghị bổ sung trang này theo biểu mẫu."
    ),
    "ambiguous-sheet": _error(
        "Hai trang cùng tên",
        "Tệp có hơn một trang “{sheet}” đang hiện ({tabs}). Đề nghị để lại một trang, xóa hoặc ẩn các trang kia.",
    ),
    "missing-column": _error(
        "Thiếu cột", "{sheet}: thiếu cột “{column}”. Đề nghị bổ sung cột này theo biểu mẫu."
    ),
    "unknown-unit": _error(
        "Không rõ đơn vị", "{where}: {what}. {suggestion}"
    ),
    "ambiguous-unit": _error(
        "Tên chung của nhiều đơn vị",
        "{where}: “{value}” là tên của nhiều đơn vị ({units}). Đề nghị ghi đầy đủ tên đơn vị.",
    ),
    "unit-mismatch": _error(
        "Hai tên đơn vị trong một tệp",
        "{where}: “{value}” là {other}, trong khi tệp là của {unit}. Đề nghị chỉ ghi một đơn vị trong một tệp.",
    ),
    "unknown-indicator": _error(
        "Chỉ tiêu lạ",
        "{where}: chỉ tiêu “{value}” không có trong biểu mẫu.{near} Đề nghị dùng đúng tên chỉ tiêu của biểu mẫu.",
    ),
    "duplicate-indicator": _error(
        "Chỉ tiêu ghi hai lần",
        "{where}: chỉ tiêu “{value}” đã có ở ô {first}. Đề nghị chỉ để một dòng cho mỗi chỉ tiêu.",
    ),
    "unknown-sector": _error(
        "Lĩnh vực lạ",
        "{where}: lĩnh vực “{value}” không có trong danh mục.{near} Đề nghị chọn một trong: {allowed}.",
    ),
    "unknown-obligation": _error(
        "Thành phần hồ sơ lạ",
        "{where}: thành phần hồ sơ “{value}” không có trong kế hoạch.{near} Đề nghị chọn một trong: {allowed}.",
    ),
    "unknown-section": _error(
        "Nội dung đánh giá lạ",
        "{where}: nội dung “{value}” không có trong đề cương.{near} Đề nghị dùng đúng tên nội dung của biểu mẫu.",
    ),
    "not-a-number": _error(
        "Không phải số", "{where}: “{value}” không phải là số. Đề nghị ghi một số nguyên, ví dụ 12."
    ),
    "not-a-whole-number": _error(
        "Không phải số nguyên", "{where}: “{value}” không phải số nguyên. Đề nghị ghi số nguyên, ví dụ 12."
    ),
    "negative-number": _error(
        "Số âm",
        "{where}: “{value}” là số âm. Đề nghị ghi số từ 0 trở lên, hoặc để trống nếu chưa có số liệu.",
    ),
    "ambiguous-number": _error(
        "Số có hai cách hiểu",
        "{where}: “{value}” có thể là {reading} hoặc số thập phân. Đề nghị ghi {reading} nếu đúng là số đó.",
    ),
    "not-a-date": _error(
        "Không phải ngày",
        "{where}: “{value}” không phải là ngày. Đề nghị ghi ngày/tháng/năm, ví dụ 05/04/2022.",
    ),
    "year-out-of-range": _error(
        "Năm ngoài giai đoạn",
        "{where}: năm “{value}” nằm ngoài giai đoạn {first}–{last}. Đề nghị kiểm tra và ghi lại năm.",
    ),
    "error-cell": _error(
        "Ô báo lỗi", "{where}: ô báo lỗi {value}. Đề nghị sửa công thức hoặc ghi thẳng kết quả bằng số."
    ),
    "formula-without-value": _error(
        "Công thức chưa tính",
        "{where}: công thức chưa được tính nên không có giá trị. Đề nghị mở bằng Excel, lưu lại, hoặc ghi thẳng số.",
    ),
    "ambiguous-column": _error(
        "Hai cột cùng tên",
        "{where}: cột “{value}” đã có trong cùng dòng tiêu đề. Đề nghị để lại một cột, hoặc đổi tên cột kia.",
    ),
    "encoding-uncertain": _error(
        "Không rõ bảng mã",
        "{where}: không xác định được bảng mã chữ Việt của “{value}”. Đề nghị chuyển cả tệp sang Unicode rồi gửi lại.",
    ),
    "total-mismatch": _warning(
        "Tổng không khớp",
        "{where}: tổng cộng ghi {value}, cộng các năm được {expected}. Đề nghị kiểm tra lại dòng “{label}”.",
    ),
    "models-total-mismatch": _warning(
        "Số mô hình không khớp",
        "{where}: ghi tổng số {value} mô hình, danh sách có {expected} mô hình. Đề nghị kiểm tra lại.",
    ),
    "over-quota": _warning(
        "Quá số lượng giới thiệu",
        "{place}: giới thiệu {value} mô hình; theo kế hoạch (mục V.3) {kind} được giới thiệu {quota} mô hình. "
        "Đề nghị chọn lại.",
    ),
    "under-quota": _warning(
        "Chưa giới thiệu mô hình",
        "{place}: chưa giới thiệu mô hình nào; theo kế hoạch (mục V.3) {kind} giới thiệu {quota} mô hình. "
        "Đề nghị bổ sung.",
    ),
    "duplicate-model": _warning(
        "Mô hình ghi hai lần",
        "{where}: mô hình “{value}” đã có ở {first}. Đề nghị kiểm tra, chỉ để một dòng cho mỗi mô hình.",
    ),
    "unclassified-model": _warning(
        "Chưa phân loại", "{where}: mô hình “{value}” chưa ghi lĩnh vực. Đề nghị bổ sung lĩnh vực."
    ),
    "nomination-not-listed": _warning(
        "Đề nghị ngoài danh sách",
        "{place}: mô hình “{value}” không có trong danh sách mô hình của đơn vị. Đề nghị thống nhất tên mô hình.",
    ),
    "attendances-without-meetings": _warning(
        "Có người dự, không có cuộc",
        "{where}: năm {year} ghi {value} lượt người dự nhưng “{meetings}” ghi 0. Đề nghị kiểm tra lại.",
    ),
    "unknown-choice": _warning(
        "Giá trị ngoài danh mục",
        "{where}: “{value}” không thuộc danh mục ({allowed}) nên được để trống.{near} Đề nghị chọn lại.",
    ),
    "unit-of-measure-mismatch": _warning(
        "Đơn vị tính khác",
        "{where}: đơn vị tính ghi “{value}”, chỉ tiêu này tính bằng “{expected}”. Đề nghị kiểm tra lại số liệu.",
    ),
    "column-ignored": _warning(
        "Cột không dùng",
        "{where}: cột “{value}” có dữ liệu nhưng biểu mẫu không có cột này nên không được đọc.{near} "
        "Đề nghị ghi dữ liệu vào cột của biểu mẫu.",
    ),
    "sheet-ignored": _warning(
        "Trang không đọc",
        "Trang “{sheet}” có nội dung nhưng không phải trang của biểu mẫu nên không được đọc. "
        "Đề nghị chép số liệu vào trang của biểu mẫu, hoặc xóa trang này nếu không cần.",
    ),
    "hidden-data": _warning(
        "Dữ liệu bị ẩn",
        "{where}: {what} bị ẩn nhưng vẫn được đọc. Đề nghị hiện ra để soát lại, hoặc xóa nếu không dùng.",
    ),
    "struck-through": _warning(
        "Bị gạch ngang",
        "{where}: dòng “{value}” bị gạch ngang nên không được tính. Đề nghị xóa dòng này, hoặc bỏ gạch nếu vẫn dùng.",
    ),
    "nothing-reported": _warning(
        "Không có số liệu mới",
        "{place}: {whose} không có giá trị nào, số liệu đã nộp trước đây vẫn được tính. "
        "Đề nghị điền số liệu nếu có thay đổi (ghi 0 nếu không có).",
    ),
    "receipt-differs": _warning(
        "Lần nhận không khớp",
        "{where}: {reason}. Tất cả vẫn được tính như đã ghi. Đề nghị kiểm tra; nếu ghi nhầm, gạch lần đó ở trang của "
        "đơn vị, mục Gạch một lần tiếp nhận ghi nhầm.",
    ),
    "unread-data": _warning(
        "Nội dung không đọc",
        "{where}: “{value}” không thuộc phần nào của biểu mẫu nên không được đọc (khối này có {count} ô).{near} "
        "Đề nghị ghi vào đúng dòng, cột của biểu mẫu, hoặc xóa nếu không cần.",
    ),
    "several-in-one-cell": _warning(
        "Nhiều nội dung trong một ô",
        "{where}: “{value}” ghi nhiều nội dung cho một dòng của biểu mẫu nên được đọc là một. "
        "Đề nghị ghi mỗi nội dung một dòng, không gộp ô.",
    ),
    "suspicious-date": _warning("Ngày cần xem lại", "{where}: ngày {value} {reason}. Đề nghị kiểm tra lại."),
    "legacy-encoding": _warning(
        "Bảng mã cũ",
        "Tệp gõ bằng bảng mã {encoding}, đã được chuyển sang Unicode. Đề nghị soát lại tên riêng.",
    ),
}

VARIANTS: dict[tuple[str, str], Rule] = {
    ("not-a-number", "percent"): _error(
        "Không phải số", "{where}: ô hiện tỷ lệ “{value}”. Đề nghị ghi số lượng, là một số nguyên, ví dụ 12."
    ),
    ("not-a-number", "decimals"): _error(
        "Không phải số",
        "{where}: ô hiện “{value}” nhưng giá trị trong ô là {reading}. Đề nghị ghi lại số đúng, "
        "định dạng ô không có chữ số thập phân.",
    ),
    ("not-a-number", "other"): _error(
        "Không phải số",
        "{where}: giá trị trong ô là {value} nhưng định dạng của ô hiện khác (“{reading}”). Đề nghị ghi lại số đúng, "
        "định dạng ô là số nguyên.",
    ),
    ("not-a-number", "struck"): _error(
        "Không phải số",
        "{where}: “{value}” bị gạch ngang. Đề nghị ghi lại số đúng, hoặc xóa ô nếu không có số liệu.",
    ),
    ("not-a-number", "struck-in-part"): _error(
        "Không phải số", "{where}: một phần của “{value}” bị gạch ngang. Đề nghị chỉ để lại số đúng."
    ),
    ("not-a-number", "raised"): _error(
        "Không phải số",
        "{where}: một phần của “{value}” viết cao hoặc thấp hơn dòng, như số chú thích. Đề nghị chỉ để lại số đúng.",
    ),
    ("not-a-number", "too-large"): _error(
        "Không phải số",
        "{where}: “{value}” quá lớn, không thể là số lượng (có phải số điện thoại hay ngày?). Đề nghị ghi lại số đúng.",
    ),
    ("not-a-number", "date"): _error(
        "Không phải số",
        "{where}: ô chứa ngày “{value}”, không phải số. Có thể Excel đã tự đổi số thành ngày. Đề nghị ghi lại một "
        "số nguyên, định dạng ô là số.",
    ),
    ("unknown-indicator", "blank"): _error(
        "Chỉ tiêu lạ", "{where}: dòng có số liệu nhưng chưa ghi chỉ tiêu (để trống). Đề nghị ghi đúng tên chỉ tiêu."
    ),
    ("unknown-obligation", "blank"): _error(
        "Thành phần hồ sơ lạ",
        "{where}: chưa ghi thành phần hồ sơ (để trống). Đề nghị chọn một trong: {allowed}.",
    ),
    ("not-a-date", "blank"): _error(
        "Không phải ngày", "{where}: chưa ghi ngày (để trống). Đề nghị ghi ngày/tháng/năm, ví dụ 05/04/2022."
    ),
    ("not-a-date", "struck"): _error(
        "Không phải ngày",
        "{where}: “{value}” có phần bị gạch ngang hoặc viết cao như số chú thích. Đề nghị chỉ để lại ngày đúng, "
        "ví dụ 05/04/2022.",
    ),
    ("not-a-whole-number", "thousands"): _error(
        "Không phải số nguyên",
        "{where}: “{value}” không phải số nguyên; có phải là {reading} không? Đề nghị ghi số nguyên, ví dụ {reading}.",
    ),
    ("ambiguous-number", "merged"): _error(
        "Số có hai cách hiểu",
        "{where}: số “{value}” nằm trong ô gộp nhiều năm hoặc nhiều chỉ tiêu nên không rõ của năm nào, chỉ tiêu nào. "
        "Đề nghị bỏ gộp ô và ghi số của từng năm, từng chỉ tiêu.",
    ),
    ("unit-of-measure-mismatch", "scaled"): _error(
        "Đơn vị tính khác",
        "{where}: đơn vị tính ghi “{value}” nên số có thể phải nhân lên; chỉ tiêu này tính bằng “{expected}”. "
        "Đề nghị ghi số đầy đủ theo đơn vị tính của biểu mẫu.",
    ),
    ("unit-of-measure-mismatch", "scaled-sheet"): _error(
        "Đơn vị tính khác",
        "{where}: “{value}” nên số của cả trang có thể phải nhân lên. Đề nghị ghi số đầy đủ theo đơn vị tính của biểu "
        "mẫu và bỏ dòng này.",
    ),
    ("unknown-choice", "mark"): _warning(
        "Giá trị ngoài danh mục",
        "{where}: không rõ “{value}” là có hay không nên được coi là không. Đề nghị ghi x nếu có, để trống nếu không.",
    ),
    ("hidden-data", "noughts"): _warning(
        "Số 0 bị ẩn",
        "{where}: {count} ô có số 0 mà định dạng hoặc trang tính không cho hiện; các ô này được đọc là 0. Đề nghị cho "
        "hiện số 0, hoặc để trống ô chưa có số liệu.",
    ),
    ("struck-through", "cell"): _warning(
        "Bị gạch ngang",
        "{where}: “{value}” có phần bị gạch ngang nhưng vẫn được đọc. Đề nghị xóa phần bị gạch, hoặc bỏ gạch.",
    ),
    ("struck-through", "paper"): _warning(
        "Bị gạch ngang",
        "{where}: “{value}” ở {at} bị gạch ngang nên không được đọc. Đề nghị xóa phần bị gạch, hoặc bỏ gạch nếu vẫn "
        "dùng.",
    ),
    ("struck-through", "paper-more"): _warning(
        "Bị gạch ngang",
        "{where}: còn {count} chỗ khác bị gạch ngang nên không được đọc. Đề nghị xóa phần bị gạch, hoặc bỏ gạch nếu "
        "vẫn dùng.",
    ),
    ("hidden-data", "paper"): _warning(
        "Chữ không nhìn thấy",
        "{where}: “{value}” ở {at} là chữ ẩn, quá nhỏ hoặc cùng màu nền nên không được đọc. Đề nghị cho hiện ra nếu "
        "vẫn dùng, hoặc xóa.",
    ),
    ("hidden-data", "paper-more"): _warning(
        "Chữ không nhìn thấy",
        "{where}: còn {count} chỗ khác là chữ ẩn, quá nhỏ hoặc cùng màu nền nên không được đọc. Đề nghị cho hiện ra "
        "nếu vẫn dùng, hoặc xóa.",
    ),
    ("struck-through", "mark"): _warning(
        "Bị gạch ngang",
        "{where}: dấu “{value}” bị gạch ngang nên được coi là không. Đề nghị xóa dấu, hoặc bỏ gạch nếu vẫn đề nghị.",
    ),
}
"""The same findings said more exactly, by slug and variant; a variant may weigh more than its slug."""


def make(
    slug: str,
    *,
    variant: str | None = None,
    sheet: str | None = None,
    cell: str | None = None,
    value: object = None,
    unit_id: str | None = None,
    severity: str | None = None,
    **places: object,
) -> Finding:
    """Build a finding from its rule; `where` and `place` ("Khen thưởng, ô D7") are filled in here.

    `near` is what may be meant, as a sentence with a space before it. `variant` names one of VARIANTS; `severity` is
    given where the contract makes an error of what is a warning elsewhere. Raises KeyError for a slug, a variant or a
    place of the message that is not there: that is a bug.
    """
    rule = RULES[slug] if variant is None else VARIANTS[slug, variant]
    shown = None if value is None else shortened(str(value))
    where, place = (f"{sheet}, ô {cell}" if cell else sheet or whole for whole in ("Tệp", "Danh sách"))
    said = {name: shortened(text) if name in QUOTED else text for name, text in places.items()}
    said = {"where": where, "place": place, "sheet": sheet, "value": shown, "near": "", **said}
    message = rule.template.format(**said)
    return Finding(slug, severity or rule.severity, sheet, cell, shown, message, unit_id)


def shortened(text: object) -> str:
    """Cut what a file says where it is too long to be read, or to be kept thousands of times."""
    said = str(text)
    return said if len(said) <= LONGEST_VALUE else said[: LONGEST_VALUE - 1].rstrip() + "…"
