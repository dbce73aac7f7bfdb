from django.db import migrations, models

# What stood there before anybody had said anything.
UNSAID = "about once a week"


def leave_unsaid(apps, schema_editor):
    apps.get_model("groups", "PeerLead").objects.filter(reads_summaries=UNSAID).update(reads_summaries="")


class Migration(migrations.Migration):
    dependencies = [("groups", "0012_agreements")]

    operations = [
        migrations.AlterField(
            model_name="peerlead",
            name="reads_summaries",
            field=models.CharField(blank=True, max_length=80, verbose_name="when they read summaries"),
        ),
        migrations.RunPython(leave_unsaid, migrations.RunPython.noop),
    ]
