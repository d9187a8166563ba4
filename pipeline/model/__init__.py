"""Frozen types of the trade. This package imports nothing of ours outside itself."""
