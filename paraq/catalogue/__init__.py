"""The catalogue: what was handed over, what became of it, and every version of every page's text."""
