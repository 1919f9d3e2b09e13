from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leadhub.form_fields import Paragraphs
from leads.models.note import MOST_CHARACTERS


class VersionForm(forms.Form):
    """The lead's version as the page showed it. Missing or nonsense is None, which every action takes as stale."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)

    @classmethod
    def read(cls, data):
        form = cls(data)
        return form.cleaned_data["version"] if form.is_valid() else None


class NoteForm(forms.Form):
    body = Paragraphs(
        label=_("Write a note"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write something first."),
            "max_length": _("A note can have 10,000 characters; this one has %(show_value)s. Split it in two."),
        },
    )


class OwnerForm(forms.Form):
    """Whom to give a lead to: `me`, nobody (blank), or a teammate's reference."""

    ME = "me"
    owner = forms.ChoiceField(label=_("Give this lead to"), required=False)

    def __init__(self, data=None, *, team, me, owner, **kwargs):
        # The filter panel of the same page has an `id_owner` already.
        super().__init__(data, auto_id="give_to_%s", **kwargs)
        self.people = {member.user.reference: member.user for member in team}
        if owner:  # who may have left the team meanwhile; to leave the lead with them changes nothing
            self.people.setdefault(owner.reference, owner)
            self.initial["owner"] = owner.reference
        if me.reference in self.people:
            self.people[self.ME] = me
        choices = [(reference, user.name) for reference, user in self.people.items() if reference != self.ME]
        self.fields["owner"].choices = [("", _("Nobody")), *choices]
        if self.ME in self.people:
            self.fields["owner"].choices += [(self.ME, _("Me"))]

    def clean_owner(self):
        """A blank is nobody, but only where it was said: a form without the field says nothing."""
        if "owner" not in self.data:
            raise ValidationError(_("Say whom to give the lead to."))
        return self.cleaned_data["owner"]

    @property
    def person(self):
        """The chosen User, or None for nobody."""
        return self.people.get(self.cleaned_data["owner"])
