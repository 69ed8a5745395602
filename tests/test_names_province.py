"""The province may follow the district in a unit's name; alone it is another level (plan's letterheads)."""

from __future__ import annotations

import pytest

from tests.builders import plan_83


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("xã Tân Sơn, huyện Kim Bảng, tỉnh Hà Nam", ("tan-son",)),
        ("Đảng bộ xã Tân Sơn - Kim Bảng - tỉnh Hà Nam", ("tan-son",)),
        ("XÃ TÂN SƠN HUYỆN KIM BẢNG TỈNH HÀ NAM", ("tan-son",)),
        ("Tân Sơn, tỉnh Hà Nam", ()),
        ("huyện Kim Bảng, tỉnh Hà Nam", ()),
    ],
)
def test_the_province_is_optional_only_after_the_district(text: str, units: tuple[str, ...]) -> None:
    assert plan_83().name_resolver().find(text) == units
