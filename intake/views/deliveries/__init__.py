from intake.views.deliveries.lists import DeliveryList
from intake.views.deliveries.mending import Mend, SetAside, TakeBack
from intake.views.deliveries.page import DeliveryBody, DeliveryPage
from intake.views.deliveries.quarantine import Quarantine, ReplayGroup

__all__ = ["DeliveryBody", "DeliveryList", "DeliveryPage", "Mend", "Quarantine", "ReplayGroup", "SetAside", "TakeBack"]
