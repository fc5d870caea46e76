"""The desk of the legal office: what changed between two states of the catalogue, whom it hits, and how it came about."""
