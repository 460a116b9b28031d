"""Sample venues, every one of them invented, and the passphrase of the sample key, which is no secret."""

PASSPHRASE = "naniwa-mihon-2026"  # noqa: S105 - shown on the demo's own page
VENUES = (
    ("居酒屋 㐂楽（見本）", "Izakaya Kiraku (sample)", "bar", 28, "大阪市北区曽根崎2-0-0"),
    ("難波食堂 本店（見本）", "Namba Shokudo (sample)", "restaurant", 60, "大阪市中央区難波1-0-0"),
    ("ライブハウス 葛󠄀城（見本）", "Live house Katsuragi (sample)", "music", 120, "大阪市浪速区湊町1-0-0"),
    ("髙橋書店（見本）", "Takahashi Books (sample)", "shop", 25, "堺市堺区南瓦町3-0"),
    ("中之島見本ホール（見本）", "Nakanoshima Sample Hall (sample)", "hall", 1_800, "大阪市北区中之島1-0-0"),
)
"""Name, English name, kind, people that it holds, address."""
VISITORS = 90
DELAYS = (2, 2, 3, 3, 4, 6, 9)
"""Days from onset to alert of alerts that were sent before, a week between them."""
CASES = ("mihon-1@resident.example.jp", "mihon-2@resident.example.jp")
"""Addresses of the sample cases: they met at the first venue, so that it is named."""
