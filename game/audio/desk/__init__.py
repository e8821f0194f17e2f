"""From orders to samples: channels, strips, the mixing desk and the sound device."""
