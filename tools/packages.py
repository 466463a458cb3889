"""Name the packages of Debian that the tests need and this machine lacks, on one line; nothing where none is.

Pages are held in a browser, and reports are printed with fonts for Arabic and Hebrew. Plain Python, so that
it runs before anything is installed.
"""

import ctypes.util
import shutil
import subprocess

PROGRAMS = {"chromium": "chromium", "fc-list": "fontconfig"}
LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz": "libharfbuzz0b",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
FONTS = {"ar": "fonts-noto-core", "he": "fonts-noto-core", "en": "fonts-dejavu-core"}


def missing() -> list[str]:
    """Give the packages that are missing, each once."""
    found = [package for name, package in PROGRAMS.items() if shutil.which(name) is None]
    found += [package for name, package in LIBRARIES.items() if not ctypes.util.find_library(name)]
    found += [package for language, package in FONTS.items() if not _has_font(language)]
    return list(dict.fromkeys(found))


def _has_font(language: str) -> bool:
    if shutil.which("fc-list") is None:
        return False
    done = subprocess.run(["fc-list", f":lang={language}"], capture_output=True, check=False)
    return bool(done.stdout.strip())


if __name__ == "__main__":
    print(*missing())
