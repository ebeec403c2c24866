"""Tests of reading at scale."""
