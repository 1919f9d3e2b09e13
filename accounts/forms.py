import zoneinfo

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class ProfileForm(forms.ModelForm):
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=lambda: [(name, name.replace("_", " ")) for name in sorted(zoneinfo.available_timezones()) if "/" in name or name == "UTC"],
        help_text=_("Times on every page are shown in this zone."),
    )  # fmt: skip

    class Meta:
        model = User
        fields = ["name", "time_zone", "preferred_view", "keyboard_shortcuts"]
        labels = {"name": _("Your name"), "preferred_view": _("Lists open as"), "keyboard_shortcuts": _("Keyboard shortcuts")}
        help_texts = {
            "name": _("Your teammates see it beside your notes and changes."),
            "keyboard_shortcuts": _("Single keys such as / and j. Press ? on the Leads page to see them all."),
        }


class SwitchForm(forms.Form):
    partner = forms.SlugField()
