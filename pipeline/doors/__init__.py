"""Doors: each outside library that several stages need stands behind one module here."""
