from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.fields import NameField, TimeZoneField
from accounts.models import User

FILL_IN = _("Fill this in.")
NO_EMAIL = _("This does not look like an e-mail address.")
PASSWORD_HELP = _("At least 10 characters; not a common password, and not like your name or e-mail.")


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


# --- allauth's forms (settings.ACCOUNT_FORMS) in LeadHub's words: labels above the fields, nothing inside them. ---


def word(form, name, label, help_text="", **attrs):
    field = form.fields[name]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)
    field.error_messages |= {"required": FILL_IN}
    if isinstance(field, forms.EmailField):
        field.error_messages |= {"invalid": NO_EMAIL}


class SignInForm(allauth.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word(self, "login", _("E-mail"), autocomplete="username", **({} if self.is_bound else {"autofocus": True}))
        word(self, "password", _("Password"))
        word(self, "remember", _("Keep me signed in for two weeks"))


class AskForResetForm(allauth.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word(self, "email", _("E-mail"), autocomplete="username")


class ConfirmPasswordForm(allauth.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word(self, "password", _("Your password"))


class NewPassword:
    """Mixed into the forms that set one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word(self, "password1", _("New password"), PASSWORD_HELP)
        word(self, "password2", _("The same again"))


class ResetPasswordForm(NewPassword, allauth.ResetPasswordKeyForm):
    pass


class SetPasswordForm(NewPassword, allauth.SetPasswordForm):
    pass


class ChangePasswordForm(NewPassword, allauth.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        word(self, "oldpassword", _("Current password"))
