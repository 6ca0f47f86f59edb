"""A View as HTML, JSON and other formats."""
