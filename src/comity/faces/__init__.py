"""The faces of the answers: the command line, and in time the page and the API."""
