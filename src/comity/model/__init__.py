"""What passes between the rooms: frozen, slotted dataclasses without input or output."""
