from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0028_help_cards_open_after_notice'),
    ]

    operations = [
        migrations.AlterField(
            model_name='letter',
            name='kind',
            field=models.CharField(choices=[('invitation', 'Invitation'), ('offer', 'Offer'), ('in_line', 'In Line'), ('no_place', 'No Place'), ('moved', 'Moved'), ('rearranged', 'Rearranged'), ('cancelled', 'Cancelled'), ('group_ended', 'Group Ended'), ('handed_over', 'Handed Over'), ('day_before', 'Day Before'), ('hour_before', 'Hour Before')], max_length=12),
        ),
    ]
