"""The whole editor: settings and questions together."""

from django.utils.translation import gettext as _

from leadhub.problems import Problem, problems_of
from leads.actions import Design
from leads.models import SALES, Workflow
from leads.template_design.commands import carry_out
from leads.template_design.keys import with_keys
from leads.template_design.rows import PREFIX, FieldRows, rows_of, typed_rows
from leads.template_design.settings_form import SettingsForm, settings_of, typed_settings


class Editor:
    """One page with two parts: the template's settings (`form`) and its questions (`rows`).

    `template` is the one that is edited, None for a new one. Three ways to come by it: `opened` (as it is), `sent` (to be
    saved) and `redrawn` (as typed, after **Add a field**, **Move up**, **Move down** or **Remove**).
    """

    def __init__(self, form, rows, *, template=None, focus=(None, "")):
        self.form, self.rows, self.template = form, rows, template
        number, part = focus
        self.focuses_add = part == "add"
        if number is not None and not self.focuses_add:
            rows.forms[number].focus = part
            rows.forms[number].fields["label"].widget.attrs["autofocus"] = part == "label"

    @classmethod
    def opened(cls, partner, template=None):
        design = Design.of(template) if template else Design(name="", workflow=Workflow.objects.get(slug=SALES))
        form = SettingsForm(initial=settings_of(design), partner=partner, template=template)
        return cls(form, FieldRows(initial=rows_of(design), prefix=PREFIX), template=template)

    @classmethod
    def sent(cls, data, partner, template=None):
        form = SettingsForm(data, partner=partner, template=template)
        return cls(form, FieldRows(data, prefix=PREFIX), template=template)

    @classmethod
    def redrawn(cls, data, partner, command, template=None):
        rows, focus = carry_out(*command, typed_rows(data))
        form = SettingsForm(initial=typed_settings(data), partner=partner, template=template)
        return cls(form, FieldRows(initial=rows, prefix=PREFIX), template=template, focus=focus)

    def is_valid(self):
        return self.form.is_valid() & self.rows.is_valid()

    @property
    def design(self):
        """What was decided; only of a valid editor."""
        told = self.form.cleaned_data
        plain = ("name", "workflow", "offerings", "consent", "thanks", "auto_reply_subject", "auto_reply_body", "embed_hosts")
        versions = list(self.template.versions.all()) if self.template else []
        fields = with_keys(self.rows.asked, versions)
        return Design(**{name: told[name] for name in plain}, contact=self.form.contact, fields=fields)

    def labels_of(self, names):
        """Parts of a design in the words of the page."""
        own = {"contact": _("Contact"), "fields": _("Fields")}
        own |= {"auto_reply_subject": _("Subject of the automatic reply"), "auto_reply_body": _("Text of the automatic reply")}
        return [own.get(name) or self.form.fields[name].label for name in names]

    @property
    def problems(self):
        """Everything that is wrong, in the order of the page."""
        if not self.form.is_bound:
            return []
        found = [Problem("", message) for message in [*self.form.non_field_errors(), *self.rows.non_form_errors()]]
        found += problems_of(self.form, ("name", "offerings", "workflow", *(row.name for row in self.form.contact_rows)))
        for number, row in enumerate(self.rows.forms, start=1):
            found += problems_of(row, row.fields, before=f"{number} · ")
        found += problems_of(self.form, ("consent", "thanks", "auto_reply_subject", "auto_reply_body", "embed_hosts"))
        return found
