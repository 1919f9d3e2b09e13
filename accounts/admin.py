"""Operators' pages for partners, people and memberships."""

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextInputWidget
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from accounts.fields import NameField, TimeZoneField
from accounts.models import Invitation, Membership, Partner, User
from accounts.models.membership import ROLE_FIELDS
from leadhub.admin_deletion import DeletesOnlyUnused
from leadhub.admin_pages import Rows, SettledFields, SettledForm
from leadhub.slots import Slot

# Rows that the rooms above add to a partner's page: each a function of the partner, giving an inline or None.
partner_rows = Slot()


class PersonOfMembership(SettledForm):
    settled = ("user",)


class PartnerOfMembership(SettledForm):
    settled = ("partner",)


class MembershipRows(Rows):
    model = Membership
    named_by = ("user", "partner")
    autocomplete_fields = ("user", "partner")
    show_change_link = True


class People(MembershipRows):
    form = PersonOfMembership
    verbose_name_plural = _("people")


class Places(MembershipRows):
    form = PartnerOfMembership


@admin.register(Partner)
class PartnerAdmin(DeletesOnlyUnused, SettledFields, admin.ModelAdmin):
    """The kind stands from the start: it decides which leads the partner's people see."""

    list_display = ("name", "slug", "kind", "parent", "created_at")
    list_filter = ("kind",)
    list_select_related = ("parent",)
    search_fields = ("name", "slug")
    autocomplete_fields = ("parent",)
    prepopulated_fields = {"slug": ("name",)}
    readonly_fields = ("created_at",)
    settled_fields = ("slug", "kind")
    inlines = (People,)

    def get_inlines(self, request, obj):
        added = [rows(obj) for rows in partner_rows] if obj else []
        return [*super().get_inlines(request, obj), *filter(None, added)]


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return list(ROLE_FIELDS.items())

    def queryset(self, request, queryset):
        return queryset.filter(**{self.value(): True}) if self.value() in ROLE_FIELDS else queryset


@admin.register(Membership)
class MembershipAdmin(SettledFields, admin.ModelAdmin):
    list_display = ("user", "partner", "roles", "created_at")
    list_filter = (RoleFilter, "partner")
    list_select_related = ("user", "partner")
    search_fields = ("user__email", "user__name", "partner__name")
    autocomplete_fields = ("user", "partner")
    readonly_fields = ("created_at",)
    settled_fields = ("user", "partner")
    ordering = ("partner__name", "user__email")

    @admin.display(description=_("roles"))
    def roles(self, membership):
        return ", ".join(membership.role_names)


class ToldPerson(forms.ModelForm):
    """Name and e-mail as people give them themselves; an e-mail is kept in lower case."""

    name = NameField(max_length=150, widget=AdminTextInputWidget)

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class NewPersonForm(ToldPerson, AdminUserCreationForm):
    """With a password to tell them, or without: then they ask for a letter on the sign-in page and choose their own."""

    class Meta:
        model = User
        fields = ("email", "name")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["usable_password"]
        field.label, field.help_text = _("Password"), ""
        field.choices = [("true", _("Set one now")), ("false", _("They choose their own"))]


class PersonForm(ToldPerson, UserChangeForm):
    time_zone = TimeZoneField()

    class Meta:
        model = User
        fields = ("email", "name")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].offer(self.instance.time_zone)


@admin.register(User)
class PersonAdmin(UserAdmin):
    """People are switched off, never removed: their leads would lose their owner without a word in the history."""

    form = PersonForm
    add_form = NewPersonForm
    add_fieldsets = ((None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),)
    fieldsets = (
        (None, {"fields": ("email", "name", "password", "reference")}),
        (_("May sign in"), {"fields": ("is_active", "is_staff")}),
        (_("Habits"), {"fields": ("time_zone", "preferred_view", "keyboard_shortcuts")}),
        (_("Times"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("reference", "last_login", "date_joined")
    list_display = ("email", "name", "partners", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", ("memberships__partner", admin.RelatedFieldListFilter))
    search_fields = ("email", "name", "=reference")
    ordering = ("email",)
    filter_horizontal = ()
    inlines = (Places,)

    def get_queryset(self, request):
        memberships = Membership.objects.select_related("partner")
        return super().get_queryset(request).prefetch_related(Prefetch("memberships", memberships))

    @admin.display(description=_("partners"))
    def partners(self, person):
        return ", ".join(membership.partner.name for membership in person.memberships.all())

    def get_inlines(self, request, obj):
        return super().get_inlines(request, obj) if obj else ()

    def get_readonly_fields(self, request, obj=None):
        """Nobody locks themselves out, so an operator remains."""
        own = ("is_active", "is_staff") if obj == request.user else ()
        return (*super().get_readonly_fields(request, obj), *own)

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        """There is one kind of operator, who may do everything here; and an old e-mail no longer signs in."""
        obj.is_superuser = obj.is_staff
        super().save_model(request, obj, form, change)
        EmailAddress.objects.filter(user=obj).exclude(email=obj.email).delete()


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    """To look at, and to delete: people of the partner send and withdraw them, in their settings."""

    list_display = ("email", "partner", "roles", "invited_by_name", "created_at", "expires_at", "accepted_at", "withdrawn_at")
    list_filter = ("partner", ("accepted_at", admin.EmptyFieldListFilter), ("withdrawn_at", admin.EmptyFieldListFilter))
    list_select_related = ("partner",)
    search_fields = ("email", "name", "partner__name", "=reference")
    exclude = ("invited_by",)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description=_("roles"))
    def roles(self, invitation):
        return ", ".join(invitation.role_names)
