"""The acts of the codebook, and what PLOVER and CAMEO call them."""
