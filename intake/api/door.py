"""Who asks, and may they: the token, its scope, the lead of the address, the rule. In this order, before any body is read."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from accounts.models import Membership
from intake.actions.tokens import note_use
from intake.api.problems import Refusal
from intake.models import SCOPES, Endpoint, Token
from leadhub.references import ReferenceConverter, normal
from leadhub.throttling import visitor_of, wait_for
from leads.models import Lead

A_MINUTE = 60
MOST_REFUSED = 60  # a minute, of one visitor address


@dataclass(frozen=True)
class Caller:
    """Whose token it is: a person's in a partner (`membership`), or a source's (`endpoint`)."""

    token: Token

    @property
    def membership(self) -> Membership | None:
        return self.token.membership

    @property
    def endpoint(self) -> Endpoint | None:
        return self.token.endpoint

    @property
    def partner(self):
        return self.membership.partner if self.membership else self.endpoint.partner

    @property
    def by(self):
        """Who it is that acts, for the history."""
        return self.membership.user if self.membership else self.endpoint.source.name


class BearerToken(HttpBearer):
    """Lets in who has a token with `scope`. `permission(membership, lead)` is asked of the lead that the address names,
    `permission(membership)` where it names none. Sessions and cookies let nobody in here, so no other site can borrow one.
    """

    def __init__(self, scope, *, permission=None):
        super().__init__()
        self.scope = scope
        self.permission = permission

    def __call__(self, request):
        kind, _blank, secret = request.headers.get("Authorization", "").partition(" ")
        return self.authenticate(request, secret.strip() if kind.lower() == "bearer" else "")

    def authenticate(self, request, secret):
        caller = request.caller = Caller(token_of(request, secret))
        count(caller.token)
        note_use(caller.token)
        self.require_scope(caller)
        if caller.membership:
            # The same names that the pages' filters know.
            request.membership, request.user = caller.membership, caller.membership.user
            timezone.activate(request.user.zone)
            self.require_rule(request, caller.membership)
        return caller

    def require_scope(self, caller):
        if self.scope in caller.token.scopes:
            return
        if caller.endpoint:
            raise Refusal(403, _("A source’s token can create leads and nothing else. Use the token of a person."), kind="scope")
        words = {"scope": self.scope, "what": SCOPES[self.scope]}
        raise Refusal(403, _("This token lacks the scope “%(scope)s”: %(what)s.") % words, kind="scope")

    def require_rule(self, request, membership):
        about = ()
        if "reference" in request.resolver_match.kwargs:
            request.lead = lead_of(membership, request.resolver_match.kwargs["reference"])
            about = (request.lead,)
        verdict = self.permission(membership, *about) if self.permission else True
        if not verdict:
            raise Refusal(403, verdict.reason, kind="role")


def token_of(request, secret):
    """The Token of this secret. Raises Refusal: 401, or 429 for a visitor who keeps trying."""
    token = Token.objects.of_secret(secret).first() if secret else None
    if token:
        return token
    if seconds := wait_for(f"api refused {visitor_of(request)}", most=MOST_REFUSED, seconds=A_MINUTE):
        raise Refusal(429, headers={"Retry-After": str(seconds)})
    challenge = 'Bearer realm="LeadHub", error="invalid_token"' if secret else 'Bearer realm="LeadHub"'
    raise Refusal(401, headers={"WWW-Authenticate": challenge})


def count(token):
    if seconds := wait_for(f"api {token.reference}", most=settings.API_RATE_PER_MINUTE, seconds=A_MINUTE):
        raise Refusal(429, headers={"Retry-After": str(seconds)})


def lead_of(membership, text):
    """The lead of this reference; deleted ones, other partners' and none at all are alike (404)."""
    if not re.fullmatch(ReferenceConverter.regex, text):
        raise Refusal(404)
    lead = Lead.objects.visible_to(membership).with_details().filter(reference=normal(text)).first()
    if lead is None:
        raise Refusal(404)
    return lead
