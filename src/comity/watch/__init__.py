"""The watch: sources followed politely, what they say recorded once, and alerts sent of what it changes."""
