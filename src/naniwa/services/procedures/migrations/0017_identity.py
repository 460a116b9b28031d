"""How surely an applicant had proved who they are."""

from django.db import migrations, models

LEVELS = [
    ("none", "本人確認なし"),
    ("email", "メールアドレスを確認"),
    ("passkey", "パスキーで確認"),
    ("electronic", "電子証明書で確認"),
]


class Migration(migrations.Migration):
    dependencies = [("procedures", "0016_without_payout")]
    operations = [
        migrations.AddField(
            model_name="application",
            name="identity",
            field=models.CharField(
                blank=True,
                choices=LEVELS,
                db_default="email",
                default="email",
                max_length=10,
                verbose_name="本人確認の程度",
            ),
        ),
        # Row security would hide them: it is told that the system itself is at work.
        migrations.RunSQL(
            "SELECT set_config('app.scope', 'system', true);"
            "UPDATE procedures_application SET identity = '' WHERE channel = 'paper';"
            "SELECT set_config('app.scope', '', true);",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel", "web"), ("identity__in", ["none", "email", "passkey", "electronic"]))
                | models.Q(("channel", "paper"), ("identity", "")),
                name="procedures_the_web_knows_how_sure_it_was",
            ),
        ),
    ]
