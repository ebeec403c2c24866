"""Finds in a document what it says happened: mentions, acts, who did them to whom, and with what status."""
