"""Tables of requests, evidence and answers."""
