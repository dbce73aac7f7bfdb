"""Snapshots taken so far do not say which ballot stands behind which mark; the next look takes them again."""

from django.db import migrations


def forget_snapshots(apps, _editor):
    apps.get_model("groups", "InterestSnapshot").objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ("groups", "0002_keep_earlier_marks_of_interests"),
    ]

    operations = [migrations.RunPython(forget_snapshots, migrations.RunPython.noop)]
