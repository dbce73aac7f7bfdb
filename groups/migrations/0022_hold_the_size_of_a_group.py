from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0021_number_the_seats")]

    operations = [
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at__isnull", True)),
                fields=("group", "seat"),
                name="one_person_per_seat",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_at__isnull", False),
                    models.Q(("role", "participant"), ("seat__isnull", False)),
                    models.Q(models.Q(("role", "participant"), _negated=True), ("seat__isnull", True)),
                    _connector="OR",
                ),
                name="whoever_takes_part_has_a_seat",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("noted_name", ""), ("person__isnull", False)),
                    models.Q(
                        ("person__isnull", True),
                        ("role", "participant"),
                        models.Q(("noted_name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="an_account_or_a_noted_name",
            ),
        ),
    ]
