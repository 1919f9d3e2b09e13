from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from intake.actions.tokens import revoke_token
from intake.models import Token
from leadhub.admin_pages import BigTable, ReadOnly


@admin.register(Token)
class TokenAdmin(BigTable, ReadOnly, admin.ModelAdmin):
    """Whoever finds a token where it should not be has it revoked here."""

    list_display = ("name", "reference", "hint", "endpoint", "membership", "created_at", "expires_at", "revoked_at", "last_used_at")
    list_filter = (("revoked_at", admin.EmptyFieldListFilter), ("endpoint", admin.EmptyFieldListFilter))
    list_select_related = ("endpoint__source", "membership__user", "membership__partner")
    sortable_by = ()
    search_fields = ("reference", "hint", "name", "membership__user__email", "endpoint__source__name")
    actions = ("revoke",)

    def has_revoke_permission(self, request):
        return self.has_view_permission(request)

    @admin.action(description=_("Revoke selected tokens"), permissions=["revoke"])
    def revoke(self, request, queryset):
        count = sum(revoke_token(token) for token in queryset)
        self.message_user(request, ngettext("%(count)d is revoked.", "%(count)d are revoked.", count) % {"count": count})
