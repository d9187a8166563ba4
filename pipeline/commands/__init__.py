"""One module a verb; each parses nothing and prints nothing but its own result."""
