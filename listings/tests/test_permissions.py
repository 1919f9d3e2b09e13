"""Who keeps listings: a vendor's administrators; everybody else is told why not."""

import pytest

from accounts.models import Membership
from listings.permissions import may_manage_listings, may_see_listing_settings

NOT_FOR_YOU = "Settings are for administrators. Ask one at %s to change them for you, or to give you that role."


@pytest.mark.parametrize(
    ("slug", "roles", "may_see", "reason"),
    [
        ("aster", ["is_administrator"], True, ""),
        ("aster", ["is_member", "is_sales_support", "is_reseller_manager", "is_viewer"], False, NOT_FOR_YOU % "Aster Apps"),
        ("cedar", ["is_administrator"], True,
         "These listings are offered on marketplaces of Cedar Distribution; only the vendor of each changes it."),
        ("dahlia", ["is_administrator"], True,
         "Dahlia Resale sells the listings of Aster Apps, and only Aster Apps changes them."),
        ("dahlia", ["is_reseller"], False, NOT_FOR_YOU % "Dahlia Resale"),
    ],
)  # fmt: skip
def test_verdict_and_its_reason(cast, slug, roles, may_see, reason):
    membership = Membership(partner=cast.partners[slug], **dict.fromkeys(roles, True))
    assert (bool(may_see_listing_settings(membership)), may_manage_listings(membership).reason) == (may_see, reason)
