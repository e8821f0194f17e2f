"""A performance from its programme to its results."""
