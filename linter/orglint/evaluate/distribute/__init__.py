"""Judging one snapshot, and many: what the command line, schedules and clusters call alike."""
