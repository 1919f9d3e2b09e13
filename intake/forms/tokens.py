from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.models import SCOPES, Token
from leadhub.form_fields import CHOOSE, FILL_IN, Line

NEVER = "never"
EXPIRIES = [("30", _("30 days")), ("90", _("90 days")), ("365", _("A year")), (NEVER, _("Until it is revoked"))]


class SourceTokenForm(forms.Form):
    """What a source's token is called and how long it is valid; all it can do is create leads."""

    name = Line(
        label=_("Name"), max_length=Token._meta.get_field("name").max_length, error_messages={"required": FILL_IN},
        help_text=_("What it is for, as in “Nightly export”."), widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    expires = forms.ChoiceField(
        label=_("Valid for"), choices=EXPIRIES, initial="90", widget=forms.RadioSelect(attrs={"class": "options"}),
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )  # fmt: skip

    @property
    def expires_at(self):
        """When a token made now ends, None for never."""
        days = self.cleaned_data["expires"]
        return None if days == NEVER else timezone.now() + timedelta(days=int(days))


class TokenForm(SourceTokenForm):
    """A person's: what it may do as well."""

    scopes = forms.MultipleChoiceField(
        label=_("It may"), choices=list(SCOPES.items()), widget=forms.CheckboxSelectMultiple(attrs={"class": "roles-given"}),
        error_messages={"required": _("Choose at least one thing that it may do."), "invalid_choice": CHOOSE},
    )  # fmt: skip

    field_order = ["name", "scopes", "expires"]
