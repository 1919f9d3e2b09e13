"""PostgreSQL finds a substring through trigrams; SQLite has no such index and reads the partner's leads."""

from django.db import migrations


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        schema_editor.execute("CREATE INDEX lead_search_trigrams ON leads_lead USING gin (search_text gin_trgm_ops)")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX lead_search_trigrams")


class Migration(migrations.Migration):
    dependencies = [("leads", "0002_built_in_workflows")]
    operations = [migrations.RunPython(add, drop)]
