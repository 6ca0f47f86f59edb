"""What a benchmark says of the machine that it ran on."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

from benchmarks.results import Machine


def seen() -> Machine:
    """Return what the system tells of itself."""
    cpu = _text("/proc/cpuinfo")
    model = re.search(r"^model name\s*:\s*(.+)$", cpu, re.MULTILINE)
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    processor = model[1] if model else platform.processor() or platform.machine()
    return Machine(processor, os.cpu_count() or 1, memory, f"{platform.system()} {platform.release()}", os.getloadavg()[0])


def _text(path: str) -> str:
    file = Path(path)
    return file.read_text(encoding="utf-8") if file.exists() else ""
