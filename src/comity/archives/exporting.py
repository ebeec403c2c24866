"""Events of the ledger to a stream, in our own formats or in the shape of another archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

from comity.archives.foreign import Row, can_be_said, gdelt_1_row, gdelt_row, polecat_row
from comity.archives.orders import GDELT_1, GDELT_2, POLECAT
from comity.archives.shape import Shape
from comity.model.event import Event
from comity.records.events import event_record
from comity.records.fields import EVENT_FIELDS
from comity.records.output import FileFormat, output


@dataclass(frozen=True, slots=True)
class _Foreign:
    """How another archive writes: its columns, what stands for nothing, and how an event becomes a row."""

    order: tuple[str, ...]
    header: bool
    nothing: str
    encoding: str
    row: Callable[[Event], Row]

    def line(self, values: Iterable[object]) -> bytes:
        """A line; what the encoding lacks becomes a question mark, and what would break the line a space."""
        texts = (" ".join(str(value).split()) if value not in (None, "") else self.nothing for value in values)
        return "\t".join(texts).encode(self.encoding, "replace") + b"\n"


_FOREIGN = {
    Shape.POLECAT: _Foreign(POLECAT, True, "None", "iso-8859-1", polecat_row),
    Shape.GDELT: _Foreign(GDELT_2, False, "", "utf-8", gdelt_row),
    Shape.GDELT_1: _Foreign(GDELT_1, False, "", "utf-8", gdelt_1_row),
}


@dataclass(frozen=True, slots=True)
class Exported:
    """How many events were written, and how many left out since the shape cannot say them."""

    written: int
    left_out: int


def export(events: Iterable[Event], shape: Shape, stream: BinaryIO) -> Exported:
    """Write `events` to `stream`."""
    if shape in _FOREIGN:
        return _export_foreign(events, _FOREIGN[shape], stream)
    out, written = output(stream, FileFormat(shape), fields=EVENT_FIELDS), 0
    for event in events:
        out.put({"reports": [event_record(event)]})
        written += 1
    out.close()
    return Exported(written, 0)


def _export_foreign(events: Iterable[Event], foreign: _Foreign, stream: BinaryIO) -> Exported:
    if foreign.header:
        stream.write(foreign.line(foreign.order))
    written = left_out = 0
    for event in events:
        if can_be_said(event):
            row = foreign.row(event)
            stream.write(foreign.line(row.get(column) for column in foreign.order))
            written += 1
        else:
            left_out += 1
    stream.flush()
    return Exported(written, left_out)
