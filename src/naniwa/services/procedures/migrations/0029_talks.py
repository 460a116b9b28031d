"""A step of a case may be about an online consultation."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0028_discarded_designs"),
    ]

    operations = [
        migrations.AlterField(
            model_name="step",
            name="kind",
            field=models.CharField(
                choices=[
                    ("state", "状態の変更"),
                    ("review", "審査"),
                    ("notice", "通知"),
                    ("account", "口座"),
                    ("fee", "手数料"),
                    ("talk", "オンライン相談"),
                ],
                default="state",
                max_length=8,
                verbose_name="種別",
            ),
        ),
    ]
