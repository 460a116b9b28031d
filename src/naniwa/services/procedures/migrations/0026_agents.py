"""Drafts and cases name the mandate under which an agent made them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("forms", "0001_initial"),
        ("mandates", "0002_isolation"),
        ("organisations", "0001_initial"),
        ("procedures", "0025_decision_paper"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="mandate",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mandates.mandate",
                verbose_name="代理権",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="mandate",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="mandates.mandate",
                verbose_name="代理権",
            ),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("mandate__isnull", False)), fields=["mandate"], name="procedures_by_agents"
            ),
        ),
    ]
