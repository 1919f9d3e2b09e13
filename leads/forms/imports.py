"""What is typed for an import: the file, and what its columns become."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadhub.form_fields import CHOOSE


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        allow_empty_file=True,  # What is wrong with it is said in its own words.
        max_length=None,
        error_messages={"required": gettext_lazy("Choose a file.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )


class ColumnsForm(forms.Form):
    """A select for each column, named by it, and what holds for all rows.

    `labels` are the columns' names, `roles` [(value, label)] what a column can become, `single` those values that only one
    column can be, `people` those of which one is needed.
    """

    def __init__(self, *args, labels, roles, single, people, listings, marketplaces, **kwargs):
        super().__init__(*args, **kwargs)
        self.labels, self.single, self.people = labels, single, people
        self.words = dict(roles)
        for number, label in enumerate(labels):
            errors = {"invalid_choice": CHOOSE}
            self.fields[f"column_{number}"] = forms.ChoiceField(label=label, choices=roles, required=False, error_messages=errors)
        self.fields["listing"] = _chosen_for_all(_("Listing"), listings, "reference")
        self.fields["marketplace"] = _chosen_for_all(_("Marketplace"), marketplaces, "slug")

    @property
    def columns(self):
        return [self[f"column_{number}"] for number in range(len(self.labels))]

    @property
    def mapping(self):
        return [self.cleaned_data.get(f"column_{number}", "") for number in range(len(self.labels))]

    def clean(self):
        first = {}
        for number, role in enumerate(self.mapping):
            if role in self.single and role in first:
                words = {"column": self.labels[first[role]], "field": self.words[role]}
                self.add_error(f"column_{number}", _("“%(column)s” is the %(field)s already. Only one column can be.") % words)
            first.setdefault(role, number)
        if not self.errors and not first.keys() & self.people:
            raise forms.ValidationError(_("Say which column has the last name, the company, the email, the phone or the row’s ID."))
        return self.cleaned_data


def _chosen_for_all(label, things, key):
    return forms.ModelChoiceField(
        label=label,
        queryset=things,
        to_field_name=key,
        required=False,
        empty_label=_("As the file says"),
        error_messages={"invalid_choice": CHOOSE},
    )
