"""From plain data with places to the frozen model: one module for each kind of file."""
