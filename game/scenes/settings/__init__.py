"""The settings, page by page, and the mapping of a pad."""
