"""What coding a corpus in parts leaves: Parquet by month, and beside it what was left out and what is done.

    OUT/month=2025-07/PART.parquet    a row a report, by the month of publication; month=unknown without one
    OUT/_failed/PART.jsonl            the rows left out, each with its place and reason
    OUT/_done/PART.json               how much a part came to, written when all else of it is there
    OUT/_tried/PART                   how often a part that is not done was begun
    OUT/_job.json                     what is coded here and how

Whatever reads a folder of Parquet passes over names that begin with a line. Each part writes files of its own, always
the same, so that a part that is coded twice, or by two workers at once, is there once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import asdict
from typing import Any, BinaryIO

from comity.errors import InputError
from comity.records.columns import ParquetFile
from comity.records.output import json_line
from comity.records.reading import Reading
from comity.records.record import records
from comity.records.rows import RowError
from comity.scale.job import PartSize
from comity.scale.journal import left_out
from comity.scale.parts import file_system
from comity.scale.tally import Tally

UNKNOWN_MONTH = "unknown"
JOB = "_job.json"


class Dataset:
    """The output at a path or address, seen from whichever machine."""

    def __init__(self, address: str) -> None:
        """The dataset at `address`, laid or to be laid."""
        self._system, self._root = file_system(address)
        self._address = address

    def begin(self, job: Mapping[str, Any]) -> None:
        """Take up or begin the job whose output this is; raises InputError if the output is another job's.

        Files may be added to a corpus, and are coded when the job is run again; one that has changed may not.
        """
        before = self._read(JOB)
        if before is None and self._holds_something_else():
            raise InputError(f"{self._address} holds something else; name a new folder for the output.")
        if before:
            self._check(before, job)
        whole = {**job, "files": {**(before or {}).get("files", {}), **job["files"]}}
        if whole != before:
            self._replace(JOB, json_line(whole))

    def part_size(self) -> PartSize | None:
        """How large the parts are that are coded here; None if nothing has begun."""
        before = self._read(JOB)
        return PartSize(**before["size of parts"]) if before else None

    def tally(self, part: str) -> Tally | None:
        """What a part came to; None if it is not done."""
        done = self._read(f"_done/{part}.json")
        return Tally(**done) if done else None

    def tries(self, part: str) -> int:
        """How often a part was begun before, which this call counts."""
        before = int((self._read(f"_tried/{part}") or {}).get("tries", 0))
        self._write(f"_tried/{part}", json_line({"tries": before + 1}))
        return before

    def write(self, part: str, outcomes: Iterable[Reading | RowError]) -> Tally:
        """Write what came of a part's rows."""
        done = Tally()
        failed: list[RowError] = []
        with ExitStack() as open_files:
            months: dict[str, ParquetFile] = {}
            for outcome in outcomes:
                if isinstance(outcome, RowError):
                    failed.append(outcome)
                    done.count(None)
                else:
                    self._add(outcome, part, months, open_files)
                    done.count(len(outcome.reports))
        if failed:
            self._write(f"_failed/{part}.jsonl", b"".join(json_line(left_out(error)) for error in failed))
        self._write(f"_done/{part}.json", json_line(asdict(done)))
        return done

    def _add(self, reading: Reading, part: str, months: dict[str, ParquetFile], open_files: ExitStack) -> None:
        published = reading.document.published
        month = f"{published:%Y-%m}" if published else UNKNOWN_MONTH
        for record in records(reading):
            if month not in months:
                stream = open_files.enter_context(self._open(f"month={month}/{part}.parquet", "wb"))
                months[month] = ParquetFile(stream)
                open_files.callback(months[month].close)
            months[month].add(record)

    def _check(self, before: Mapping[str, Any], job: Mapping[str, Any]) -> None:
        other = [name for name in job if name != "files" and job[name] != before.get(name)]
        changed = [path for path, state in job["files"].items() if before["files"].get(path, state) != state]
        if other:
            raise InputError(f"{self._address} was coded with another {other[0]}; name a new folder for the output.")
        if changed:
            raise InputError(f"{changed[0]} has changed since {self._address} was coded; name a new folder.")

    def _open(self, name: str, mode: str) -> BinaryIO:
        path = self._path(name)
        if "w" in mode:
            self._system.makedirs(path.rpartition("/")[0], exist_ok=True)
        return self._system.open(path, mode)  # type: ignore[no-any-return]

    def _read(self, name: str) -> dict[str, Any] | None:
        try:
            with self._open(name, "rb") as file:
                return json.load(file)  # type: ignore[no-any-return]
        except (FileNotFoundError, ValueError):
            return None  # not there, or cut off by a kill as it was written, which is as good as not there

    def _write(self, name: str, content: bytes) -> None:
        with self._open(name, "wb") as file:
            file.write(content)

    def _replace(self, name: str, content: bytes) -> None:
        """Write a file so that a kill leaves what stood there before."""
        self._write(f"{name}.part", content)
        self._system.mv(self._path(f"{name}.part"), self._path(name))

    def _holds_something_else(self) -> bool:
        if not self._system.exists(self._root):
            return False
        names = (path.rpartition("/")[2] for path in self._system.ls(self._root, detail=False))
        return any(not name.startswith(JOB) for name in names)

    def _path(self, name: str) -> str:
        return f"{self._root.rstrip('/')}/{name}"
