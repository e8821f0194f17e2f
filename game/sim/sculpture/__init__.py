"""The sculpture: bodies, joints and cracks, and how it stands, bends and comes apart."""
