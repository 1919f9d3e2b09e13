import dataclasses

import pytest

from accounts.models import Partner
from leads.actions import Draft
from leads.importing.identity import identity_of

PARTNER = Partner(pk=1)
ADA = Draft(first_name="Ada", last_name="Müller", company="Acme, Ltd", email="ada@b.example", phone="+1 2")


def identity(draft=ADA, *, partner=PARTNER, external_id="", listing="Desk"):
    return identity_of(partner, draft, external_id=external_id, listing=listing)


def test_identity_fits_its_column():
    assert len(identity()) == len(identity(external_id="x" * 1000)) == 64


def test_case_accents_and_blanks_make_no_other_lead():
    same = Draft(last_name="ADA  MULLER", company="acme, ltd", email="Ada@B.example", phone=" +1  2")

    assert identity(same, listing=" DESK") == identity()


@pytest.mark.parametrize("field", ["first_name", "last_name", "company", "email", "phone"])
def test_each_of_name_company_e_mail_phone_and_listing_makes_another_lead(field):
    assert identity(dataclasses.replace(ADA, **{field: "other"})) != identity()


def test_another_listing_makes_another_lead():
    assert identity(listing="Backup") != identity()


def test_nothing_else_makes_another_lead():
    assert identity(dataclasses.replace(ADA, country="ES", job_title="CEO", source_text="Fair", notes=["x"])) == identity()


def test_words_that_move_to_the_next_field_make_another_lead():
    assert identity(Draft(company="a", email="b")) != identity(Draft(company="a b"))


def test_external_id_decides_alone_and_in_its_own_case():
    assert identity(external_id="aB1") == identity(Draft(last_name="Hopper"), external_id="aB1")
    assert identity(external_id="aB1") != identity(external_id="AB1")


def test_partners_do_not_share_identities():
    assert identity(partner=Partner(pk=2)) != identity()
    assert identity(partner=Partner(pk=2), external_id="1") != identity(external_id="1")
