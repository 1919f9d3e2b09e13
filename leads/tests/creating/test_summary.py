"""The wizard's last page: the lead that was made, with **Go to Details** and **Close**."""

from leads.models import Lead
from leads.tests.creating.wizard import ADA


def test_the_summary_names_the_lead_and_opens_links_in_new_windows(wizard):
    wizard.open("Aster Invoicing", "northwind")
    url = wizard.press("create", **ADA).url
    wizard.look(wizard.client.get(url))
    lead, listing = Lead.objects.get(), wizard.cast.listings["Aster Invoicing"].reference
    assert wizard.step == "Summary"
    assert [link for link in wizard.form.links if link[1].endswith("(opens in a new window)")] == [
        (lead.url, f"{lead.reference} (opens in a new window)"),
        (f"/leads/?listing={listing}", "Aster Invoicing (opens in a new window)"),
        ("/leads/?marketplace=northwind", "Northwind Marketplace (opens in a new window)"),
    ]
    page = wizard.response.content.decode()
    assert page.count('target="_blank" rel="noopener"') == 3
    assert f'<a class="button primary" href="{lead.url}">Go to Details</a>' in page
    assert '<a class="button" href="/leads/">Close</a>' in page
    assert {"Ada Lovelace", "New"} <= set(wizard.form.said)


def test_a_strangers_summary_is_not_there(wizard, make_lead):
    assert wizard.client.get(f"/leads/create/{make_lead(partner='birch').reference}/").status_code == 404
