"""Words are cut where reports begin and end to rest on them, and nothing is lost or moved."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from comity.faces.web.marks import Part, passage, segments
from comity.model.document import Span
from comity.model.report import Mention, Report, Status, When

UNTIMED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXT = "Yesterday Fiji recognised Kosovo. Serbia condemned it."


def spans(text: str) -> some.SearchStrategy[Span]:
    ends = some.tuples(some.integers(0, len(text)), some.integers(0, len(text)))
    return ends.map(sorted).map(lambda pair: Span.of(text, *pair))


def report(source: Span, trigger: Span, evidence: Span) -> Report:
    return Report("d", "recognise", Status.ASSERTED, (Mention(source, ("FJI",)),), (), When(), trigger, evidence)


@UNTIMED
@given(some.lists(some.tuples(spans(TEXT), spans(TEXT), spans(TEXT)), max_size=6))
def test_segments_are_the_text_with_every_span_marked(found: list[tuple[Span, Span, Span]]) -> None:
    cut = list(segments(TEXT, [report(*three) for three in found]))
    assert "".join(segment.text for segment in cut) == TEXT
    for number, (_, trigger, evidence) in enumerate(found, 1):
        for part, span in ((Part.TRIGGER, trigger), (Part.EVIDENCE, evidence)):
            assert "".join(one.text for one in cut if number in one.parts.get(part, ())) == span.text


def test_a_passage_is_the_evidence_with_its_trigger_marked() -> None:
    found = passage(TEXT, report(Span.of(TEXT, 10, 14), Span.of(TEXT, 15, 25), Span.of(TEXT, 0, 33)))
    assert "".join(segment.text for segment in found) == "Yesterday Fiji recognised Kosovo."
    assert [segment.text for segment in found if Part.TRIGGER in segment.parts] == ["recognised"]
    assert [segment.ends for segment in found if segment.ends] == [(1,)]
