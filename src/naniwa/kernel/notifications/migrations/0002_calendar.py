"""Mails may carry an iCalendar file."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="message",
            name="calendar",
            field=models.TextField(blank=True, db_default="", default="", verbose_name="予定（iCalendar）"),
        ),
    ]
