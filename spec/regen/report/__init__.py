"""What changed, so that it is read: worst first, a screenful to look at, and everything in a file."""
