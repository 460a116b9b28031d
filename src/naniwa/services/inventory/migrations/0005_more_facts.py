"""What rules of redesign ask beside: the occasion of a procedure, its validity, and what staff confirm."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("inventory", "0004_isolation_of_redesign")]

    operations = [
        migrations.AddField(
            model_name="procedure",
            name="check_minutes",
            field=models.PositiveIntegerField(null=True, verbose_name="照合の時間"),
        ),
        migrations.AddField(
            model_name="procedure",
            name="check_name",
            field=models.CharField(blank=True, default="", max_length=100, verbose_name="職員が照合する内容"),
        ),
        migrations.AddField(
            model_name="procedure",
            name="check_register",
            field=models.CharField(blank=True, default="", max_length=100, verbose_name="照合できる台帳"),
        ),
        migrations.AddField(
            model_name="procedure",
            name="moment",
            field=models.CharField(blank=True, default="", max_length=50, verbose_name="手続のきっかけ"),
        ),
        migrations.AddField(
            model_name="procedure",
            name="renewals",
            field=models.PositiveIntegerField(null=True, verbose_name="うち更新の件数"),
        ),
        migrations.AddField(
            model_name="procedure",
            name="validity_years",
            field=models.PositiveIntegerField(null=True, verbose_name="有効期間"),
        ),
    ]
