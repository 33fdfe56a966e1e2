"""Tables of what institutions hand over besides documents."""
