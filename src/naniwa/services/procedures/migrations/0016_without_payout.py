"""A decision of a procedure that pays nothing has no amount."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedures", "0015_fewer_indexes")]
    operations = [
        migrations.AlterField(
            model_name="decision",
            name="amount_yen",
            field=models.BigIntegerField(null=True, verbose_name="金額（円）"),
        ),
        migrations.RemoveConstraint(model_name="decision", name="procedures_money_only_when_approved"),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_yen", None))
                | models.Q(("amount_yen__gt", 0), ("outcome", "approved"))
                | models.Q(("amount_yen", 0), ("outcome", "declined")),
                name="procedures_money_only_when_approved",
            ),
        ),
    ]
