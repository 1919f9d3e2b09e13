from intake.views.sources.addresses import CloseAddress, NewAddress
from intake.views.sources.editor import AddSource, EditSource
from intake.views.sources.lists import SourceList
from intake.views.sources.names import SenderName
from intake.views.sources.page import SourcePage
from intake.views.sources.trying import SendTestLead

__all__ = ["AddSource", "CloseAddress", "EditSource", "NewAddress", "SendTestLead", "SenderName", "SourceList", "SourcePage"]
