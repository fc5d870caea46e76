"""Banshi's generators: an edition or a verdict in, a document out. This package does no work at import."""
