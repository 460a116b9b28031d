"""A role for whoever takes fees at a counter."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.AlterField(
            model_name="appointment",
            name="role",
            field=models.CharField(
                choices=[
                    ("reviewer", "審査担当"),
                    ("approver", "決定権者"),
                    ("payer", "支払担当"),
                    ("releaser", "支払承認者"),
                    ("cashier", "収納担当"),
                    ("publisher", "手続公開担当"),
                    ("administrator", "管理者"),
                    ("auditor", "監査担当"),
                ],
                max_length=16,
                verbose_name="役割",
            ),
        ),
    ]
