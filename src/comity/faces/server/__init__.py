"""What the pages and the API share: the application, who may do what, limits, errors, and running it all."""
