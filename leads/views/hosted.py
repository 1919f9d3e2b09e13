"""Hosted forms (C-21): public pages, one for each active template, for visitors without session, cookie or JavaScript."""

import logging

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import Http404
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from leadhub.redirects import SeeOther
from leadhub.security import allow_embedding
from leadhub.throttling import visitor_of, wait_for
from leads.actions import receive_lead_once
from leads.forms.hosted import TRAP, HostedForm, narrowed
from leads.forms.tokens import draw_token, identity_of, read_token
from leads.models import Lead, LeadTemplate, Source

log = logging.getLogger("leadhub.forms")

MOST_BYTES = 1_000_000
OPEN_FOR = 24 * 3600  # seconds
TEN_MINUTES, HOUR = 600, 3600  # seconds


class Refusal(Exception):
    """The request cannot be read as a form at all; `status` and a sentence say why."""

    def __init__(self, message, *, status):
        super().__init__(message)
        self.message, self.status = message, status


# No CSRF token: there is no session whose authority another site could borrow, a form in somebody's frame gets no cookie,
# and anybody may send it anyway. What repeats and machines are told by is the signed token of leads.forms.tokens.
@method_decorator(csrf_exempt, name="dispatch")
class HostedPage(View):
    """A public page of a template: `self.template`. A draft is nobody's business yet, a retired one is gone."""

    def dispatch(self, request, slug):
        self.template = LeadTemplate.objects.with_form().filter(slug=slug).exclude(state=LeadTemplate.State.DRAFT).first()
        if self.template is None:
            raise Http404
        response = super().dispatch(request)
        allow_embedding(response, self.template.embed_hosts)
        # A form carries its own token, so no cache may give one visitor's to another.
        response.headers["Cache-Control"] = "private, no-cache"
        return response

    def show(self, name, *, status=200, **context):
        return render(self.request, f"forms/{name}.html", {"template": self.template, **context}, status=status)


class HostedFormThanks(HostedPage):
    """Where a sent form leads to: reloading it sends nothing."""

    http_method_names = ["get", "head", "options"]

    def get(self, request):
        return self.show("thanks")


class HostedFormPage(HostedPage):
    http_method_names = ["get", "head", "post", "options"]

    def get(self, request):
        if not self.offered:
            return self.show("closed", status=410)
        token = draw_token(self.scope, self.template.current)
        return self.show_form(HostedForm(version=self.template.current, offered=self.narrowed[0]), token)

    def post(self, request):
        try:
            posted = read(request)
        except Refusal as refusal:
            return self.show("refused", message=refusal.message, status=refusal.status)
        if not self.offered:
            return self.show("closed", status=410)
        if posted.get(TRAP):
            log.info("trapped", extra={"fields": {"template": self.template.reference}})
            return self.thank()
        token, problem = read_token(posted.get("token", ""), self.scope), ""
        if token is None or token.age > OPEN_FOR:
            token = draw_token(self.scope, self.template.current)
            problem = _("This form was open too long. Please send it once more.")
        # The edition that the visitor saw, also when the template was edited since.
        version = self.template.current.of_this_template(token.version) or self.template.current
        form = HostedForm(posted, version=version, offered=self.narrowed[0])
        return self.receive(form, token, problem)

    def receive(self, form, token, problem):
        """The lead and the way to the thanks; or the form again with what was typed, and what is wrong with it."""
        if not form.is_valid() or problem:
            return self.show_form(form, token, problem, status=422)
        if 0 <= token.age < settings.FORM_LEAST_SECONDS:
            return self.show_form(form, token, _("That was very quick. Check what you typed, then send it again."), status=422)
        draft = form.draft()
        draft.identity = identity_of(token, draft)
        # A repeat is answered as its first sending was: who asks again because the answer was lost is not counted twice.
        if not Lead.objects.filter(partner=self.template.partner, identity=draft.identity).exists():
            if seconds := self.wait():
                return self.ask_to_wait(form, token, seconds)
            receive_lead_once(draft, source=self.source(), by=self.spoken_name())
        return self.thank()

    @property
    def scope(self):
        return f"form:{self.template.slug}"

    @property
    def offered(self):
        """What the form can be about: the template's uses that are offered now."""
        return [use.offering for use in self.template.uses.all() if use.is_active and use.offering.is_active]

    @property
    def narrowed(self):
        return narrowed(self.offered, self.request.GET)

    def wait(self):
        """Seconds until this visitor, or anybody, may send this form; 0 for now, and that counts."""
        form, visitor = self.template.reference, visitor_of(self.request)
        by_address = wait_for(f"form {form} {visitor}", most=settings.FORM_RATE_PER_ADDRESS, seconds=TEN_MINUTES)
        return by_address or wait_for(f"form {form}", most=settings.FORM_RATE_PER_FORM, seconds=HOUR)

    def source(self):
        return Source.objects.get_or_create(partner=self.template.partner, kind=Source.Kind.FORM, name=self.template.name)[0]

    def spoken_name(self):
        """Who a lead's history says it came from, in the site's language and not in the visitor's."""
        with override(settings.LANGUAGE_CODE):
            return _("Hosted form “%(name)s”") % {"name": self.template.name}

    def thank(self):
        return SeeOther(reverse("hosted_form_thanks", args=[self.template.slug]))

    def ask_to_wait(self, form, token, seconds):
        problem = _("This form is being sent very often just now. What you typed is still here: wait a few minutes, then send it.")
        response = self.show_form(form, token, problem, status=429)
        response.headers["Retry-After"] = str(seconds)
        return response

    def show_form(self, form, token, problem="", *, status=200):
        offered, query = self.narrowed
        about = offered[0].listing if len({offering.listing_id for offering in offered}) == 1 else None
        url = self.request.path + (f"?{query}" if query else "")
        context = {"form": form, "token": token, "problem": problem, "about": about, "url": url, "trap": TRAP}
        return self.show("form", status=status, **context)


def read(request):
    """The posted fields. Raises Refusal for what is too large, or is no form."""
    too_large = _("This is more than the form can take: 1 MB in all. Go back, shorten what you wrote, and send it again.")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise Refusal(too_large, status=413)
    try:
        return request.POST
    except RequestDataTooBig as large:
        raise Refusal(too_large, status=413) from large
    except (BadRequest, SuspiciousOperation, MultiPartParserError) as unreadable:
        raise Refusal(_("This could not be read as a form. Go back and send it again."), status=400) from unreadable
