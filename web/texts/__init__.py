"""Texts of the interface, in one file for each part of it. `web/strings.py` makes one catalogue of them."""
