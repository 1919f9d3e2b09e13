"""What administrators fill in about their sources."""

from intake.forms.mending import LONGEST_EDITED, MendForm
from intake.forms.naming import NameForm
from intake.forms.source import NewAddressForm, SourceForm

__all__ = ["LONGEST_EDITED", "MendForm", "NameForm", "NewAddressForm", "SourceForm"]
