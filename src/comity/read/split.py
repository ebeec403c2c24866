"""Text to sentences, each with its place in the text.

The borders come from sentencex: on the hard cases of `tests/read/test_split.py` it errs no more often than
pysbd and takes 3 microseconds a sentence where pysbd takes 1.2 milliseconds. The few abbreviations of news
English that it misses are mended here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]  # it carries no types

from comity.model.document import Span

_LONGEST = 20_000
"""Characters handed on at once: sentencex takes the square of the time on long text with unclosed quotes."""

_NO_END = re.compile(
    r"(?:\b(?:Adm|Amb|Asst|Atty|Dep|Ft|Hon|Insp|Pres|Pte|Supt|pp?|vol|ibid|cf|Tues|Thurs|Wed)\."
    r"|\b(?!U\.S|U\.N|U\.K|U\.A|E\.U|D\.C|P\.M|R\.O|D\.P|H\.M|P\.R|A\.U|J\.V)(?:[A-Z]\.){2,3}"
    r"|^\W?\d{1,2}[.)])$"
)
"""What looks like a sentence's end and is none: titles, a person's initials, the number of a list's item."""

_CLOCK_END = re.compile(r"\b[ap]\.m\.$")
_CLOCK_GOES_ON = re.compile(r"(?:\w+ ){1,2}time\b")
"""As in "at 6 p.m. Kyiv time"."""

_MISSED_END = re.compile(r"\b(?:no|May)\.(?=\s+[\"“‘]?[A-Z])")
"""Words that sentencex takes for abbreviations even where they end a sentence."""

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


def sentences(text: str) -> list[Span]:
    """The sentences of `text` in order, without the white space around them.

    A sentence never crosses a blank line, nor a line's end unless the lines are wrapped at a fixed width.
    """
    return list(_sentences(text))


@lru_cache(maxsize=16)
def _sentences(text: str) -> tuple[Span, ...]:
    # Kept for a while, as a text is cut once to be read and once to be dated.
    places = (
        (start + first, start + last) for start, end in _paragraphs(text) for first, last in _pieces(text[start:end])
    )
    return tuple(span for place in places if (span := _trimmed(text, *place)) is not None)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of `text` that no sentence crosses."""
    start = 0
    for blank in _BLANK_LINE.finditer(text):
        yield from _unwrapped(text, start, blank.start())
        start = blank.end()
    yield from _unwrapped(text, start, len(text))


def _unwrapped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    block = text[start:end]
    lines = [block] if _is_wrapped(block) else block.split("\n")
    for line in lines:
        yield from _bounded(line, start)
        start += len(line) + 1


def _is_wrapped(block: str) -> bool:
    """Whether the line ends of `block` are those of a fixed width, and so say nothing of sentences."""
    lines = [line.strip() for line in block.strip().split("\n")]
    if len(lines) < 2 or not all(40 <= len(line) <= 100 for line in lines[:-1]):
        return False
    runs_on = sum(1 for line in lines[1:] if line[:1].islower())
    return runs_on * 4 >= len(lines) - 1


def _bounded(line: str, offset: int) -> Iterator[tuple[int, int]]:
    """The place of `line`, in parts that sentencex takes quickly, cut where a sentence seems to end."""
    start = 0
    while len(line) - start > _LONGEST:
        cut = line.rfind(". ", start, start + _LONGEST)
        stop = cut + 1 if cut > start else start + _LONGEST
        yield offset + start, offset + stop
        start = stop
    yield offset + start, offset + len(line)


def _pieces(paragraph: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of one paragraph starts and ends."""
    # Same length, so that the places hold: the line ends of wrapped text are mere spaces here.
    flat = paragraph.replace("\n", " ").replace("\r", " ")
    borders = [int(found["end_index"]) for found in get_sentence_boundaries("en", flat)]
    borders = [border for border in borders if _ends(flat, border)]
    borders += [missed.end() for missed in _MISSED_END.finditer(flat)]
    start = 0
    for border in sorted({*borders, len(flat)}):
        yield start, border
        start = border


def _ends(flat: str, border: int) -> bool:
    """Whether a sentence really ends at `border`."""
    before = flat[max(0, border - 40) : border].rstrip()
    if _NO_END.search(before):
        return False
    return not (_CLOCK_END.search(before) and _CLOCK_GOES_ON.match(flat, border))


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end].strip()
    if not words:
        return None
    start = text.index(words, start)
    return Span(start, start + len(words), words)
