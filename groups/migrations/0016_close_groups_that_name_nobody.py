from django.db import migrations


def close(apps, schema_editor):
    """Take groups from the public page that name no safety contact; those who lead them read what to do."""
    groups = apps.get_model("groups", "Group").objects
    groups.filter(joining="ask", safety_contact="").update(joining="invitation")


class Migration(migrations.Migration):
    dependencies = [("groups", "0015_help_cards_and_other_times")]

    operations = [migrations.RunPython(close, migrations.RunPython.noop)]
