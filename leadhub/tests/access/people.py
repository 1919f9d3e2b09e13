"""Who asks: everybody of the demo, the operator, and a stranger (None)."""

from accounts.demo import OPERATOR, PEOPLE

ADMIN, MEMBER, VIEWER = "admin@aster.example", "member@aster.example", "viewer@aster.example"
DISTRIBUTOR, RESELLER = "manager@cedar.example", "reseller@dahlia.example"
THE_OPERATOR = OPERATOR[0]
EVERYBODY = [*PEOPLE, THE_OPERATOR, None]
ADMINISTRATORS = {ADMIN, "admin@birch.example", DISTRIBUTOR}
