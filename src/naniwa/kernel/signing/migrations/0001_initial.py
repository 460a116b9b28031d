"""Papers that offices issued under their electronic seal."""

import django.db.models.deletion
from django.db import migrations, models

from naniwa.kernel.organisations.isolation import row_security

# Whoever may see the signed file may see its row: the policy of documents decides within the EXISTS.
POLICY = (
    "(select naniwa_system()) OR organisation_id = (select naniwa_org())"
    " OR EXISTS (SELECT 1 FROM documents_document d WHERE d.id = signing_signedpaper.document_id)"
)
CHANGE = "(select naniwa_system())"


class Migration(migrations.Migration):
    initial = True

    dependencies = [("organisations", "0001_initial"), ("documents", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SignedPaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=14, unique=True, verbose_name="文書番号")),
                ("title", models.CharField(max_length=100, verbose_name="文書の種類")),
                ("language", models.CharField(max_length=10, verbose_name="言語")),
                ("sha256", models.CharField(max_length=64, verbose_name="ハッシュ値")),
                ("is_test", models.BooleanField(verbose_name="試験用の署名")),
                ("signed_at", models.DateTimeField(verbose_name="署名日時")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="署名した組織",
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="documents.document",
                        verbose_name="署名したファイル",
                    ),
                ),
            ],
            options={
                "verbose_name": "電子署名した文書",
                "indexes": [models.Index(fields=["sha256"], name="signing_by_digest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__regex", "^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}$")),
                        name="signing_numbers_are_in_groups",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="signing_digests_are_hexadecimal"
                    ),
                ],
            },
        ),
        *row_security("signing_signedpaper", POLICY, change=CHANGE),
    ]
