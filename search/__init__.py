"""What both pipelines share: documents, queries, pages, analysis, the engine port and the engines."""
