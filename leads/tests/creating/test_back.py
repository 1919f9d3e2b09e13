"""Back and forth in the wizard: nothing typed is lost, and nothing typed stands in an address."""

from leads.tests.creating.wizard import ADA, MODULES, SIZE


def test_back_keeps_what_was_typed_through_every_step(wizard, make_template):
    make_template(fields=[SIZE, MODULES])
    wizard.open("Aster Invoicing", "northwind")
    wizard.press("marketplace", **ADA, answer_size="many", answer_modules=["Invoices", "Reports"])
    assert (wizard.step, wizard.form.values["marketplace"]) == ("Marketplace", "northwind")
    wizard.press("product", answer_modules=["Invoices", "Reports"])
    assert (wizard.step, wizard.form.values["listing"]) == ("Product", wizard.cast.listings["Aster Invoicing"].reference)
    wizard.press("marketplace", answer_modules=["Invoices", "Reports"])
    wizard.press("form", answer_modules=["Invoices", "Reports"])
    kept = {name: wizard.form.values[name] for name in (*ADA, "answer_size")}
    assert (wizard.step, kept) == ("Details", ADA | {"answer_size": "many"})
    assert wizard.response.content.decode().count(" checked") == 2


def test_what_another_products_form_does_not_ask_is_carried_past_it(wizard, make_template):
    make_template(fields=[SIZE])
    wizard.open("Aster Invoicing", "northwind")
    wizard.press("marketplace", **ADA, answer_size="12")
    wizard.press("form", marketplace="harbour")
    assert ("answer_size" in wizard.form.hidden, wizard.form.values["last_name"]) == (True, "Lovelace")
    wizard.press("marketplace")
    wizard.press("form", marketplace="northwind")
    assert ("answer_size" in wizard.form.hidden, wizard.form.values["answer_size"]) == (False, "12")


def test_another_product_asks_for_its_own_marketplace(wizard):
    wizard.open("Aster Invoicing", "northwind")
    wizard.press("product", **ADA)
    wizard.press("marketplace", listing=wizard.cast.listings["Aster Insights"].reference)
    assert (wizard.step, wizard.response.status_code, "marketplace" in wizard.form.values) == ("Marketplace", 200, False)


def test_nothing_typed_ever_stands_in_an_address(wizard):
    wizard.open("Aster Invoicing", "northwind")
    wizard.press("marketplace", **ADA)
    assert '<form class="box" method="post"' in wizard.response.content.decode()
    wizard.open("Aster Invoicing", step="marketplace")
    assert '<form class="box" method="get"' in wizard.response.content.decode()
