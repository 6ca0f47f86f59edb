"""What every run of the tests has: properties without a clock, an option for pictures, a line on what was not tested in a browser."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", metavar="FOLDER", help="save pictures of each state of each page there (tests/browser)")


def pytest_configure() -> None:
    """Let no property fail by the time that it takes: on a busy machine an example took 1.2 s, where Hypothesis allows 0.2."""
    settings.register_profile("clockless", settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
    settings.load_profile("clockless")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests wanted a browser and why they had none; that they were skipped is easily missed."""
    skipped = [report for report in terminalreporter.getreports("skipped") if "browser" in report.keywords]
    for why in sorted({report.longrepr[2] for report in skipped if isinstance(report.longrepr, tuple)}):
        terminalreporter.write_line(f"{len(skipped)} tests {why.removeprefix('Skipped: ')}", yellow=True, bold=True)
