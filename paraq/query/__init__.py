"""From what a person types to what an engine is asked, and back to the places on a page that answer it."""
