"""The address of a venue's keeper goes some days after the venue's end; in the database nothing changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("check_ins", "0006_alerts_first")]
    operations = [
        migrations.AlterField(
            model_name="venue",
            name="email",
            field=models.CharField(blank=True, max_length=254, verbose_name="担当者のメールアドレス"),
        ),
    ]
