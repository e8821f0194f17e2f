"""The laboratory: performances without a window, statistics over many, benchmarks.

Nothing is imported here: a look at a level file must not wait for compiled kernels.
"""
