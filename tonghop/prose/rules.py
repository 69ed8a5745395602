"""The rules' names and what each says in words; docs/doc-bao-cao.md has an entry with examples for every one."""

from typing import Final

RULES: Final = {
    "same-piece": "số và năm đứng cùng một vế",
    "year-in-brackets": "năm đứng trong ngoặc ngay sau số",
    "year-before": "năm nêu ở vế trước trong cùng phần câu",
    "year-behind": "năm nêu ở vế sau trong cùng phần câu",
    "year-before-last": "năm gần nhất đứng trước số",
    "year-of-part-before": "năm nêu ở phần câu trước",
    "year-of-sentence-before": "năm nêu ở câu hoặc dòng trước",
    "each-year": "mỗi năm như nhau, các năm nêu rõ",
    "each-year-of-the-plan": "mỗi năm như nhau, câu không nêu năm nào",
    "each-remaining-year": "các năm còn lại như nhau",
    "in-order": "lần lượt, tương ứng theo thứ tự các năm",
    "in-order-unsaid": "bao nhiêu năm bấy nhiêu số, theo thứ tự",
    "in-order-of-before": "theo thứ tự các năm của phần câu trước",
    "in-order-of-plan": "lần lượt, đủ số cho các năm của kế hoạch",
    "parallel": "các số xếp theo thứ tự các nội dung của phần câu trước",
    "begun-in": "bắt đầu từ năm đó",
    "none-in-several-years": "không có trong các năm nêu rõ",
    "none-in-all-years": "không có trong cả giai đoạn",
    "years-across": "bảng, các năm xếp ngang",
    "years-down": "bảng, các năm xếp dọc",
    "two-in-a-cell": "bảng, một ô hai số",
    "none-in-a-cell": "bảng, ô ghi không tổ chức, không có",
    "table": "bảng",
    "total": "tổng ghi bên cạnh các năm",
}

ASKED: Final = {
    "fraction": "viết hai số (thực hiện/tổng số), cần chọn số đã làm",
    "two-numbers": "viết hai số, không rõ số nào",
    "comma": "dấu phẩy giữa các chữ số, không rõ là hàng nghìn hay số lẻ",
    "garbled": "số viết sai, cần ghi lại",
    "instead": "không tổ chức mà làm cách khác, cần cho biết tính là mấy",
    "woven-in": "lồng ghép với việc khác, cần cho biết tính là mấy",
    "part-of-year": "số của một phần năm, cần số cả năm",
    "person": "cần đơn vị cho biết có tính vào chỉ tiêu này không",
    "other-level": "do cấp khác tổ chức, cần cho biết có tính không",
    "counts-differ": "số lượng số và số lượng năm không khớp",
    "compared": "không rõ là số của năm nay hay của năm đem so",
    "corrected": "có lời sửa, đính chính hoặc nói số chưa đúng, cần chọn số đúng",
    "told-differently": "hai chỗ nói hai số khác nhau",
    "total-differs": "tổng ghi khác tổng các năm",
    "which-of-two": "ô một số dưới đầu đề hai nội dung",
    "not-one-number": "ô không phải một số",
    "estimate": "bảng ghi là số ước, tạm tính, cần số chính thức",
    "running-sum": "bảng ghi là số lũy kế, cần số của từng năm",
    "scaled": "bảng tính theo chục, trăm, nghìn, cần ghi đủ số",
    "struck-in-part": "một phần của số bị gạch, bị ẩn hoặc đã xóa, cần chọn cách đọc",
}

KINDS: Final = {
    "report": "Báo cáo sơ kết",
    "plan": "Kế hoạch",
    "memo": "Tờ trình",
    "achievements": "Báo cáo tóm tắt thành tích",
    "nominations": "Danh sách mô hình",
    "covering_letter": "Công văn",
    "other": "Văn bản khác",
}
