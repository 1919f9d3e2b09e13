from django import forms
from django.utils.translation import gettext as _

from leadhub.text import one_line
from leads.actions import StaleLead
from leads.models import Lead

CONTACT = ("first_name", "last_name", "company", "email", "phone", "job_title", "country")
MARKS = ("is_test", "do_not_contact")


class ContactForm(forms.ModelForm):
    """A lead's contact details and marks, made from the version in `shown_version`. `by` is the operator."""

    shown_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    by = None
    is_stale = False

    class Meta:
        model = Lead
        fields = (*CONTACT, *MARKS)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["shown_version"] = self.instance.version

    def clean(self):
        """Refuse a stale form. The lead's row is held until the change is saved, so nobody comes in between."""
        lead = Lead.objects.select_for_update().get(pk=self.instance.pk)
        self.is_stale = lead.version != self.cleaned_data.get("shown_version") or lead.deleted_at is not None
        if self.is_stale:
            told = StaleLead(lead, by=self.by).message
            raise forms.ValidationError(
                _("%(told)s Nothing is saved. Open the lead again and make your change there.") % {"told": told}
            )
        return {**self.cleaned_data, **{name: one_line(self.cleaned_data[name]) for name in CONTACT if name in self.cleaned_data}}
