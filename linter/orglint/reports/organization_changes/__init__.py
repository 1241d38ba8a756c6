"""What changed in an organization, as the parts of what is told of changes: lines, blocks, members."""
