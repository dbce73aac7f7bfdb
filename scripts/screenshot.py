"""Take the picture in the README from a running demonstration: make run, then make screenshot."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

HOME = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
PICTURE = Path(__file__).resolve().parent.parent / "docs" / "workbook.png"
PASSWORD = "seven-quiet-petals"  # noqa: S105 - the demonstration's, printed for everyone


def main() -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{HOME}/accounts/login/")
        page.fill("input[name=login]", "ana@example.org")
        page.fill("input[name=password]", PASSWORD)
        page.locator("main .btn-primary").first.click()
        page.wait_for_url("**/workbook/")
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
