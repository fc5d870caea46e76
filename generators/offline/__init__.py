"""The pre-check without a server: every matter as one page that needs no network, and the `browser` engine that runs in it."""
