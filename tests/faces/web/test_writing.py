"""Recording, correcting and reviewing from the page, which need the token."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.faces.web.conftest import reported, sign_in

TEXT = "Fiji on Monday expelled the ambassador of Tonga. Fiji denied that it had recognised Palestine."


def test_an_article_is_read_recorded_corrected_and_mended(page: Page, writable: str) -> None:
    sign_in(page, writable, "/read")
    page.get_by_label("Text").fill(TEXT)
    page.get_by_label("Published on").fill("2026-03-12")
    page.locator("main").get_by_role("button", name="Read").click()
    expect(page.locator(".notice")).to_contain_text("not recorded")
    page.get_by_role("button", name="Record it").click()
    page.wait_for_url(f"{writable}/documents/*")
    report = reported(page, "expel envoy")
    report.get_by_text("Evidence and correction").click()
    report.get_by_text("Correct or retract").click()
    report.get_by_label("Act").select_option("recall-envoy")
    report.get_by_label("Reason").fill("it was called home")
    report.get_by_label("Your name").fill("Ada")
    report.get_by_role("button", name="Correct").click()
    expect(reported(page, "recall envoy")).to_contain_text("confidence 1.00")
    page.locator(".notice").get_by_label("Your name").fill("Ada")
    page.get_by_role("button", name="Undo it").click()
    expect(reported(page, "expel envoy")).to_be_visible()


def test_doubtful_reports_are_decided_by_keyboard(page: Page, writable: str) -> None:
    sign_in(page, writable, "/review")
    cards = page.locator(".doubt-card")
    before = cards.count()
    assert before > 1
    page.get_by_label("Your name").fill("Ada")
    page.keyboard.press("Tab")
    page.locator("body").press("j")
    second = page.locator(".doubt-card.current").get_attribute("id")
    page.keyboard.press("r")
    expect(page.locator("#decided")).to_contain_text("Refused")
    expect(page.locator(f"[id='{second}']")).to_have_count(0)
    for left in range(before - 2, -1, -1):
        page.keyboard.press("a")
        expect(cards).to_have_count(left)
    # After the last, the page is asked what came up meanwhile.
    expect(page.locator("main")).to_contain_text("No uncertain or undated report")


def test_a_decision_that_is_not_taken_says_why(page: Page, writable: str) -> None:
    sign_in(page, writable, "/review")
    page.get_by_label("Your name").fill("Ada")
    page.get_by_label("It happened on").first.fill("last week")
    page.get_by_role("button", name="Accept").first.click()
    expect(page.locator("#decided")).to_contain_text("last week")


def test_nothing_is_written_without_the_token(page: Page, served: str) -> None:
    for path in ("/record", "/correct", "/retract", "/accept", "/refuse", "/undo"):
        assert page.request.post(f"{served}{path}", form={"id": "x", "by": "Eve"}).status == 401
