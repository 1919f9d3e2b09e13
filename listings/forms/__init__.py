"""A listing and its plans, as a vendor's administrator writes them."""

from listings.forms.listing import ListingForm, draft_of
from listings.forms.plan_rows import PlanRows, rows_of, with_one_more

__all__ = ["ListingForm", "PlanRows", "draft_of", "rows_of", "with_one_more"]
