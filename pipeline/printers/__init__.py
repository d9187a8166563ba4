"""Printers: what each asks for, as data. [order] and [severity] are what files are judged by, [press] and [paper] what a build makes.

One TOML file a printer stands in profiles/; every value stands once, and [why] gives a reason for each limit.
"""

from __future__ import annotations

from pipeline.printers.profiles import CoverPress, Marks, PrinterProfile, condition_icc, load_profile, printer_of
from pipeline.printers.tables import ProfileTables, load_tables, packaged_icc, parse_tables, printing_names, profile_names

__all__ = [
    "CoverPress", "Marks", "PrinterProfile", "ProfileTables", "condition_icc", "load_profile", "load_tables", "packaged_icc",
    "parse_tables", "printer_of", "printing_names", "profile_names",
]
