import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('groups', '0023_report'),
    ]

    operations = [
        migrations.CreateModel(
            name='Material',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('link', 'Link'), ('pdf', 'PDF'), ('pptx', 'PPTX'), ('odp', 'ODP'), ('png', 'PNG'), ('jpg', 'JPEG')], max_length=4)),
                ('link', models.URLField(blank=True)),
                ('file_name', models.CharField(blank=True, max_length=32)),
                ('size', models.PositiveIntegerField(default=0, help_text='In bytes.')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.peersession')),
            ],
            options={
                'ordering': ['added_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('file_name', ''), ('kind', 'link'), models.Q(('link', ''), _negated=True)), models.Q(models.Q(('kind', 'link'), _negated=True), models.Q(('file_name', ''), _negated=True), ('link', '')), _connector='OR'), name='material_is_a_file_or_a_link'), models.UniqueConstraint(condition=models.Q(('file_name', ''), _negated=True), fields=('file_name',), name='one_material_per_file')],
            },
        ),
    ]
