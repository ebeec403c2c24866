"""The one schema of an archive, and its columns as numpy arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

ORIGINS = ("gdelt", "icews", "polecat")
"""Whose rows an archive may hold."""

Array: TypeAlias = Any
"""An array of Arrow. The stubs of pyarrow tell arrays apart by the type of their values, which only the file knows."""
Texts: TypeAlias = Any
"""An array of text in which each row is the number of one of the different texts."""

_WORD = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its type in Arrow and Parquet, and what it means."""

    name: str
    type: pa.DataType
    meaning: str


COLUMNS = (
    Column("id", pa.string(), "the row's id in its archive; ICEWS's ids are unique only together with the date"),
    Column("origin", _WORD, "the archive it comes from: `gdelt`, `icews` or `polecat`"),
    Column("date", pa.date32(), "the day of the event, as the archive has it"),
    Column("published", pa.date32(), "the day the row or its source was published; null where the archive lacks it"),
    Column("source", _WORD, "the registry's code of the side that acts; null where no actor of it is meant"),
    Column("target", _WORD, "the registry's code of the side acted upon; null likewise"),
    Column("source_sector", _WORD, "what kind of actor acts, a code of PLOVER's such as `GOV` or `REB`"),
    Column("target_sector", _WORD, "the same of the side acted upon"),
    Column("source_name", _WORD, "the acting side as the archive names it"),
    Column("target_name", _WORD, "the side acted upon as the archive names it"),
    Column("source_given", _WORD, "the code or country that the archive itself gives the acting side"),
    Column("target_given", _WORD, "the same of the side acted upon"),
    Column("act", _WORD, "the act of the codebook, where the archive's code means one and no other"),
    Column("plover", _WORD, "PLOVER's event type: POLECAT's own, else that of the CAMEO code"),
    Column("mode", _WORD, "PLOVER's mode, where there is one"),
    Column("contexts", pa.list_(pa.string()), "PLOVER's contexts; only POLECAT has them"),
    Column("cameo", _WORD, "the CAMEO code with its leading zero; null for POLECAT"),
    Column("goldstein", pa.float64(), "the archive's own figure of conflict and cooperation, from -10 to 10"),
    Column("place", _WORD, "where, in the archive's words"),
    Column("country", _WORD, "the registry's code of the country in which that is"),
    Column("latitude", pa.float64(), "degrees north"),
    Column("longitude", pa.float64(), "degrees east"),
    Column("mentions", pa.int32(), "how often GDELT saw it told when it published the row; null for the others"),
    Column("address", pa.string(), "the web address of the article; only GDELT gives one"),
    Column("publisher", _WORD, "who published the story, as ICEWS and POLECAT name it"),
    Column("file", _WORD, "the name of the file that the row was imported from"),
    Column("fingerprint", pa.int64(), "a hash of what makes the row one of its kind; the same row has it in any file"),
)
"""The columns, in their order."""

SCHEMA = pa.schema([(column.name, column.type) for column in COLUMNS])
"""The schema of every piece of an archive."""


def coded(table: pa.Table, name: str) -> tuple[NDArray[np.int32], list[str]]:
    """A column of words as numbers and the words that they stand for; -1 is null."""
    column: Array = table[name].unify_dictionaries().combine_chunks()
    numbers = column.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return numbers.astype(np.int32), column.dictionary.to_pylist()


def days(table: pa.Table, name: str = "date") -> NDArray[np.int32]:
    """A column of days as days since 1970-01-01; what is null becomes the lowest number there is."""
    return numbered(table[name])


def numbered(column: Array) -> NDArray[np.int32]:
    """Days as days since 1970-01-01; what is null becomes the lowest number there is."""
    numbers: NDArray[np.int32] = column.cast(pa.int32()).fill_null(np.iinfo(np.int32).min).to_numpy()
    return numbers
