"""May I, with a lead? One rule for the page, the button, the export and (later) the API."""

from django.utils.translation import gettext as _

from accounts.models import Partner
from accounts.permissions import may_change_settings, may_work_leads
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


def why_some_cannot_change(membership):
    """Why this membership finds leads on its list that it cannot change, said once; blank for those who may change them all."""
    if verdict := may_work_leads(membership):
        if not membership.partner.is_distributor:
            return ""
        words = _(
            "%(partner)s is the distributor of these leads: you can read them, add notes and export them, "
            "but their vendors move, assign and delete them."
        )
        return words % {"partner": membership.partner}
    return verdict.reason


def may_add_notes(membership, lead):
    """A distributor's staff too: notes are how they and the vendor talk (C-22)."""
    return may_work_leads(membership)


def may_export_leads(membership):
    return may_work_leads(membership)


def may_create_leads(membership):
    """By hand, in the wizard (C-20).

    Not a reseller: a lead for a listing of its parent is the parent's (PRODUCT §9), and its author would never see it again.
    """
    partner = membership.partner
    if membership.works_leads and partner.kind == Partner.Kind.RESELLER:
        reason = _("Leads for listings of %(parent)s belong to %(parent)s, and %(partner)s would not see them. Ask there.")
        return Verdict(reason % {"partner": partner, "parent": partner.parent})
    return may_work_leads(membership)


def may_manage_templates(membership):
    """Make and change lead templates: a vendor's administrators (C-01)."""
    if membership.partner.kind != Partner.Kind.VENDOR:
        reason = _("Lead templates belong to vendors: %(partner)s has no listings of its own.")
        return Verdict(reason % {"partner": membership.partner})
    if not membership.is_administrator:
        return Verdict(_("Only an administrator of %(partner)s can manage lead templates.") % {"partner": membership.partner})
    return ALLOWED


def may_keep_reasons(membership):
    """Say what there is to choose from when a lead is marked Invalid (C-12)."""
    return may_change_settings(membership)
