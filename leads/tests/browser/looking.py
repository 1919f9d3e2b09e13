"""Where things are on the pages: the words in which the browser tests speak of them."""

import csv
import io

from playwright.sync_api import expect


def card(page, lead):
    return page.locator(f"#card-{lead.reference}")


def row(page, lead):
    return page.locator(f"#row-{lead.reference}")


def entry(page, lead):
    """The lead's card or row, whichever the page shows."""
    return page.locator(f"#card-{lead.reference}, #row-{lead.reference}")


def gone(page, lead):
    """What stands where a deleted lead was."""
    return entry(page, lead).and_(page.locator("[data-gone]"))


def shown(page):
    """The references of the leads on the page, in its order, once it is here whole."""
    page.wait_for_load_state()
    return [item.split("-", 1)[1] for item in page.locator("[data-item]").evaluate_all("items => items.map(item => item.id)")]


def names(page):
    return page.locator("[data-item] [data-open]").all_inner_texts()


def expect_names(page, *expected):
    expect(page.locator("[data-item] [data-open]")).to_have_text(expected)


def expect_count(page, words):
    expect(page.locator("#count")).to_have_text(words)


def status(where):
    """The status button of a card, row or page."""
    return where.locator("[data-status]")


def pick_status(page, where, name):
    status(where).click()
    page.get_by_role("button", name=name, exact=True).and_(page.locator(".menu-item:visible")).click()


def search(page, words, *, by="button"):
    page.get_by_label("Search", exact=True).fill(words)
    if by == "Enter":
        page.keyboard.press("Enter")
    else:
        page.get_by_role("button", name="Search", exact=True).click()


def open_filter(page):
    page.get_by_role("button", name="Filter", exact=True).click()
    return page.locator("#filter")


def show_as(page, view):
    page.get_by_role("group", name="Show as").get_by_role("link", name=view, exact=True).click()


def sort_by(page, order):
    page.get_by_role("button", name="Sort by").click()
    page.locator("#sort").get_by_role("link", name=order, exact=True).click()


def open_notes(page, where):
    where.get_by_role("link", name="View Notes").click()
    return page.get_by_role("dialog", name="Notes")


def export(page, mode="people"):
    """The rows of the CSV that **Export** downloads, as dictionaries."""
    link = page.get_by_role("link", name="Export", exact=True)
    if mode == "systems":
        href = link.get_attribute("href")
        content = page.request.get(href + ("&" if "?" in href else "?") + "for=systems").body()
        return list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    with page.expect_download() as download:
        link.click()
    content = download.value.path().read_bytes()
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def overflow(page):
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.scrollingElement.scrollWidth - innerWidth")


def focused(page):
    return page.locator(":focus")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)
