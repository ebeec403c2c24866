"""From what the user names to a text, its sentences and its dates: fetching, extracting, splitting, dating."""
