"""Charts as geometry: pure functions from answers to places and words, which templates draw as SVG."""
