"""Exports, saved searches and judged duplicates under row security; names and addresses among what cases share.

Likely duplicates are found by a folded name and address as well, which stand among `identity_keys`, and the account
number is searched by. So the index of names as typed goes, and keys of a fifth and sixth place have one of their own.
"""

import uuid
from collections.abc import Iterator
from itertools import batched
from typing import Any

import django.contrib.postgres.fields
import django.db.models.deletion
import yaml
from django.conf import settings
from django.db import migrations, models

from naniwa.kernel.organisations.isolation import row_security
from naniwa.library.alike import address_key, name_key, without_hyphens

WORDS = ("prefecture", "municipality", "town", "street", "building")
AT_ONCE = 2_000
OWN = "(select naniwa_system()) OR (organisation_id = (select naniwa_org()) AND {})"
MINE = OWN.format("by_id = (select naniwa_person())")
SEEN = "(select naniwa_org()) IS NOT NULL AND EXISTS (SELECT 1 FROM procedures_application p WHERE p.id = later_id)"


def mend(apps: Any, schema_editor: Any) -> None:  # noqa: ANN401 - Django's historical apps are untyped
    """Give each case the keys and the account number that new ones get; a case that has them is left alone."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.scope', 'system', true)")
        application = apps.get_model("procedures", "Application")
        paths = dict(_paths(apps.get_model("forms", "Version")))
        for numbers in batched(application.objects.order_by("pk").values_list("pk", flat=True), AT_ONCE):
            cases = list(application.objects.filter(pk__in=numbers).select_related("partner"))
            for case in cases:
                _mend(case, *paths[case.version_id])
            application.objects.bulk_update(cases, ["identity_keys", "search"], batch_size=AT_ONCE)
        cursor.execute("SELECT set_config('app.scope', '', true)")


def _paths(version: Any) -> Iterator[tuple[int, tuple[str, str]]]:  # noqa: ANN401 - as above
    """Where the answers of each published version hold address and account."""
    for number, source in version.objects.filter(kind="procedure").values_list("pk", "source"):
        who = yaml.safe_load(source)["applicant"]
        yield number, (who.get("address") or "", who["account"])


def _mend(case: Any, address: str, account: str) -> None:  # noqa: ANN401 - as above
    answer = case.answers.get(address)
    words = "".join(str(answer.get(part) or "") for part in WORDS) if isinstance(answer, dict) else str(answer or "")
    keys = [f"name:{case.partner.code if case.partner else ''}|{name_key(case.applicant_name)}"[:80]]
    keys += [f"address:{address_key(words)}"[:80]] if words else []
    case.identity_keys = [*keys, *(key for key in case.identity_keys if key not in keys)]
    case.search = without_hyphens(case.search)
    number = str((case.answers.get(account) or {}).get("account_number") or "")
    if number and number not in case.search:
        case.search = f"{case.search[: 520 - len(number)]}|{number}"


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("forms", "0001_initial"),
        ("procedures", "0007_search_without_hyphens"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), default=list, verbose_name="役割"
                    ),
                ),
                (
                    "format",
                    models.CharField(choices=[("xlsx", "Excel"), ("csv", "CSV")], max_length=4, verbose_name="形式"),
                ),
                (
                    "columns",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), verbose_name="列"
                    ),
                ),
                ("filters", models.JSONField(default=dict, verbose_name="絞り込み")),
                ("language", models.CharField(default="ja", max_length=8, verbose_name="言語")),
                ("purpose", models.CharField(max_length=60, verbose_name="目的")),
                ("reason", models.CharField(max_length=300, verbose_name="使いみち")),
                (
                    "ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), verbose_name="対象"),
                ),
                ("total", models.PositiveIntegerField(verbose_name="対象の件数")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="済んだ件数")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="書き出した件数")),
                ("run", models.UUIDField(null=True, verbose_name="作成の番号")),
                ("started_at", models.DateTimeField(verbose_name="開始日時")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="終了日時")),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="ハッシュ値")),
                ("size", models.BigIntegerField(default=0, verbose_name="大きさ（バイト）")),
                ("removed_at", models.DateTimeField(null=True, verbose_name="削除日時")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="書き出した人",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="担当組織",
                    ),
                ),
            ],
            options={
                "verbose_name": "書き出し",
            },
        ),
        migrations.CreateModel(
            name="ExportPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="順番")),
                ("content", models.BinaryField(verbose_name="内容")),
                (
                    "export",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="procedures.export",
                        verbose_name="書き出し",
                    ),
                ),
            ],
            options={
                "verbose_name": "書き出したファイル",
            },
        ),
        migrations.CreateModel(
            name="Pair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("confirmed", "重複と確認"), ("dismissed", "重複ではない")],
                        max_length=9,
                        verbose_name="判断",
                    ),
                ),
                ("reason", models.TextField(verbose_name="理由")),
                ("shared", models.JSONField(default=list, verbose_name="同じもの")),
                ("at", models.DateTimeField(verbose_name="判断日時")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="判断した人",
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="procedures.application",
                        verbose_name="先の申請",
                    ),
                ),
                (
                    "later",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="procedures.application",
                        verbose_name="後の申請",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="担当組織",
                    ),
                ),
            ],
            options={
                "verbose_name": "重複の判断",
            },
        ),
        migrations.CreateModel(
            name="SavedSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="公開番号"),
                ),
                ("name", models.CharField(max_length=60, verbose_name="名前")),
                ("asked", models.JSONField(default=dict, verbose_name="条件")),
                ("shared", models.BooleanField(default=False, verbose_name="共有")),
                ("saved_at", models.DateTimeField(verbose_name="保存日時")),
                ("removed_at", models.DateTimeField(null=True, verbose_name="削除日時")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作った人",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="担当組織",
                    ),
                ),
            ],
            options={
                "verbose_name": "保存した検索",
            },
        ),
        migrations.AddIndex(
            model_name="export",
            index=models.Index(fields=["by", "started_at"], name="procedures_exports_of_person"),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_at", None), ("sha256", "")),
                    models.Q(("finished_at__isnull", False), models.Q(("sha256", ""), _negated=True)),
                    _connector="OR",
                ),
                name="procedures_finished_exports_have_a_digest",
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(("count__lte", models.F("position")), ("position__lte", models.F("total"))),
                name="procedures_exports_write_no_more_than_asked",
            ),
        ),
        migrations.AddConstraint(
            model_name="exportpart",
            constraint=models.UniqueConstraint(fields=("export", "number"), name="procedures_one_export_part_a_number"),
        ),
        migrations.AddConstraint(
            model_name="pair",
            constraint=models.UniqueConstraint(fields=("earlier", "later"), name="procedures_one_judgement_a_pair"),
        ),
        migrations.AddConstraint(
            model_name="pair",
            constraint=models.CheckConstraint(
                condition=models.Q(("earlier", models.F("later")), _negated=True), name="procedures_a_pair_is_two_cases"
            ),
        ),
        migrations.AddConstraint(
            model_name="pair",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="procedures_a_judgement_has_a_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedsearch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at", None)),
                fields=("organisation", "by", "name"),
                name="procedures_one_saved_search_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedsearch",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="procedures_saved_searches_have_a_name"
            ),
        ),
        *row_security("procedures_export", MINE),
        *row_security(
            "procedures_exportpart",
            "EXISTS (SELECT 1 FROM procedures_export e WHERE e.id = procedures_exportpart.export_id)",
        ),
        *row_security(
            "procedures_savedsearch", OWN.format("(shared OR by_id = (select naniwa_person()))"), change=MINE
        ),
        *row_security("procedures_pair", f"(select naniwa_system()) OR ({SEEN})", change=OWN.format("true")),
        migrations.RunSQL(
            "DROP INDEX procedures_names",
            "CREATE INDEX procedures_names ON procedures_application (applicant_name)",
        ),
        *(
            migrations.RunSQL(
                f"CREATE INDEX procedures_identity_{place} ON procedures_application ((identity_keys[{place}]))"
                f" WHERE identity_keys[{place}] IS NOT NULL",
                f"DROP INDEX procedures_identity_{place}",
            )
            for place in (5, 6)
        ),
        migrations.RunPython(mend, migrations.RunPython.noop),
    ]
