"""Builds that are killed: how many, and what each left behind."""
