"""From the corpus to the model file that the package ships. Needs the extra `training`; the product does not."""
