"""The write pipeline: from source bytes to an engine."""
