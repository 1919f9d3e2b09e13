"""What people type about themselves, to sign in, and about their team."""

from accounts.forms.joining import JoinForm
from accounts.forms.profile import ChangeEmailForm, ProfileForm, SwitchForm
from accounts.forms.signing_in import (
    AskForResetForm,
    ChangePasswordForm,
    ConfirmPasswordForm,
    ResetPasswordForm,
    SetPasswordForm,
    SignInForm,
)  # fmt: skip
from accounts.forms.team import InviteForm, RolesForm

__all__ = [
    "AskForResetForm", "ChangeEmailForm", "ChangePasswordForm", "ConfirmPasswordForm", "InviteForm", "JoinForm", "ProfileForm",
    "ResetPasswordForm", "RolesForm", "SetPasswordForm", "SignInForm", "SwitchForm",
]  # fmt: skip
