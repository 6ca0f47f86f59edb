"""The reference engine: plain sets and dictionaries, obviously right rather than fast. The oracle of the contract tests."""

from search.engines.memory.writer import MemoryEngine, Store

__all__ = ["MemoryEngine", "Store"]
