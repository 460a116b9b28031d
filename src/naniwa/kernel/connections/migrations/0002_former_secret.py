"""A service's secret is renewed with an overlap."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("connections", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="party",
            name="secret_renewed_at",
            field=models.DateTimeField(null=True, verbose_name="鍵の交換日時"),
        ),
        migrations.AddField(
            model_name="party",
            name="former_digest",
            field=models.CharField(blank=True, db_default="", default="", max_length=64, verbose_name="前の鍵の要約値"),
        ),
        migrations.AddField(
            model_name="party",
            name="former_until",
            field=models.DateTimeField(null=True, verbose_name="前の鍵の期限"),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(("former_digest", ""), ("former_until", None))
                | (~models.Q(("former_digest", "")) & models.Q(("former_until__isnull", False))),
                name="connections_a_former_secret_has_its_end",
            ),
        ),
    ]
