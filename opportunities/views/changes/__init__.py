"""Changes of an opportunity: POST with the `version` shown; 303 to its page, 409 where it has changed, 422 for mistakes."""

from opportunities.views.changes.clone import CloneOpportunity
from opportunities.views.changes.deletion import DeleteOpportunity, RestoreOpportunity
from opportunities.views.changes.edit import EditOpportunity
from opportunities.views.changes.note import AddNote
from opportunities.views.changes.owner import AssignOpportunity
from opportunities.views.changes.steps import FinalizeOpportunity, SubmitOpportunity

__all__ = [
    "AddNote",
    "AssignOpportunity",
    "CloneOpportunity",
    "DeleteOpportunity",
    "EditOpportunity",
    "FinalizeOpportunity",
    "RestoreOpportunity",
    "SubmitOpportunity",
]
