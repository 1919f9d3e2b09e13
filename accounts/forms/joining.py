from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts.fields import NameField
from accounts.forms.words import FILL_IN, PASSWORD_HELP
from accounts.models import User

MOST_IN_PASSWORD = 1000  # characters; not `max_length`, for which a browser cuts a pasted password off in silence


class JoinForm(forms.Form):
    """A new person who follows an invitation: a name and a password; the e-mail is the invitation's."""

    name = NameField(
        label=_("Your name"), max_length=150, help_text=_("Your teammates see it beside your notes and changes."),
        error_messages={"required": FILL_IN}, widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    password1 = forms.CharField(
        label=_("Password"), strip=False, help_text=PASSWORD_HELP, error_messages={"required": FILL_IN},
        validators=[MaxLengthValidator(MOST_IN_PASSWORD, _("A password has at most 1,000 characters."))],
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    password2 = forms.CharField(
        label=_("The same again"), strip=False, error_messages={"required": FILL_IN},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args, invitation, **kwargs):
        super().__init__(*args, initial={"name": invitation.name}, **kwargs)
        self.invitation = invitation

    def clean_password1(self):
        person = User(email=self.invitation.email, name=self.cleaned_data.get("name", ""))
        validate_password(self.cleaned_data["password1"], person)
        return self.cleaned_data["password1"]

    def clean_password2(self):
        first, again = self.cleaned_data.get("password1"), self.cleaned_data["password2"]
        if first is not None and first != again:
            raise ValidationError(_("This is not the same password."))
        return again
