"""A hostile article: nothing of it runs, nothing of it leads away, and nothing of it turns the page around."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.faces.web.conftest import opened, sign_in

TEXT = (
    "Fiji on Monday recognised Kosovo <script>document.title = 'taken over'</script>. "
    "Serbia <img src=x onerror=\"document.title='taken over'\"> condemned \u202eFiji\u202c. "
    "\"'><svg onload=document.title='taken over'> Russia threatened {{ 7 * 7 }} Fiji."
)


def test_a_hostile_article_is_only_text(browser: Browser, writable: str) -> None:
    with opened(browser) as context:
        page = context.new_page()
        sign_in(page, writable, "/read")
        page.get_by_label("Text").fill(TEXT)
        page.get_by_text("More about it").click()
        page.get_by_label("Title").fill("<script>document.title = 'taken over'</script>")
        page.locator("main").get_by_role("button", name="Read").click()
        expect(page.locator("h1")).to_contain_text("<script>")
        page.get_by_role("button", name="Record it").click()
        page.wait_for_url(f"{writable}/documents/*")
        for address in (page.url, f"{writable}/search?q=Serbia", f"{writable}/FJI/XKX", f"{writable}/review"):
            page.goto(address)
            assert page.title() != "taken over"
            assert page.locator("main script, main img, main [onerror], main [onload]").count() == 0
            assert page.locator("a[href^='javascript']").count() == 0
            assert "\u202e" not in page.content()
            assert "threatened 49" not in page.content()


def test_an_address_that_runs_is_no_link(browser: Browser, writable: str) -> None:
    with opened(browser) as context:
        page = context.new_page()
        sign_in(page, writable, "/read")
        csrf = page.locator("input[name=csrf]")
        assert csrf.count() == 0  # reading writes nothing
        answer = page.request.post(
            f"{writable}/read", form={"text": "Fiji recognised Kosovo.", "address": "javascript:alert(1)"}
        )
        assert answer.ok and 'href="javascript' not in answer.text()
