"""Reading at scale: on the cores of one machine, and on many machines."""
