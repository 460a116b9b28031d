"""Who entered a code for the person."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("check_ins", "0007_keepers_that_go"),
    ]
    operations = [
        migrations.AddField(
            model_name="alert",
            name="entered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="代わりに入力した職員",
            ),
        ),
    ]
