"""What orglint costs, as ratios against something plain that runs beside it."""
