"""Who acts, and for which partner: `request.membership`, on the reader's clock."""

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import Membership

ACTING_FOR = "acting_for_partner"


class ActingFor:
    """Sets `request.memberships` (all of the person's) and `request.membership` (the one they act with, or None).

    The partner acted for is kept in the session; a reading page never writes there, so without a choice it is
    the first partner by name.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.memberships = SimpleLazyObject(lambda: memberships_of(request.user))
        request.membership = SimpleLazyObject(lambda: chosen(request))
        if not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(request.user.zone):
            response = self.get_response(request)
        # Personal pages: nobody else's cache keeps them, and Back asks again.
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


def memberships_of(user):
    if not user.is_authenticated:
        return []
    memberships = list(Membership.objects.of(user))
    for membership in memberships:
        membership.user = user
    return memberships


def chosen(request):
    wanted = request.session.get(ACTING_FOR)
    by_partner = {membership.partner_id: membership for membership in request.memberships}
    return by_partner.get(wanted) or next(iter(request.memberships), None)
