"""Tables of saved searches, records of what was searched, and batches."""
