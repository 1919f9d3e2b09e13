"""`/intake/<secret>/`: where marketplaces send leads. Public, secret, and in no hurry to understand anything."""

import logging
from email.message import EmailMessage
from urllib.parse import urlsplit

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
from leadhub.redirects import SeeOther
from leadhub.throttling import visitor_of

log = logging.getLogger("leadhub.intake")

MOST_BYTES = 1 << 20
TEST_HEADER = "LeadHub-Test"


class Refusal(Exception):
    """Not stored at all; `status` and a sentence say why."""

    def __init__(self, message, *, status):
        super().__init__(message)
        self.message, self.status = message, status


# No CSRF token: the secret in the address is the whole authority, and no cookie is looked at.
@method_decorator(csrf_exempt, name="dispatch")
class Receive(View):
    """POST: 202 once the request is stored, whatever is in it. 401 for a wrong secret, 403 while it is off, 413 above 1 MB."""

    http_method_names = ["post", "options"]

    def post(self, request, secret=""):
        try:
            endpoint = self.endpoint_of(secret)
            body = read_body(request)
        except Refusal as refusal:
            log.warning("refused", extra={"fields": {"status": refusal.status}})
            return JsonResponse({"status": "refused", "reason": refusal.message}, status=refusal.status)
        delivery = settle(store(endpoint, body=body, sender=visitor_address(request), **headers_of(request)))
        return self.answer(delivery, endpoint)

    def endpoint_of(self, secret):
        address = Address.objects.of_secret(secret).first()
        if address is None:
            raise Refusal(
                _("There is no source at this address, or not any more. Ask the partner for the present one."), status=401
            )
        if not address.endpoint.is_on:
            raise Refusal(_("This source is turned off, so nothing was stored."), status=403)
        return address.endpoint

    def answer(self, delivery, endpoint):
        """As the format's sender expects it: JSON, or for a visitor's browser a page or the way back to the sender's site."""
        reply = getattr(FORMATS.get(delivery.format), "reply", None)
        wanted = reply(message_of(delivery)) if reply else None
        if wanted and wanted.url and may_lead_to(wanted.url, endpoint.return_hosts):
            return SeeOther(wanted.url)
        if wanted and wanted.is_page and self.request.accepts("text/html") and not self.request.accepts("application/json"):
            return render(self.request, "intake/thanks.html", status=202)
        return JsonResponse(wanted.json if wanted and wanted.json else told(delivery), status=202)

    def http_method_not_allowed(self, request, *args, **kwargs):
        response = super().http_method_not_allowed(request, *args, **kwargs)
        response.headers["Content-Type"] = "text/plain; charset=utf-8"
        response.content = _("Leads are sent here with POST.")
        return response


def told(delivery):
    """What a sender is told of its delivery."""
    leads = [outcome.lead.reference for outcome in delivery.outcomes.select_related("lead") if outcome.lead]
    return {"delivery": delivery.reference, "status": delivery.state, "reason": delivery.reason, "leads": leads}


def read_body(request):
    """The bytes that were sent. Raises Refusal for more than 1 MB, before it is in memory."""
    too_large = Refusal(_("This is more than 1 MB, so nothing was stored. Send the leads one by one."), status=413)
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdecimal():
        if int(length) > MOST_BYTES:
            raise too_large
        body = request.read(MOST_BYTES + 1)
    elif request.META.get("wsgi.input_terminated"):
        # Sent in chunks, without a length: Django would read nothing, the server knows where it ends.
        body = request.META["wsgi.input"].read(MOST_BYTES + 1)
    else:
        body = b""
    if len(body) > MOST_BYTES:
        raise too_large
    return body


def headers_of(request):
    """The headers that matter, for `store`."""
    kind = EmailMessage()
    kind["Content-Type"] = request.headers.get("Content-Type", "").replace("\n", " ").replace("\r", " ") or "text/plain"
    return {
        "content_type": kind.get_content_type() if request.headers.get("Content-Type") else "",
        "charset": str(kind.get_content_charset("")),
        "user_agent": request.headers.get("User-Agent", ""),
        "idempotency_key": request.headers.get("Idempotency-Key", ""),
        "is_test": bool(request.headers.get(TEST_HEADER)),
    }


def visitor_address(request):
    """The sender's address as throttling knows it, for the record; of an IPv6 network its first."""
    return visitor_of(request).partition("/")[0] or None


def may_lead_to(url, hosts):
    """Whether this is an address at one of these hosts: nobody is sent anywhere else, and not around on this one either."""
    try:
        host = urlsplit(url).netloc
    except ValueError:
        return False
    return host.lower() in {allowed.lower() for allowed in hosts} and url_has_allowed_host_and_scheme(url, {host})
