"""Officer's keys that take one another's place, keys of days that were lost, and by which key a receipt was signed."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("check_ins", "0003_days_in_index")]
    operations = [
        migrations.AddField(
            model_name="day",
            name="lost_keys",
            field=models.TextField(blank=True, db_default="", verbose_name="失われた鍵の指紋"),
        ),
        migrations.AddField(
            model_name="day",
            name="signed_by",
            field=models.BinaryField(max_length=32, null=True, verbose_name="署名の公開鍵"),
        ),
        migrations.AddField(
            model_name="officerkey",
            name="destroyed_at",
            field=models.DateTimeField(null=True, verbose_name="秘密鍵を消した日時"),
        ),
        migrations.AddField(
            model_name="officerkey",
            name="replaces",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="check_ins.officerkey",
                verbose_name="替えた鍵",
            ),
        ),
        migrations.AddConstraint(
            model_name="officerkey",
            constraint=models.UniqueConstraint(
                fields=("replaces",), name="check_ins_one_key_after_another", nulls_distinct=False
            ),
        ),
    ]
