"""What an organization says of itself, or wants otherwise: waivers, attestations and accepted differences."""
