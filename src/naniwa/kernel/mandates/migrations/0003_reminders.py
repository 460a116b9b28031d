"""When a principal who has not answered was asked once more."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mandates", "0002_isolation")]
    operations = [
        migrations.AddField(
            model_name="mandate",
            name="reminded_at",
            field=models.DateTimeField(null=True, verbose_name="もう一度お願いした日時"),
        ),
        migrations.AddField(
            model_name="mandate",
            name="reminders",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="もう一度お願いした回数"),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(reminded_at=None, reminders=0)
                | models.Q(reminded_at__isnull=False, reminders__gt=0),
                name="mandates_reminded_and_when_go_together",
            ),
        ),
    ]
