"""Search engines behind one port. They hold ids, terms and filters; text, boxes and snippets come from the catalogue."""
