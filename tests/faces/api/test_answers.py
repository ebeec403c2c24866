from __future__ import annotations

import csv
import io
import json

import httpx
import pyarrow.parquet
import pytest

from comity.faces.api.report import recorded
from comity.service import Service

QUESTIONS = [
    "standing?one=RUS&two=AFG",
    "standing?one=Fiji&two=kosovo&on=2026-03-11&as_known=2100-01-01",
    "history?one=FJI&two=XKX",
    "who?verb=recognises&name=AFG",
    "toward?dimension=recognition&name=XKX",
    "first?act=recognise&name=XKX&since=2000-01-01",
    "timeline?one=FJI&two=XKX",
    "actors?q=afgh",
    "documents?q=recognised",
    "reports?actor=AFG",
    "events?target=XKX&act=recognise&status=asserted&from=2018-01-01",
    "climate?one=FJI&two=XKX&from=2026-01-01",
    "review?limit=2",
    "between?one=FJI&two=XKX&horizon=90",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_is_answered_in_every_format(client: httpx.Client, question: str) -> None:
    items = client.get(f"/api/v1/{question}").json()["items"]
    assert items
    lines = client.get(f"/api/v1/{question}&format=jsonl").text.splitlines()
    rows = list(csv.DictReader(io.StringIO(client.get(f"/api/v1/{question}&format=csv").text)))
    table = pyarrow.parquet.read_table(io.BytesIO(client.get(f"/api/v1/{question}&format=parquet").content))
    assert len(lines) == len(rows) == table.num_rows == len(items)
    assert list(json.loads(lines[0])) == list(rows[0]) == table.column_names


def test_the_reports_behind_an_answer_are_had_as_a_file(client: httpx.Client) -> None:
    [holder] = client.get("/api/v1/who?verb=recognises&name=AFG").json()["items"]
    question = f"/api/v1/why?id={holder['standing']['id']}"
    [row] = csv.DictReader(io.StringIO(client.get(f"{question}&format=csv").text))
    [report] = client.get(question).json()["supports"]
    assert (row["side"], row["id"], row["evidence"]) == ("for", report["id"], report["evidence"])


def test_the_answers_are_the_librarys_own(client: httpx.Client, service: Service) -> None:
    [told] = client.get("/api/v1/who", params={"verb": "recognises", "name": "Afghanistan"}).json()["items"]
    [holder] = service.ask.who("recognises", "AFG")
    assert (told["actor"], told["standing"]["id"]) == (holder.actor, holder.standing.id)
    why = client.get("/api/v1/why", params={"id": holder.standing.id}).json()
    ours = service.ask.why(holder.standing.id)
    assert why["rule"] == ours.rule
    assert why["supports"] == [json.loads(recorded(one).model_dump_json()) for one in ours.supports]


def test_one_event_report_and_document_by_the_ids_that_lists_give(client: httpx.Client) -> None:
    for event in client.get("/api/v1/events?limit=1000").json()["items"]:
        assert client.get(f"/api/v1/events/{event['id']}").json() == event
        document = client.get(f"/api/v1/documents/{event['reports'][0]['document']}").json()
        for told in event["reports"]:
            assert document["text"][told["start"] : told["end"]] == told["words"] or told["document"] != document["id"]
    for report in client.get("/api/v1/reports?limit=1000").json()["items"]:
        assert client.get(f"/api/v1/reports/{report['id']}").json() == report


def test_pages_lead_through_the_whole(client: httpx.Client) -> None:
    whole = [one["id"] for one in client.get("/api/v1/reports?limit=1000").json()["items"]]
    found, after = [], None
    while True:
        page = client.get("/api/v1/reports", params={"limit": 4, **({"after": after} if after else {})}).json()
        found += [one["id"] for one in page["items"]]
        after = page["after"]
        if after is None:
            break
    assert found == whole and len(whole) > 8


def test_events_in_the_words_of_schema_org(client: httpx.Client) -> None:
    answer = client.get("/api/v1/events?target=AFG&act=recognise&status=asserted&format=jsonld")
    assert answer.headers["content-type"] == "application/ld+json"
    [action] = answer.json()["@graph"]
    assert (action["agent"]["name"], action["object"]["identifier"]) == ("Russia", "AFG")
    assert action["actionStatus"].endswith("/CompletedActionStatus")
    assert action["subjectOf"][0]["hasPart"]["text"].startswith("Russia recognised")
    assert client.get(f"/api/v1/events/{action['identifier']}?format=jsonld").json()["@graph"] == [action]


def test_what_a_client_has_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get("/api/v1/standing?one=RUS&two=AFG")
    again = client.get("/api/v1/standing?one=RUS&two=AFG", headers={"If-None-Match": first.headers["etag"]})
    other = client.get("/api/v1/standing?one=RUS&two=CHN", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content, other.status_code) == (304, b"", 200)


def test_long_answers_are_compressed(client: httpx.Client) -> None:
    assert client.get("/api/v1/reports").headers["content-encoding"] == "gzip"
    plain = client.get("/api/v1/reports", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers


@pytest.mark.parametrize(
    ("question", "status", "words"),
    [
        ("standing?one=Afghanistann&two=RUS", 422, "did you mean Afghanistan"),
        ("standing?one=RUS", 422, "query.two"),
        ("standing?one=RUS&two=AFG&on=5", 422, "2025-07-04"),
        ("standing?one=RUS&two=AFG&on=2025-02-30", 422, "no calendar has"),
        ("standing?one=RUS&two=AFG&as_known=2025-02-03T12:00:00", 422, "needs its zone"),
        ("who?verb=likes&name=RUS", 422, "Nobody can be asked who"),
        ("first?act=meet&name=RUS", 422, "brings about a standing"),
        ("compare?one=RUS&two=AFG&from=2025-01-02&to=2025-01-01", 422, "earlier day first"),
        ("events?after=zz", 422, "no place to go on from"),
        ("events?limit=0", 422, "query.limit"),
        ("events/nothing", 404, "nothing with the id"),
        ("reports/0123456789abcdef", 404, "nothing with the id"),
        ("documents/0123", 404, "no document"),
        ("why?id=RUS/recognition/AFG/1999-01-01", 404, "nothing with the id"),
        ("nowhere", 404, "nothing at this address"),
    ],
)
def test_errors_have_one_body_and_one_sentence(client: httpx.Client, question: str, status: int, words: str) -> None:
    answer = client.get(f"/api/v1/{question}")
    problem = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert set(problem) == {"type", "title", "status", "detail", "errors"}
    assert problem["status"] == status and words in problem["detail"] and problem["detail"][-1] in ".?"
