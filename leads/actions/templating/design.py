"""What is decided about a lead template."""

from dataclasses import dataclass, field, fields

from leads.models import TemplateVersion, Workflow
from leads.models.template import usual_contact
from listings.models import Offering


@dataclass
class Design:
    """Everything that an administrator decides about a template. `fields` are TemplateFields, in order."""

    name: str
    workflow: Workflow
    offerings: list[Offering] = field(default_factory=list)
    contact: dict = field(default_factory=usual_contact)
    fields: list = field(default_factory=list)
    consent: str = ""
    thanks: str = ""
    auto_reply_subject: str = ""
    auto_reply_body: str = ""
    embed_hosts: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, template):
        """The template as it is: what its editor starts from."""
        asked = template.current
        own = {name.name: getattr(template, name.name) for name in fields(cls) if hasattr(template, name.name)}
        own |= {"offerings": [use.offering for use in template.uses.all()]}
        return cls(**own | {"contact": dict(asked.contact), "fields": list(asked.fields), "consent": asked.consent})

    def differences(self, other):
        """The names of what the other design decides otherwise."""
        mine, theirs = ({**vars(design), "offerings": {one.pk for one in design.offerings}} for design in (self, other))
        return [name for name in mine if mine[name] != theirs[name]]

    def settings(self):
        names = ("name", "workflow", "thanks", "auto_reply_subject", "auto_reply_body", "embed_hosts")
        return {name: getattr(self, name) for name in names}

    def version(self, template, number, at):
        asked = [asked.as_json() for asked in self.fields]
        return TemplateVersion(
            template=template, number=number, contact=self.contact, fields_json=asked, consent=self.consent, created_at=at
        )
