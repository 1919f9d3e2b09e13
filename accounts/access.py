"""The door to partner pages: signed in, and acting for a partner."""

from django.contrib.auth.mixins import AccessMixin
from django.shortcuts import render


class PartnerPage(AccessMixin):
    """A view that needs `request.membership`. Strangers are sent to sign in; people without a partner are told so.

    `permission(membership)`, where a view has one, is asked before anything of the request is read.
    """

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if not request.membership:
            return render(request, "accounts/no_partner.html", status=403)
        return super().dispatch(request, *args, **kwargs)
