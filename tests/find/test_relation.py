"""The relation of two marked actors."""

from __future__ import annotations

import pytest

from benchmarks.plv import macro_f1, root_of, unmarked
from comity.errors import CorpusError, InputError
from comity.find.relation import Relation, classify_relation


def relation(marked: str) -> Relation:
    return classify_relation(*unmarked(marked))


@pytest.mark.parametrize(
    ("marked", "root", "quad"),
    [
        ("<s>Iraqi troops</s> attacked <t>Iran</t> on Monday.", "ASSAULT", "material conflict"),
        ("<t>Serbia</t> was accused by <s>Kosovo</s> of arming gunmen.", "ACCUSE", "verbal conflict"),
        ("<s>Japan</s> gave <t>Nepal</t> two million dollars in aid.", "AID", "material cooperation"),
        ("<s>France</s> signed a treaty with <t>Brazil</t>.", "SUPPORT", "verbal cooperation"),
    ],
)
def test_plain_sentences(marked: str, root: str, quad: str) -> None:
    found = relation(marked)
    assert next(iter(found.plover)) == root
    assert next(iter(found.quads)) == quad
    for scheme in (found.acts, found.plover, found.quads, found.statuses):
        assert sum(scheme.values()) == pytest.approx(1, abs=1e-6)
        assert list(scheme.values()) == sorted(scheme.values(), reverse=True)


def test_the_pair_decides_among_several_acts() -> None:
    text = "{}Iran{} attacked {}Iraq{}, and {}Oman{} offered to mediate."
    attack = relation(text.format("<s>", "</s>", "<t>", "</t>", "", ""))
    assert next(iter(attack.plover)) == "ASSAULT"
    assert attack.plover["ASSAULT"] > relation(text.format("", "", "<t>", "</t>", "<s>", "</s>")).plover["ASSAULT"]


def test_the_status_is_read() -> None:
    assert next(iter(relation("<s>Tonga</s> has not recognised <t>Kosovo</t>.").statuses)) == "denied"


@pytest.mark.parametrize(
    ("source", "target"), [((0, 0), (5, 9)), ((0, 4), (5, 900)), ((0, 6), (5, 9)), ((-1, 4), (5, 9))]
)
def test_places_that_cannot_be_are_refused(source: tuple[int, int], target: tuple[int, int]) -> None:
    with pytest.raises(InputError):
        classify_relation("Iran hit Iraq.", source, target)


def test_a_text_that_states_nothing_still_gets_probabilities() -> None:
    assert sum(relation("<s>Iran</s> <t>Iraq</t>").acts.values()) == pytest.approx(1)


def test_marks_are_needed() -> None:
    with pytest.raises(CorpusError, match="</t>"):
        unmarked("<s>Iran</s> hit <t>Iraq.")


def test_macro_f1_weighs_classes_alike() -> None:
    assert macro_f1([("A", "A"), ("A", "A"), ("B", "A")]) == pytest.approx(0.4)


def test_concede_and_retreat_are_one_root() -> None:
    chances = {"SUPPORT": 0.4, "CONCEDE": 0.3, "RETREAT": 0.3}
    assert root_of(Relation({}, chances, {}, {})) == "YIELD"
