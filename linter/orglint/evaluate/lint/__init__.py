"""What compiles and is doubtful: said by the expressions themselves, and by what the examples of a rule show."""
