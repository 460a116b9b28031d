"""Mails of alerts that are due are found without those of check-ins, which write nothing into this index."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("check_ins", "0005_alert_centres")]
    operations = [
        migrations.AddIndex(
            model_name="post",
            index=models.Index(
                fields=["next_attempt_at"],
                name="check_ins_alerts_due",
                condition=Q(("state", "queued"), models.Q(("reference", ""), _negated=True)),
            ),
        ),
    ]
