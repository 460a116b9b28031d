"""Run on the visitors' machine: hands in drafts over both web nodes until none is left, and writes down each receipt.

Its input is {"urls": [...], "drafts": [...]}; each line that it prints is [monotonic seconds, draft, receipt or error].
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import httpx

from tests.recovery.visitor import Visitor

WINDOWS, BREATH, AGAIN = 4, 0.15, 0.3
OUT = Lock()


def note(draft: str, *, receipt: str = "", error: str = "") -> None:
    with OUT:
        sys.stdout.write(json.dumps([time.monotonic(), draft, receipt, error]) + "\n")
        sys.stdout.flush()


def hand_in(url: str, drafts: list[str]) -> None:
    """One after the other; where there is no receipt, the same button is pressed again."""
    with Visitor(url, "resident") as visitor:
        for draft in drafts:
            while True:
                try:
                    note(draft, receipt=visitor.hand_in(draft))
                except (httpx.HTTPError, AssertionError) as problem:
                    note(draft, error=f"{type(problem).__name__}: {str(problem)[:120]}")
                    time.sleep(AGAIN)
                else:
                    break
            time.sleep(BREATH)


def main() -> None:
    asked = json.load(sys.stdin)
    urls, drafts = asked["urls"], asked["drafts"]
    with ThreadPoolExecutor(WINDOWS) as threads:
        for done in [
            threads.submit(hand_in, urls[window % len(urls)], drafts[window::WINDOWS]) for window in range(WINDOWS)
        ]:
            done.result()


if __name__ == "__main__":
    main()
