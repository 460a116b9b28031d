from django.db import migrations, models


class Migration(migrations.Migration):
    """A client's secret may be renewed, and the one before holds beside it for a while."""

    dependencies = [("clients", "0002_isolation")]

    operations = [
        migrations.AddField(
            model_name="apiclient",
            name="secret_renewed_at",
            field=models.DateTimeField(null=True, verbose_name="鍵の交換日時"),
        ),
        migrations.AddField(
            model_name="apiclient",
            name="former_secret",
            # The default stays in the database, so that code from before this migration may go on registering.
            field=models.CharField(blank=True, db_default="", max_length=200, verbose_name="前の鍵の要約値"),
        ),
        migrations.AddField(
            model_name="apiclient",
            name="former_until",
            field=models.DateTimeField(null=True, verbose_name="前の鍵の期限"),
        ),
        migrations.AddConstraint(
            model_name="apiclient",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("former_secret", ""), ("former_until", None)),
                    models.Q(models.Q(("former_secret", ""), _negated=True), ("former_until__isnull", False)),
                    _connector="OR",
                ),
                name="clients_a_former_client_secret_has_its_end",
            ),
        ),
    ]
