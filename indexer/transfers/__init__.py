"""Transfers: what an institution hands over, as a stream of files with what is known of each."""
