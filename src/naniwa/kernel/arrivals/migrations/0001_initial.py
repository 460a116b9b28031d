"""The line before the site."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("issued", models.BigIntegerField(default=0, verbose_name="出した番号")),
                ("served", models.BigIntegerField(default=0, verbose_name="案内した番号")),
            ],
            options={
                "verbose_name": "入場の列",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="arrivals_one_line"),
                    models.CheckConstraint(
                        condition=models.Q(("served__lte", models.F("issued"))),
                        name="arrivals_none_before_their_number",
                    ),
                ],
            },
        ),
        # Where people stand need not survive a crash of the database, and changes every second of a rush.
        migrations.RunSQL("ALTER TABLE arrivals_line SET UNLOGGED", "ALTER TABLE arrivals_line SET LOGGED"),
    ]
