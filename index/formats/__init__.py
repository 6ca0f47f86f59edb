"""Bytes to sightings, a file for each format."""
