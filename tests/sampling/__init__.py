"""Invented editions of any size: what must be true of each of them."""
