"""The house round the stage: wall, floor, curtains, audience."""
