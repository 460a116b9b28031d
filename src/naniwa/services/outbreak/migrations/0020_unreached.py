"""A case also goes on where nobody could be reached."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbreak", "0017_beds_kept")]
    operations = [
        migrations.AlterField(
            model_name="passing",
            name="kind",
            field=models.CharField(
                choices=[
                    ("taken", "引き受けた"),
                    ("handed", "同僚に引き継いだ"),
                    ("centre", "ほかの保健所に引き継いだ"),
                    ("escalated", "期限を過ぎて責任者に上がった"),
                    ("unreached", "連絡がつかず責任者に上がった"),
                ],
                max_length=12,
                verbose_name="引継ぎの種類",
            ),
        ),
    ]
