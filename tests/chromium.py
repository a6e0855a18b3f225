"""Finds a real Chromium for the browser tests; `--install` fetches Playwright's own where none is installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def path() -> str | None:
    """The executable of an installed Chromium or Chrome; None where only Playwright's own may be there."""
    found = next((p for name in NAMES if (p := shutil.which(name))), None)
    return found or (str(MAC) if MAC.exists() else None)


if __name__ == "__main__" and "--install" in sys.argv and path() is None:
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)
