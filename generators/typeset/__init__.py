"""The Typst door: documents in, PDF out. Nothing else of the project imports typst or pikepdf for printing."""
