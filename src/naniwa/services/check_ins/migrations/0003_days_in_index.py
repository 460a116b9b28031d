"""Who was there is answered from the index alone: it holds the day, too, which every question asks for."""

from django.db import migrations, models

INDEX = "check_ins_there_and_then"


def index(*include: str) -> models.Index:
    return models.Index(fields=["venue", "at"], include=include, name=INDEX)


def sql(columns: str) -> str:
    made = f"CREATE INDEX {INDEX} ON check_ins_checkin (venue, at) INCLUDE ({columns})"
    return f"DROP INDEX {INDEX}; {made}"


class Migration(migrations.Migration):
    dependencies = [("check_ins", "0002_isolation")]
    operations = [
        migrations.RunSQL(
            sql("subject, day"),
            sql("subject"),
            state_operations=[
                migrations.RemoveIndex("checkin", INDEX),
                migrations.AddIndex("checkin", index("subject", "day")),
            ],
        ),
    ]
