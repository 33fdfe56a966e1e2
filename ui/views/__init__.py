"""One module for each place: what is shown there."""
