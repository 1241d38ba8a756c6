"""Tell others: what was rendered goes to where people look, over connections that know no key of the organization."""
