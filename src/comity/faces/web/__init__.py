"""The pages: what a browser shows, drawn on the server."""
