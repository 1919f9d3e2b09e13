"""Who is in the team, and with which roles."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import NameField
from accounts.forms.words import FILL_IN, NO_EMAIL
from accounts.models import User
from accounts.models.membership import ROLE_FIELDS, fitting_roles

NO_ROLE = _("Choose at least one role.")
MOST_IN_EMAIL = User._meta.get_field("email").max_length
# What a role may do (PRODUCT §2), said where it is given.
ROLE_MEANINGS = {
    "is_administrator": _("everything, this page included"),
    "is_member": _("works leads"),
    "is_sales_support": _("works leads and creates opportunities"),
    "is_reseller_manager": _("works leads and looks after what your resellers create"),
    "is_reseller": _("works leads and creates opportunities for your own customers"),
    "is_viewer": _("reads, and changes nothing"),
}


class RolesField(forms.MultipleChoiceField):
    """One or more roles as check boxes; those that fit the partner, and those that are held already."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "roles-given"})

    def __init__(self, **kwargs):
        super().__init__(label=_("Roles"), error_messages={"required": NO_ROLE, "invalid_choice": NO_ROLE}, **kwargs)

    def offer(self, partner, held=()):
        fit = {*fitting_roles(partner.kind), *held}
        self.choices = [(field, f"{ROLE_FIELDS[field]}: {ROLE_MEANINGS[field]}") for field in ROLE_FIELDS if field in fit]


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), max_length=MOST_IN_EMAIL, help_text=_("A link goes there; whoever follows it joins your team."),
        error_messages={"required": FILL_IN, "invalid": NO_EMAIL, "max_length": _("An e-mail has at most 254 characters.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    name = NameField(
        label=_("Name"), max_length=150, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("They can change it when they join."),
    )  # fmt: skip
    roles = RolesField()

    def __init__(self, *args, partner, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["roles"].offer(partner)
        # The browser would cut a pasted text off in silence; the server says a sentence instead.
        self.fields["email"].widget.attrs.pop("maxlength", None)


class RolesForm(forms.Form):
    """The roles of a member; `shown` are those that the page showed, so that a change made meanwhile is noticed."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    roles = RolesField()

    def __init__(self, *args, member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["roles"].offer(member.partner, held=member.roles)
        self.initial = {"roles": member.roles, "shown": " ".join(member.roles)}

    @property
    def roles_shown(self):
        return self.cleaned_data.get("shown", "").split()
