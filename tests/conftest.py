"""What every run of the tests has: an option for pictures, and a line that says what was not tested in a browser."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", metavar="FOLDER", help="save pictures of each state of each page there (tests/browser)")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests wanted a browser and why they had none; that they were skipped is easily missed."""
    skipped = [report for report in terminalreporter.getreports("skipped") if "browser" in report.keywords]
    for why in sorted({report.longrepr[2] for report in skipped if isinstance(report.longrepr, tuple)}):
        terminalreporter.write_line(f"{len(skipped)} tests {why.removeprefix('Skipped: ')}", yellow=True, bold=True)
