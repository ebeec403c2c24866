"""Readings in and out of files: corpora to code, and the records of reports."""
