"""The read pipeline: from a request to an answer."""
