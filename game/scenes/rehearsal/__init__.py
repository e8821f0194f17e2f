"""Performances that are stopped, stepped and told back and forth: rehearsed, or beside an editor."""
