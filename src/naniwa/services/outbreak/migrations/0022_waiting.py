"""Daily changes of how many people wait for a bed, which stay when the requests themselves are forgotten."""

import django.db.models.deletion
from django.db import migrations, models

from naniwa.kernel.organisations.isolation import row_security

OWN = "(select naniwa_system()) OR organisation_id = (select naniwa_org())"


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("outbreak", "0021_intake_failed"),
    ]
    operations = [
        migrations.CreateModel(
            name="WaitingChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="日")),
                ("change", models.IntegerField(verbose_name="増減")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="調整する組織",
                    ),
                ),
            ],
            options={
                "verbose_name": "病床を待つ人の増減",
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "day"), name="outbreak_one_change_of_waiting_a_day")
                ],
            },
        ),
        *row_security("outbreak_waitingchange", OWN),
    ]
