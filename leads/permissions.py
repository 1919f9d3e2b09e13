"""May I, with a lead? One rule for the page, the button, the export and (later) the API."""

from django.utils.translation import gettext as _

from accounts.models import Partner
from accounts.permissions import may_work_leads
from leadhub.rules import ALLOWED, Verdict


def may_change_lead(membership, lead):
    """Move, assign, delete, restore: the vendor decides; a distributor's staff read, add notes and export (C-22).

    What a distributor received itself, for no vendor's listing, is its own to work.
    """
    if membership.works_leads and lead.partner_id != membership.partner_id:
        reason = _(
            "%(partner)s is the distributor of this lead: you can read it, add notes and export it, "
            "but its vendor moves, assigns and deletes it."
        )
        return Verdict(reason % {"partner": membership.partner})
    return may_work_leads(membership)


def may_add_notes(membership, lead):
    """A distributor's staff too: notes are how they and the vendor talk (C-22)."""
    return may_work_leads(membership)


def may_export_leads(membership):
    return may_work_leads(membership)


def may_create_leads(membership):
    """By hand, in the wizard (C-20)."""
    return may_work_leads(membership)


def may_manage_templates(membership):
    """Make and change lead templates: a vendor's administrators (C-01)."""
    if membership.partner.kind != Partner.Kind.VENDOR:
        reason = _("Lead templates belong to vendors: %(partner)s has no listings of its own.")
        return Verdict(reason % {"partner": membership.partner})
    if not membership.is_administrator:
        return Verdict(_("Only an administrator of %(partner)s can manage lead templates.") % {"partner": membership.partner})
    return ALLOWED
