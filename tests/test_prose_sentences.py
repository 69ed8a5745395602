"""What sentences propose, in many ways of writing and for every exclusion of CONTRACT form E.

Expected: the indicator, `~` where a person should look, `?` where it is asked, then year:value (`-`: none read).
"""

from __future__ import annotations

import pytest

from tests.prose_papers import proposed

CASES = [
    (
        "+ Năm 2019, đã tổ chức 13 hội nghị, 1.487 lượt người dự.",
        "conferences 2019:13; conference_attendances 2019:1487",
    ),
    (
        "+ Năm 2020: 8 hội nghị, giảm 5 hội nghị so với năm 2019 (8/13).",
        "conferences 2020:8",
    ),
    (
        ("Năm 2019 tổ chức 9 hội nghị với 118 lượt người; so với năm 2018 tăng 4 cuộc (9/5), 27 lượt người (118/91)."),
        "conferences 2019:9; conference_attendances 2019:118",
    ),
    (
        "+ Năm 2021 (tính đến ngày 15/9/2021) tổ chức 6 hội nghị.",
        "conferences? 2021:6",
    ),
    (
        "+ Năm 2018: 198 buổi sinh hoạt; năm 2019: 205 buổi;",
        "meetings 2018:198 2019:205",
    ),
    (
        "Từ năm 2017 đến nay, đã phối hợp tổ chức 29 hội nghị, 83 lượt người dự.",
        "",
    ),
    (
        (
            "trong 09 tháng đầu năm 2020 đã tổ chức 42 buổi sinh hoạt (so với cùng kỳ năm 2019 tăng 6 buổi, "
            "tương ứng 16,67%)"
        ),
        "meetings? 2020:42",
    ),
    (
        "Trung bình hằng năm tổ chức trên 30 buổi sinh hoạt, gần 500 lượt người.",
        "",
    ),
    (
        (
            "Số mô hình được cấp huyện khen thưởng các năm 2017, 2018, 2019, 2020, 2021 lần lượt là 2, 2, 3, "
            "3, 4 mô hình."
        ),
        "awards_district 2017:2 2018:2 2019:3 2020:3 2021:4",
    ),
    (
        "Giai đoạn 2017 - 2021, mỗi năm tổ chức từ 02 đến 03 cuộc kiểm tra.",
        "",
    ),
    (
        "5 năm qua: 25 cuộc kiểm tra (2017: 5; 2018: 4; 2019: 5; 2020: 6; 2021: 5).",
        "inspections 2017:5 2018:4 2019:5 2020:6 2021:5",
    ),
    (
        "Riêng năm 2020, do dịch Covid-19, chỉ tổ chức được 8 hội nghị.",
        "conferences 2020:8",
    ),
    (
        ("Năm 2019 đăng 18 tin bài, phóng sự trên cổng thông tin điện tử, 59 tin bài trên các trang mạng xã hội."),
        "website_items 2019:18; social_media_items 2019:59",
    ),
    (
        "Năm 2018 treo 10 băng rol, khẩu hiệu, lắp dựng 5 panô.",
        "banners 2018:10 2018:5",
    ),
    (
        (
            "Năm 2018: 38 hội nghị, với gần 1.300 lượt người dự; treo hơn 90 pano, băng rôn; đăng hơn 500 "
            "tin, bài trên đài truyền thanh."
        ),
        "conferences 2018:38",
    ),
    (
        "Đài truyền thanh phát 5 lần/ngày năm 2019; mỗi tuần 3 tin, bài.",
        "",
    ),
    (
        "Năm 2021 UBND xã tặng Giấy khen cho 3 tập thể, 7 cá nhân.",
        "awarded_collectives 2021:3; awarded_individuals 2021:7",
    ),
    (
        "Năm 2020 kiểm tra 04 chi bộ, 06 đảng viên; giám sát chuyên đề 03 chi bộ.",
        "inspected_organisations 2020:4; supervised_organisations~ 2020:3",
    ),
    (
        "Năm 2021 xử lý kỷ luật 04 cán bộ, đảng viên.",
        "",
    ),
    (
        "Năm 2019, mô hình chính quyền địa phương 02 cấp; thực hiện Đề án 06; Chỉ thị số 05.",
        "",
    ),
    (
        ("Năm 2017 tổ chức mười hai hội nghị; năm 2018 tổ chức mười lăm hội nghị; năm 2019 hai mươi mốt hội nghị."),
        "conferences 2017:12 2018:15 2019:21",
    ),
    (
        "Hội nghị tuyên truyền: 2017 - 05; 2018 - 06; 2019 - 07; 2020 - 04; 2021 - 03.",
        "conferences 2017:5 2018:6 2019:7 2020:4 2021:3",
    ),
    (
        (
            "Số hội nghị tuyên truyền các năm 2017, 2018, 2019, 2020, 2021 lần lượt: 12, 14, 15, 8, 7; số "
            "lượt người dự tương ứng: 1.020, 1.140, 1.210, 640, 520."
        ),
        (
            "conferences 2017:12 2018:14 2019:15 2020:8 2021:7; conference_attendances 2017:1020 2018:1140 "
            "2019:1210 2020:640 2021:520"
        ),
    ),
    (
        (
            "Trong các năm 2017, 2018 và 2019, mỗi năm Đảng ủy tổ chức 04 cuộc kiểm tra, 02 cuộc giám sát "
            "chuyên đề; năm 2020, 2021 mỗi năm 03 cuộc kiểm tra và 01 cuộc giám sát chuyên đề."
        ),
        ("inspections 2017:4 2018:4 2019:4 2020:3 2021:3; thematic_supervisions 2017:2 2018:2 2019:2 2020:1 2021:1"),
    ),
    (
        "Hội thi kể chuyện: năm 2018, năm 2020 mỗi năm 01 cuộc; các năm còn lại không tổ chức.",
        "contests 2018:1 2020:1; contests~ 2017:0 2019:0 2021:0",
    ),
    (
        "Không có mô hình nào được cấp tỉnh khen thưởng trong cả 5 năm.",
        "awards_province~ 2017:0 2018:0 2019:0 2020:0 2021:0",
    ),
    (
        "Trong 5 năm 2017 - 2021 không có mô hình được Trung ương khen.",
        "awards_central 2017:0 2018:0 2019:0 2020:0 2021:0",
    ),
    (
        "Năm 2017, 2018: không có; năm 2019 có 01 mô hình được tỉnh khen.",
        "awards_province 2019:1",
    ),
    (
        ("Tổng số băng rôn, khẩu hiệu năm 2017 là 25 chiếc, năm sau tăng thêm 5 chiếc, năm 2019 là 32 chiếc."),
        "banners 2017:25 2019:32",
    ),
    (
        (
            "Trang fanpage của Đoàn xã thành lập tháng 3/2019, đến hết năm 2019 có 45 bài đăng, năm 2020: "
            "102 bài, năm 2021: 160 bài."
        ),
        "social_media_items 2020:102 2021:160",
    ),
    (
        (
            "Hệ thống loa truyền thanh thôn phát 64 lượt tin, bài trong năm 2017; 70 trong năm 2018; 75 "
            "trong năm 2019; 98 trong năm 2020; 91 trong năm 2021."
        ),
        "radio_items 2017:64 2018:70 2019:75 2020:98 2021:91",
    ),
    (
        "Kế hoạch năm 2020 là 6 cuộc kiểm tra, thực hiện được 5 cuộc.",
        "inspections~ 2020:5",
    ),
    (
        "Số tổ chức đảng được kiểm tra: 2017: 3, 2018: 4, 2019: 4, 2020: 5, 2021: 3 tổ chức.",
        "inspected_organisations 2017:3 2018:4 2019:4 2020:5 2021:3",
    ),
    (
        (
            "Năm 2017 có 3 cuộc kiểm tra, năm 2018 có 4 cuộc, năm 2019 có 4 cuộc, năm 2020 có 5 cuộc và năm "
            "2021 có 3 cuộc."
        ),
        "inspections 2017:3 2018:4 2019:4 2020:5 2021:3",
    ),
    (
        "Năm 2018 Đảng ủy cử 15 đồng chí dự 02 hội nghị do Huyện ủy tổ chức.",
        "conferences? 2018:2",
    ),
    (
        "Năm 2021, tổ chức 03 hội nghị trực tuyến đến 06 điểm cầu, có 210 lượt cán bộ, đảng viên tham dự.",
        "conferences 2021:3; conference_attendances 2021:210",
    ),
    (
        "Năm 2020 cấp phát 150 cuốn tài liệu, 3.000 tờ rơi.",
        "publications 2020:150",
    ),
    (
        (
            "Các năm 2017 và 2018 mỗi năm khen 05 tập thể, 12 cá nhân; năm 2019 khen 06 tập thể và 14 cá "
            "nhân; năm 2020 và 2021 cùng khen 04 tập thể, 09 cá nhân."
        ),
        (
            "awarded_collectives 2017:5 2018:5 2019:6; awarded_individuals 2017:12 2018:12 2019:14; "
            "awarded_collectives~ 2020:4 2021:4; awarded_individuals~ 2020:9 2021:9"
        ),
    ),
    (
        "Năm nào Đảng ủy cũng tổ chức sơ kết, mỗi năm 01 hội nghị.",
        "annual_reviews~ 2017:1 2018:1 2019:1 2020:1 2021:1",
    ),
    (
        "Từ năm 2017 đến năm 2021, mỗi năm 1 lần sơ kết vào tháng 12.",
        "annual_reviews 2017:1 2018:1 2019:1 2020:1 2021:1",
    ),
    (
        "Sinh hoạt chi bộ hằng tháng: năm 2017, 12 buổi; năm 2018, 12 buổi; năm 2019, 13 buổi.",
        "meetings 2017:12 2018:12 2019:13",
    ),
    (
        (
            "Số buổi sinh hoạt của các hội, đoàn thể năm 2017 là 120, 2018 là 126, 2019 là 130, 2020 là 98, "
            "2021 là 95; với tổng số lượt người dự là 4.800, 5.040, 5.200, 3.920 và 3.800."
        ),
        (
            "meetings 2017:120 2018:126 2019:130 2020:98 2021:95; meeting_attendances~ 2017:4800 2018:5040 "
            "2019:5200 2020:3920 2021:3800"
        ),
    ),
    (
        ("Đã có 5 hội nghị tuyên truyền được tổ chức trong năm 2017, 6 hội nghị được tổ chức trong năm 2018."),
        "conferences 2017:5 2018:6",
    ),
    (
        "Trong năm 2018, đơn vị tổ chức được tất cả 06 hội nghị, thu hút 415 lượt người tham dự.",
        "conferences 2018:6; conference_attendances 2018:415",
    ),
    (
        "2017 (5 hội nghị), 2018 (6 hội nghị), 2019 (7 hội nghị).",
        "conferences 2017:5 2018:6 2019:7",
    ),
    (
        "Chi bộ tổ chức 5 hội nghị/năm (2017 - 2019), 3 hội nghị/năm (2020 - 2021).",
        "conferences 2017:5 2018:5 2019:5 2020:3 2021:3",
    ),
    (
        "Hội nghị tuyên truyền: 05 - 06 - 08 - 04 - 05 (theo các năm 2017 - 2021).",
        "conferences 2017:5 2018:6 2019:8 2020:4 2021:5",
    ),
    (
        "Các hội nghị tuyên truyền qua từng năm như sau: 05 hội nghị (năm 2017); 06 hội nghị (năm 2018).",
        "conferences 2017:5 2018:6",
    ),
    (
        (
            "Trong năm 2019:\n- Hội nghị: 05 hội nghị, 310 lượt người.\n- Sinh hoạt chi bộ: 120 buổi.\n- Hội "
            "thi: 01 cuộc."
        ),
        "conferences~ 2019:5; conference_attendances~ 2019:310; meetings~ 2019:120; contests~ 2019:1",
    ),
    (
        "Về kiểm tra:\n- Năm 2017: 03 cuộc, 04 tổ chức đảng.\n- Năm 2018: 04 cuộc, 05 tổ chức đảng.",
        "inspections 2017:3 2018:4; inspected_organisations 2017:4 2018:5",
    ),
    (
        (
            "Số tin, bài đăng trên Cổng thông tin điện tử xã: 14 tin, bài năm 2018, tăng lên 22 tin, bài vào "
            "năm 2019 và 31 tin, bài vào năm 2020."
        ),
        "website_items 2018:14 2019:22 2020:31",
    ),
    (
        "Mỗi năm, từ 2017 đến 2021, chi bộ treo 04 băng rôn tại trụ sở.",
        "banners 2017:4 2018:4 2019:4 2020:4 2021:4",
    ),
    (
        "Giai đoạn 2017-2019 mỗi năm treo 10 khẩu hiệu, giai đoạn 2020-2021 mỗi năm treo 06 khẩu hiệu.",
        "banners 2017:10 2018:10 2019:10 2020:6 2021:6",
    ),
    (
        "Năm 2021 đăng 30 tin, bài (trên trang thông tin điện tử 18 tin, bài; trên Facebook 12 tin, bài).",
        "website_items 2021:18; social_media_items~ 2021:12",
    ),
    (
        "Kể từ năm 2020, mỗi năm có 02 cuộc thi trực tuyến.",
        "contests~ 2020:2 2021:2",
    ),
    (
        (
            "Hai năm 2018, 2019, mỗi năm giám sát thường xuyên 05 cuộc, giám sát chuyên đề 01 cuộc; ba năm "
            "còn lại mỗi năm giám sát thường xuyên 04 cuộc."
        ),
        (
            "regular_supervisions 2018:5 2019:5; thematic_supervisions 2018:1 2019:1; regular_supervisions~ "
            "2017:4 2020:4 2021:4"
        ),
    ),
    (
        "Năm 2017, Đảng ủy kiểm tra 03 cuộc, 04 chi bộ, giám sát 02 chi bộ.",
        "inspections 2017:3; inspected_organisations 2017:4; supervised_organisations 2017:2",
    ),
    (
        (
            "Năm 2018 Ban Thường vụ Đảng ủy đã tiến hành 04 cuộc kiểm tra đối với 05 tổ chức đảng và 02 cuộc "
            "giám sát chuyên đề đối với 03 tổ chức đảng."
        ),
        (
            "inspections 2018:4; inspected_organisations 2018:5; thematic_supervisions 2018:2; "
            "supervised_organisations 2018:3"
        ),
    ),
    (
        (
            "Được Chủ tịch UBND tỉnh tặng Bằng khen 01 mô hình (năm 2020), Huyện ủy tặng Giấy khen 02 mô "
            "hình (năm 2019) và 01 mô hình (năm 2021)."
        ),
        "awards_province 2020:1; awards_district 2019:2 2021:1",
    ),
    (
        "Năm 2019, có 02 mô hình được biểu dương cấp cơ sở, 01 mô hình được UBND huyện khen thưởng.",
        "awards_grassroots 2019:2; awards_district 2019:1",
    ),
    (
        "Trong đó, năm 2018 khen 5 lượt tập thể; năm 2019 khen 6 lượt tập thể.",
        "awarded_collectives 2018:5 2019:6",
    ),
    (
        "Chi bộ không tổ chức hội thi trong các năm 2017, 2018.",
        "contests 2017:0 2018:0",
    ),
    (
        "Năm 2018 chưa tổ chức được cuộc giám sát chuyên đề nào; năm 2019 giám sát chuyên đề 01 cuộc.",
        "thematic_supervisions 2018:0 2019:1",
    ),
    (
        "Từ năm 2017 đến năm 2021 đã đăng tổng số 120 tin, bài trên trang thông tin điện tử.",
        "",
    ),
    (
        "Cấp ủy tổ chức 01 hội nghị sơ kết vào cuối mỗi năm (2017, 2018, 2019, 2020, 2021).",
        "annual_reviews 2017:1 2018:1 2019:1 2020:1 2021:1",
    ),
    (
        ("Tài liệu cấp phát: 2017: 100 cuốn; 2018: 80 cuốn; hai năm tiếp theo mỗi năm 50 cuốn; 2021: 45 cuốn."),
        "publications 2017:100 2018:80 2021:45; publications~ 2019:50 2020:50",
    ),
    (
        "Năm 2019 có 2019 lượt người dự hội nghị; năm 2020 có 1 250 lượt người dự.",
        "conference_attendances 2019:2019 2020:1250",
    ),
    (
        "Năm 2020, có 1,250 lượt người dự hội nghị.",
        "conference_attendances? 2020:-",
    ),
    (
        (
            "Toàn Đảng bộ đã mở 09 hội nghị quán triệt chuyên đề năm 2018 cho 1.320 lượt cán bộ, đảng viên; "
            "năm 2019: 11 hội nghị cho 1.405 lượt."
        ),
        "conferences 2018:9 2019:11; conference_attendances 2018:1320 2019:1405",
    ),
    (
        (
            "Công tác tuyên truyền miệng được duy trì: 7 hội nghị (2017), 9 (2018), 11 (2019), 5 (2020) và 4 "
            "(2021), thu hút lần lượt 980, 1.120, 1.300, 450 và 390 lượt người dự."
        ),
        (
            "conferences 2017:7 2018:9 2019:11 2020:5 2021:4; conference_attendances 2017:980 2018:1120 "
            "2019:1300 2020:450 2021:390"
        ),
    ),
    (
        "Năm 2020, đơn vị chỉ có 02 hội nghị do ảnh hưởng của dịch, bằng 40% so với năm 2019.",
        "conferences 2020:2",
    ),
    (
        (
            "Số lượt người dự hội nghị năm 2017 đạt 640, các năm 2018 và 2019 cùng đạt 710, năm 2020 giảm "
            "còn 300, năm 2021 đạt 335."
        ),
        "conference_attendances 2017:640 2018:710 2019:710 2020:300 2021:335",
    ),
    (
        "Trong hai năm 2020 - 2021, mỗi năm các chi đoàn tổ chức 24 buổi sinh hoạt chuyên đề.",
        "meetings 2020:24 2021:24",
    ),
    (
        (
            "Hệ thống truyền thanh của thị trấn phát sóng 55 tin, bài năm 2017, 61 tin, bài năm 2018; trang "
            "thông tin điện tử đăng 20 tin, bài năm 2018."
        ),
        "radio_items 2017:55 2018:61; website_items 2018:20",
    ),
    (
        "Về khen thưởng, năm 2017: 3 tập thể, 8 cá nhân; năm 2018: 4 tập thể, 10 cá nhân.",
        "awarded_collectives 2017:3 2018:4; awarded_individuals 2017:8 2018:10",
    ),
    (
        "Ủy ban nhân dân xã khen thưởng 05 lượt tập thể và 11 lượt cá nhân trong năm 2019.",
        "awarded_collectives 2019:5; awarded_individuals 2019:11",
    ),
    (
        "Huyện ủy tặng giấy khen cho 02 mô hình (các năm 2018, 2020), mỗi năm 01 mô hình.",
        "awards_district 2018:1 2020:1",
    ),
    (
        (
            "Mô hình “Vườn sạch” năm 2019 tổ chức 05 hội nghị, có 300 lượt người dự, được huyện tặng giấy "
            "khen. Năm 2020 mô hình tổ chức 06 hội nghị."
        ),
        "",
    ),
    (
        ("Các mô hình được biểu dương ở xã: năm 2017: 02; năm 2018: 02; năm 2019: 03; năm 2020: 03; năm 2021: 04."),
        "awards_grassroots 2017:2 2018:2 2019:3 2020:3 2021:4",
    ),
    (
        "Cấp trên khen: 1 mô hình năm 2018.",
        "",
    ),
    (
        "Năm 2019 kiểm tra được 05 cuộc với 07 tổ chức đảng, đạt 100% kế hoạch (05/05 cuộc).",
        "inspections 2019:5; inspected_organisations 2019:7; inspections? 2019:-",
    ),
    (
        "Ủy ban kiểm tra Đảng ủy giám sát chuyên đề 02 cuộc năm 2018, 02 cuộc năm 2019, 01 cuộc năm 2020.",
        "thematic_supervisions 2018:2 2019:2 2020:1",
    ),
    (
        (
            "Hằng năm, Đảng ủy xây dựng chương trình kiểm tra; năm 2017 thực hiện 03 cuộc kiểm tra, năm 2018 "
            "thực hiện 04 cuộc."
        ),
        "inspections 2017:3 2018:4",
    ),
    (
        "Đã kiểm tra 15 tổ chức đảng trong 5 năm.",
        "",
    ),
    (
        "Giai đoạn 2015 - 2020 tổ chức 30 hội nghị.",
        "",
    ),
    (
        "Năm 2016 tổ chức 4 hội nghị, năm 2017 tổ chức 5 hội nghị, năm 2022 tổ chức 2 hội nghị.",
        "conferences 2017:5",
    ),
    (
        "Từ đầu năm 2021 đến nay tổ chức 03 hội nghị.",
        "conferences? 2021:3",
    ),
    (
        "Quý IV/2019 tổ chức 02 hội nghị.",
        "",
    ),
    (
        "Năm 2018, Huyện ủy tổ chức 03 hội nghị, xã cử 45 lượt người dự.",
        "conferences? 2018:3; conference_attendances? 2018:45",
    ),
    (
        "Số người dự mỗi hội nghị là 120 người (năm 2019).",
        "",
    ),
    (
        "Mỗi chi bộ tổ chức 12 buổi sinh hoạt năm 2019.",
        "",
    ),
    (
        "Năm 2019, 12/12 chi bộ đã tổ chức sinh hoạt chuyên đề.",
        "",
    ),
    (
        "Năm 2021 phấn đấu tổ chức 05 hội nghị.",
        "",
    ),
    (
        "Dự kiến năm 2021 có 06 hội nghị tuyên truyền.",
        "",
    ),
    (
        "Năm 2021 đã vận động 350 triệu đồng, trao 12 suất quà cho 12 cá nhân khó khăn.",
        "",
    ),
    (
        "Năm 2020 có 3 tập thể, 5 cá nhân được đề nghị khen thưởng.",
        "",
    ),
    (
        "Trong đó hội nghị tuyên truyền năm 2019 có 8 hội nghị, trong đó 02 hội nghị trực tuyến.",
        "conferences 2019:8",
    ),
    (
        "Năm 2019: 08 hội nghị (trong đó: 02 trực tuyến, 06 trực tiếp), 1.100 lượt người.",
        "conferences 2019:8; conference_attendances 2019:1100",
    ),
    (
        (
            "Năm 2019 tổ chức 02 đợt tuyên truyền với 08 hội nghị, 12 buổi nói chuyện, treo 25 băng rôn, "
            "khẩu hiệu, phát 400 tờ rơi."
        ),
        "conferences 2019:8; banners 2019:25",
    ),
    (
        "Năm 2018: có khoảng 5 hội nghị. Năm 2019: 5 - 6 hội nghị. Năm 2020: hơn 4 hội nghị.",
        "",
    ),
    (
        "Băng rôn: 15 chiếc/năm trong 3 năm 2017, 2018, 2019; năm 2020 và năm 2021: 20 chiếc/năm.",
        "banners 2017:15 2018:15 2019:15 2020:20 2021:20",
    ),
    (
        "Số tin bài trên Facebook: năm 2020 - 120 bài; năm 2021 - 180 bài.",
        "social_media_items 2020:120 2021:180",
    ),
    (
        (
            "Tin, bài trên hệ thống đài truyền thanh cơ sở năm 2017: 40; 2018: 44; 2019: 51; 2020: 66; 2021: "
            "58 (tin, bài)."
        ),
        "radio_items 2017:40 2018:44 2019:51 2020:66 2021:58",
    ),
    (
        (
            "Kết quả cụ thể: Hội nghị: năm 2017: 4, năm 2018: 5; sinh hoạt chi bộ: năm 2017: 96 buổi, năm "
            "2018: 98 buổi; hội thi: năm 2018: 1 cuộc."
        ),
        "conferences 2017:4 2018:5; meetings 2017:96 2018:98; contests 2018:1",
    ),
    (
        "Năm 2017 tổ chức 1 hội thi, năm 2018: 0, năm 2019: 02 hội thi.",
        "contests 2017:1 2018:0 2019:2",
    ),
    (
        "Năm 2020 không tổ chức được hội nghị tập trung nào, chỉ phát tài liệu.",
        "conferences 2020:0",
    ),
    (
        "Năm 2019, chi bộ không có đảng viên bị kỷ luật, tổ chức 12 buổi sinh hoạt.",
        "meetings~ 2019:12",
    ),
    (
        ("Tính chung 5 năm, tổng số tin bài trên trang web là 210 (2017: 30, 2018: 35, 2019: 40, 2020: 50, 2021: 55)."),
        "website_items 2017:30 2018:35 2019:40 2020:50 2021:55",
    ),
    (
        "Số cuộc kiểm tra tăng dần: 3 (năm 2017), 4 (năm 2018), 4 (năm 2019), 5 (năm 2020), 6 (năm 2021).",
        "inspections 2017:3 2018:4 2019:4 2020:5 2021:6",
    ),
    (
        (
            "Qua 5 năm, Đảng ủy đã chỉ đạo tổ chức được 31 hội nghị tuyên truyền, trong đó năm 2017: 06 hội "
            "nghị, năm 2018: 07 hội nghị, năm 2019: 08 hội nghị, năm 2020: 05 hội nghị, năm 2021: 05 hội "
            "nghị."
        ),
        "conferences 2017:6 2018:7 2019:8 2020:5 2021:5",
    ),
    (
        "Số hội nghị: 06 (2017) - 07 (2018) - 08 (2019) - 05 (2020) - 05 (2021).",
        "conferences 2017:6 2018:7 2019:8 2020:5 2021:5",
    ),
    (
        "Năm 2017, tổ chức 06 hội nghị/1.120 lượt người; năm 2018, tổ chức 07 hội nghị/1.250 lượt người.",
        "conferences 2017:6 2018:7; conference_attendances 2017:1120 2018:1250",
    ),
    (
        (
            "Hội nghị quán triệt (2017: 6; 2018: 7; 2019: 8; 2020: 5; 2021: 5); lượt người dự (2017: 1.120; "
            "2018: 1.250; 2019: 1.300; 2020: 600; 2021: 640)."
        ),
        (
            "conferences 2017:6 2018:7 2019:8 2020:5 2021:5; conference_attendances 2017:1120 2018:1250 "
            "2019:1300 2020:600 2021:640"
        ),
    ),
    (
        (
            "Trên Trang thông tin điện tử xã đã đăng tải 12 tin, bài (năm 2019), 25 tin, bài (năm 2020), 41 "
            "tin, bài (năm 2021); hai năm đầu chưa có trang."
        ),
        "website_items 2019:12 2020:25; website_items~ 2021:41",
    ),
    (
        (
            "Công tác tuyên truyền trên hệ thống truyền thanh cơ sở được thực hiện thường xuyên với số tin, "
            "bài qua các năm: 2017 (120 tin, bài), 2018 (132 tin, bài), 2019 (145 tin, bài)."
        ),
        "radio_items 2017:120 2018:132 2019:145",
    ),
    (
        "Năm 2017, 2018 mỗi năm 04 hội nghị; 2019: 06 hội nghị; 2020 và 2021 mỗi năm 02 hội nghị.",
        "conferences 2017:4 2018:4 2019:6 2020:2 2021:2",
    ),
    (
        "Năm 2020 và năm 2021, do ảnh hưởng của dịch Covid-19, mỗi năm chỉ tổ chức được 02 hội nghị.",
        "conferences 2020:2 2021:2",
    ),
    (
        ("Tổng số lượt người tham dự các hội nghị qua các năm lần lượt là: năm 2017: 812 lượt; năm 2018: 905 lượt."),
        "conference_attendances 2017:812 2018:905",
    ),
    (
        ("Đảng ủy đã tổ chức kiểm tra việc thực hiện Chỉ thị 05 đối với 03 chi bộ năm 2018, 04 chi bộ năm 2019."),
        "inspected_organisations 2018:3 2019:4",
    ),
    (
        (
            "UBKT Đảng ủy giám sát thường xuyên 08 cuộc/năm trong giai đoạn 2017 - 2019 và 10 cuộc/năm trong "
            "giai đoạn 2020 - 2021."
        ),
        "regular_supervisions 2017:8 2018:8 2019:8 2020:10 2021:10",
    ),
    (
        ("Giám sát chuyên đề: 2017: 01 cuộc đối với 02 tổ chức đảng; 2018: 02 cuộc đối với 04 tổ chức đảng."),
        "thematic_supervisions 2017:1 2018:2; supervised_organisations 2017:2 2018:4",
    ),
    (
        "Hằng năm, Đảng ủy đều tiến hành sơ kết (01 cuộc/năm, từ năm 2017 đến năm 2021).",
        "annual_reviews 2017:1 2018:1 2019:1 2020:1 2021:1",
    ),
    (
        "Số lượt cá nhân được biểu dương, khen thưởng là 12 (năm 2017), 15 (năm 2018), 14 (năm 2019).",
        "awarded_individuals 2017:12 2018:15 2019:14",
    ),
    (
        (
            "Năm 2018, đã có 04 tập thể và 09 cá nhân được Đảng ủy, UBND xã tặng giấy khen; 01 tập thể, 02 "
            "cá nhân được UBND huyện tặng giấy khen."
        ),
        (
            "awarded_collectives 2018:4; awarded_individuals 2018:9; awarded_collectives~ 2018:1; "
            "awarded_individuals~ 2018:2"
        ),
    ),
    (
        "Cấp huyện tuyên dương 2 mô hình vào các năm 2019 và 2021 (mỗi năm 1 mô hình).",
        "awards_district 2019:1 2021:1",
    ),
    (
        "Năm 2019 có thêm 02 mô hình được cấp huyện khen thưởng.",
        "",
    ),
    (
        "Đã treo, lắp đặt 25 pa nô, áp phích năm 2017; 28 pa nô, áp phích năm 2018; 30 tấm năm 2019.",
        "banners 2017:25 2018:28 2019:30",
    ),
    (
        "Phát hành 250 cuốn sách, tài liệu năm 2017, 180 cuốn năm 2018.",
        "publications 2017:250 2018:180",
    ),
    (
        "Trong năm học 2019 - 2020 tổ chức 02 hội thi; năm 2021 tổ chức 01 hội thi với 120 bài dự thi.",
        "contests 2021:1",
    ),
    (
        (
            "Chi đoàn xã có trang Facebook với 1.200 lượt theo dõi, năm 2020 đăng 85 bài, năm 2021 đăng 110 "
            "bài thu hút 12.500 lượt tương tác."
        ),
        "social_media_items 2020:85 2021:110",
    ),
    (
        "Năm 2019 đơn vị phối hợp với Trung tâm Văn hóa huyện tổ chức 01 cuộc thi trực tuyến.",
        "contests~ 2019:1",
    ),
    (
        (
            "Sinh hoạt chi bộ thường kỳ 12 buổi/năm, sinh hoạt chuyên đề 04 buổi/năm, thực hiện đều trong "
            "các năm từ 2017 đến 2021."
        ),
        "meetings 2017:12 2018:12 2019:12 2020:12 2021:12 2017:4 2018:4 2019:4 2020:4 2021:4",
    ),
    (
        "Số buổi sinh hoạt chuyên đề: 4 buổi (2017), 4 buổi (2018), 5 buổi (2019).",
        "meetings 2017:4 2018:4 2019:5",
    ),
    (
        "Năm 2017 và 2018: 5 hội nghị/năm; năm 2019: 6 hội nghị.",
        "conferences 2017:5 2018:5 2019:6",
    ),
    (
        "So với năm 2017 (05 hội nghị), năm 2018 tổ chức 07 hội nghị.",
        "conferences 2018:7",
    ),
    (
        "Năm 2018 tăng 02 hội nghị so với năm 2017, đạt 07 hội nghị.",
        "conferences 2018:7",
    ),
    (
        "Từ 05 hội nghị năm 2017 tăng lên 08 hội nghị năm 2019.",
        "conferences 2017:5 2019:8",
    ),
    (
        "Năm 2017 là 5 hội nghị, các năm sau lần lượt là 6, 8, 4 và 5 hội nghị.",
        "conferences 2017:5; conferences~ 2018:6 2019:8 2020:4 2021:5",
    ),
    (
        "Trong giai đoạn 2017 - 2021 đã kiểm tra 20 cuộc: 04 cuộc/năm.",
        "inspections 2017:4 2018:4 2019:4 2020:4 2021:4",
    ),
    (
        "Kiểm tra 20 cuộc (bình quân 04 cuộc/năm).",
        "",
    ),
    (
        (
            "Về tuyên truyền miệng: Năm 2017: 6 hội nghị với 540 lượt người; Năm 2018: 7 hội nghị với 610 "
            "lượt người; Năm 2019: 8 hội nghị với 702 lượt người; Năm 2020: 3 hội nghị với 210 lượt người; "
            "Năm 2021: 4 hội nghị với 265 lượt người."
        ),
        (
            "conferences 2017:6 2018:7 2019:8 2020:3 2021:4; conference_attendances 2017:540 2018:610 "
            "2019:702 2020:210 2021:265"
        ),
    ),
    (
        (
            "Trong 5 năm đã tổ chức 28 hội nghị tuyên truyền với 2.327 lượt người tham gia (năm 2017: 6 hội "
            "nghị, 540 lượt; năm 2018: 7 hội nghị, 610 lượt; năm 2019: 8 hội nghị, 702 lượt)."
        ),
        "conferences 2017:6 2018:7 2019:8; conference_attendances 2017:540 2018:610 2019:702",
    ),
    (
        ("Các chi hội tổ chức 96 buổi sinh hoạt năm 2017, mỗi buổi có 45 người dự; năm 2018 tổ chức 98 buổi."),
        "meetings 2017:96 2018:98",
    ),
    (
        "Năm 2019: tổ chức 01 hội thi cấp xã, 03 hội thi cấp thôn.",
        "contests~ 2019:1 2019:3",
    ),
    (
        "Đài truyền thanh xã năm 2017 phát 52 chuyên mục, 104 tin, bài.",
        "radio_items 2017:52 2017:104",
    ),
    (
        (
            "Công tác kiểm tra, giám sát: Năm 2017 kiểm tra 03 tổ chức đảng, giám sát 02 tổ chức đảng; năm "
            "2018 kiểm tra 04 tổ chức đảng, giám sát 03 tổ chức đảng."
        ),
        "inspected_organisations 2017:3 2018:4; supervised_organisations 2017:2 2018:3",
    ),
    (
        "Năm 2017, Đảng ủy kiểm tra, giám sát 05 tổ chức đảng.",
        "supervised_organisations? 2017:5",
    ),
    (
        "Năm 2017, kiểm tra 05 tổ chức đảng và 08 đảng viên; trong đó, UBKT kiểm tra 02 tổ chức đảng.",
        "inspected_organisations 2017:5",
    ),
    (
        "Năm 2020, chi bộ có 02 đảng viên được khen thưởng; 01 tập thể được tặng giấy khen.",
        "awarded_collectives~ 2020:1",
    ),
    (
        "Năm 2021: 03 mô hình được biểu dương, trong đó 01 mô hình cấp huyện, 02 mô hình cấp cơ sở.",
        "",
    ),
    (
        "Năm 2018 xây dựng thêm 02 mô hình, năm 2019 xây dựng 01 mô hình cấp huyện.",
        "",
    ),
    (
        "Đến hết năm 2021, toàn xã có 12 mô hình, được cấp huyện công nhận 03 mô hình.",
        "",
    ),
    (
        (
            "Năm 2019 có 01 mô hình được đề nghị cấp tỉnh khen thưởng; năm 2020 có 01 mô hình được Chủ tịch "
            "UBND tỉnh tặng bằng khen."
        ),
        "awards_province 2020:1",
    ),
    (
        "Từ năm 2018, mỗi năm Đảng ủy biểu dương 03 mô hình.",
        "awards_grassroots~ 2018:3 2019:3 2020:3 2021:3",
    ),
    (
        "Hội Nông dân năm 2018 được tỉnh tặng bằng khen 01 tập thể, 02 cá nhân.",
        "awarded_collectives 2018:1; awarded_individuals 2018:2",
    ),
    (
        (
            "Tập thể được khen: 2 (2017), 3 (2018), 3 (2019), 2 (2020), 4 (2021). Cá nhân: 6, 7, 9, 8, 12 "
            "tương ứng các năm."
        ),
        (
            "awarded_collectives 2017:2 2018:3 2019:3 2020:2 2021:4; awarded_individuals~ 2017:6 2018:7 "
            "2019:9 2020:8 2021:12"
        ),
    ),
    (
        (
            "Số băng rôn, khẩu hiệu, pa nô các năm 2017, 2018, 2019, 2020, 2021 tương ứng là: 20 chiếc, 22 "
            "chiếc, 25 chiếc, 30 chiếc, 28 chiếc."
        ),
        "banners 2017:20 2018:22 2019:25 2020:30 2021:28",
    ),
    (
        "Lần lượt các năm 2017, 2018, 2019 tổ chức 5 hội nghị, 6 hội nghị và 7 hội nghị.",
        "conferences 2017:5 2018:6 2019:7",
    ),
    (
        "Năm 2017 tổ chức 4 cuộc kiểm tra, giám sát.",
        "inspections 2017:4",
    ),
    (
        "Các năm 2017, 2018, 2019: 12 buổi sinh hoạt/năm; năm 2020: 10 buổi; năm 2021: 11 buổi.",
        "meetings 2017:12 2018:12 2019:12 2020:10 2021:11",
    ),
    (
        "Tin, bài đăng trên trang thông tin điện tử huyện: năm 2019 là 6, năm 2020 là 9 tin, bài.",
        "website_items~ 2019:6 2020:9",
    ),
    (
        "Năm 2019, tổ chức thành công Đại hội; đăng 12 tin, bài.",
        "",
    ),
    (
        ("Năm 2018: Hội nghị quán triệt 06 cuộc, 720 lượt người; sinh hoạt chuyên đề 12 buổi, 410 lượt người."),
        ("conferences 2018:6; conference_attendances 2018:720; meetings 2018:12; meeting_attendances 2018:410"),
    ),
    (
        "Tổ chức quán triệt 02 hội nghị năm 2017 (mỗi hội nghị 120 người), 03 hội nghị năm 2018.",
        "conferences~ 2017:2; conferences 2018:3",
    ),
    (
        "Năm 2020, do dịch bệnh nên không tổ chức hội thi, hội nghị giảm còn 02 hội nghị.",
        "contests 2020:0; conferences 2020:2",
    ),
    (
        "Năm 2021 không có cuộc thi; không treo băng rôn.",
        "contests 2021:0",
    ),
    (
        "Chưa năm nào có mô hình được cấp tỉnh khen.",
        "",
    ),
    (
        "Năm 2020, 2021 không mở hội thi.",
        "contests 2020:0 2021:0",
    ),
    (
        (
            "Năm 2017, toàn Hội mở 12 lớp tập huấn; tổ chức được 14 hội nghị tuyên truyền, có 1.020 lượt hội "
            "viên tham dự; phát 36 tin bài trên loa truyền thanh."
        ),
        "conferences~ 2017:14; conference_attendances~ 2017:1020; radio_items~ 2017:36",
    ),
    (
        (
            "Kết quả đạt được: 2017: 12 hội nghị (1.050 lượt); 2018: 13 hội nghị (1.100 lượt); 2019: 15 hội "
            "nghị (1.240 lượt)."
        ),
        "conferences 2017:12 2018:13 2019:15; conference_attendances 2017:1050 2018:1100 2019:1240",
    ),
    (
        "Năm 2017 chi bộ sinh hoạt 12 kỳ, năm 2018 sinh hoạt 12 kỳ, năm 2019: 13 kỳ.",
        "meetings 2017:12 2018:12 2019:13",
    ),
    (
        (
            "Số lượng tin, bài tăng qua từng năm: nếu như năm 2017 mới có 10 tin, bài trên trang web thì đến "
            "năm 2021 đã có 58 tin, bài."
        ),
        "website_items~ 2017:10",
    ),
    (
        "Năm 2021 so với năm 2017, số hội nghị giảm từ 12 xuống còn 05 hội nghị.",
        "conferences 2021:5",
    ),
    (
        (
            'Bên cạnh đó, năm 2019 Đảng ủy còn tổ chức 02 hội thi "Kể chuyện tấm gương đạo đức Hồ Chí Minh" '
            "thu hút 64 thí sinh; năm 2021 tổ chức 01 cuộc thi viết với 210 bài dự thi."
        ),
        "contests 2019:2 2021:1",
    ),
    (
        (
            "Tổng số tài liệu, sách đã cấp phát là 560 cuốn, cụ thể: năm 2017: 150 cuốn; năm 2018: 120 cuốn; "
            "năm 2019: 110 cuốn; năm 2020: 80 cuốn; năm 2021: 100 cuốn."
        ),
        "publications 2017:150 2018:120 2019:110 2020:80 2021:100",
    ),
    (
        (
            "Ban Thường vụ Đảng ủy kiểm tra 02 cuộc (năm 2017), 03 cuộc (năm 2018); Ủy ban kiểm tra Đảng ủy "
            "kiểm tra 01 cuộc (năm 2017), 02 cuộc (năm 2018)."
        ),
        "inspections 2017:2 2018:3 2017:1 2018:2",
    ),
    (
        "Năm 2018 và năm 2019, số cuộc kiểm tra đều là 04, số tổ chức đảng được kiểm tra đều là 06.",
        "inspections 2018:4 2019:4; inspected_organisations 2018:6 2019:6",
    ),
    (
        (
            "Từ năm 2017 - 2019, mỗi năm tổ chức 02 cuộc giám sát chuyên đề với 04 chi bộ; 2 năm 2020, 2021 "
            "mỗi năm 01 cuộc với 02 chi bộ."
        ),
        (
            "thematic_supervisions 2017:2 2018:2 2019:2 2020:1 2021:1; supervised_organisations 2017:4 "
            "2018:4 2019:4 2020:2 2021:2"
        ),
    ),
    (
        ("Trong các năm 2017, 2018, 2019, 2020, 2021, số lượt tập thể được khen thưởng tương ứng là 4; 5; 5; 6; 7."),
        "awarded_collectives 2017:4 2018:5 2019:5 2020:6 2021:7",
    ),
    (
        (
            "Khen thưởng: Năm 2017: 04 lượt tập thể và 09 lượt cá nhân. Năm 2018: 05 lượt tập thể và 11 lượt "
            "cá nhân. Năm 2019: 05 và 12. Năm 2020: 06 và 10."
        ),
        (
            "awarded_collectives 2017:4 2018:5; awarded_individuals 2017:9 2018:11; awarded_individuals~ "
            "2019:5 2019:12 2020:6 2020:10"
        ),
    ),
    (
        "Có 02 mô hình được UBND tỉnh tặng Bằng khen (01 mô hình năm 2018, 01 mô hình năm 2020).",
        "awards_province 2018:1 2020:1",
    ),
    (
        "Mô hình điểm của xã được huyện biểu dương năm 2019 (01 mô hình), năm 2021 (02 mô hình).",
        "awards_district 2019:1 2021:2",
    ),
    (
        "Năm 2019, mô hình “Dân vận khéo” được UBND huyện tặng Giấy khen.",
        "",
    ),
    (
        "Năm 2018, đơn vị có 01 mô hình, năm 2019 có 02 mô hình được cấp ủy cơ sở biểu dương.",
        "awards_grassroots 2019:2",
    ),
    (
        ("Hệ thống pa nô, khẩu hiệu: làm mới 14 chiếc năm 2017, 10 chiếc năm 2018; sửa chữa 06 chiếc năm 2019."),
        "banners 2017:14 2018:10",
    ),
    (
        "Hằng năm duy trì 12 buổi sinh hoạt chi bộ.",
        "meetings~ 2017:12 2018:12 2019:12 2020:12 2021:12",
    ),
    (
        "Trong 2 năm 2018 và 2019, mỗi chi bộ tổ chức 02 buổi sinh hoạt chuyên đề.",
        "",
    ),
    (
        (
            "Năm 2020 số buổi sinh hoạt là 108, đạt tỷ lệ 98% so với kế hoạch; lượt người dự là 3.240, bình "
            "quân 30 người/buổi."
        ),
        "meetings 2020:108; meeting_attendances~ 2020:3240",
    ),
    (
        "Trang Facebook “Thanh niên xã” đăng 60 bài (2019), 115 bài (2020), 152 bài (2021).",
        "social_media_items 2019:60 2020:115 2021:152",
    ),
    (
        "Năm 2017 và 2018 chưa triển khai; từ năm 2019 mỗi năm có 24 bài trên trang thông tin điện tử.",
        "website_items~ 2019:24 2020:24 2021:24",
    ),
    (
        "Năm 2019 tổ chức 6 hội nghị với sự tham gia của 720 lượt cán bộ, đảng viên và nhân dân.",
        "conferences 2019:6; conference_attendances 2019:720",
    ),
    (
        "Tổ chức 06 hội nghị/năm.",
        "conferences~ 2017:6 2018:6 2019:6 2020:6 2021:6",
    ),
    (
        "Trung bình mỗi năm tổ chức 06 hội nghị (2017: 6, 2018: 7, 2019: 5).",
        "conferences 2017:6 2018:7 2019:5",
    ),
    (
        "Năm 2020, xã có 2 đợt phong tỏa, tổ chức 03 hội nghị trực tuyến thay cho 05 hội nghị trực tiếp.",
        "conferences~ 2020:3",
    ),
    (
        (
            "Kết quả từng năm:\n- Năm 2017:\n+ Hội nghị tuyên truyền: 05 hội nghị, 310 lượt người.\n+ Hội thi: "
            "01 cuộc.\n- Năm 2018:\n+ Hội nghị tuyên truyền: 06 hội nghị, 350 lượt người.\n+ Hội thi: 02 "
            "cuộc.\nViệc khác."
        ),
        "conferences~ 2017:5 2018:6; conference_attendances~ 2017:310 2018:350; contests~ 2017:1 2018:2",
    ),
    (
        ("a) Năm 2019\nTổ chức 08 hội nghị, 900 lượt người dự.\nKiểm tra 03 cuộc.\nb) Năm 2020\nTổ chức 04 hội nghị."),
        "conferences~ 2019:8 2020:4; conference_attendances~ 2019:900; inspections~ 2019:3",
    ),
    (
        "Công tác kiểm tra gồm:\n- Năm 2018: 04 cuộc.\n- Năm 2019: 05 cuộc.",
        "inspections 2018:4 2019:5",
    ),
    (
        "5 năm qua: 25 cuộc kiểm tra (2017: 5; 2018: 4; 2019: 5; 2020: 6; 2021: 6).",
        "inspections 2017:5 2018:4 2019:5 2020:6 2021:6; inspections? None:-",
    ),
    (
        (
            "Trong 5 năm đã tổ chức 28 hội nghị tuyên truyền (năm 2017: 6 hội nghị; năm 2018: 7 hội nghị; "
            "năm 2019: 8 hội nghị; năm 2020: 3 hội nghị; năm 2021: 4 hội nghị)."
        ),
        "conferences 2017:6 2018:7 2019:8 2020:3 2021:4",
    ),
    (
        (
            "Trong 5 năm đã tổ chức 29 hội nghị tuyên truyền: năm 2017 6 hội nghị, năm 2018 7 hội nghị, năm "
            "2019 8 hội nghị, năm 2020 3 hội nghị, năm 2021 4 hội nghị."
        ),
        "conferences 2017:6 2018:7 2019:8 2020:3 2021:4; conferences? None:-",
    ),
    (
        (
            "Cấp ủy tổ chức hội nghị quán triệt Nghị quyết, chuyên đề hằng năm với 1.200 lượt người năm 2018 "
            "và 1.350 lượt người năm 2019."
        ),
        "conference_attendances 2018:1200 2019:1350",
    ),
    (
        (
            "Đảng ủy đã ban hành 12 văn bản, tổ chức 04 hội nghị năm 2018; năm 2019 ban hành 10 văn bản, tổ "
            "chức 05 hội nghị."
        ),
        "conferences 2018:4 2019:5",
    ),
    (
        "Kết quả năm 2018: 05 hội nghị - 620 người dự; năm 2019: 06 hội nghị - 700 người dự.",
        "conferences 2018:5 2019:6; conference_attendances 2018:620 2019:700",
    ),
    (
        "Số hội nghị tổ chức hằng năm: 5 hội nghị.",
        "conferences~ 2017:5 2018:5 2019:5 2020:5 2021:5",
    ),
    (
        "Năm 2017 - 2018 tổ chức 02 hội thi.",
        "",
    ),
    (
        "Năm 2021, có 6/7 chi bộ tổ chức hội nghị học tập.",
        "",
    ),
    (
        "Năm 2019 thành lập 02 tổ tuyên truyền, tổ chức 24 buổi tuyên truyền lưu động.",
        "",
    ),
    (
        "Tổng số mô hình được biểu dương, khen thưởng giai đoạn 2017 - 2021 là 15 mô hình.",
        "",
    ),
    (
        "Năm 2020 có 04 mô hình cấp cơ sở, 01 mô hình cấp huyện được khen thưởng.",
        "awards_grassroots 2020:4; awards_district 2020:1",
    ),
    (
        "Năm 2018, tập thể chi bộ được Huyện ủy khen; 03 đồng chí được UBND xã khen.",
        "",
    ),
    (
        "Qua kiểm tra 04 tổ chức đảng năm 2019 cho thấy các chi bộ thực hiện tốt.",
        "",
    ),
    (
        "Năm 2018, 2019 kiểm tra 02 cuộc/năm; giám sát 01 cuộc/năm.",
        "inspections 2018:2 2019:2",
    ),
    (
        "Giám sát 03 cuộc năm 2019.",
        "",
    ),
    (
        "Năm 2019 tổ chức 01 Hội thi, 01 Hội diễn văn nghệ.",
        "contests 2019:1",
    ),
    (
        "Năm 2019: tuyên truyền trên loa truyền thanh 104 buổi, 52 tin, bài.",
        "radio_items 2019:52",
    ),
    (
        "Năm 2017, 2018, 2019, 2020, 2021 sơ kết 01 lần/năm.",
        "annual_reviews 2017:1 2018:1 2019:1 2020:1 2021:1",
    ),
    (
        "Năm 2018, năm 2020 và năm 2021, cấp huyện khen mỗi năm một mô hình.",
        "awards_district 2018:1 2020:1 2021:1",
    ),
    (
        "Trong năm 2020 và 6 tháng đầu năm 2021 tổ chức 04 hội nghị.",
        "conferences? 2021:4",
    ),
    (
        (
            "Các hội nghị do Đảng ủy tổ chức: 2017: 6; 2018: 7. Các hội nghị do huyện tổ chức mà xã tham dự: "
            "2017: 3; 2018: 2."
        ),
        "conferences 2017:6 2018:7; conferences? 2017:3 2018:2",
    ),
    (
        "Số lượt người dự các buổi sinh hoạt năm 2018 là 1.240, năm 2019 là 1.310.",
        "meeting_attendances 2018:1240 2019:1310",
    ),
    (
        "Năm 2018 phát động 02 cuộc thi, có 310 lượt người tham gia.",
        "contests 2018:2",
    ),
    (
        "Năm 2018 đăng 24 tin, bài trên Trang thông tin điện tử, Facebook.",
        "website_items? 2018:24",
    ),
    (
        "Năm 2018: trang thông tin điện tử 24 tin, bài; mạng xã hội 60 bài; đài truyền thanh 80 tin, bài.",
        "website_items 2018:24; social_media_items 2018:60; radio_items 2018:80",
    ),
    (
        "Đài truyền thanh: 80 tin, bài/năm (2017 - 2019), 95 tin, bài/năm (2020, 2021).",
        "radio_items 2017:80 2018:80 2019:80 2020:95 2021:95",
    ),
    (
        "Năm 2019, Đảng ủy khen 05 tập thể và 12 cá nhân, tăng 01 tập thể, 03 cá nhân so với năm 2018.",
        "awarded_collectives 2019:5; awarded_individuals 2019:12",
    ),
    (
        "Hai năm liền 2018 - 2019 mỗi năm có một mô hình được huyện biểu dương, khen thưởng.",
        "awards_district 2018:1 2019:1",
    ),
    (
        "Năm 2020: không; năm 2021: 01 hội thi.",
        "contests 2021:1",
    ),
    (
        "Năm 2019 không giám sát chuyên đề; năm 2020 giám sát chuyên đề 02 cuộc.",
        "thematic_supervisions 2019:0 2020:2",
    ),
    (
        "Năm 2017, xã có 01 mô hình (mô hình “Hàng cây thanh niên”) được UBND tỉnh tặng Bằng khen.",
        "",
    ),
    (
        "Giai đoạn 2017 - 2021, tổng số cuộc kiểm tra là 21, trong đó năm 2019 nhiều nhất với 06 cuộc.",
        "inspections 2019:6",
    ),
    (
        "Năm 2018 tổ chức sơ kết 01 năm, dự hội nghị có 80 đại biểu.",
        "",
    ),
    (
        "Hội nghị: năm 2017 05, năm 2018 06, năm 2019 07.",
        "conferences 2017:5 2018:6 2019:7",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_sentence_proposes(text: str, expected: str) -> None:
    assert proposed(text) == expected


def test_a_bracket_behind_a_compared_year_is_not_the_sentences_year() -> None:
    assert proposed("Năm 2021 tăng 05 hội nghị so với năm 2020 (12 hội nghị).") == ""
    assert proposed("Năm 2021 tổ chức 9 hội nghị, so với năm 2020 (12 hội nghị) giảm 3.") == "conferences 2021:9"
