"""Ingest: workbook bytes become source rows."""

from __future__ import annotations

from pipeline.ingest.mapped import unused_decisions
from pipeline.ingest.mapping import EMPTY, Mapping, header_fingerprint, load_mapping
from pipeline.ingest.reading import is_lost, read_source, read_tables

__all__ = ["EMPTY", "Mapping", "header_fingerprint", "is_lost", "load_mapping", "read_source", "read_tables", "unused_decisions"]
