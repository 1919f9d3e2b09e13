"""Changes of an opportunity: POST with the `version` shown; 303 to its page, 409 where it has changed, 422 for mistakes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from leadhub.notices import Notice, keep
from leadhub.redirects import SeeOther
from leadhub.rules import require
from opportunities.actions import (
    PricesChanged,
    StaleOpportunity,
    add_note,
    assign_opportunity,
    clone_opportunity,
    delete_opportunity,
    edit_opportunity,
    finalize_opportunity,
    lines_lost_to,
    restore_opportunity,
    submit_opportunity,
    was_done,
)
from opportunities.models import Opportunity, OpportunityEntry
from opportunities.opportunity_forms import OpportunityForm, OpportunityNoteForm, OwnerForm, UnknownProduct
from opportunities.permissions import Ability, may_restore, role_for
from opportunities.selling import people_who_sell
from opportunities.tokens import token_of
from opportunities.totals import prices_shown
from opportunities.views.finding import OpportunityView
from opportunities.views.page import render_page

Kind = OpportunityEntry.Kind


class Change(OpportunityView):
    """POST alone. `text` says what happened, in the answer."""

    http_method_names = ["post"]

    def done(self):
        keep(self.request, Notice(self.text()))
        return SeeOther(self.where())

    def where(self):
        """Its page, where one sees it still."""
        return self.opportunity.url if role_for(self.request.membership, self.opportunity) else reverse("opportunities")

    def refuse(self, conflict):
        """409: why, on the page as it is now."""
        self.opportunity = Opportunity.objects.with_names().get(pk=self.opportunity.pk)
        return render_page(self, conflict=conflict.message, status=409)

    @property
    def title(self):
        return self.opportunity.title


class EditOpportunity(Change):
    """**Save**: name, plans, quantities, one more product, fewer of them."""

    ability = Ability.EDIT
    is_edited = False

    def change(self):
        return self.mistakes() or self.done()

    def mistakes(self):
        """Save what the form holds; returns the page that shows what is wrong with it, if anything."""
        form = self.form()
        if not form.is_valid():
            return render_page(self, form=form, status=422)
        try:
            self.is_edited = self.save(form)
        except ValidationError as refusal:
            form.add_error(None, refusal.message_dict["products"])
            return render_page(self, form=form, status=422)
        return None

    def save(self, form):
        by, wanted = self.request.membership, {"name": form.cleaned_data["name"], "lines": form.drafts}
        try:
            return edit_opportunity(self.opportunity, by=by, version=self.version, **wanted)
        except StaleOpportunity:
            # Without a version only an edit that changes nothing passes: the second half of a double click.
            self.opportunity = Opportunity.objects.with_names().get(pk=self.opportunity.pk)
            return edit_opportunity(self.opportunity, by=by, version=None, **wanted)

    def form(self):
        try:
            return OpportunityForm(self.opportunity, self.request.membership, self.request.POST)
        except UnknownProduct as unknown:
            raise Http404 from unknown

    def refuse(self, conflict):
        """What was typed stays: in the form, which saves over the newer state, or in words where there is no form any more."""
        self.opportunity = Opportunity.objects.with_names().get(pk=self.opportunity.pk)
        form = self.form()
        form.is_valid()
        return render_page(self, form=form, typed=form.typed, conflict=conflict.message, status=409)

    def text(self):
        return _("%(opportunity)s is saved.") % {"opportunity": self.title}


class AddNote(Change):
    """**Add Note**: POST `body`."""

    ability = Ability.NOTE

    def change(self):
        form = OpportunityNoteForm(self.request.POST)
        if not form.is_valid():
            return render_page(self, note_form=form, status=422)
        add_note(self.opportunity, form.cleaned_data["body"], by=self.request.membership)
        return self.done()

    def where(self):
        return f"{self.opportunity.url}#notes"

    def refuse(self, conflict):
        self.opportunity = Opportunity.objects.with_names().get(pk=self.opportunity.pk)
        form = OpportunityNoteForm(self.request.POST)
        return render_page(self, note_form=form, typed=self.request.POST.get("body", ""), conflict=conflict.message, status=409)

    def text(self):
        return _("Your note on %(opportunity)s is added.") % {"opportunity": self.title}


class Step(EditOpportunity):
    """A step on the way to the order. Where the page has the form, it comes along: nothing typed is left behind."""

    @property
    def has_form(self):
        return "line" in self.request.POST

    def mistakes(self):
        if not self.has_form:
            return None
        self.require_ability(Ability.EDIT)
        found = super().mistakes()
        if self.is_edited:
            self.version = self.opportunity.version
        return found

    def is_done(self):
        """The second click of a double click, which sends what stands already: other words typed meanwhile are not done."""
        return self._is_done() and (not self.has_form or self.form().stands)

    def _is_done(self):
        """Where the first click saved something too, it used up two versions."""
        if super().is_done() or not self.has_form or self.version is None:
            return super().is_done()
        return was_done(self.opportunity, self.kind, by=self.request.membership, version=self.version + 1)

    def refuse(self, conflict):
        return super().refuse(conflict) if self.has_form else Change.refuse(self, conflict)


class SubmitOpportunity(Step):
    """**Submit for Approval**, with what the form holds."""

    ability, kind = Ability.SUBMIT, Kind.SUBMITTED

    @transaction.atomic
    def change(self):
        if mistakes := self.mistakes():
            return mistakes
        submit_opportunity(self.opportunity, by=self.request.membership, version=self.version)
        return self.done()

    def text(self):
        return _("%(opportunity)s waits for approval.") % {"opportunity": self.title}


class FinalizeOpportunity(Step):
    """**Finalize**: POST `version`, and `prices` as they were shown. Gives the one order, however often it is sent.

    An order never changes, so what was typed and not saved is saved and shown first, with its totals.
    """

    ability, kind = Ability.FINALIZE, Kind.FINALIZED

    def change(self):
        if mistakes := self.mistakes():
            return mistakes
        if self.is_edited:
            keep(self.request, Notice(_("Your changes are saved. Look at the products and totals, then finalize.")))
            return SeeOther(self.opportunity.url)
        shown = self.request.POST.get("prices", "")
        if shown and shown != prices_shown(self.opportunity.lines.select_related("listing", "plan")):
            raise PricesChanged(self.opportunity)
        try:
            finalize_opportunity(self.opportunity, by=self.request.membership, version=self.version)
        except ValidationError as refusal:
            self.opportunity = Opportunity.objects.with_names().get(pk=self.opportunity.pk)  # which is not closed after all
            return render_page(self, conflict=" ".join(refusal.message_dict["products"]), status=422)
        return self.done()

    def where(self):
        return self.opportunity.order.url

    def text(self):
        return _("%(opportunity)s is closed. This is its order.") % {"opportunity": self.title}


class CloneOpportunity(Change):
    """**Clone**: POST `token`, so that one form makes one clone."""

    ability = Ability.CLONE

    def change(self):
        token = token_of(self.request.membership, self.request.POST.get("token", ""), self.opportunity.reference)
        try:
            clone, left_out = clone_opportunity(self.opportunity, by=self.request.membership, token=token)
        except ValidationError as refusal:
            words = " ".join(message for messages in refusal.message_dict.values() for message in messages)
            return render_page(self, conflict=words, status=422)
        text = _("This is the clone of %(opportunity)s.") % {"opportunity": self.title}
        if left_out:
            text += " " + _("Left out, because it cannot be sold any more: %(products)s.") % {"products": ", ".join(left_out)}
        keep(self.request, Notice(text))
        return SeeOther(clone.url)


class DeleteOpportunity(Change):
    """**Delete**: at once, with Undo."""

    ability, kind = Ability.DELETE, Kind.DELETED

    def change(self):
        delete_opportunity(self.opportunity, by=self.request.membership, version=self.version)
        return self.done()

    def done(self):
        undo = reverse("opportunity_restore", args=[self.opportunity.reference])
        text = _("%(opportunity)s is deleted.") % {"opportunity": self.title}
        keep(self.request, Notice(text, undo_url=undo, version=self.opportunity.version))
        return SeeOther(reverse("opportunities"))


class RestoreOpportunity(Change):
    """**Restore**, and the Undo of a delete."""

    kind = Kind.RESTORED

    def require_ability(self):
        require(may_restore(self.request.membership, self.opportunity))

    def change(self):
        restore_opportunity(self.opportunity, by=self.request.membership, version=self.version)
        return self.done()

    def text(self):
        return _("%(opportunity)s is back.") % {"opportunity": self.title}


class AssignOpportunity(Change):
    """**Change owner**: choose (GET), be warned which lines go, then POST again with their ids as `lost` (A-30)."""

    ability, kind = Ability.ASSIGN, Kind.ASSIGNED
    http_method_names = ["get", "head", "post"]

    def show(self):
        self.require_ability()
        return self.ask(self.form())

    def form(self, data=None):
        return OwnerForm(data, people=people_who_sell(self.request.membership), owner=self.opportunity.owner)

    def change(self):
        form = self.form(self.request.POST)
        if not form.is_valid():
            return self.ask(form, status=422)
        self.person, warned = form.person, self.warned_of()
        losing = lines_lost_to(self.opportunity, self.person)
        if losing and warned is None:
            return self.warn(form, losing)
        by = self.request.membership
        assign_opportunity(self.opportunity, self.person, by=by, version=self.version, lost=warned or ())
        return self.done()

    def warned_of(self):
        """The lines that the page named; None where it has not asked yet."""
        if "lost" not in self.request.POST:
            return None
        return [int(text) for text in self.request.POST.getlist("lost") if text.isascii() and text.isdigit() and len(text) < 18]

    def warn(self, form, losing):
        is_all = len(losing) == self.opportunity.lines.count()
        return self.ask(form, person=form.person, losing=losing, is_all=is_all, status=422 if is_all else 200)

    def ask(self, form, *, status=200, **more):
        context = {"opportunity": self.opportunity, "form": form, **more}
        return render(self.request, "opportunities/owner.html", context, status=status)

    def is_done(self):
        """Given from this version, and to this person: whom somebody chooses after going back is another matter."""
        owner = self.opportunity.owner
        return super().is_done() and bool(owner) and self.request.POST.get("owner", "").startswith(f"{owner.reference}@")

    def text(self):
        return _("%(opportunity)s now belongs to %(owner)s.") % {"opportunity": self.title, "owner": self.opportunity.owner}
