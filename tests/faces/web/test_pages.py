"""Each page in a real browser: that it says what it should, to everyone, quickly and from here alone."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from benchmarks.serving import comity, serving
from tests.faces.web.conftest import TOKEN, reported, sign_in

PAGES = (
    "/",
    "/read",
    "/search?q=Kosovo",
    "/review",
    "/sign-in",
    "/XKX?on=2019-06-01",
    "/FJI/XKX",
    "/why/BDI/recognition/XKX/2018-02-15",
    "/nobody-is-called-so",
    "/outlook?target=XKX&on=2015-01-01",
    "/outlook/IND/XKX?on=2020-01-01",
)
SERIOUS = ("serious", "critical")
PAGE_BYTES = 400_000


def document(page: Page, served: str) -> str:
    """The address of the page of the recorded article."""
    page.goto(f"{served}/search?q=Vakatawa")
    found = page.locator("a[href^='/documents/']").first.get_attribute("href")
    assert found
    return found


def check(page: Page, axe: Axe) -> None:
    """Fail for what keeps people from using the page, and for what does not fit into its width."""
    found = axe.run(page).response["violations"]
    assert [rule["id"] for rule in found if rule["impact"] in SERIOUS] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # Nothing hidden stretches the page beyond its foot.
    end = "document.querySelector('.foot').getBoundingClientRect().bottom + scrollY"
    assert page.evaluate(f"document.documentElement.scrollHeight <= Math.max(innerHeight, {end}) + 1")


def test_each_page_can_be_used_by_everyone(page: Page, phone: Page, served: str) -> None:
    axe = Axe()
    addresses = (*PAGES, document(page, served))
    for address in addresses:
        for screen in (page, phone):
            response = screen.goto(served + address)
            assert response and len(response.body()) < PAGE_BYTES
            assert screen.locator("h1").count() == 1
            check(screen, axe)
        phone.emulate_media(color_scheme="light")
        check(phone, axe)
        phone.emulate_media(color_scheme="dark")


def test_the_pages_of_who_may_write_can_be_used_by_everyone(page: Page, served: str) -> None:
    sign_in(page, served)
    axe = Axe()
    for address in (document(page, served), "/review", "/why/BDI/recognition/XKX/2018-02-15"):
        page.goto(served + address)
        for details in page.locator("details").all():
            details.evaluate("one => one.open = true")
        check(page, axe)


def test_an_empty_ledger_says_how_to_fill_it(page: Page, tmp_path: Path) -> None:
    ledger = tmp_path / "empty.sqlite"
    comity("init", "--ledger", ledger)
    with serving(ledger, TOKEN) as address:
        page.goto(address)
        expect(page.locator("main")).to_contain_text("This ledger is empty")
        for path, words in (("/FJI/XKX", "no standing"), ("/XKX", "knows nobody"), ("/search", "No event meets this")):
            page.goto(address + path)
            expect(page.locator("main")).to_contain_text(words)


def test_what_cannot_be_answered_is_said_in_words(page: Page, served: str) -> None:
    page.goto(f"{served}/Kosovoo")
    expect(page.locator("h1")).to_have_text("That cannot be answered")
    expect(page.locator(".notice")).to_contain_text("did you mean Kosovo")
    page.goto(f"{served}/documents/0123")
    expect(page.locator("h1")).to_have_text("Nothing here")


def test_on_a_phone_the_whole_world_and_the_latest_days_are_seen(phone: Page, served: str) -> None:
    phone.goto(f"{served}/XKX")
    box = phone.locator(".world svg").first.bounding_box()
    assert box and box["width"] <= 360
    phone.goto(f"{served}/FJI/XKX")
    day = phone.locator("svg[data-from] .today").bounding_box()
    assert day and 0 < day["x"] < 360


def test_in_print_there_is_what_can_be_read(page: Page, served: str) -> None:
    for address, shown in ((document(page, served), ".report"), ("/FJI/XKX", "svg[data-from]"), ("/XKX", ".world svg")):
        page.goto(served + address)
        page.emulate_media(media="print")
        expect(page.locator(shown).first).to_be_visible()
        assert page.locator("form:visible, button:visible, .export:visible").count() == 0
        page.emulate_media(media="screen")


def test_an_article_shows_its_words_and_reports_together(page: Page, served: str) -> None:
    page.goto(served + document(page, served))
    report = reported(page, "withdraw recognition")
    expect(report).to_contain_text("background")
    report.hover()
    lit = page.locator(".text .lit")
    expect(lit.filter(has_text="withdrew its recognition")).to_be_visible()
    page.locator(".text a.trigger", has_text="bombed").focus()
    expect(page.locator(".report.lit")).to_contain_text("North Atlantic Treaty Organization")
    assert page.locator(".text").inner_text().startswith("Fiji recognises")  # the number of its report follows


def test_a_pair_stands_as_it_did_on_a_day(page: Page, served: str) -> None:
    page.goto(f"{served}/Burundi/Kosovo")
    assert page.url == f"{served}/BDI/XKX"
    standing = page.locator("[data-part=standing]")
    expect(standing).to_contain_text("withdrawn")
    page.get_by_label("How it stood on").fill("2015-01-01")
    page.get_by_label("How it stood on").dispatch_event("change")
    expect(standing).to_contain_text("2015-01-01")
    expect(standing).to_contain_text("formal")
    expect(standing).not_to_contain_text("withdrawn")
    assert page.url.endswith("on=2015-01-01")
    page.get_by_label("As known on").fill("2020-01-01")
    page.get_by_label("As known on").dispatch_event("change")
    expect(standing).to_contain_text("knows of no standing")


def test_the_slider_moves_the_day(page: Page, served: str) -> None:
    page.goto(f"{served}/BDI/XKX")
    page.get_by_label("Slide through the days").focus()
    page.keyboard.press("Home")
    expect(page.locator("[data-part=standing] h2")).to_contain_text("2012-10-16")
    assert page.get_by_label("How it stood on").input_value() == "2012-10-16"


def test_the_timeline_zooms_from_a_century_to_a_week(page: Page, served: str) -> None:
    page.goto(f"{served}/FJI/XKX?until=2026-03-14")
    part = page.locator("[data-part=timeline]")
    for span, ticks in (("century", "1950"), ("week", "12 Mar")):
        part.get_by_role("link", name=span, exact=True).click()
        expect(part.get_by_role("link", name=span, exact=True)).to_have_attribute("aria-current", "true")
        expect(part.locator("svg").first).to_contain_text(ticks)
    page.go_back()
    expect(part.locator("svg").first).to_contain_text("1950")


def test_drawing_across_the_timeline_shows_those_days(page: Page, served: str) -> None:
    page.goto(f"{served}/FJI/XKX?since=2000-01-01&until=2020-01-01")
    chart = page.locator("svg[data-from]")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box
    height = box["y"] + box["height"] - 40
    page.mouse.move(box["x"] + box["width"] * 0.55, height)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, height, steps=4)
    page.mouse.up()
    expect(page.locator("#timeline-head")).not_to_contain_text("2000")
    assert "since=2010" in page.url or "since=2011" in page.url


def test_the_map_plays_over_the_years(page: Page, served: str) -> None:
    page.goto(f"{served}/XKX")
    page.get_by_label("Slide through the days").focus()
    page.keyboard.press("Home")
    expect(page.locator("#held-head")).to_contain_text("2008-02-")
    before = page.locator("[data-part=held] .good").count()
    page.get_by_role("button", name="Play").click()
    expect(page.locator("#held-head")).to_contain_text("-12-31")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert page.locator("[data-part=held] .good").count() > before > 0
    # Small and partly recognised states are on the map too.
    expect(page.locator("circle.land[class*=good]").first).to_be_attached()


def test_what_is_shown_can_be_exported(page: Page, served: str) -> None:
    views = {
        document(page, served): 1,
        "/XKX?on=2015-01-01": 1,
        "/FJI/XKX": 4,
        "/search?q=Kosovo&act=recognise": 3,
        "/review": 1,
        "/why/BDI/recognition/XKX/2018-02-15": 1,
        "/outlook?target=XKX&on=2015-01-01": 1,
        "/outlook/IND/XKX?on=2020-01-01": 1,
    }
    for address, files in views.items():
        page.goto(served + address)
        links = page.locator(".export a")
        assert links.count() == 3 * files
        for link in links.all():
            answer = page.request.get(served + (link.get_attribute("href") or ""))
            assert answer.ok and len(answer.body()) > 40


def test_search_takes_any_spelling_and_filters(page: Page, served: str) -> None:
    page.goto(served)
    page.get_by_role("search").get_by_role("searchbox").fill("kosovo and fiji")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="How Kosovo and Fiji stand")).to_be_visible()
    page.goto(f"{served}/search?q=Kosvo")
    expect(page.get_by_role("rowheader").get_by_role("link", name="Kosovo", exact=True)).to_be_visible()
    page.goto(f"{served}/search?actor=Kosovo&act=recognise&status=denied")
    denied = page.locator("table").first
    expect(denied).to_contain_text("Tonga")
    expect(denied).not_to_contain_text("asserted")
    page.goto(f"{served}/search?actor=Kosovo&act=recognise&status=denied&confidence=1")
    expect(page.locator("main")).to_contain_text("No event meets this")


def test_the_outlook_comes_into_the_page_of_a_pair(page: Page, served: str) -> None:
    page.goto(f"{served}/IND/XKX?on=2020-01-01")
    page.get_by_role("link", name="Look ahead from 2020-01-01").click()
    outlook = page.locator("[data-part=outlook]")
    expect(outlook).to_contain_text("India recognise → Kosovo")
    expect(outlook).to_contain_text("have come to it")
    assert page.url == f"{served}/IND/XKX?on=2020-01-01"


def test_the_record_of_forecasts_is_plotted_and_told(page: Page, settled: str) -> None:
    page.goto(f"{settled}/outlook")
    dots = page.locator("svg circle.dot").count()
    rows = page.locator("[aria-label='The same as a table'] tbody tr").count()
    assert dots == rows > 0
    expect(page.locator("main")).to_contain_text("settled, of which")
    check(page, Axe())
