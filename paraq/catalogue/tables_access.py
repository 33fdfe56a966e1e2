"""Tables of accounts, keys, sessions, rules of access and the audit record."""
