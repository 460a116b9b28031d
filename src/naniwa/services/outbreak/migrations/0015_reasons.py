"""Rows of a workbook that were withdrawn or are totals, and sheets and files that no feed has, are named."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbreak", "0014_counting_isolation"),
    ]

    operations = [
        migrations.AlterField(
            model_name="feedrejection",
            name="reason",
            field=models.CharField(
                choices=[
                    ("no_file", "ファイルがありません"),
                    ("unreadable", "ファイルを読めません"),
                    ("no_column", "列がありません"),
                    ("no_day", "日付ではありません"),
                    ("later_than_today", "今日より後の日付です"),
                    ("not_a_number", "0以上の数ではありません"),
                    ("twice", "同じ行が2回あります"),
                    ("no_number", "番号がありません"),
                    ("unknown_age", "知らない年代です"),
                    ("unknown_place", "知らない居住地です"),
                    ("withdrawn", "後の一覧からなくなった番号です"),
                    ("total", "合計の行です"),
                    ("unknown_sheet", "知らないシートです"),
                    ("unknown_file", "知らないファイルです"),
                ],
                max_length=16,
                verbose_name="理由",
            ),
        ),
    ]
