"""May I, with the listings of the partner I act for?"""

from django.utils.translation import gettext as _

from accounts.models import Partner
from accounts.permissions import may_change_settings
from leadhub.rules import Verdict


def may_see_listing_settings(membership):
    return may_change_settings(membership)


def may_manage_listings(membership):
    """Administrators of a vendor, and its own listings alone: what others offer or sell is the vendor's to change."""
    partner = membership.partner
    if partner.kind == Partner.Kind.RESELLER:
        words = {"partner": partner, "vendor": partner.parent}
        return _administrators_or(
            membership, _("%(partner)s sells the listings of %(vendor)s, and only %(vendor)s changes them.") % words
        )
    if partner.kind == Partner.Kind.DISTRIBUTOR:
        reason = _("These listings are offered on marketplaces of %(partner)s; only the vendor of each changes it.")
        return _administrators_or(membership, reason % {"partner": partner})
    return may_change_settings(membership)


def _administrators_or(membership, reason):
    """A refusal for everybody: for those who are no administrators the same as on every page of the settings."""
    verdict = may_change_settings(membership)
    return Verdict(reason) if verdict else verdict
