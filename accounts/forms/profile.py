"""What people say about themselves: their profile, their e-mail, for whom they act."""

from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.fields import NameField, TimeZoneField
from accounts.forms.words import FILL_IN, NO_EMAIL
from accounts.models import User


class ProfileForm(forms.ModelForm):
    name = NameField(
        label=_("Your name"), max_length=150, help_text=_("Your teammates see it beside your notes and changes."),
        error_messages={"required": FILL_IN}, widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    time_zone = TimeZoneField(label=_("Time zone"), help_text=_("Times on every page are shown in this zone."))

    class Meta:
        model = User
        fields = ["name", "time_zone", "preferred_view", "keyboard_shortcuts"]
        labels = {"preferred_view": _("Lists open as"), "keyboard_shortcuts": _("Keyboard shortcuts")}
        help_texts = {"keyboard_shortcuts": _("Single keys such as / and j. Press ? on the Leads page to see them all.")}
        widgets = {"preferred_view": forms.RadioSelect(attrs={"class": "options"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].offer(self.instance.time_zone)


class SwitchForm(forms.Form):
    partner = forms.SlugField()


class ChangeEmailForm(forms.Form):
    """A new e-mail, and the password: an unattended screen is not enough to take an account away."""

    email = forms.EmailField(
        label=_("New e-mail"), max_length=User._meta.get_field("email").max_length,
        error_messages={"required": FILL_IN, "invalid": NO_EMAIL},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Your password"), strip=False, error_messages={"required": FILL_IN},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if email == self.user.email.lower():
            raise ValidationError(_("This is your e-mail already."))
        return email

    def clean_password(self):
        """Throttled as signing in is."""
        adapter = get_adapter()
        if not adapter.reauthenticate(self.user, self.cleaned_data["password"]):
            raise adapter.validation_error("incorrect_password")
        return self.cleaned_data["password"]
