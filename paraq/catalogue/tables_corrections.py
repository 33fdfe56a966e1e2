"""Tables of the corrections that people make to page texts."""
