"""One name that a sender uses, and which of our listings it means. The address says it: `names/?name=contoso.crm`."""

from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intake.actions.mapping import StaleName, find_name, forget_name, leads_named, map_name, state_of
from intake.forms import NameForm
from intake.views.sources.finding import SourceView
from leadhub.notices import Notice, keep
from leadhub.text import one_line

MOST_NAMED = 5


class SenderName(SourceView):
    """A name is added, changed (`save`) or removed (`remove`)."""

    def get(self, request, reference):
        name = one_line(request.GET.get("name", ""))
        known = find_name(self.endpoint, name) if name else None
        initial = {"name": known.name if known else name, "seen": state_of(known)}
        if known:
            initial |= {"listing": known.listing.reference, "template": known.template and known.template.reference}
        return self.show(self.form(known, initial=initial), name=name, known=known)

    def post(self, request, reference):
        name = one_line(request.POST.get("name", ""))
        known = find_name(self.endpoint, name) if name else None
        form = self.form(known, request.POST)
        if "remove" not in request.POST and not form.is_valid():
            return self.show(form, name=name, known=known, status=422)
        try:
            return self.remove(name) if "remove" in request.POST else self.save(form.cleaned_data)
        except StaleName as conflict:
            data = request.POST.copy()
            data["seen"] = state_of(conflict.known)
            form = self.form(conflict.known, data)
            return self.show(form, name=name, known=conflict.known, conflict=conflict, status=409)

    def form(self, known, *args, **kwargs):
        return NameForm(*args, membership=self.request.membership, known=known, **kwargs)

    def save(self, told):
        seen = told.pop("seen")
        mapped = map_name(
            self.endpoint, told["name"], told["listing"], told["template"],
            by=self.request.user, membership=self.request.membership, seen=seen,
        )  # fmt: skip
        words = {"name": mapped.name.name, "listing": mapped.name.listing, "count": mapped.placed.done}
        said = _("“%(name)s” is %(listing)s from now on.") % words
        if mapped.placed.done:
            got = ngettext("%(count)d lead that waited got it.", "%(count)d leads that waited got it.", mapped.placed.done)
            said = f"{said} {got % words}"
        keep(self.request, Notice(said))
        if mapped.placed.skipped:
            keep(self.request, Notice(skipped_in_words(mapped.placed.skipped), is_problem=True))
        return self.back("names")

    def remove(self, name):
        if forget_name(self.endpoint, name, seen=self.request.POST.get("seen", "")):
            keep(
                self.request,
                Notice(_("“%(name)s” means nothing any more. Leads that came with it keep their listing.") % {"name": name}),
            )
        return self.back("names")

    def show(self, form, *, name, known, conflict=None, status=200):
        waiting = leads_named(self.endpoint, name, self.request.membership).count() if name else 0
        context = {"form": form, "endpoint": self.endpoint, "name": name, "known": known, "waiting": waiting, "conflict": conflict}
        return render(self.request, "intake/name.html", context, status=status)


def address_of(endpoint, name):
    """The address of a name's page."""
    query = QueryDict(mutable=True)
    query["name"] = name
    return f"{reverse('source_name', args=[endpoint.reference])}?{query.urlencode()}"


def skipped_in_words(leads):
    """Which leads were left as they are, the first few by name."""
    words = {"count": len(leads), "names": ", ".join(f"{lead.name} ({lead.reference})" for lead in leads[:MOST_NAMED])}
    if len(leads) > MOST_NAMED:
        words["names"] += " …"
    return ngettext(
        "%(count)d lead was left as it is, because it changed meanwhile or is there already: %(names)s.",
        "%(count)d leads were left as they are, because they changed meanwhile or are there already: %(names)s.",
        len(leads),
    ) % words  # fmt: skip
