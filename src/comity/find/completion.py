"""Sides that a sentence leaves out since the document names them: "most powers have refrained from recognition"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from comity.model.report import COLLECTIVE, Mention, Report

Side = tuple[Mention, ...]


def completed(reports: Sequence[Report]) -> list[Report]:
    """`reports` of one document, those without a target with the one that its other reports of the act agree on.

    A target that stands among the report's own sources is not taken: what is left out is then something else.
    """
    known: dict[str, dict[frozenset[str], Side]] = {}
    for report in reports:
        codes = frozenset(report.target_codes) - {COLLECTIVE}
        if codes:
            known.setdefault(report.act, {}).setdefault(codes, report.target)
    return [_completed(report, known.get(report.act, {})) for report in reports]


def _completed(report: Report, known: dict[frozenset[str], Side]) -> Report:
    if report.target or len(known) != 1:
        return report
    (codes, target), *_ = known.items()
    return report if codes & set(report.source_codes) else replace(report, target=target)
