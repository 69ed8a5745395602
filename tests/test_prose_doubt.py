"""What a sentence says besides its year, its number and what is counted: where that may change the number's meaning,
the figure is not certain; where it is known to change it, there is no figure (CONTRACT form E).
"""

from __future__ import annotations

import pytest

from tests.prose_papers import proposed

# Sentences of each kind, none of which may give a figure that is certain, unless it is named behind the bar.
DOUBTFUL = {
    "year": """
        So với năm 2018 có 07 hội nghị, năm 2019 giảm còn 05 hội nghị. | conferences 2019:5
        So với năm 2018 là 07 hội nghị thì năm 2019 chỉ còn 05 hội nghị. | conferences 2019:5
        So với 07 hội nghị của năm 2018, năm 2019 tổ chức 05 hội nghị. | conferences 2019:5
        Đối chiếu với năm 2017 đã kiểm tra 03 cuộc, năm 2018 tăng lên 04 cuộc. | inspections 2018:4
        Năm 2018/2019 tổ chức 07 hội nghị.
        Năm 2018/2019 đã treo 20 băng rôn.
        Niên khóa 2018 - 2019 tổ chức 07 hội nghị, mỗi năm 02 hội thi.
        Niên học 2018-2019, mỗi năm tổ chức 02 hội thi.
        Năm học 2018 - 2019 tổ chức 02 hội thi.
        Sau năm 2018 tổ chức 07 hội nghị.
        Từ sau năm 2018, chi bộ kiểm tra 04 cuộc.
        Trước năm 2019 đã có 07 hội nghị.
        Trước thềm năm 2019 tổ chức 07 hội nghị.
        Tới năm 2019 đã có 07 hội nghị.
        Đến cuối năm 2019 có 27 hội nghị.
        Năm 2018 hoặc năm 2019 tổ chức 07 hội nghị.
        Năm 2018 hay 2019 có 02 hội thi.
        Học kỳ I năm 2018 tổ chức 02 hội nghị.
        Đợt 1 năm 2018 tổ chức 02 hội nghị.
        Cuối năm 2018 tổ chức 02 hội nghị.
        Đầu quý II năm 2018 tổ chức 02 hội nghị.
        Trừ năm 2018 tổ chức 02 hội nghị.
        Không kể năm 2018 có 05 hội nghị.
        Ngoài năm 2018 có 05 hội nghị, năm 2019 không có số liệu.
        Năm 2018 (số liệu năm 2017) có 05 hội nghị.
        Năm 2018 & 2019 tổ chức 05 hội nghị.
        Năm 2018 báo cáo năm trước tổ chức 07 hội nghị.
        Báo cáo ngày 05/01/2018 tổng hợp 07 hội nghị.
        """,
    "not held": """
        Năm 2018 hoãn 02 hội nghị.
        Năm 2018 phải hoãn 02 hội nghị do dịch bệnh.
        Năm 2018 có 02 hội nghị bị hoãn.
        Năm 2018 hủy 03 cuộc kiểm tra.
        Năm 2018 hủy bỏ 03 cuộc kiểm tra.
        Năm 2019 bỏ 02 hội thi.
        Năm 2018 thiếu 02 hội nghị.
        Năm 2018 còn thiếu 02 hội nghị so với kế hoạch.
        Năm 2018 chưa tổ chức được 02 hội nghị.
        Năm 2018 không tổ chức được 02 hội nghị.
        Năm 2018 không thực hiện 03 cuộc kiểm tra.
        Năm 2018 còn 03 cuộc kiểm tra chưa tiến hành.
        Năm 2018 cần tổ chức 07 hội nghị.
        Năm 2018 đề ra 07 hội nghị.
        Năm 2018 chuẩn bị 07 hội nghị.
        Năm 2021 dự kiến tổ chức 07 hội nghị.
        Năm 2021 phấn đấu 07 hội nghị.
        Năm 2021 có thể tổ chức 07 hội nghị.
        Năm 2021 sẽ mở 07 hội nghị.
        Kế hoạch là 07 hội nghị trong năm 2018.
        Năm 2018 theo kế hoạch là 07 hội nghị.
        Năm 2018, theo kế hoạch có 07 hội nghị.
        Năm 2018 lên kế hoạch tổ chức 07 hội nghị.
        Năm 2018 xây dựng kế hoạch tổ chức 07 hội nghị.
        Năm 2018 định mức 07 hội nghị.
        Năm 2018 nợ 02 buổi sinh hoạt.
        Năm 2018 tạm dừng 02 hội nghị.
        Năm 2018 lùi thời gian tổ chức 02 hội nghị.
        Năm 2018 mong muốn tổ chức 07 hội nghị.
        Năm 2018 đề xuất 07 hội nghị.
        Năm 2018 có 07 hội nghị được lên lịch.
        Năm 2018 lẽ ra có 07 hội nghị.
        Các hội nghị bị hoãn: năm 2018: 02; năm 2019: 03 hội nghị.
        Số hội nghị bị hủy năm 2018 là 02.
        Năm 2018 tháo dỡ 20 băng rôn.
        Năm 2018 thu hồi 120 cuốn tài liệu.
        Năm 2018 hủy quyết định khen thưởng 03 tập thể.
        Năm 2018 thu hồi giấy khen của 03 tập thể.
        Năm 2018 có 20 băng rôn bị hỏng.
        Năm 2018 gỡ bỏ 12 tin, bài trên trang thông tin điện tử.
        Năm 2018 tổ chức 07 hội nghị nhưng đã bị hủy.
        """,
    "differences": """
        Năm 2018 tăng 05 hội nghị.
        Năm 2018 tăng được 05 hội nghị so với năm 2017.
        Năm 2018 tăng so với năm 2017 là 05 hội nghị.
        Năm 2018 giảm 03 hội nghị.
        Năm 2018 giảm bớt 03 hội nghị.
        Năm 2018 tổ chức thêm 02 hội nghị.
        Năm 2018 vượt 02 hội nghị.
        Năm 2018 vượt kế hoạch 02 hội nghị.
        Năm 2018 hơn 02 hội nghị so với năm 2017.
        Năm 2018 nhiều hơn năm 2017 là 02 hội nghị.
        Năm 2018 hơn năm trước đó 02 hội nghị.
        Năm 2018 có 02 hội nghị nhiều hơn năm 2017.
        Năm 2018 bổ sung 02 hội nghị.
        Năm 2018 chênh lệch 02 hội nghị.
        Mức tăng năm 2018 là 05 hội nghị.
        Năm 2018 dôi ra 02 hội nghị.
        """,
    "shares": """
        Năm 2018 số hội nghị đạt 80 %.
        Năm 2018 hội nghị đạt 80 phần trăm.
        Năm 2018 tổ chức 3/5 hội nghị.
        Năm 2018 tổ chức 3 trên 5 hội nghị.
        Năm 2018 tổ chức 3 trong số 5 hội nghị.
        Năm 2018 tổ chức 3 trong tổng số 5 hội nghị.
        Năm 2018 tổ chức 3 : 5 hội nghị.
        Năm 2018 chiếm 80 hội nghị.
        Tỷ lệ hội nghị năm 2018 là 80.
        Năm 2018 đạt tỷ lệ 80 trên 100 hội nghị.
        """,
    "approximations": """
        Năm 2018 có 07 hội nghị trở lên.
        Năm 2018 có từ 07 hội nghị trở lên.
        Năm 2018 ước 07 hội nghị.
        Năm 2018 ước đạt 07 hội nghị.
        Năm 2018 ước tổ chức 07 hội nghị.
        Năm 2018 ước tính có 07 hội nghị.
        Năm 2018 khoảng 07 hội nghị.
        Năm 2018 có khoảng chừng 07 hội nghị.
        Năm 2018 gần 07 hội nghị.
        Năm 2018 hơn 07 hội nghị.
        Năm 2018 trên 07 hội nghị.
        Năm 2018 có ~ 07 hội nghị.
        Năm 2018 có ~07 hội nghị.
        Năm 2018 có ≈ 07 hội nghị.
        Năm 2018 có > 07 hội nghị.
        Năm 2018 có >07 hội nghị.
        Năm 2018 có ≥ 07 hội nghị.
        Năm 2018 có ± 07 hội nghị.
        Năm 2018 có 07+ hội nghị.
        Năm 2018 có 7~8 hội nghị.
        Năm 2018 có 7 ~ 8 hội nghị.
        Năm 2018 có 07 hoặc 08 hội nghị.
        Năm 2018 có 07 hay 08 hội nghị.
        Năm 2018 có 7-8 hội nghị.
        Năm 2018 có 7 – 8 hội nghị.
        Năm 2018 có 7, 8 hội nghị.
        Năm 2018 có bảy, tám hội nghị.
        Năm 2018 có 120 hội nghị có lẻ.
        Năm 2018 có 300 lượt người dự hội nghị có lẻ.
        Năm 2018 ngoài 07 hội nghị.
        Năm 2018 gần như 07 hội nghị.
        Năm 2018 ngót 07 hội nghị.
        Năm 2018 ngót nghét 07 hội nghị.
        Năm 2018 xấp xỉ 07 hội nghị.
        Năm 2018 chừng 07 hội nghị.
        Năm 2018 độ 07 hội nghị.
        Năm 2018 độ chừng dăm 07 hội nghị.
        Năm 2018 tối thiểu 07 hội nghị.
        Năm 2018 ít nhất 07 hội nghị.
        Năm 2018 ít nhất cũng 07 hội nghị.
        Năm 2018 nhiều nhất 07 hội nghị.
        Năm 2018 nhiều nhất là 07 hội nghị.
        Năm 2018 không dưới 07 hội nghị.
        Năm 2018 không quá 07 hội nghị.
        Năm 2018 có mấy chục hội nghị.
        Năm 2018 có cả 20 hội nghị là cùng.
        Năm 2018 đâu đó 07 hội nghị.
        Năm 2018 chưa đến 07 hội nghị.
        Năm 2018 chưa đầy 07 hội nghị.
        Năm 2018 non 07 hội nghị.
        Năm 2018 đạt mức trên dưới 07 hội nghị.
        Năm 2018 có lẽ 07 hội nghị.
        Năm 2018 nghe nói có 07 hội nghị.
        Năm 2018 có 07 hội nghị (ước tính).
        Năm 2018 có 07 hội nghị (số gần đúng).
        Năm 2018 có 07 hội nghị (?).
        Năm 2018 có 07? hội nghị.
        Năm 2018 có [07] hội nghị.
        Năm 2018 có 07... hội nghị.
        """,
    "frequency": """
        Năm 2018 mỗi quý 02 hội nghị.
        Năm 2018 mỗi quý tổ chức 02 hội nghị.
        Năm 2018 tổ chức 02 hội nghị mỗi quý.
        Năm 2018 tổ chức 02 hội nghị/quý.
        Năm 2018 hằng tháng có 02 hội nghị.
        Năm 2018, hằng tháng, tổ chức 02 hội nghị.
        Năm 2018 hàng quý đều tổ chức 02 hội nghị.
        Năm 2018 tổ chức 02 hội nghị hằng quý.
        Năm 2018 tháng nào cũng có 02 hội nghị.
        Năm 2018 cứ ba tháng 02 hội nghị.
        Năm 2018 một quý 02 hội nghị.
        Năm 2018 từng quý có 02 hội nghị.
        Năm 2018 bình quân 02 hội nghị.
        Năm 2018 tính bình quân mỗi chi bộ 02 hội nghị.
        Năm 2018 mỗi chi bộ 02 hội nghị.
        Năm 2018 mỗi chi bộ tổ chức được 02 hội nghị.
        Năm 2018, mỗi chi bộ, mỗi thôn tổ chức 02 hội nghị.
        Năm 2018 các chi bộ đều tổ chức 02 hội nghị.
        Năm 2018 chi bộ nào cũng có 02 hội nghị.
        Năm 2018 trung bình có 02 hội nghị.
        Năm 2018 có 02 hội nghị tính trung bình.
        Năm 2018 mỗi hội nghị có 120 lượt người dự.
        Năm 2018 mỗi năm 02 hội nghị.
        """,
    "sums": """
        Năm 2021 lũy kế 31 hội nghị.
        Năm 2021 lũy kế có 31 hội nghị.
        Luỹ kế năm 2021 là 31 hội nghị.
        Năm 2021, tính đến nay có 31 hội nghị.
        Đến nay, năm 2021 có 31 hội nghị.
        Năm 2021 cộng dồn 31 hội nghị.
        Năm 2021 cộng dồn cả các năm là 31 hội nghị.
        Năm 2021, trong 5 năm đã có 31 hội nghị.
        Năm 2021, cả giai đoạn có 31 hội nghị.
        Năm 2021 tổng cộng 31 hội nghị.
        Năm 2021 tổng cộng có 31 hội nghị.
        Năm 2021 nâng tổng số lên 31 hội nghị.
        Năm 2021 đưa tổng số hội nghị lên 31.
        Năm 2021 gộp các năm được 31 hội nghị.
        Năm 2021 kể từ đầu nhiệm kỳ có 31 hội nghị.
        Cộng cả năm 2018 và 2019 có 31 hội nghị.
        """,
    "forms": """
        Năm 2018 có 1 0 hội nghị.
        Năm 2018 có 0 7 hội nghị.
        Năm 2018 có 1\\t0 hội nghị.
        Năm 2018 có 1\\n0 hội nghị.
        Năm 2018 có 1\\n250 lượt người dự hội nghị.
        Năm 2018 có 1\\t250 lượt người dự hội nghị.
        Năm 2018 có 1. 250 lượt người dự hội nghị.
        Năm 2018 có 1 .250 lượt người dự hội nghị.
        Năm 2018 có 1 2 5 lượt người dự hội nghị.
        Năm 2018 có -8 hội nghị.
        Năm 2018: -8 hội nghị.
        Năm 2018 có −8 hội nghị.
        Năm 2018 có – 8 hội nghị.
        Năm 2018 có l0 hội nghị.
        Năm 2018 có 1l hội nghị.
        Năm 2018 có 2O hội nghị.
        Năm 2018 có O7 hội nghị.
        Năm 2018 có I2 hội nghị.
        Năm 2018 có 1.2.5 hội nghị.
        Năm 2018 có 12a hội nghị.
        Năm 2018 có 12.50 lượt người dự hội nghị.
        Năm 2018 có 1'250 lượt người dự hội nghị.
        Năm 2018 có 12* hội nghị.
        Năm 2018 có 07=08 hội nghị.
        Năm 2018 có 0x7 hội nghị.
        """,
    "others": """
        Năm 2018 Huyện ủy tổ chức 05 hội nghị.
        Năm 2018 Ban Thường vụ Huyện ủy tổ chức 05 hội nghị.
        Năm 2018 Đảng ủy xã Lê Hồ tổ chức 05 hội nghị.
        Năm 2018 chi bộ trường Tiểu học Nhật Tựu tổ chức 05 hội nghị.
        Năm 2018 đơn vị bạn tổ chức 05 hội nghị.
        Năm 2018 cấp trên kiểm tra 02 cuộc.
        Năm 2018 cấp trên về kiểm tra 02 cuộc.
        Năm 2018 Ủy ban Kiểm tra Huyện ủy kiểm tra 02 cuộc.
        Năm 2018 được Huyện ủy kiểm tra 02 cuộc.
        Năm 2018 được cấp trên kiểm tra 02 cuộc.
        Năm 2018 Đảng ủy được kiểm tra 02 cuộc.
        Năm 2018 chịu sự kiểm tra của Huyện ủy 02 cuộc.
        Năm 2018 đón tiếp 02 cuộc kiểm tra.
        Năm 2018 tham gia 03 hội nghị do Huyện ủy tổ chức.
        Năm 2018 tham dự 03 hội nghị do cấp trên tổ chức.
        Năm 2018 dự 03 hội nghị.
        Năm 2018 tham gia 03 hội thi.
        Năm 2018 cử cán bộ dự 03 hội nghị.
        Năm 2018 có 03 hội nghị do Ban Tuyên giáo triệu tập.
        Năm 2018 phối hợp với Huyện đoàn tổ chức 03 hội nghị.
        Năm 2018 hưởng ứng 03 cuộc thi.
        Năm 2018 các xã bạn có 03 mô hình được huyện khen thưởng.
        Năm 2018 toàn huyện có 30 mô hình được huyện khen thưởng.
        Năm 2018 Trung tâm Chính trị huyện mở 05 hội nghị.
        """,
    "denied": """
        Số liệu năm 2018 có 07 hội nghị là sai.
        Số liệu năm 2018 có 07 hội nghị chưa chính xác.
        Số liệu năm 2018 là 07 hội nghị là nhầm.
        Năm 2018 có 07 hội nghị, bỏ số này.
        Năm 2018 có 07 hội nghị (bỏ số này).
        Năm 2018 có 07 hội nghị (ghi nhầm).
        Năm 2018 ghi nhầm 07 hội nghị.
        Năm 2018 có 07 hội nghị. Số liệu này chưa chính xác.
        Năm 2018 có 07 hội nghị. Con số trên là nhầm.
        Năm 2018 có 07 hội nghị. Đề nghị bỏ số này.
        Năm 2018 có 07 hội nghị. Số trên chưa được kiểm tra lại.
        Năm 2018 có 07 hội nghị; số này không đúng.
        Năm 2018 không phải 12 mà là 10 hội nghị.
        Năm 2018 có không phải 12 hội nghị mà là 10 hội nghị.
        Nói năm 2018 có 07 hội nghị là không đúng.
        """,
    "corrected": """
        Năm 2018 có 07 hội nghị (sửa là 10).
        Năm 2018 có 07 hội nghị, sửa là 10 hội nghị.
        Năm 2018 có 07 hội nghị (Sửa lại: 10 hội nghị).
        Năm 2018 có 07 hội nghị. Sửa lại: 10 hội nghị.
        Năm 2018 có 07 hội nghị. Đính chính: năm 2018 là 10 hội nghị.
        Năm 2018 có 07 hội nghị, nay sửa thành 10 hội nghị.
        Năm 2018 có 07 hội nghị; nay sửa thành 10 hội nghị.
        Năm 2018 có 07 hội nghị. Nay điều chỉnh thành 10 hội nghị.
        Năm 2018 có 07 hội nghị (đúng là 10).
        Năm 2018 có 07 hội nghị → 10 hội nghị.
        Năm 2018 có 07 10 hội nghị.
        """,
}  # fmt: skip


def _each() -> list[tuple[str, str]]:
    lines = [line.strip() for text in DOUBTFUL.values() for line in text.splitlines() if line.strip()]
    pairs = [line.partition(" | ") for line in lines]
    return [(text.replace("\\t", "\t").replace("\\n", "\n"), said) for text, _, said in pairs]


def certain(said: str) -> str:
    """What of a short answer is certain."""
    return "; ".join(part for part in said.split("; ") if part and part.split(" ")[0][-1] not in "~?")


@pytest.mark.parametrize(("text", "expected"), _each())
def test_what_may_mean_something_else_is_not_certain(text: str, expected: str) -> None:
    assert certain(proposed(text.replace("\n", "\v"))) == expected
