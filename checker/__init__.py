"""Banshi's checker: catalogue YAML in, lawful verdicts out. Import the modules below; this package does no work at import."""
