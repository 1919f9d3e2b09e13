"""The cast (PRODUCT §8): the partners and people of the demo, who are the people of the tests as well."""

from accounts.models import Membership, Partner, User

PASSWORD = "leadhub-demo"

# slug: (name, kind, the parent's slug)
PARTNERS = {
    "aster": ("Aster Apps", Partner.Kind.VENDOR, None),
    "birch": ("Birch Services", Partner.Kind.VENDOR, None),
    "cedar": ("Cedar Distribution", Partner.Kind.DISTRIBUTOR, None),
    "dahlia": ("Dahlia Resale", Partner.Kind.RESELLER, "aster"),
}

# e-mail: (name, time zone, roles); the partner is named by the address
PEOPLE = {
    "admin@aster.example": ("Ana Moreno", "Europe/Madrid", ["is_administrator"]),
    "member@aster.example": ("Ben Okafor", "Europe/Madrid", ["is_member"]),
    "sales@aster.example": ("Chloé Laurent", "Europe/Paris", ["is_sales_support"]),
    "viewer@aster.example": ("Dev Patel", "Europe/London", ["is_viewer"]),
    "resellers@aster.example": ("Elif Yılmaz", "Europe/Istanbul", ["is_reseller_manager"]),
    "both@aster.example": ("Finn Jørgensen", "Europe/Copenhagen", ["is_reseller_manager", "is_sales_support"]),
    "admin@birch.example": ("Grace Liu", "America/New_York", ["is_administrator"]),
    "member@birch.example": ("Hugo Silva", "America/Sao_Paulo", ["is_member"]),
    "manager@cedar.example": ("Ines Keller", "Europe/Zurich", ["is_administrator"]),
    "reseller@dahlia.example": ("Jonas Weber", "Europe/Berlin", ["is_reseller"]),
}
OPERATOR = ("operator@leadhub.example", "Olga Petrova")


def create_cast():
    """Create the partners, people and memberships, and return (partners by slug, people by e-mail)."""
    partners = {}
    for slug, (name, kind, parent) in PARTNERS.items():
        partners[slug] = Partner.objects.create(slug=slug, name=name, kind=kind, parent=partners.get(parent))
    people = {}
    for email, (name, time_zone, roles) in PEOPLE.items():
        people[email] = User.objects.create_user(email, PASSWORD, name=name, time_zone=time_zone)
        slug = email.partition("@")[2].partition(".")[0]
        Membership.objects.create(user=people[email], partner=partners[slug], **dict.fromkeys(roles, True))
    email, name = OPERATOR
    people[email] = User.objects.create_superuser(email, PASSWORD, name=name)
    return partners, people
