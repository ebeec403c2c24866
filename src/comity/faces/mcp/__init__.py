"""Comity as tools of an assistant, by the Model Context Protocol; needs the extra `mcp`."""
