"""What CAMEO codes and PLOVER's events mean as acts."""

from __future__ import annotations

import pytest

from comity.archives.meaning import cameo, of_cameo, of_plover
from comity.archives.tables import rows
from comity.ontology.acts import QUADS, acts


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("040", "040"), ("40", "040"), ("57.0", "057"), ("841", "0841"), ("112", "112"), ("190", "190")),
        *(("1711", "1711"), ("13y", "13y"), ("331", "0331"), ("0251", "0251"), ("20", "020")),
        *(("", None), ("---", None), ("9", None)),
    ],
)
def test_a_code_gets_back_the_zero_that_it_lost_as_a_number(text: str, code: str | None) -> None:
    assert cameo(text) == code


@pytest.mark.parametrize(
    ("code", "act"),
    [
        *(("054", "recognise"), ("042", "visit"), ("036", "promise"), ("1712", "coerce"), ("13y", "threaten")),
        *(("0831", "concede"), ("0841", "release"), ("1621", "suspend-cooperation"), ("195", "attack")),
        *(("191", "coerce"), ("050", ""), ("161", ""), ("043", ""), ("010", "")),
    ],
)
def test_a_code_means_an_act_where_it_means_no_other(code: str, act: str) -> None:
    assert of_cameo(code).act == act


def test_every_act_in_the_tables_is_one_and_has_its_own_event() -> None:
    for row in rows("cameo") + rows("plover"):
        if row["act"]:
            meaning = acts()[row["act"]]
            assert row["plover"] == meaning.plover, row
            assert row["mode"] in ("", meaning.mode), row
        assert not row["plover"] or any(row["plover"] in events for events in QUADS.values()), row


def test_the_code_of_an_act_in_the_codebook_means_that_act_or_none() -> None:
    for act in acts().values():
        assert of_cameo(act.cameo).act in ("", act.name), act


def test_plover_s_event_means_an_act_whatever_its_mode_unless_the_mode_says_more() -> None:
    assert of_plover("PROTEST", "riot").act == "protest"
    assert of_plover("CONSULT", "visit").act == "visit"
    assert of_plover("CONSULT", "").act == of_plover("SANCTION", "discontinue").act == ""
