"""Where there is no browser its tests are skipped, counted, and named in a line of their own."""

import os
import re
import subprocess
import sys
from pathlib import Path


def test_tests_without_a_browser_say_so(root: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/browser"]
    result = subprocess.run(  # noqa: S603 - our own tests
        command, cwd=root, env=os.environ | {"PATH": "/nowhere"}, capture_output=True, text=True, check=False, timeout=100
    )
    said = re.findall(r"^(\d+) tests NOT RUN IN A BROWSER: .* sudo apt install chromium$", result.stdout, re.MULTILINE)
    assert (result.returncode, said) == (0, re.findall(r"^(\d+) skipped in ", result.stdout, re.MULTILINE)), result.stdout
    assert int(said[0]) > 50
