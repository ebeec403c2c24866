"""Who will do what to whom next: rankings and weekly probabilities from columns of facts."""
