"""The resources room."""
