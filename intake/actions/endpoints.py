"""What an administrator does to a source: make it, change it, give it another address, try it."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Partner
from intake.actions.delivering import settle, store
from intake.formats import FORMATS
from intake.models import Address, Endpoint
from intake.models.secrets import draw_secret, hash_of, hint_of
from leadhub.text import fold
from leads.models import Source
from listings.models import Listing, Marketplace

TESTER = "LeadHub"
# Who presses a button twice within this time pressed it once.
DOUBLE_CLICK = timedelta(seconds=5)


class NameTaken(Exception):
    """The partner has a source of that name, in whatever letters. `source` is it."""

    def __init__(self, source):
        self.source = source
        self.message = _("You have a source of this name already: %(name)s.") % {"name": source.name}
        super().__init__(self.message)


class StaleEndpoint(Exception):
    """Somebody else changed the source since the form was made (409)."""

    def __init__(self, endpoint):
        self.endpoint = endpoint
        self.message = _("Somebody else changed %(name)s in the meantime.") % {"name": endpoint}
        super().__init__(self.message)


@dataclass(frozen=True)
class EndpointDraft:
    """A source as it shall be. `format` is one of FORMATS; `return_hosts` are texts `host` or `host:port`."""

    name: str
    format: str
    marketplace: Marketplace | None = None
    listing: Listing | None = None
    window_hours: int = 24
    return_hosts: list = field(default_factory=list)
    is_on: bool = True

    @property
    def facts(self):
        """What stands on the endpoint itself."""
        return {name: value for name, value in vars(self).items() if name != "name"}


@transaction.atomic
def add_endpoint(partner, draft):
    """A new source of this partner. Returns (endpoint, the secret of its address, which is kept nowhere). Raises NameTaken."""
    with _name_of_its_own(partner, draft.name):
        source = Source.objects.create(partner=partner, kind=Source.Kind.MARKETPLACE, name=draft.name)
    endpoint = Endpoint.objects.create(source=source, **draft.facts)
    return endpoint, _open_address(endpoint)


@transaction.atomic
def change_endpoint(endpoint, draft, *, version):
    """Make a source as the draft says. What stands already changes nothing, however old the form.

    `version` is the endpoint's as the form was made; another one raises StaleEndpoint. Raises NameTaken.
    """
    endpoint = Endpoint.objects.select_for_update(no_key=True, of=["self"]).with_names().get(pk=endpoint.pk)
    if (endpoint.source.name, {name: getattr(endpoint, name) for name in draft.facts}) == (draft.name, draft.facts):
        return endpoint
    if endpoint.version != version:
        raise StaleEndpoint(endpoint)
    if endpoint.source.name != draft.name:
        endpoint.former_names = sorted(endpoint.names)
    with _name_of_its_own(endpoint.partner, draft.name, other_than=endpoint.source):
        Source.objects.filter(pk=endpoint.source_id).update(name=draft.name)
    for name, value in draft.facts.items():
        setattr(endpoint, name, value)
    endpoint.version = F("version") + 1
    endpoint.save(update_fields=[*draft.facts, "former_names", "version"])
    return Endpoint.objects.with_names().get(pk=endpoint.pk)


@contextmanager
def _name_of_its_own(partner, name, other_than=None):
    """Around the write of a name: raises NameTaken. One at a time, for no constraint compares names without case and accents."""
    Partner.objects.select_for_update(no_key=True).get(pk=partner.pk)
    others = Source.objects.filter(partner=partner, kind=Source.Kind.MARKETPLACE).select_related("endpoint")
    others = others.exclude(pk=other_than.pk) if other_than else others

    def refuse_taken():
        for source in others.all():
            if fold(source.name) == fold(name):
                raise NameTaken(source)

    refuse_taken()
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        refuse_taken()
        raise


@transaction.atomic
def renew_address(endpoint, *, overlap, newest):
    """Another secret address; the ones so far stay open for `overlap`, a timedelta. Returns the new secret.

    `newest` is the primary key of the newest address as the page showed it, None for none. Where it is the newest no more,
    somebody pressed the button already (a double click): nothing is done, and None comes back.
    """
    Endpoint.objects.select_for_update(no_key=True).get(pk=endpoint.pk)
    if newest != newest_address(endpoint):
        return None
    until = timezone.now() + overlap
    endpoint.addresses.filter(Q(expires_at=None) | Q(expires_at__gt=until)).update(expires_at=until)
    return _open_address(endpoint)


def newest_address(endpoint):
    """The primary key of the address that was made last, open or not."""
    return endpoint.addresses.values_list("pk", flat=True).first()


def close_address(endpoint, pk):
    """Close one of its open addresses at once. Returns whether it was open."""
    return bool(endpoint.addresses.valid().filter(pk=pk).update(expires_at=timezone.now()))


def _open_address(endpoint):
    secret = draw_secret()
    Address.objects.create(endpoint=endpoint, secret_hash=hash_of(secret), hint=hint_of(secret))
    return secret


def send_test_lead(endpoint):
    """Let the format's sample come in as a test lead, as if it had been sent. Returns the settled delivery."""
    now = timezone.now()
    before = endpoint.deliveries.filter(is_test=True, user_agent=TESTER, received_at__gt=now - DOUBLE_CLICK).first()
    if before:
        return before
    chosen = FORMATS[endpoint.format]
    return settle(store(endpoint, body=chosen.SAMPLE.encode(), content_type=chosen.CONTENT_TYPE, user_agent=TESTER, is_test=True))
