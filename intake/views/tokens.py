"""API tokens: a person's own, in the partner they act for, and a source's. Each is shown once, to whoever made it."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from accounts.access import PartnerPage, SettingsPage
from intake.actions.tokens import TooManyTokens, make_token, revoke_token
from intake.forms.tokens import SourceTokenForm, TokenForm
from intake.models import SCOPES, Endpoint, Token
from intake.models.secrets import hash_of
from intake.permissions import may_keep_sources
from leadhub.notices import Notice, keep
from leadhub.redirects import SeeOther
from leadhub.references import normal
from leadhub.shown_once import carry, forget

COOKIE = "new_token"


class OfPerson(PartnerPage):
    """The tokens of the person who asks, in the partner that they act for; nobody sees another's."""

    form_class = TokenForm
    template_name = "intake/tokens/page.html"

    @property
    def owner(self):
        return self.request.membership

    @property
    def url(self):
        return reverse("tokens")

    def url_of(self, token):
        return reverse("token_revoke", args=[token.reference])


class OfSource(SettingsPage):
    """The tokens of a source, for the partner's administrators."""

    permission = may_keep_sources
    form_class = SourceTokenForm
    template_name = "intake/tokens/source.html"

    @cached_property
    def owner(self):
        endpoints = Endpoint.objects.visible_to(self.request.membership).with_names()
        endpoint = endpoints.filter(reference=normal(self.kwargs["reference"])).first()
        if endpoint is None:
            raise Http404
        return endpoint

    @property
    def url(self):
        return reverse("source_tokens", args=[self.owner.reference])

    def url_of(self, token):
        return reverse("source_token_revoke", args=[self.owner.reference, token.reference])


class Tokens(View):
    """GET: the tokens there are, and the one that was just made. POST: make one."""

    http_method_names = ["get", "head", "post"]

    def get(self, request, **kwargs):
        secret = request.COOKIES.get(COOKIE, "")
        fresh = tokens_of(self.owner).filter(token_hash=hash_of(secret)).first() if secret else None
        return forget(request, self.show(self.form_class(), fresh=fresh, secret=secret), COOKIE, page=self.url)

    def post(self, request, **kwargs):
        self.owner  # noqa: B018 (404 before the form is read)
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        told = form.cleaned_data
        try:
            _token, secret = make_token(self.owner, told["name"], scopes=told.get("scopes", ()), expires_at=form.expires_at)
        except TooManyTokens as refusal:
            form.add_error(None, str(refusal))
            return self.show(form, status=422)
        response = SeeOther(self.url)
        # No secret for the second half of a double click.
        return carry(request, response, COOKIE, secret, page=self.url) if secret else response

    def show(self, form, *, status=200, **context):
        context |= {"form": form, "owner": self.owner, "tokens": shown(self.owner, self.url_of), "url": self.url}
        return render(self.request, self.template_name, context, status=status)


class RevokeToken(View):
    """GET asks, POST revokes: a program that still uses it is locked out at once."""

    http_method_names = ["get", "head", "post"]

    def get(self, request, **kwargs):
        return render(request, "intake/tokens/revoke.html", {"token": self.token, "owner": self.owner, "url": self.url})

    def post(self, request, **kwargs):
        revoke_token(self.token)
        keep(request, Notice(_("The token “%(name)s” is revoked.") % {"name": self.token.name}))
        return SeeOther(self.url)

    @cached_property
    def token(self):
        token = tokens_of(self.owner).filter(reference=normal(self.kwargs["token"])).first()
        if token is None:
            raise Http404
        return token


class PersonTokens(OfPerson, Tokens):
    pass


class RevokePersonToken(OfPerson, RevokeToken):
    pass


class SourceTokens(OfSource, Tokens):
    pass


class RevokeSourceToken(OfSource, RevokeToken):
    pass


def tokens_of(owner):
    """Those that are not revoked; an expired one stays until somebody tidies up."""
    whose = {"endpoint": owner} if isinstance(owner, Endpoint) else {"membership": owner}
    return Token.objects.filter(revoked_at=None, **whose)


def shown(owner, url_of):
    """The tokens as the panel shows them, each with what it may do in words and the address that revokes it."""
    tokens = list(tokens_of(owner))
    for token in tokens:
        token.may = [str(SCOPES.get(scope, scope)) for scope in token.scopes]
        token.revoke_url = url_of(token)
    return tokens


def source_tokens(endpoint):
    """For the source's page: what `intake/tokens/_panel.html` needs (tokens, create_url)."""
    tokens = shown(endpoint, lambda token: reverse("source_token_revoke", args=[endpoint.reference, token.reference]))
    return {"tokens": tokens, "create_url": reverse("source_tokens", args=[endpoint.reference])}
