"""A licence or certificate may bear the office's electronic seal, as the notice of its decision does."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedures", "0032_worklist_with_mandates"), ("signing", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="decision",
            name="certificate",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="signing.signedpaper",
                verbose_name="電子署名した許可証・証明書",
            ),
        ),
    ]
