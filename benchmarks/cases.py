"""Which events of articles that were read by hand the packaged reader finds.

    python -m benchmarks.cases CASES.jsonl [--reports]

Each row has `text`, `published` and `events`: act, status, source and target as codes, and where it matters `date`,
`precision` and `contexts`; an event marked `optional` need not be found. A required event counts as found if a
report has its act and status, names all its codes on the same sides (either way round if the act is reciprocal), and,
where given, its date. Prints each required event with a mark, how many of its contexts were seen, and asserted reports
that match no event.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from comity.find.reader import load_reader
from comity.model.document import Document
from comity.model.report import COLLECTIVE, Report
from comity.ontology.acts import act


def matches(report: Report, event: dict[str, Any]) -> bool:
    """Whether a report says what the event says."""
    return (
        report.act == event["act"]
        and report.status.value == event["status"]
        and _sides(report, event)
        and event.get("date") in (None, report.when.date)
    )


def _sides(report: Report, event: dict[str, Any]) -> bool:
    given = (set(report.source_codes) or {COLLECTIVE}, set(report.target_codes) or {COLLECTIVE})
    wanted = (set(event["source"]) or {COLLECTIVE}, set(event["target"]) or {COLLECTIVE})
    straight = wanted[0] <= given[0] and wanted[1] <= given[1]
    crossed = wanted[0] <= given[1] and wanted[1] <= given[0]
    return straight or (act(event["act"]).reciprocal and crossed)


def main() -> None:
    """Read the articles of the files and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--reports", action="store_true", help="print every report too")
    args = parser.parse_args()
    reader = load_reader()
    for line in args.cases.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        reports = reader.read(Document(row["text"], published=published))
        _print(row["events"], reports, args.reports)


def _print(events: Sequence[dict[str, Any]], reports: Sequence[Report], everything: bool) -> None:
    required = [event for event in events if not event.get("optional")]
    for event in required:
        found = [report for report in reports if matches(report, event)]
        seen = {context for report in found for context in report.contexts} & set(event.get("contexts", []))
        contexts = f", {len(seen)} of {len(event['contexts'])} contexts" if event.get("contexts") else ""
        print("found " if found else "MISSED", _line(event), contexts)
    for report in reports:
        if report.status.value == "asserted" and not any(matches(report, event) for event in events):
            print("extra ", _report_line(report))
    if everything:
        print("\n".join(_report_line(report) for report in reports))


def _line(event: dict[str, Any]) -> str:
    sides = f"{'+'.join(event['source'])} > {'+'.join(event['target'])}"
    return f"{event['act']} {event['status']} {sides} {event.get('date', '')}".rstrip()


def _report_line(report: Report) -> str:
    sides = f"{'+'.join(report.source_codes)} > {'+'.join(report.target_codes)}"
    when = report.when.date or "undated"
    said = f"{report.act} {report.status.value} {sides} {when} ({report.confidence:.2f})"
    return f"{said} «{report.trigger.text}» {','.join(report.contexts)}"


if __name__ == "__main__":
    main()
