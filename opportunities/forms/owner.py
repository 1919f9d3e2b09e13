"""Whom an opportunity is given to (A-30)."""

from django import forms
from django.utils.translation import gettext_lazy


class OwnerForm(forms.Form):
    """Whom to give an opportunity to. The choice names person and partner: somebody may sell for two."""

    owner = forms.ChoiceField(
        label=gettext_lazy("Give this opportunity to"),
        error_messages={
            "required": gettext_lazy("Choose somebody."),
            "invalid_choice": gettext_lazy("Choose one of these people."),
        },
    )  # fmt: skip

    def __init__(self, data=None, *, people, owner):
        super().__init__(data, auto_id="give_to_%s")
        self.people = {f"{person.user.reference}@{person.partner.slug}": person for person in people}
        several = len({person.partner_id for person in self.people.values()}) > 1
        self.fields["owner"].choices = [
            (value, f"{person.user.name} ({person.partner.name})" if several else person.user.name)
            for value, person in self.people.items()
        ]
        self.initial["owner"] = next((value for value, person in self.people.items() if person.user == owner), None)

    @property
    def person(self):
        """The chosen Membership."""
        return self.people[self.cleaned_data["owner"]]
