"""What the docs claim, measured again by one command each."""
