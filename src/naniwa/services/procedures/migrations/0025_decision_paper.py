"""The notice of a decision may bear the office's electronic seal."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedures", "0022_fees"), ("signing", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="decision",
            name="paper",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="signing.signedpaper",
                verbose_name="電子署名した通知書",
            ),
        ),
    ]
