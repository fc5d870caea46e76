"""Banshi's generators: an edition or a verdict in, a document out. Import the modules below; this package does
no work at import.
"""
