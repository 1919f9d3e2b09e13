"""Sources are made, changed and given other addresses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.actions.endpoints import (
    EndpointDraft,
    NameTaken,
    StaleEndpoint,
    add_endpoint,
    change_endpoint,
    close_address,
    newest_address,
    renew_address,
    send_test_lead,
)
from intake.formats import FORMATS
from intake.models import Address, Delivery, Endpoint
from leads.models import Lead

A_DAY = timedelta(days=1)


@pytest.fixture
def aster(cast):
    return cast.partners["aster"]


@pytest.fixture
def made(aster):
    return add_endpoint(aster, EndpointDraft("Contoso Store", "own"))


def open_to(secret):
    return Address.objects.of_secret(secret).exists()


def test_a_new_source_has_an_address_of_which_only_the_end_is_kept(made):
    endpoint, secret = made
    (address,) = endpoint.addresses.all()
    assert (open_to(secret), address.hint, address.expires_at) == (True, secret[-4:], None)
    assert secret not in str(Address.objects.values())


@pytest.mark.parametrize("name", ["Contoso Store", "CONTOSO store", "Çontoso Störe"])
def test_a_name_is_taken_in_whatever_letters(aster, made, name):
    with pytest.raises(NameTaken) as refusal:
        add_endpoint(aster, EndpointDraft(name, "own"))
    assert refusal.value.source == made[0].source
    assert Endpoint.objects.count() == 1


def test_another_partner_may_use_the_name(cast, made):
    endpoint, _secret = add_endpoint(cast.partners["birch"], EndpointDraft("Contoso Store", "own"))
    assert endpoint.partner.slug == "birch"


def test_a_source_is_changed_whole(cast, made):
    draft = EndpointDraft(
        "Contoso", "salesforce", cast.marketplaces["harbour"], cast.listings["Aster Insights"], 48, ["x.example"], False
    )
    endpoint = change_endpoint(made[0], draft, version=1)
    assert (endpoint.source.name, endpoint.version) == ("Contoso", 2)
    assert {name: getattr(endpoint, name) for name in draft.facts} == draft.facts


def test_saying_what_stands_changes_nothing_however_old_the_form(made):
    assert change_endpoint(made[0], EndpointDraft("Contoso Store", "own"), version=None).version == 1


def test_who_comes_second_is_told_and_changes_nothing(made):
    change_endpoint(made[0], EndpointDraft("Contoso", "own"), version=1)
    with pytest.raises(StaleEndpoint, match="Contoso"):
        change_endpoint(made[0], EndpointDraft("Fabrikam", "own"), version=1)
    assert Endpoint.objects.get().source.name == "Contoso"


def test_a_source_cannot_take_anothers_name(aster, made):
    other, _secret = add_endpoint(aster, EndpointDraft("Fabrikam", "own"))
    with pytest.raises(NameTaken):
        change_endpoint(other, EndpointDraft("contoso store", "own"), version=1)


def test_the_old_address_stays_open_as_long_as_was_said(made):
    endpoint, old = made
    new = renew_address(endpoint, overlap=A_DAY, newest=newest_address(endpoint))
    assert (open_to(old), open_to(new)) == (True, True)
    assert abs(endpoint.addresses.last().expires_at - timezone.now() - A_DAY) < timedelta(minutes=1)
    newer = renew_address(endpoint, overlap=timedelta(), newest=newest_address(endpoint))
    assert [open_to(secret) for secret in (old, new, newer)] == [False, False, True]


def test_a_longer_overlap_does_not_open_an_address_for_longer_than_was_said_before(made):
    endpoint, _old = made
    renew_address(endpoint, overlap=timedelta(hours=1), newest=newest_address(endpoint))
    before = endpoint.addresses.last().expires_at
    renew_address(endpoint, overlap=7 * A_DAY, newest=newest_address(endpoint))
    assert endpoint.addresses.last().expires_at == before


def test_a_double_click_makes_one_address(made):
    endpoint, _old = made
    shown = newest_address(endpoint)
    assert renew_address(endpoint, overlap=A_DAY, newest=shown)
    assert renew_address(endpoint, overlap=A_DAY, newest=shown) is None
    assert endpoint.addresses.count() == 2


def test_an_address_is_closed_at_once_and_once(made):
    endpoint, secret = made
    assert close_address(endpoint, newest_address(endpoint))
    assert not open_to(secret)
    assert not close_address(endpoint, newest_address(endpoint))


def test_another_sources_address_is_not_closed(aster, made):
    other, secret = add_endpoint(aster, EndpointDraft("Fabrikam", "own"))
    assert not close_address(made[0], newest_address(other))
    assert open_to(secret)


@pytest.mark.parametrize("name", FORMATS)
def test_a_test_lead_comes_in_in_every_format_and_counts_nowhere(aster, name):
    endpoint, _secret = add_endpoint(aster, EndpointDraft("Contoso Store", name))
    delivery = send_test_lead(endpoint)
    assert (delivery.state, delivery.reason) == ("settled", "")
    assert [(lead.last_name, lead.is_test) for lead in Lead.objects.all()] == [("Person", True)]
    assert Lead.objects.real().count() == 0


def test_a_double_click_sends_one_test_lead(made):
    assert send_test_lead(made[0]) == send_test_lead(made[0])
    assert Delivery.objects.count() == 1
