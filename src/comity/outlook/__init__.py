"""What is likely next: probabilities from histories of events, and rankings of who does what to whom."""
