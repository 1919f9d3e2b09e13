"""The **Create Lead** wizard (C-20): product → marketplace → the template's form → Summary."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from accounts.access import GuardedPage
from accounts.permissions import may_change_settings
from leadhub.redirects import SeeOther
from leads.actions import receive_lead_once
from leads.forms.tokens import draw_token, identity_of, read_token
from leads.forms.wizard import FORM, MARKETPLACE, PRODUCT, STEPS, SUMMARY, DetailsForm, Progress, marketplace_form, product_form
from leads.models import Source, TemplateVersion
from leads.permissions import may_create_leads
from leads.views.finding import LeadView

CHOICES = {PRODUCT: product_form, MARKETPLACE: marketplace_form}
CREATE = "create"
BY_HAND = "Created by hand"


class CreateLead(GuardedPage, View):
    """Every step but the last. Choices stand in the address; once something is typed, in the page, out of addresses and logs.

    GET `listing`, `marketplace` and `step` show a step. POST carries what was typed as well: `step` shows that step,
    `create` makes the lead, once however often it is sent.
    """

    permission = may_create_leads
    http_method_names = ["get", "head", "post"]

    def get(self, request):
        return self.show(Progress(request.membership, request.GET))

    def post(self, request):
        progress = Progress(request.membership, request.POST)
        if progress.step == FORM and request.POST.get("step") == CREATE:
            return self.create(progress)
        return self.show(progress)

    def create(self, progress):
        """The lead and the way to its Summary; or the form again with what was typed."""
        offering = progress.offering
        now = TemplateVersion.objects.shown_for(offering)
        token = read_token(progress.data.get("token", ""), self.scope)
        version = token and now.of_this_template(token.version)
        problem = "" if version else _("The form has changed since this page was made. Check your answers, then create the lead.")
        if problem:
            token, version = draw_token(self.scope, now), now
        form = DetailsForm(progress.data, version=version)
        if not form.is_valid() or problem:
            return self.show_form(progress, form, token, problem=problem, status=422)
        draft = form.draft()
        draft.listing, draft.marketplace = offering.listing, offering.marketplace
        draft.identity = identity_of(token, draft)
        lead, _is_new = receive_lead_once(draft, source=self.source(), by=self.request.user)
        return SeeOther(reverse("lead_created", args=[lead.reference]))

    def show(self, progress):
        status = 422 if progress.problem else 200
        if not progress.offerings:
            may_settle = may_change_settings(self.request.membership)
            return render(self.request, "leads/create/nothing.html", {"may_settle": may_settle})
        if progress.step in CHOICES:
            form = CHOICES[progress.step](progress)
            return self.show_step(progress, "choose", form=form, problem=progress.problem, status=status)
        version = TemplateVersion.objects.shown_for(progress.offering)
        form = DetailsForm(version=version, initial=self.initial(progress, version))
        token = read_token(progress.data.get("token", ""), self.scope)
        if not token or token.version != version.pk:
            token = draw_token(self.scope, version)
        return self.show_form(progress, form, token, problem=progress.problem, status=status)

    def initial(self, progress, version):
        """What was typed before a step back."""
        several = {f"answer_{field.key}" for field in version.fields if field.type == "choices"}
        return {name: progress.data.getlist(name) if name in several else value for name, value in progress.typed}

    def show_form(self, progress, form, token, **more):
        template = form.version.template if form.version.pk else None
        return self.show_step(progress, "form", form=form, token=token, template=template, **more)

    def show_step(self, progress, name, *, form, status=200, **more):
        context = {
            "progress": progress,
            "form": form,
            "steps": STEPS.items(),
            "current": progress.step,
            "carried": [(key, value) for key, value in progress.typed if key not in form.fields],
            **more,
        }
        return render(self.request, f"leads/create/{name}.html", context, status=status)

    @property
    def scope(self):
        return f"person:{self.request.user.pk}"

    def source(self):
        partner = self.request.membership.partner
        return Source.objects.get_or_create(partner=partner, kind=Source.Kind.PERSON, name=BY_HAND)[0]


class LeadCreated(LeadView):
    """**Summary**: what was made, and where to go from here."""

    http_method_names = ["get", "head"]

    def get(self, request):
        return render(request, "leads/create/summary.html", {"lead": self.lead, "steps": STEPS.items(), "current": SUMMARY})
