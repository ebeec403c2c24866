"""Events of the ledger as rows of others' archives: GDELT's columns and POLECAT's.

What those cannot say is left out: acts that are denied, planned or supposed, what is uncertain, and what is not dated
to the day.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

from comity.actors.registry import registry
from comity.archives.tables import mapping
from comity.model.event import Event
from comity.model.ids import content_id
from comity.model.report import COLLECTIVE, Mention, Precision, Status
from comity.ontology.acts import PLOVER_CONTEXT, QUADS, act, quad
from comity.records.events import contexts, is_uncertain

Row = dict[str, object]
"""A value by the name of its column; what is not named is empty."""


def can_be_said(event: Event) -> bool:
    """Whether a row of GDELT or POLECAT can say the event without saying more than is known."""
    return event.status is Status.ASSERTED and event.precision is Precision.DAY and not is_uncertain(event)


def gdelt_row(event: Event) -> Row:
    """The event in GDELT's columns; FractionDate is reckoned as its codebook of 2013 does."""
    year, month, day = map(int, (event.date or "").split("-"))
    known = min(one.known_from for one in event.reports)
    cameo, plover = act(event.act).cameo, act(event.act).plover
    return {
        "GLOBALEVENTID": int(content_id("event", event.id)[:15], 16),
        "SQLDATE": f"{year}{month:02}{day:02}",
        "MonthYear": f"{year}{month:02}",
        "Year": year,
        "FractionDate": f"{year + ((month - 1) * 30 + day) / 365:.4f}",
        **_gdelt_side("Actor1", event.source, _mention(event, event.source)),
        **_gdelt_side("Actor2", event.target, _mention(event, event.target)),
        "IsRootEvent": 1,
        "EventCode": cameo,
        "EventBaseCode": cameo[:3],
        "EventRootCode": cameo[:2],
        "QuadClass": list(QUADS).index(quad(plover)) + 1,
        "GoldsteinScale": event.goldstein,
        "NumMentions": len(event.reports),
        "NumSources": event.sources,
        "NumArticles": len({one.document.id for one in event.reports}),
        **{f"{whose}Geo_Type": 0 for whose in ("Actor1", "Actor2", "Action")},
        "DATEADDED": f"{known:%Y%m%d%H%M%S}",
        "SOURCEURL": event.reports[0].document.address or "",
    }


def gdelt_1_row(event: Event) -> Row:
    """The event in the columns of GDELT 1.0, which says only the day on which it was added."""
    row = gdelt_row(event)
    return row | {"DATEADDED": str(row["DATEADDED"])[:8]}


def polecat_row(event: Event) -> Row:
    """The event in POLECAT's columns."""
    meaning, document = act(event.act), event.reports[0].document
    words = dict.fromkeys(PLOVER_CONTEXT.get(context, context) for context in contexts(event))
    return {
        "Event ID": event.id,
        "Event Date": event.date,
        "Event Type": meaning.plover,
        "Event Mode": meaning.mode,
        "Intensity": event.goldstein,
        "Quad Code": quad(meaning.plover).upper(),
        "Contexts": ";".join(words),
        **_polecat_side("Actor", event.source, _mention(event, event.source)),
        **_polecat_side("Recipient", event.target, _mention(event, event.target)),
        "Source": document.publisher,
        "Publication Date": document.published,
        "Language": "en",
        "Version": f"Comity {version('comity')}",
    }


def _mention(event: Event, code: str) -> Mention | None:
    """The words that name an actor, in the report that dates the event best."""
    report = event.reports[0].report
    return next((one for one in (*report.source, *report.target) if code in one.codes), None)


def _gdelt_side(side: str, code: str, mention: Mention | None) -> Row:
    if code in ("", COLLECTIVE):
        return {}
    country, group, kind = _cameo_country(_state(code)), _cameo_groups().get(code, ""), _sector(code, mention)
    return {
        f"{side}Code": country + kind + group,
        f"{side}Name": registry().title(code).upper(),
        f"{side}CountryCode": country,
        f"{side}KnownGroupCode": group,
        f"{side}Type1Code": kind,
    }


def _polecat_side(side: str, code: str, mention: Mention | None) -> Row:
    raw = mention.span.text if mention else ""
    if code in ("", COLLECTIVE):
        return {f"{side} Name Raw": raw}
    return {
        f"{side} Name": registry().title(code),
        f"{side} Country": _state(code),
        f"Primary {side} Sector": _sector(code, mention),
        f"{side} Name Raw": raw,
    }


def _sector(code: str, mention: Mention | None) -> str:
    return (mention.sector if mention else None) or registry().sector(code) or ""


def _state(code: str) -> str:
    """The state that an actor is or belongs to; empty for an organisation of states."""
    rows = registry().rows(code)
    return rows[-1].state if rows else code.partition(":")[0]


def _cameo_country(code: str) -> str:
    return next((theirs for theirs, ours in mapping("countries").items() if ours == code and theirs.isupper()), code)


@cache
def _cameo_groups() -> dict[str, str]:
    """CAMEO's code of each group that it knows, the first of several."""
    return {ours: theirs for theirs, ours in reversed(mapping("groups").items())}
