"""Roles for whoever answers an outbreak."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_cashier")]
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
                    ("clinic", "届出をする診療機関"),
                    ("caller", "患者への連絡担当"),
                    ("supervisor", "感染症対応の責任者"),
                    ("physician", "保健所の医師"),
                    ("observer", "健康観察担当"),
                    ("coordinator", "入院調整担当"),
                    ("hospital", "病床の報告担当"),
                ],
                max_length=16,
                verbose_name="役割",
            ),
        ),
    ]
