"""The condition language: facts, values, trees, parsing, explanation and Kleene simplification."""
