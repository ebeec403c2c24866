"""The state machine by its table of rules, without a database."""

from __future__ import annotations

import pytest

from comity.ledger.claims import Claim
from comity.ledger.days import bounds
from comity.ledger.machine import Spell, spells
from comity.ledger.rules import ANY, UNCHANGED, moving_acts, rules
from comity.model.standing import Dimension
from comity.ontology.acts import acts


def claims(*told: str) -> list[Claim]:
    """Claims from lines such as "A recognise B 2025-07-03", with a kind or a status after the date."""
    found = []
    for number, line in enumerate(told, start=1):
        source, act, target, day, *rest = line.split()
        status = next((word for word in rest if word in ("denied", "planned", "hypothetical")), "asserted")
        kind = " ".join(word for word in rest if word != status)
        first, last = bounds(day)
        found.append(Claim(source, target, act, kind, status, first, last, number))
    return found


def states(found: list[Spell], dimension: str, source: str = "A", target: str = "B", kind: str = "") -> list[str]:
    return [
        f"{spell.state} {spell.start}" + (f" or {spell.alternative}" if spell.disputed else "")
        for spell in found
        if (spell.dimension, spell.source, spell.target, spell.kind) == (dimension, source, target, kind)
    ]


def test_recognition_is_given_suspended_resumed_and_withdrawn() -> None:
    found = spells(
        claims(
            "A recognise B 2001-01-01",
            "A withdraw-recognition B 2002-01-01 suspended",
            "A recognise B 2003-01-01",
            "A withdraw-recognition B 2004-01-01",
        )
    )
    assert states(found, "recognition") == [
        "formal 20010101",
        "suspended 20020101",
        "formal 20030101",
        "withdrawn 20040101",
    ]
    assert states(found, "recognition", "B", "A") == []
    assert [spell.end for spell in found if spell.dimension == "recognition"] == [
        20020101,
        20030101,
        20040101,
        99991231,
    ]


def test_establishing_relations_recognises_and_severing_them_does_not_withdraw() -> None:
    found = spells(claims("A establish-relations B 2001-01-01", "B sever-relations A 2002-01-01"))
    assert states(found, "recognition") == ["formal 20010101"]
    assert states(found, "recognition", "B", "A") == ["formal 20010101"]
    assert states(found, "relations") == ["established 20010101", "severed 20020101"]


def test_dealing_with_a_side_is_contact_and_no_recognition() -> None:
    found = spells(claims("A accept-envoy B 2001-01-01", "A recognise B 2002-01-01", "A accept-envoy B 2003-01-01"))
    assert states(found, "recognition") == ["de facto contacts 20010101", "formal 20020101"]
    assert states(found, "envoy", "B", "A") == ["accredited 20010101"]


def test_a_host_that_orders_a_mission_shut_closes_it() -> None:
    found = spells(claims("A open-mission B 2001-01-01 embassy", "B close-mission A 2002-01-01 embassy"))
    assert states(found, "mission", kind="embassy") == ["open 20010101", "closed 20020101"]
    assert states(found, "mission", "B", "A", "embassy") == []


def test_severing_relations_closes_embassies_and_leaves_consulates() -> None:
    found = spells(
        claims(
            "A open-mission B 2001-01-01 embassy",
            "A open-mission B 2001-01-01 consulate",
            "A sever-relations B 2002-01-01",
        )
    )
    assert states(found, "mission", kind="embassy") == ["open 20010101", "closed 20020101"]
    assert states(found, "mission", kind="consulate") == ["open 20010101"]


def test_envoys() -> None:
    found = spells(
        claims(
            "A appoint-envoy B 2001-01-01",
            "B accept-envoy A 2001-02-01",
            "A recall-envoy B 2002-01-01",
            "A appoint-envoy B 2003-01-01",
            "A downgrade-relations B 2004-01-01",
            "B expel-envoy A 2005-01-01",
        )
    )
    assert [state.rsplit(" ", 1)[0] for state in states(found, "envoy")] == [
        "named",
        "accredited",
        "recalled",
        "named",
        "chargé only",
        "expelled",
    ]


def test_sanctions_by_kind_and_an_easing_that_names_none() -> None:
    found = spells(
        claims(
            "A impose-sanctions B 2001-01-01 arms",
            "A impose-sanctions B 2002-01-01 trade",
            "A ease-sanctions B 2003-01-01 arms",
            "A impose-sanctions B 2004-01-01 arms",
            "A ease-sanctions B 2005-01-01",
        )
    )
    assert states(found, "sanctions", kind="trade") == ["in force 20020101", "lifted 20050101"]
    assert states(found, "sanctions", kind="arms") == [
        "in force 20010101",
        "lifted 20030101",
        "in force 20040101",
        "lifted 20050101",
    ]


def test_agreements() -> None:
    found = spells(
        claims(
            "A sign-agreement B 2001-01-01",
            "A sign-agreement B 2002-01-01 ratified",
            "A suspend-cooperation B 2003-01-01",
            "B suspend-cooperation A 2004-01-01 treaty",
        )
    )
    assert states(found, "agreement") == ["signed 20010101", "in force 20020101", "ended 20040101"]


def test_conflict_with_a_ceasefire_a_peace_and_a_lapse() -> None:
    found = spells(
        claims(
            "A attack B 2001-01-01",
            "A ceasefire B 2001-02-01",
            "B attack A 2001-03-01",
            "A sign-agreement B 2001-04-01 peace",
            "A attack B 2002-01-01",
            "A attack B 2002-06-01",
        )
    )
    assert states(found, "conflict") == [
        "active 20010101",
        "ceasefire 20010201",
        "active 20010301",
        "ended 20010401",
        "active 20020101",
        "ended 20030601",
    ]


def test_only_what_is_asserted_and_dated_moves() -> None:
    undated = claims("A recognise B 2001-01-01")[0]._replace(first=0)
    assert spells([undated, *claims("A recognise B 2001-01-01 planned", "A recognise B 2001-01-01 hypothetical")]) == []
    assert spells(claims("A recognise B 2001-01-01 denied")) == []


def test_a_month_or_a_year_gives_imprecise_bounds() -> None:
    [spell] = spells(claims("A recognise B 2001"))
    assert (spell.start, spell.start_latest) == (20010101, 20011231)
    ended, begun = spells(claims("A recognise B 2001", "A withdraw-recognition B 2003-02"))[:2]
    assert (ended.end, ended.end_latest) == (20030201, 20030228)
    assert (begun.start, begun.start_latest) == (20030201, 20030228)


def test_a_vague_date_gives_way_to_an_exact_one_within_it() -> None:
    [spell] = spells(claims("A recognise B 2001", "A recognise B 2001-05-05", "A recognise B 2001-05"))
    assert (spell.start, spell.start_latest, len(spell.supports)) == (20010505, 20010505, 3)


def test_as_many_against_as_for_leaves_the_state_and_shows_the_dispute() -> None:
    found = spells(
        claims(
            "A recognise B 2001-01-01",
            "A withdraw-recognition B 2002-01-01",
            "A withdraw-recognition B 2002-01-01 denied",
        )
    )
    assert states(found, "recognition") == ["formal 20010101", "formal 20020101 or withdrawn"]
    assert (len(found[1].supports), len(found[1].opposes)) == (1, 1)


def test_more_for_than_against_takes_the_state_and_shows_the_dispute() -> None:
    found = spells(
        claims(
            "A recognise B 2001-01-01",
            "A recognise B 2001-01-01",
            "A recognise B 2001-01-04 denied",
        )
    )
    assert states(found, "recognition") == ["formal 20010101 or none"]


def test_a_second_disputed_act_leaves_the_first_in_doubt() -> None:
    found = spells(
        claims(
            "A recognise B 2001-01-01",
            "A recognise B 2001-01-01 denied",
            "A withdraw-recognition B 2003-01-01",
            "A withdraw-recognition B 2003-01-01 denied",
        )
    )
    assert states(found, "recognition") == ["none 20010101 or formal"]


def test_a_suspension_told_again_is_no_withdrawal() -> None:
    found = spells(
        claims(
            "A establish-relations B 2001-01-01",
            "A withdraw-recognition B 2002-01-01 suspended",
            "A withdraw-recognition B 2002-02-01 suspended",
        )
    )
    assert states(found, "recognition") == ["formal 20010101", "suspended 20020101"]
    assert states(found, "relations") == ["established 20010101", "suspended 20020101"]


def test_most_give_one_day_and_some_a_later() -> None:
    found = spells(
        claims(
            "A recognise B 2001-01-01",
            "A recognise B 2001-01-01",
            "A recognise B 2001-01-03",
            "A withdraw-recognition B 2005-01-01",
        )
    )
    formal, withdrawn = found
    assert (formal.state, formal.start, formal.start_latest, formal.end) == ("formal", 20010101, 20010103, 20050101)
    assert formal.told_otherwise == "formal from 2001-01-03"
    assert (sorted(formal.supports), formal.opposes) == ([1, 2], [3])
    assert withdrawn.told_otherwise == ""


def test_as_many_give_a_later_day() -> None:
    found = spells(claims("A recognise B 2001-01-01", "A recognise B 2001-01-03"))
    assert states(found, "recognition") == ["none 20010101 or formal", "formal 20010103"]
    assert [(spell.supports, spell.opposes) for spell in found] == [([2], [1]), ([1, 2], [])]


def test_three_days_of_one_act() -> None:
    told = ["A recognise B 2001-01-01", "A recognise B 2001-01-02", "A recognise B 2001-01-02"]
    found = spells(claims(*told, "A recognise B 2001-01-04"))
    assert states(found, "recognition") == ["none 20010101 or formal", "formal 20010102"]
    assert (found[1].told_otherwise, found[1].start_latest) == ("formal from 2001-01-04", 20010104)


def test_two_days_of_relations_that_imply_recognition() -> None:
    told = ["A establish-relations B 2001-01-01", "A establish-relations B 2001-01-01"]
    found = spells(claims(*told, "A establish-relations B 2001-01-02"))
    assert [(spell.state, spell.start, spell.told_otherwise) for spell in found] == [
        ("formal", 20010101, "formal from 2001-01-02"),
        ("formal", 20010101, "formal from 2001-01-02"),
        ("established", 20010101, "established from 2001-01-02"),
    ]


def test_an_act_told_again_later_is_no_other_day_of_it() -> None:
    found = spells(claims("A recognise B 2001-01-01", "A recognise B 2001-01-09", "A attack B 2002-01-01"))
    assert states(found, "recognition") == ["formal 20010101"]
    attacks = spells(claims("A attack B 2001-01-01", "A attack B 2001-01-03"))
    assert [spell.told_otherwise for spell in attacks][:1] == [""]


def test_a_later_undisputed_report_ends_a_dispute() -> None:
    found = spells(claims("A recognise B 2001-01-01", "A recognise B 2001-01-01 denied", "A recognise B 2003-01-01"))
    assert states(found, "recognition") == ["none 20010101 or formal", "formal 20030101"]


def test_a_denial_years_later_casts_doubt_from_its_day_on() -> None:
    found = spells(claims("A recognise B 2001-01-01", "A recognise B 2009-01-01 denied"))
    assert states(found, "recognition") == ["formal 20010101", "formal 20090101 or none"]


def test_a_denial_before_the_act_says_nothing_against_it() -> None:
    assert states(spells(claims("A recognise B 2001-01-01 denied", "A recognise B 2001-02-01")), "recognition") == [
        "formal 20010201"
    ]


def test_recognition_of_a_government_ends_with_it() -> None:
    found = spells(claims("PAK recognise AFG 1997-05-25"))
    assert states(found, "recognition", "PAK", "AFG") == ["formal 19970525", "none 20011114"]


def test_the_table_names_acts_and_states_that_are() -> None:
    assert moving_acts() <= acts().keys()
    assert {rule.dimension for rule in rules()} == set(Dimension)
    assert all(rule.reason.endswith((".", ").")) for rule in rules())
    for act in acts().values():
        moves = {rule.to for rule in rules() if rule.act == act.name and rule.dimension == act.dimension}
        assert not act.state or act.state in moves, f"{act.name} must be able to bring about {act.state}"


@pytest.mark.parametrize("dimension", list(Dimension))
def test_every_state_that_a_rule_comes_from_can_be_reached(dimension: Dimension) -> None:
    ours = [rule for rule in rules() if rule.dimension == dimension]
    reachable = {"none", *(rule.to for rule in ours if rule.to != UNCHANGED)}
    assert ANY not in reachable
    assert all(rule.come_from is None or rule.come_from <= reachable for rule in ours)
