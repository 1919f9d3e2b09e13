"""May I, with a lead? One rule for the page, the button, the export and the API."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Partner
from accounts.permissions import may_change_settings, may_work_leads
from leadhub.rules import ALLOWED, Verdict

MANY = 2  # leads, of which nobody says how many


def may_change_lead(membership, lead):
    """Move, assign, delete, restore: the vendor decides; a distributor's staff read, add notes and export (C-22).

    What a distributor received itself, for no vendor's listing, is its own to work.
    """
    verdict = may_work_leads(membership)
    if verdict and lead.partner_id != membership.partner_id:
        return _of_their_vendor(membership, 1)
    return verdict


def why_some_cannot_change(membership):
    """Why this membership finds leads on its list that it cannot change, said once; blank for those who may change them all."""
    verdict = may_work_leads(membership)
    if verdict and membership.partner.is_distributor:
        verdict = _of_their_vendor(membership, MANY)
    return verdict.reason


def _of_their_vendor(membership, count):
    """The refusal for this many leads that the partner is the distributor of."""
    words = ngettext(
        "%(partner)s is the distributor of this lead: you can read it, add notes and export it, "
        "but its vendor moves, assigns and deletes it.",
        "%(partner)s is the distributor of these leads: you can read them, add notes and export them, "
        "but their vendors move, assign and delete them.",
        count,
    )
    return Verdict(words % {"partner": membership.partner})


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


def may_import_leads(membership):
    """From a file, in the browser; and see what was imported."""
    return may_create_leads(membership)


def may_undo_import(membership, lead_import):
    """Whoever imported it, or an administrator: it takes away many leads at once."""
    if membership.is_administrator or (lead_import.by_id and lead_import.by_id == membership.user_id):
        return ALLOWED
    reason = _("Only %(person)s, who imported this file, or an administrator of %(partner)s can undo it.")
    return Verdict(reason % {"person": lead_import.by_name, "partner": membership.partner})


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
