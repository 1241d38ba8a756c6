"""Ask for the rows of one key after the other: requests, what they answered, and how all of that is kept."""
