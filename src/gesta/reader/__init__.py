"""The reader room."""
