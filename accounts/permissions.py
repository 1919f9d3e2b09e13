"""What a membership may do, whatever the object: rules about roles alone."""

from django.utils.translation import gettext as _

from leadhub.rules import ALLOWED, Verdict


def may_work_leads(membership):
    """Every role but Viewer works leads (PRODUCT §2)."""
    if membership.works_leads:
        return ALLOWED
    reason = _("Viewers can read leads but not change or export them. An administrator of %(partner)s can give you another role.")
    return Verdict(reason % {"partner": membership.partner})


def may_change_settings(membership):
    """Everything under /settings/ is for administrators (PRODUCT §2)."""
    if membership.is_administrator:
        return ALLOWED
    reason = _("Settings are for administrators. Ask one at %(partner)s to change them for you, or to give you that role.")
    return Verdict(reason % {"partner": membership.partner})


def may_manage_team(membership):
    return may_change_settings(membership)
