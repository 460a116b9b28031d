"""Where the answers of a draft came from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedures", "0017_identity")]
    operations = [
        migrations.AddField(
            model_name="draft",
            name="origins",
            field=models.JSONField(default=dict, verbose_name="前の申請から入れた項目"),
        ),
    ]
