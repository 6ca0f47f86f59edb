"""The default engine: Whoosh, pure Python, nothing to install or run."""
