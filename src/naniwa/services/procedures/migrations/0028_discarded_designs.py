"""Drafts of definitions that were thrown away, and the one case in which their texts may go: a month after that."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FUNCTION = """
CREATE OR REPLACE FUNCTION procedures_revision_is_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {allowed}
    RAISE EXCEPTION 'a saved revision is immutable' USING ERRCODE = 'restrict_violation';
END $$;
"""
DISCARDED = """
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT 1 FROM procedures_design WHERE id = OLD.design_id AND discarded_at IS NOT NULL
    ) THEN
        RETURN OLD;
    END IF;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("procedures", "0027_agents_isolation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="design",
            name="discarded_at",
            field=models.DateTimeField(null=True, verbose_name="捨てた日時"),
        ),
        migrations.AddField(
            model_name="design",
            name="discarded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="捨てた人",
            ),
        ),
        migrations.AddConstraint(
            model_name="design",
            constraint=models.CheckConstraint(
                condition=models.Q(discarded_at=None, discarded_by=None)
                | models.Q(discarded_at__isnull=False, discarded_by__isnull=False),
                name="procedures_designs_discarded_whole",
            ),
        ),
        migrations.RunSQL(FUNCTION.format(allowed=DISCARDED), FUNCTION.format(allowed="")),
    ]
