"""The secret address of a source: shown once, renewed, closed."""

import shlex

from django.urls import reverse
from django.utils.translation import gettext as _

from intake.actions.endpoints import close_address, newest_address, renew_address
from intake.formats import FORMATS
from intake.forms import NewAddressForm
from intake.models import Address
from intake.views.receiving import TEST_HEADER
from intake.views.sources.finding import SourceView
from leadhub.form_fields import whole_number
from leadhub.notices import Notice, keep
from leadhub.redirects import SeeOther
from leadhub.shown_once import carry, forget

COOKIE = "source_address"
PLACEHOLDER = "the-secret-address"


class NewAddress(SourceView):
    """POST only."""

    http_method_names = ["post"]

    def post(self, request, reference):
        form = NewAddressForm(request.POST)
        if not form.is_valid():
            keep(request, Notice(_("Choose what becomes of the present address."), is_problem=True))
            return self.back("addresses")
        secret = renew_address(self.endpoint, overlap=form.time, newest=form.cleaned_data["newest"])
        if secret is None:
            words = _("Another address was made a moment ago. If nobody kept it, make one more.")
            keep(request, Notice(words, is_problem=True))
            return self.back("addresses")
        return shown_once(request, self.endpoint, secret)


class CloseAddress(SourceView):
    """POST only."""

    http_method_names = ["post"]

    def post(self, request, reference):
        if close_address(self.endpoint, whole_number(request.POST.get("address", ""))):
            keep(request, Notice(_("The address is closed: whatever is sent to it is refused.")))
        return self.back("addresses")


def shown_once(request, endpoint, secret):
    """On to the source's page, which shows the address."""
    page = reverse("source", args=[endpoint.reference])
    return carry(request, SeeOther(page), COOKIE, secret, page=page)


def address_just_made(request, endpoint):
    """The whole address that was made a moment ago; blank when it was shown already, or is another source's."""
    secret = request.COOKIES.get(COOKIE, "")
    if not secret or not Address.objects.of_secret(secret).filter(endpoint=endpoint).exists():
        return ""
    return request.build_absolute_uri(reverse("receive", args=[secret]))


def forget_address(request, response, endpoint):
    return forget(request, response, COOKIE, page=reverse("source", args=[endpoint.reference]))


def context_of(request, endpoint):
    """What the page says of its addresses."""
    fresh = address_just_made(request, endpoint)
    return {
        "fresh": fresh,
        "addresses": endpoint.addresses.valid(),
        "new_address": NewAddressForm(initial={"newest": newest_address(endpoint)}),
        "curl": curl(endpoint, fresh or request.build_absolute_uri(reverse("receive", args=[PLACEHOLDER]))),
    }


def curl(endpoint, address):
    """A command that sends the format's sample there, as a test lead."""
    chosen = FORMATS.get(endpoint.format)
    if chosen is None:
        return ""
    headers = {"Content-Type": chosen.CONTENT_TYPE, TEST_HEADER: "yes"}
    lines = [f"curl {shlex.quote(address)}", *[f"  -H {shlex.quote(f'{name}: {value}')}" for name, value in headers.items()]]
    return " \\\n".join([*lines, f"  --data-binary {shlex.quote(chosen.SAMPLE)}"])
