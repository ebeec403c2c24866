from __future__ import annotations

from comity.faces.web.words import with_names


def test_codes_become_names() -> None:
    assert with_names("BDI toward XKX: recognition withdrawn") == "Burundi toward Kosovo: recognition withdrawn"
    assert with_names("RUS recognise AFG:TALIBAN, asserted, 2025") == "Russia recognise Taliban, asserted, 2025"
    assert with_names("QQQ toward RUS: mission (embassy) open") == "QQQ toward Russia: mission (embassy) open"
