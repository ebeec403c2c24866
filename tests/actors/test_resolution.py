"""From mentions to actors."""

from __future__ import annotations

import re
import time
from datetime import date

import numpy as np
import pytest

from comity.actors.resolution import Links, resolve
from comity.model.report import COLLECTIVE, Mention

NOW = date(2025, 7, 4)
MARKED = re.compile(r"\[([^\]]*)\]")


def read(marked: str, on: date | None = NOW, links: Links | None = None) -> list[Mention]:
    """The mentions of a text in which brackets mark them."""
    text, spans, shift = MARKED.sub(r"\1", marked), [], 0
    for match in MARKED.finditer(marked):
        start = match.start() - shift
        spans.append((start, start + len(match[1])))
        shift += 2
    return resolve(text, spans, on, links)


def codes(marked: str, on: date | None = NOW) -> list[str]:
    return ["+".join(mention.codes) for mention in read(marked, on)]


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("Russia's ambassador to Afghanistan", "RUS"),
        ("the US envoy to the UN", "USA"),
        ("the EU's foreign policy chief", "EU"),
        ("a senior official in Port Vila", "VUT"),
        ("Afghan refugees in Iran", "AFG"),
        ("the Iranian and Turkish foreign ministers", "IRN+TUR"),
        ("China, Iran and Pakistan", "CHN+IRN+PAK"),
        ("the Norwegian defence ministry", "NOR"),
        ("Foreign Minister Amir Khan Muttaqi", "AFG"),
        ("Chinese President Xi Jinping", "CHN"),
        ("President Trump", "USA"),
        ("Israel Katz", "ISR"),
        ("Lebanon's Hezbollah", "LBN:HEZBOLLAH"),
        ("the Iran-backed Houthis", "YEM:HOUTHI"),
        ("a pro-Russian Georgian party", "GEO"),
        ("Peacekeepers from the Russian-led CSTO", "CSTO"),
        ("the Baltic states", "EST+LVA+LTU"),
        ("the two Koreas", "KOR+PRK"),
        ("most countries", COLLECTIVE),
        ("The Hague", "NLD"),
    ],
)
def test_the_name_that_acts_is_chosen(mention: str, expected: str) -> None:
    assert codes(f"[{mention}] objected.") == [expected]


@pytest.mark.parametrize(
    ("mention", "sector"),
    [
        ("the Malian army", "MIL"),
        ("French lawmakers", "LEG"),
        ("India's Supreme Court", "JUD"),
        ("the Venezuelan opposition", "OPP"),
        ("Iranian protesters", "CVL"),
        ("Syrian rebels", "REB"),
        ("Iranian state television", "MED"),
        ("Kenya", "GOV"),
        ("the African Union", "IGO"),
    ],
)
def test_sectors_come_from_the_noun_and_the_registry(mention: str, sector: str) -> None:
    assert [found.sector for found in read(f"[{mention}] objected.")] == [sector]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Polish President Lech Kaczynski] spoke; [Kaczynski] left.", ["POL", "POL"]),
        ("[Norway]'s envoy, [Mona Juul], met [Hamas].", ["NOR", "NOR", "PSE:HAMAS"]),
        ("[Pakistan] said [it] would talk.", ["PAK", "PAK"]),
        ("[India] and [Pakistan] held talks; [the two countries] agreed.", ["IND", "PAK", "IND+PAK"]),
        ("[Israel] and [Hamas] fought. [Both sides] agreed to stop.", ["ISR", "PSE:HAMAS", "ISR+PSE:HAMAS"]),
        ("[Sergei Lavrov] met [his Turkish counterpart].", ["RUS", "TUR"]),
        ("[Morocco] recalled [its ambassador to Spain].", ["MAR", "MAR"]),
        ("[Saudi Arabia] met [Iran]. [The kingdom] agreed.", ["SAU", "IRN", "SAU"]),
        ("[Egypt] met [Hamas]. [The group] agreed.", ["EGY", "PSE:HAMAS", "PSE:HAMAS"]),
    ],
)
def test_persons_and_references_within_a_document(text: str, expected: list[str]) -> None:
    assert [sorted(found.split("+")) for found in codes(text)] == [sorted(one.split("+")) for one in expected]


def test_time_matters() -> None:
    assert codes("[Moscow] and [the Taliban]", date(1985, 5, 1)) == ["SUN", "AFG:TALIBAN"]
    assert codes("[Moscow] and [the Taliban]", date(1998, 5, 1)) == ["RUS", "AFG"]
    assert codes("[Moscow] and [the Taliban]", date(2010, 5, 1)) == ["RUS", "AFG:TALIBAN"]
    assert codes("[President Johnson] spoke.", date(1965, 1, 1)) == ["USA"]


def test_without_a_date_nothing_is_taken_from_today() -> None:
    assert codes("[the Taliban] met [Merkel].", None)[0] == "AFG"
    assert read("[Qwertz Uiop] sang.", None)[0].codes in {(), (COLLECTIVE,)}


def test_order_and_length_are_those_of_the_spans() -> None:
    text = "Iran met Russia and Iran."
    spans = [(20, 24), (9, 15), (0, 4), (9, 15)]
    assert [(found.span.start, found.span.text) for found in resolve(text, spans, NOW)] == [
        (20, "Iran"), (9, "Russia"), (0, "Iran"), (9, "Russia"),
    ]  # fmt: skip
    assert resolve(text, [], NOW) == []


def test_every_mention_says_how_it_was_resolved() -> None:
    for found in read("[Russia] met [Macron], [Foreign Minister Ali Bongo Qwertz] and [them]."):
        assert 0 <= found.score <= 1
        assert found.reason
        assert bool(found.codes) == (found.score > 0)


def test_links_decide_what_a_reference_means() -> None:
    text = "[Chad] and [Niger] met [Mali]. Later [it] withdrew."
    for chosen, code in enumerate(["TCD", "NER", "MLI"]):
        same = np.full((4, 4), 0.02)
        same[3, chosen] = 0.99
        assert read(text, NOW, Links(same))[3].codes == (code,)


def test_links_may_name_several_or_a_collective() -> None:
    same = np.full((3, 3), 0.97)
    assert set(read("[Chad] and [Niger] met. [They] left.", NOW, Links(same))[2].codes) == {"TCD", "NER"}
    alone = Links(np.full((2, 2), 0.01), np.array([0.0, 0.999]))
    assert read("[Chad] met [others].", NOW, alone)[1].codes == (COLLECTIVE,)


def test_a_long_document_takes_time_in_proportion() -> None:
    sentence = "Norway recalled its envoy to Chad, and the Chadian foreign minister said that they were sorry. "
    text = sentence * 300
    marks = [(m.start(), m.end()) for m in re.finditer(r"Norway|its envoy|the Chadian foreign minister|they", text)]
    begun = time.process_time()
    assert len(resolve(text, marks, NOW)) == 1200
    assert time.process_time() - begun < 10
