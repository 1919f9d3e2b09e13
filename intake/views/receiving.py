"""`/intake/<secret>/`: where marketplaces send leads. Public, secret, and in no hurry to understand anything."""

import logging
from urllib.parse import urlsplit

from django.db import OperationalError
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from intake.actions.delivering import message_of, settle, store
from intake.formats import FORMATS
from intake.models import Address
from intake.raw import BrokenOff, TooLarge, content_type_of, read_raw
from leadhub.redirects import SeeOther
from leadhub.throttling import address_of

log = logging.getLogger("leadhub.intake")

TEST_HEADER = "LeadHub-Test"
RETRY_AFTER = 5  # seconds


class Refusal(Exception):
    """Not stored at all; `status` and a sentence say why."""

    def __init__(self, message, *, status):
        super().__init__(message)
        self.message, self.status = message, status


# No CSRF token: the secret in the address is the whole authority, and no cookie is looked at.
@method_decorator(csrf_exempt, name="dispatch")
class Receive(View):
    """POST: 202 once the request is stored, whatever is in it.

    400 for half a message, 401 for a wrong secret, 403 while the source is off, 413 above 1 MB, 503 while the database does
    not answer.
    """

    http_method_names = ["post", "options"]

    def post(self, request, secret=""):
        try:
            endpoint = self.endpoint_of(secret)
            delivery = store(endpoint, body=self.body(), sender=sender_of(request), **headers_of(request))
        except Refusal as refusal:
            return refused(refusal)
        except OperationalError:
            return refused(Refusal(_("LeadHub cannot store anything just now. Send this again."), status=503))
        return self.answer(settle(delivery), endpoint)

    def endpoint_of(self, secret):
        address = Address.objects.of_secret(secret).first()
        if address is None:
            raise Refusal(
                _("There is no source at this address, or not any more. Ask the partner for the present one."), status=401
            )
        if reason := address.endpoint.why_closed:
            raise Refusal(reason, status=403)
        return address.endpoint

    def body(self):
        try:
            return read_raw(self.request)
        except TooLarge:
            words = _("This is more than 1 MB, so nothing was stored. Send the leads one by one.")
            raise Refusal(words, status=413) from None
        except BrokenOff:
            raise Refusal(_("This did not arrive whole, so nothing was stored. Send it again."), status=400) from None

    def answer(self, delivery, endpoint):
        """As the format's sender expects it: JSON, or for a visitor's browser a page or the way back to the sender's site."""
        reply = getattr(FORMATS.get(delivery.format), "reply", None)
        wanted = reply(message_of(delivery)) if reply else None
        if wanted and wanted.url and may_lead_to(wanted.url, endpoint.return_hosts):
            return SeeOther(wanted.url)
        # A browser takes pages first and anything else after that; a program that takes anything gets JSON.
        if wanted and wanted.is_page and self.request.get_preferred_type(["application/json", "text/html"]) == "text/html":
            return render(self.request, "intake/thanks.html", status=202)
        return JsonResponse(wanted.json if wanted and wanted.json else told(delivery), status=202)

    def http_method_not_allowed(self, request, *args, **kwargs):
        response = super().http_method_not_allowed(request, *args, **kwargs)
        response.headers["Content-Type"] = "text/plain; charset=utf-8"
        response.content = _("Leads are sent here with POST.")
        return response


def refused(refusal):
    log.warning("refused", extra={"fields": {"status": refusal.status}})
    headers = {"Retry-After": str(RETRY_AFTER)} if refusal.status == 503 else {}
    return JsonResponse({"status": "refused", "reason": refusal.message}, status=refusal.status, headers=headers)


def told(delivery):
    """What a sender is told of its delivery."""
    leads = [outcome.lead.reference for outcome in delivery.outcomes.select_related("lead") if outcome.lead]
    return {"delivery": delivery.reference, "status": delivery.state, "reason": delivery.reason, "leads": leads}


def headers_of(request):
    """The headers that matter, for `store`."""
    content_type, charset = content_type_of(request)
    return {
        "content_type": content_type,
        "charset": charset,
        "user_agent": request.headers.get("User-Agent", ""),
        "idempotency_key": request.headers.get("Idempotency-Key", ""),
        "is_test": bool(request.headers.get(TEST_HEADER)),
    }


def sender_of(request):
    """The sender's address, for the record."""
    address = address_of(request)
    return str(address) if address else None


def may_lead_to(url, hosts):
    """Whether this is an address at one of these hosts: nobody is sent anywhere else, and not around on this one either."""
    try:
        host = urlsplit(url).netloc
    except ValueError:
        return False
    if not url.isprintable():  # a line break in it is taken out when it is read, and not when it is followed
        return False
    return host.lower() in {allowed.lower() for allowed in hosts} and url_has_allowed_host_and_scheme(url, {host})
