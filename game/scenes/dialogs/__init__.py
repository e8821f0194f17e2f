"""Pages with one purpose: something is read, asked or named."""
