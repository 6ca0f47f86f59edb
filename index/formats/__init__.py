"""Bytes to sightings, a file for each format; `contents.py` picks one."""
