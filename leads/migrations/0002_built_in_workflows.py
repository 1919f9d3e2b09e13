"""The three built-in workflows (PRODUCT §4): data, so that operators can change their words later."""

from django.db import migrations

NEW = ("new", "New", "new", "sparkles")
CONTACTED = ("contacted", "Contacted", "working", "message-circle")
PURCHASED = ("purchased", "Purchased", "won", "shopping-cart")
DELIVERED = ("delivered", "Delivered", "won", "package-check")
PENDING = ("pending", "Pending", "new", "clock")
QUALIFIED = ("qualified", "Qualified", "working", "badge-check")
INVALID = ("invalid", "Invalid", "lost", "ban")


def any_to_any(*slugs):
    return [(one, other) for one in slugs for other in slugs if one != other]


SELLING = any_to_any("contacted", "purchased", "delivered")
QUALIFYING = [("pending", "qualified"), ("pending", "invalid")]
WORKFLOWS = [
    ("sales", "Sales", [NEW, CONTACTED, PURCHASED, DELIVERED], any_to_any("new", "contacted", "purchased", "delivered")),
    ("qualification", "Qualification", [PENDING, QUALIFIED, INVALID], QUALIFYING),
    (
        "qualify-then-sell",
        "Qualify, then sell",
        [PENDING, QUALIFIED, CONTACTED, PURCHASED, DELIVERED, INVALID],
        QUALIFYING + [("qualified", slug) for slug in ("contacted", "purchased", "delivered")] + SELLING,
    ),
]


def build(apps, schema_editor):
    Workflow, Status, Move = (apps.get_model("leads", name) for name in ("Workflow", "Status", "Move"))
    for slug, name, statuses, moves in WORKFLOWS:
        workflow = Workflow.objects.create(slug=slug, name=name)
        made = {}
        for position, (status_slug, status_name, phase, icon) in enumerate(statuses):
            made[status_slug] = Status.objects.create(
                workflow=workflow,
                slug=status_slug,
                name=status_name,
                phase=phase,
                icon=icon,
                position=position,
                is_first=position == 0,
            )
        Move.objects.bulk_create([Move(from_status=made[one], to_status=made[other]) for one, other in moves])


class Migration(migrations.Migration):
    dependencies = [("leads", "0001_initial")]
    operations = [migrations.RunPython(build, migrations.RunPython.noop)]
