"""The HTTP interface under ``/v1``: it turns requests into calls of the services and answers into JSON and pictures."""
