"""What each section of the page says, in the words and the order in which its template writes it."""
