"""Documents in the formats of other programs: ALTO, hOCR, plain text, searchable PDF/A."""
