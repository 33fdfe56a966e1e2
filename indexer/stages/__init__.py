"""The stages of a page's way, one module per verb: receive, look, read, describe, publish."""
