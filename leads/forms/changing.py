from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leadhub.form_fields import Line, Paragraphs
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


class FollowUpDay(forms.DateField):
    """A day, or one of the quick choices: a button on a page from yesterday still means the reader's tomorrow."""

    QUICK = {"tomorrow": 1, "in-a-week": 7}  # days from today

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": _("Enter a day, as in 2026-11-22.")}

    def to_python(self, value):
        if value in self.QUICK:
            return timezone.localdate() + timedelta(days=self.QUICK[value])
        return super().to_python(value)


class FollowUpForm(forms.Form):
    """When to get back to a lead (C-15): a day, a quick choice, or blank for none."""

    follow_up_on = FollowUpDay(label=_("Follow up on"), required=False, input_formats=["%Y-%m-%d"])

    def __init__(self, data=None, **kwargs):
        super().__init__(data, auto_id="%s", **kwargs)

    def clean_follow_up_on(self):
        """A blank is none, but only where it was said: a form without the field says nothing."""
        if "follow_up_on" not in self.data:
            raise ValidationError(_("Say when to follow up."))
        return self.cleaned_data["follow_up_on"]


class ReasonForm(forms.Form):
    """Why a lead ends where it does (C-12): one of the partner's reasons, words of one's own, or both."""

    MOST_CHARACTERS = 255

    reason = Line(label=_("Reason"), required=False, widget=forms.RadioSelect)
    details = Line(label=_("Anything to add"), required=False)

    def __init__(self, data, **kwargs):
        is_answer = "reason" in data or "details" in data
        super().__init__(data if is_answer else None, auto_id="why_%s", **kwargs)

    def offer(self, reasons):
        """Show these to choose from; one that was chosen and is not among them any more stays chosen."""
        given = self.data.get("reason", "")[: self.MOST_CHARACTERS]
        choices = [*reasons, *([given] if given and given not in reasons else [])]
        self.fields["reason"].widget.choices = [(reason, reason) for reason in choices]

    def clean(self):
        reason = " · ".join(filter(None, (self.cleaned_data.get("reason"), self.cleaned_data.get("details"))))
        if self.errors:
            return
        if not reason:
            self.add_error("reason", _("Choose a reason, or write one below."))
        elif len(reason) > self.MOST_CHARACTERS:
            words = gettext("Together these can have %(most)d characters; they have %(has)d. Write the rest as a note.")
            self.add_error("details", words % {"most": self.MOST_CHARACTERS, "has": len(reason)})
        self.cleaned_data["told"] = reason

    @property
    def told(self):
        """The reason in words; blank where it is missing or too long."""
        return self.cleaned_data["told"] if self.is_valid() else ""


class ReasonTextForm(forms.Form):
    """The words of a reason on the partner's list."""

    text = Line(max_length=120, error_messages={"required": _("Write the reason first.")})
