"""The pages without JavaScript: all that is said can be read, and all that is asked can be sent by forms."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.faces.web.conftest import sign_in


def test_the_pages_are_read_by_links_and_forms(plain: Page, served: str) -> None:
    plain.goto(served)
    plain.get_by_label("One", exact=True).fill("Burundi")
    plain.get_by_label("The other").fill("Kosovo")
    plain.get_by_role("button", name="Show how they stand").click()
    assert plain.url == f"{served}/BDI/XKX"
    expect(plain.get_by_label("Slide through the days")).to_be_hidden()
    plain.get_by_label("How it stood on").fill("2015-01-01")
    plain.get_by_role("button", name="Show").click()
    expect(plain.locator("[data-part=standing]")).to_contain_text("formal")
    plain.get_by_role("link", name="decade").click()
    expect(plain.locator("svg[data-from] .mark").first).to_be_attached()
    plain.get_by_role("link", name="why").first.click()
    expect(plain.locator("h1")).to_contain_text("recognition")
    plain.goto(f"{served}/XKX?on=2015-01-01")
    expect(plain.locator("path.good").first).to_be_attached()
    expect(plain.get_by_role("link", name="France").last).to_be_visible()


def test_an_article_is_read_and_its_words_found_by_links(plain: Page, writable: str) -> None:
    sign_in(plain, writable, "/read")
    plain.get_by_label("Text").fill("Serbia recalled its ambassador from Fiji.")
    plain.locator("main").get_by_role("button", name="Read").click()
    plain.locator(".text a.trigger").first.click()
    assert plain.url.endswith("#r1")
    plain.get_by_role("button", name="Record it").click()
    plain.wait_for_url(f"{writable}/documents/*")


def test_reviewing_works_by_buttons(plain: Page, writable: str) -> None:
    sign_in(plain, writable, "/review")
    before = plain.locator(".doubt-card").count()
    plain.get_by_label("Your name").fill("Ada")
    plain.get_by_role("button", name="Refuse").first.click()
    expect(plain.locator(".notice[role=status]")).to_contain_text("is written")
    assert plain.locator(".doubt-card").count() == before - 1
