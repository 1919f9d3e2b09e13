from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from accounts.access import SettingsPage
from accounts.actions import TeamConflict, change_roles, remove_member
from accounts.forms import RolesForm
from accounts.models import Invitation, Membership
from accounts.permissions import may_manage_team
from accounts.views.inviting import forget_link, link_just_made
from leadhub.notices import Notice, keep
from leadhub.redirects import SeeOther
from leadhub.references import normal


class Team(SettingsPage, View):
    """Who is in the team and who is invited; once, after inviting somebody, the link as well."""

    permission = may_manage_team

    def get(self, request):
        context = {
            "members": Membership.objects.visible_to(request.membership),
            "invitations": Invitation.objects.visible_to(request.membership).pending(),
            "fresh": link_just_made(request),
        }
        return forget_link(request, render(request, "settings/team.html", context))


class MemberPage(SettingsPage, View):
    """A page about one member; 404 for whoever is not in the team."""

    permission = may_manage_team
    template_name = ""

    @cached_property
    def member(self):
        team = Membership.objects.visible_to(self.request.membership)
        member = team.filter(user__reference=normal(self.kwargs["person"])).first()
        if member is None:
            raise Http404
        return member

    def show(self, *, problem="", status=200, **context):
        context |= {"member": self.member, "problem": problem}
        return render(self.request, self.template_name, context, status=status)

    def done(self, words):
        keep(self.request, Notice(words % {"person": self.member.user}))
        return SeeOther(reverse("team"))


class MemberRoles(MemberPage):
    template_name = "settings/member.html"

    def get(self, request, person):
        return self.show(form=RolesForm(member=self.member))

    def post(self, request, person):
        form = RolesForm(request.POST, member=self.member)
        if not form.is_valid():
            return self.show(form=form, status=422)
        roles, shown = form.cleaned_data["roles"], form.roles_shown
        try:
            changed = change_roles(self.member, roles, by=request.membership, shown=shown)
        except TeamConflict as conflict:
            now = RolesForm(member=self.member) if conflict.is_stale else form
            return self.show(form=now, problem=conflict.message, status=409)
        return self.done(_("The roles of %(person)s are changed.") if changed else _("The roles of %(person)s are as they were."))


class RemoveMember(MemberPage):
    template_name = "settings/remove_member.html"

    def get(self, request, person):
        return self.show()

    def post(self, request, person):
        try:
            remove_member(self.member, by=request.membership)
        except TeamConflict as conflict:
            return self.show(problem=conflict.message, status=409)
        if self.member.user_id == request.user.pk:
            keep(request, Notice(_("You have left %(partner)s.") % {"partner": request.membership.partner}))
            return SeeOther(reverse("home"))
        return self.done(_("%(person)s is not in the team any more."))
