"""Where an import finds and writes its leads."""

from django.db import transaction

from leads.actions import edit_lead, receive_leads
from leads.models import Lead, Source


class Writer:
    """Writes into the database, through the doors that everybody takes. `name` is the file's: what the leads come from.

    `lead_import` is the LeadImport whose report and Undo ask the history for what was done.
    """

    def __init__(self, known, *, name, lead_import=None):
        self.membership = known.membership
        self.partner = known.partner
        self.lead_partners = known.lead_partners
        self.name = name
        self.lead_import = lead_import

    transaction = staticmethod(transaction.atomic)

    def source(self):
        """Asked for in every batch: the one that first made it may have been rolled back."""
        return Source.objects.get_or_create(partner=self.partner, kind=Source.Kind.FILE, name=self.name)[0]

    def find(self, rows):
        """The leads that these rows are, deleted ones too, by reference and by identity; one object a lead."""
        ours = Lead.objects.ever_of(self.membership).select_related("source", "partner")
        by_reference = ours.filter(reference__in={row.reference for row in rows if row.reference})
        # The index of identities begins with the lead's partner.
        by_identity = ours.filter(partner__in=self.lead_partners, identity__in={row.identity for row in rows})
        leads = {lead.pk: lead for leads in (by_reference, by_identity) for lead in leads}
        return {key: lead for lead in leads.values() for key in (lead.reference, lead.identity) if key}

    def create(self, drafts):
        return receive_leads(drafts, source=self.source(), by=self.name, lead_import=self.lead_import) if drafts else []

    def close(self):
        """Nothing to put away: every batch is stored."""

    def change(self, lead, changes):
        edit_lead(lead, changes, by=self.name, version=lead.version, lead_import=self.lead_import)
