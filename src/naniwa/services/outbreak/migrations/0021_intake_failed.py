"""An import that came upon an error says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbreak", "0020_unreached")]
    operations = [
        migrations.AddField(
            model_name="intake",
            name="failed_at",
            field=models.DateTimeField(null=True, verbose_name="途中で止まった日時"),
        ),
    ]
