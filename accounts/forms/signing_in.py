"""allauth's forms (settings.ACCOUNT_FORMS) in LeadHub's words: labels above the fields, nothing inside them."""

from allauth.account import forms as allauth
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.words import FILL_IN, NO_EMAIL, PASSWORD_HELP


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
