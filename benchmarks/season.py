"""`naniwa rehearse` with 150,000 applicants: a whole season from intake to the last bank file.

Bar: at most 10 minutes and 2 GB; intake by batch at 5,000/s or more; 13,000 notices drafted within 60 s;
the bank file for all within 30 s.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.support import report

APPLICANTS = int(os.environ.get("APPLICANTS", "150000"))
BAR = {"seconds": 600, "peak_rss_mb": 2048, "intake_per_s": 5000, "draft_13000_s": 60, "bank_file_s": 30}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="naniwa-season-") as folder:
        Path(folder).chmod(0o755)
        command = ["rehearse", "closure-relief-grant", "--applicants", str(APPLICANTS), "--seed", "1", "--json"]
        output = subprocess.run(
            [sys.executable, "-m", "naniwa.cli", *command, "--output", f"{folder}/files"],
            env={**os.environ, "NANIWA_DATA": folder},
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        ).stdout
    result = json.loads(output.splitlines()[-1])
    stages: dict[str, dict[str, Any]] = {}
    for stage in result["stages"]:
        stages.setdefault(stage["name"], stage)
    drafting = stages["draft notices"]
    figures: dict[str, Any] = {
        "applicants": APPLICANTS,
        "seconds": result["seconds"],
        "peak_rss_mb": result["peak_rss_mb"],
        "intake_per_s": round(stages["intake"]["items"] / stages["intake"]["seconds"]),
        "notices_drafted": result["notices_drafted"],
        "draft_13000_s": round(13_000 * drafting["seconds"] / max(drafting["items"], 1), 2),
        "bank_file_s": stages["bank file"]["seconds"],
        "deficient_share": round(result["deficient"] / result["received"], 4),
        "stages": {stage["name"]: stage["seconds"] for stage in result["stages"]},
    }
    files = sum(file["total_yen"] for file in result["payout_files"])
    adds_up = files == result["paid_total_yen"] + result["failed_total_yen"]
    ok = (
        adds_up
        and figures["seconds"] <= BAR["seconds"]
        and figures["peak_rss_mb"] <= BAR["peak_rss_mb"]
        and figures["intake_per_s"] >= BAR["intake_per_s"]
        and figures["draft_13000_s"] <= BAR["draft_13000_s"]
        and figures["bank_file_s"] <= BAR["bank_file_s"]
    )
    report("season", figures | {"every_yen_adds_up": adds_up}, bar=BAR, ok=ok)


if __name__ == "__main__":
    main()
