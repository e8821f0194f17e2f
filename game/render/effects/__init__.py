"""What flares up and dies away, and which event sets it off."""
