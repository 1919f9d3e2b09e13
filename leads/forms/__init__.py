"""What is typed about a lead: by whoever makes one (`template`, `wizard`, `hosted`, `tokens`), and by who works it (`changing`)."""

from leads.forms.changing import FollowUpForm, NoteForm, OwnerForm, ReasonForm, ReasonTextForm, VersionForm

__all__ = ["FollowUpForm", "NoteForm", "OwnerForm", "ReasonForm", "ReasonTextForm", "VersionForm"]
