"""Invented editions of any size, as untidy as real ones: ``guide new DIR --sample N``."""
