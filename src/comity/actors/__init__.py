"""Who is who as of a date: the registry, names in text, leaders, and the resolution of mentions."""
