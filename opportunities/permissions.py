"""May I? One table (role, status) → abilities (A-02, A-30), read by pages, buttons, actions, API and tests."""

from enum import Enum

from django.utils.translation import gettext as _

from leadhub.rules import ALLOWED, Verdict
from leads.permissions import may_change_lead
from opportunities.models import AssistedSales, Opportunity

Status = Opportunity.Status


class Role(Enum):
    """The role in which somebody acts on an opportunity."""

    ADMINISTRATOR = "administrator"
    SALES_SUPPORT = "sales support"
    RESELLER_MANAGER = "reseller manager"
    RESELLER = "reseller"


class Ability(Enum):
    """What can be done to an opportunity that one sees."""

    EDIT = "edit"
    NOTE = "note"
    SUBMIT = "submit"
    FINALIZE = "finalize"
    ASSIGN = "assign"
    CLONE = "clone"
    DELETE = "delete"


A = Ability
SELLS = {
    Status.OPEN: {A.EDIT, A.NOTE, A.SUBMIT, A.FINALIZE, A.CLONE},
    Status.PENDING: {A.NOTE, A.FINALIZE, A.CLONE},
    Status.CLOSED: set(),
}
# FINALIZE is theirs only where the partner lets them (`may_finalize`), CLONE where they may create.
ABILITIES = {
    Role.ADMINISTRATOR: {
        Status.OPEN: {A.EDIT, A.NOTE, A.SUBMIT, A.FINALIZE, A.ASSIGN, A.CLONE, A.DELETE},
        Status.PENDING: {A.EDIT, A.NOTE, A.FINALIZE, A.ASSIGN, A.CLONE, A.DELETE},
        Status.CLOSED: set(),
    },
    Role.RESELLER_MANAGER: {
        Status.OPEN: {A.EDIT, A.NOTE, A.SUBMIT, A.FINALIZE, A.ASSIGN, A.CLONE},
        Status.PENDING: {A.EDIT, A.NOTE, A.FINALIZE, A.ASSIGN, A.CLONE},
        Status.CLOSED: set(),
    },
    Role.SALES_SUPPORT: SELLS,
    Role.RESELLER: SELLS,
}


def role_for(membership, opportunity):
    """The Role in which this membership sees the opportunity, None where it does not. `querysets.seen_by` in Python."""
    here = opportunity.partner_id == membership.partner_id
    of_resellers = opportunity.partner.parent_id == membership.partner_id
    if membership.is_administrator and (here or of_resellers):
        return Role.ADMINISTRATOR
    if membership.is_reseller_manager and of_resellers:
        return Role.RESELLER_MANAGER
    if membership.is_sales_support and here:
        of_another = opportunity.by_sales_support and opportunity.creator_id != membership.user_id
        seen = not of_another if membership.is_reseller_manager else opportunity.by_sales_support
        if seen or opportunity.owner_id == membership.user_id:
            return Role.SALES_SUPPORT
    return Role.RESELLER if membership.is_reseller and here else None


def abilities_of(membership, opportunity, settings):
    """What may be done: a set of Ability. `settings` is the seller's AssistedSales."""
    role = role_for(membership, opportunity)
    if role is None or opportunity.deleted_at:
        return set()
    able = set(ABILITIES[role][Status(opportunity.status)])
    if role in (Role.SALES_SUPPORT, Role.RESELLER) and not settings.may_finalize:
        able.discard(A.FINALIZE)
    if not may_create_opportunities(membership, settings):
        able.discard(A.CLONE)
    return able


def may(ability, membership, opportunity, settings):
    """The verdict for one ability, with the reason in words."""
    if ability in abilities_of(membership, opportunity, settings):
        return ALLOWED
    status = opportunity.get_status_display()
    if opportunity.status == Status.CLOSED:
        return Verdict(_("A closed opportunity cannot be changed any more: it has become an order."))
    if ability == A.FINALIZE:
        return Verdict(_("You cannot finalize this opportunity. Submit it for approval instead."))
    if ability == A.DELETE:
        return Verdict(_("Only an administrator of %(partner)s can delete opportunities.") % {"partner": membership.partner})
    if ability == A.EDIT:
        return Verdict(_("You cannot change this opportunity while it is “%(status)s”.") % {"status": status})
    return Verdict(_("Your role does not allow this while the opportunity is “%(status)s”.") % {"status": status})


def may_see_opportunities(membership):
    """Member and Viewer see none (PRODUCT §2)."""
    sells = ("is_administrator", "is_sales_support", "is_reseller_manager", "is_reseller")
    if any(getattr(membership, role) for role in sells):
        return ALLOWED
    return Verdict(
        _("Opportunities and orders are for administrators, Sales support, Reseller managers and Resellers of %(partner)s.")
        % {"partner": membership.partner}
    )


def may_create_opportunities(membership, settings=None):
    """Administrator, Sales support, Reseller manager with Sales support, Reseller; where the feature is on (A-01, A-02)."""
    settings = settings or AssistedSales.objects.of(membership.partner)
    if not settings.is_enabled:
        return Verdict(_("Opportunities are not enabled for %(partner)s.") % {"partner": membership.partner})
    if membership.is_administrator or membership.is_sales_support or membership.is_reseller:
        return ALLOWED
    return Verdict(
        _("Only administrators, Sales support and Resellers create opportunities; a Reseller manager needs Sales support as well.")
    )


def may_export_customers(membership):
    """A file of everybody's e-mail is for those who work with customers."""
    if membership.works_leads:
        return ALLOWED
    return Verdict(_("Viewers can read customers but not export them."))


def may_restore_opportunities(membership):
    """Whoever deletes restores; so the Deleted page is theirs as well."""
    if membership.is_administrator:
        return ALLOWED
    return Verdict(
        _("Only an administrator of %(partner)s can delete and restore opportunities.") % {"partner": membership.partner}
    )


def may_restore(membership, opportunity):
    if role_for(membership, opportunity) == Role.ADMINISTRATOR:
        return ALLOWED
    return Verdict(
        _("Only an administrator of %(partner)s can delete and restore opportunities.") % {"partner": opportunity.partner}
    )


def may_sell_to(membership, lead, settings=None):
    """Make an opportunity of a lead (A-33): whoever creates opportunities and may change the lead."""
    verdict = may_create_opportunities(membership, settings)
    return verdict and may_change_lead(membership, lead)


def may_check_out(membership, settings, *, needs_it):
    """Continue to Checkout (A-06). What does not need it goes through an opportunity, and its approval, unless one may finalize."""
    if needs_it or membership.is_administrator or settings.may_finalize:
        return ALLOWED
    return Verdict(_("Create an opportunity for these products and submit it for approval."))


def may_edit_customers(membership):
    """Whoever works leads adds and edits customers; Viewers read them."""
    if membership.works_leads:
        return ALLOWED
    return Verdict(_("Viewers can read customers but not change them."))
