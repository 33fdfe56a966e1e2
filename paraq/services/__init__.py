"""What people and systems ask of Paraq, each in one place for API, command line and batch alike."""
