"""Recordings and photographs: listed, looked at and watched."""
