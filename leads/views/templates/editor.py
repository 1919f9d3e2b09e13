"""The editor: create and edit are one form. Its small buttons draw it anew and save nothing."""

from datetime import timedelta

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leadhub.notices import Notice, keep
from leadhub.redirects import SeeOther
from leads.actions import Design, NameTaken, OfferingTaken, StaleTemplate, TemplateConflict, create_template, edit_template
from leads.template_design import Editor, command_in
from leads.views.templates.finding import TemplatesPage, TemplateView, revision_in

JUST_NOW = timedelta(minutes=1)


class EditorPage:
    """What both share. `template` is None for a new one; `save(design)` returns the saved template."""

    @property
    def partner(self):
        return self.request.membership.partner

    def get(self, request):
        return self.show(Editor.opened(self.partner, self.template), revision=self.template and self.template.revision)

    def post(self, request):
        template = self.template
        if command := command_in(request.POST):
            return self.show(Editor.redrawn(request.POST, self.partner, command, template), revision=revision_in(request.POST))
        editor = Editor.sent(request.POST, self.partner, template)
        if not editor.is_valid():
            return self.show(editor, status=422, revision=revision_in(request.POST))
        try:
            saved = self.save(editor.design)
        except TemplateConflict as conflict:
            return self.refuse(editor, conflict)
        keep(request, Notice(self.words % {"name": saved.name}))
        return SeeOther(saved.url)

    def refuse(self, editor, conflict):
        """The form as it was typed, with the sentence where it belongs."""
        revision = revision_in(self.request.POST)
        if isinstance(conflict, NameTaken):
            editor.form.add_error("name", conflict.message)
            return self.show(editor, status=422, revision=revision)
        if isinstance(conflict, StaleTemplate):
            now = type(self.template).objects.with_form().get(pk=self.template.pk)
            changed = editor.labels_of(editor.design.differences(Design.of(now)))
            return self.show(editor, status=409, revision=now.revision, conflict=conflict, now=now, changed=changed)
        editor.form.add_error("offerings", conflict.message)
        other = conflict.other if isinstance(conflict, OfferingTaken) else None
        return self.show(editor, status=409, revision=revision, other=other)

    def show(self, editor, *, status=200, **context):
        # Found anew: an action that was refused has changed the one in memory already.
        context |= {"editor": editor, "template": self.template and type(self.template).objects.get(pk=self.template.pk)}
        return render(self.request, "lead_templates/edit.html", context, status=status)


class CreateTemplate(EditorPage, TemplatesPage):
    template = None
    words = _("“%(name)s” is saved as a draft. Look at its preview, then activate it.")

    def save(self, design):
        try:
            return create_template(self.partner, design, by=self.request.user)
        except NameTaken as conflict:
            if is_the_same_again(conflict.template, design, by=self.request.user):
                return conflict.template
            raise


class EditTemplate(EditorPage, TemplateView):
    words = _("“%(name)s” is saved.")

    def save(self, design):
        edit_template(self.template, design, by=self.request.user, revision=revision_in(self.request.POST))
        return self.template


def is_the_same_again(template, design, *, by):
    """Whether this person made exactly this a moment ago: the second half of a double click."""
    is_fresh = template.revision == 1 and template.created_at > timezone.now() - JUST_NOW
    return is_fresh and template.updated_by_name == str(by) and not Design.of(template).differences(design)
