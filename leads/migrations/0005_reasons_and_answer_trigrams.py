"""Invalid asks for a reason (C-12); PostgreSQL finds answers through trigrams, as it finds names."""

from django.db import migrations


def ask(apps, schema_editor):
    apps.get_model("leads", "Status").objects.filter(slug="invalid", phase="lost").update(asks_reason=True)


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE INDEX lead_answers_trigrams ON leads_lead USING gin (answers_text gin_trgm_ops)")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX lead_answers_trigrams")


class Migration(migrations.Migration):
    dependencies = [("leads", "0004_lead_templates")]
    operations = [
        migrations.RunPython(ask, migrations.RunPython.noop),
        migrations.RunPython(add, drop),
    ]
