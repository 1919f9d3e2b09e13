"""Undo of an import and what was sold meanwhile (PRODUCT §9): what people made something of stays and is named."""

from leads.models import Lead
from leads.tests.imports.conftest import Importing, as_csv, people


def test_undo_of_an_import_leaves_a_lead_of_which_an_opportunity_was_made(make_opportunity, sign_in):
    steps = Importing(sign_in("admin@aster.example"))
    steps.import_whole(as_csv(people(3)))
    sold = Lead.objects.get(first_name="First1")
    make_opportunity(lead=sold)

    assert steps.undo() == (2, 0, 1)

    assert list(Lead.objects.filter(deleted_at=None)) == [sold]
    assert sold.reference in steps.page()


def test_undo_puts_back_a_lead_that_was_sold_before_the_import_changed_it(make_opportunity, sign_in):
    first, second = Importing(sign_in("admin@aster.example")), Importing(sign_in("admin@aster.example"))
    first.import_whole(as_csv(people(1)))
    make_opportunity(lead=Lead.objects.get())
    changed = people(1)
    changed[0][3] = "Another company"
    assert second.import_whole(as_csv(changed)) == (0, 1, 0, 0)

    assert second.undo() == (0, 1, 0)

    assert Lead.objects.get().company == "Company 0"
