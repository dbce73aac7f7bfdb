from collections import Counter

from django.db import migrations

MANY = 500


def number_seats(apps, schema_editor):
    """Give everyone who takes part a seat, as they joined; a group that is over its size keeps everyone."""
    memberships = apps.get_model("groups", "Membership").objects
    taking_part = memberships.filter(role="participant", left_at__isnull=True, seat__isnull=True)
    seated = Counter()
    places = list(taking_part.order_by("joined_at", "pk").only("pk", "group_id", "seat"))
    for place in places:
        seated[place.group_id] += 1
        place.seat = seated[place.group_id]
    memberships.bulk_update(places, ["seat"], batch_size=MANY)


class Migration(migrations.Migration):
    dependencies = [("groups", "0020_seats_and_members_without_an_account")]

    operations = [migrations.RunPython(number_seats, migrations.RunPython.noop)]
