"""Activate, retire, duplicate: a button each, POST only."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from leadhub.notices import Notice, keep
from leadhub.redirects import SeeOther
from leadhub.text import one_line
from leads.actions import Design, NameTaken, StaleTemplate, TemplateConflict, activate_template, duplicate_template, retire_template
from leads.models import LeadTemplate
from leads.views.templates.editor import is_the_same_again
from leads.views.templates.finding import TemplateView, revision_in
from leads.views.templates.page import template_page


class ChangeState(TemplateView):
    """A change that does not fit the template any more is answered 409 with its page as it is now."""

    http_method_names = ["post"]
    state = action = words = None

    def post(self, request):
        try:
            type(self).action(self.template, by=request.user, revision=revision_in(request.POST))
        except TemplateConflict as conflict:
            now = LeadTemplate.objects.with_form().get(pk=self.template.pk)
            if not (isinstance(conflict, StaleTemplate) and now.state == self.state):  # else it is done: a double click
                return template_page(request, now, conflict=conflict, status=409)
        else:
            keep(request, Notice(self.words % {"name": self.template.name}))
        return SeeOther(self.template.url)


class ActivateTemplate(ChangeState):
    state, action = LeadTemplate.State.ACTIVE, activate_template
    words = _("“%(name)s” is active: its form is open.")


class RetireTemplate(ChangeState):
    state, action = LeadTemplate.State.RETIRED, retire_template
    words = _("“%(name)s” is retired: its form is closed. Activate it to open it again.")


class DuplicateTemplate(TemplateView):
    """The form carries the copy's name: the second half of a double click asks for the same copy, and gets it."""

    http_method_names = ["post"]

    def post(self, request):
        name = one_line(request.POST.get("name", ""))[:255]
        try:
            copy = self.copy(name)
        except NameTaken as conflict:
            return template_page(request, self.template, conflict=conflict, status=409)
        keep(request, Notice(_("“%(name)s” is made: a draft of its own.") % {"name": copy.name}))
        return SeeOther(copy.url)

    def copy(self, name):
        try:
            return duplicate_template(self.template, by=self.request.user, name=name)
        except NameTaken as conflict:
            design = replace(Design.of(self.template), name=name)
            if is_the_same_again(conflict.template, design, by=self.request.user):
                return conflict.template
        return duplicate_template(self.template, by=self.request.user)
