"""The scenes around a performance: title, programme, play, pause, results."""
