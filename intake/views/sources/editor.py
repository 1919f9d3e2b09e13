"""A source is added, or changed."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View

from accounts.access import SettingsPage
from intake.actions.endpoints import NameTaken, StaleEndpoint, add_endpoint, change_endpoint
from intake.forms import SourceForm
from intake.permissions import may_keep_sources
from intake.views.sources.addresses import shown_once
from intake.views.sources.finding import SourceView
from leadhub.notices import Notice, keep

FACTS = ("version", "format", "marketplace", "listing", "window_hours", "return_hosts", "is_on")


class SourceEditor:
    """What adding and changing share: a form that comes back with what was typed whenever it is not saved."""

    endpoint = None

    def form(self, *args, **kwargs):
        return SourceForm(*args, partner=self.request.membership.partner, **kwargs)

    def get(self, request, reference=""):
        return self.show(self.form(initial=self.at_first()))

    def post(self, request, reference=""):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        try:
            return self.save(form.draft, form.cleaned_data["version"])
        except NameTaken as conflict:
            form.add_error("name", conflict.message)
            return self.show(form, taken=getattr(conflict.source, "endpoint", None), status=422)
        except StaleEndpoint as conflict:
            data = request.POST.copy()
            data["version"] = conflict.endpoint.version
            return self.show(self.form(data), conflict=conflict, status=409)

    def show(self, form, *, status=200, **context):
        """`taken` is the source that has the name already, `conflict` a StaleEndpoint."""
        return render(self.request, "intake/edit.html", {"form": form, "endpoint": self.endpoint, **context}, status=status)


class AddSource(SettingsPage, SourceEditor, View):
    permission = may_keep_sources

    def at_first(self):
        return {}

    def save(self, draft, version):
        endpoint, secret = add_endpoint(self.request.membership.partner, draft)
        keep(self.request, Notice(_("%(source)s is added. Give its address to the sender.") % {"source": endpoint}))
        return shown_once(self.request, endpoint, secret)


class EditSource(SourceView, SourceEditor):
    def at_first(self):
        endpoint = self.endpoint
        listing = endpoint.listing.reference if endpoint.listing else None
        marketplace = endpoint.marketplace.slug if endpoint.marketplace else None
        facts = {name: getattr(endpoint, name) for name in FACTS}
        return facts | {"name": endpoint.source.name, "listing": listing, "marketplace": marketplace}

    def save(self, draft, version):
        endpoint = change_endpoint(self.endpoint, draft, version=version)
        keep(self.request, Notice(_("%(source)s is saved.") % {"source": endpoint}))
        return self.back()
