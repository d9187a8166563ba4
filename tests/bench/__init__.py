"""Benchmarks: this product beside plain WeasyPrint on the same content, in one run, as ratios."""
