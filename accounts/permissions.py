"""What a membership may do, whatever the object: rules about roles alone."""

from django.utils.translation import gettext as _

from leadhub.rules import ALLOWED, Verdict


def may_work_leads(membership):
    """Every role but Viewer works leads (PRODUCT §2)."""
    if membership.works_leads:
        return ALLOWED
    reason = _("Viewers can read leads but not change or export them. An administrator of %(partner)s can give you another role.")
    return Verdict(reason % {"partner": membership.partner})
