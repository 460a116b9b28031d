"""Take the pictures that README and docs show, from a demo of its own or, with `--url`, from one that runs."""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
]
DESKTOP, PHONE = (1440, 900), (390, 844)
PATIENCE = 300.0  # seconds until a demo has laid out its sample data


@contextmanager
def own_demo() -> Iterator[str]:
    """A demo on a free port with data that are thrown away."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = Path(tempfile.mkdtemp(prefix="naniwa-pictures-"))
    home.chmod(0o755)  # the database's own account must get in
    command = [sys.executable, "-m", "naniwa.cli", "demo", "--port", str(port), "--applicants", "200"]
    demo = subprocess.Popen(command, env={**os.environ, "NANIWA_DATA": str(home / "data")}, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(url, demo)
        yield url
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.wait(timeout=60)
        shutil.rmtree(home, ignore_errors=True)


def wait_for(url: str, demo: subprocess.Popen[bytes]) -> None:
    """Return when the site answers; exit with a sentence when it does not."""
    until = time.monotonic() + PATIENCE
    while demo.poll() is None and time.monotonic() < until:
        try:
            urlopen(f"{url}/healthz", timeout=5).close()  # noqa: S310 - our own address
        except OSError:
            time.sleep(0.5)
        else:
            return
    sys.exit("the demo did not start; run `make demo` to see why")


@contextmanager
def page(browser: Browser, url: str, size: tuple[int, int], person: str = "", *, dark: bool = False) -> Iterator[Page]:
    """A fresh browser, signed in through the door as the person of this name."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="ja-JP",
        device_scale_factor=2 if size == PHONE else 1,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        base_url=url,
    )
    opened = context.new_page()
    if person:
        opened.goto("/demo/")
        opened.get_by_role("button", name=person).first.click()
        opened.wait_for_load_state()
    yield opened
    context.close()


def keep(opened: Page, name: str) -> None:
    """Write the picture once fonts are there."""
    opened.evaluate("document.fonts.ready")
    opened.screenshot(path=IMAGES / f"{name}.png")
    print(f"docs/images/{name}.png")


def public(browser: Browser, url: str) -> None:
    with page(browser, url, PHONE) as opened:
        opened.goto("/procedures/")
        keep(opened, "find")
        opened.goto("/procedures/closure-relief-grant/")
        keep(opened, "about")
    with page(browser, url, DESKTOP) as opened:
        opened.goto("/")
        keep(opened, "home")
        opened.goto("/open-data/closure-relief-grant/")
        keep(opened, "open-data")


def applying(browser: Browser, url: str) -> None:
    """The first page of the form, with a beginning made."""
    with page(browser, url, PHONE, "居酒屋") as opened:
        opened.goto("/procedures/wider-relief-grant/apply/")
        opened.get_by_label("個人事業主", exact=True).check(force=True)
        for name, value in {"family": "辻󠄀", "given": "花子", "family_kana": "ツジ", "given_kana": "ハナコ"}.items():
            opened.locator(f'[name="representative.{name}"]').fill(value)
        opened.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        keep(opened, "apply")


def reviewing(browser: Browser, url: str) -> None:
    """The queue, and the first case with a drafted notice, by day and by night."""
    for dark in (False, True):
        with page(browser, url, DESKTOP, "髙橋", dark=dark) as opened:
            if not dark:
                opened.goto("/staff/queue/")
                keep(opened, "queue")
            opened.goto("/staff/notices/")
            found = opened.locator("main table a[href*='/staff/cases/']").first.get_attribute("href") or ""
            opened.goto(found.partition("#")[0].partition("?")[0])
            if (claim := opened.get_by_role("button", name="担当する", exact=True)).count():
                claim.click()
                opened.get_by_role("button", name="閉じる").first.click()
            opened.wait_for_load_state("networkidle")
            keep(opened, "review-dark" if dark else "review")


def paying(browser: Browser, url: str) -> None:
    with page(browser, url, DESKTOP, "葛󠄀城") as opened:
        opened.goto("/staff/payouts/")
        keep(opened, "payouts")
        opened.goto("/staff/payouts/balance/")
        keep(opened, "balance")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", help="address of a demo that runs")
    given = parser.parse_args().url
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, nullcontext(given) if given else own_demo() as url:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for take in (public, applying, reviewing, paying):
            take(browser, url)


if __name__ == "__main__":
    main()
