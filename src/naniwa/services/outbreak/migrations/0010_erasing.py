"""When a case's time is over: its row names nobody, and only then its reports and finished tasks go."""

from django.conf import settings
from django.db import migrations, models
from django.db.migrations.operations import RunSQL

KEEPS = """
    CREATE OR REPLACE FUNCTION outbreak_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% stays as it was written', TG_TABLE_NAME USING ERRCODE = 'check_violation',
            CONSTRAINT = 'outbreak_stays';
    END $$;
"""
ENDS = RunSQL(
    """
    CREATE OR REPLACE FUNCTION outbreak_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF (to_jsonb(OLD) ->> 'closed_at' IS NOT NULL OR TG_TABLE_NAME = 'outbreak_observation')
                AND EXISTS (SELECT FROM outbreak_case c WHERE c.id = OLD.case_id AND c.erased_at IS NOT NULL) THEN
                RETURN OLD;
            END IF;
        END IF;
        RAISE EXCEPTION '% stays as it was written', TG_TABLE_NAME USING ERRCODE = 'check_violation',
            CONSTRAINT = 'outbreak_stays';
    END $$;
    """,
    KEEPS,
)


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("outbreak", "0009_surroundings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="erased_at",
            field=models.DateTimeField(null=True, verbose_name="個人の情報を消した日時"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", False), ("erased_at", None)),
                fields=["disease", "closed_at"],
                name="outbreak_kept",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("erased_at", None),
                    models.Q(
                        ("address", ""),
                        ("born_on", None),
                        ("closed_at__isnull", False),
                        ("code", ""),
                        ("email", ""),
                        ("factors", []),
                        ("local_number", ""),
                        ("name", ""),
                        ("name_kana", ""),
                        ("note", ""),
                        ("occupation", ""),
                        ("person", None),
                        ("phone", ""),
                        ("proxy", ""),
                        ("proxy_phone", ""),
                    ),
                    _connector="OR",
                ),
                name="outbreak_an_erased_case_is_closed_and_names_nobody",
            ),
        ),
        ENDS,
    ]
