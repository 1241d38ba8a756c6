"""Where the vendor serves its administration APIs."""

BASE_URL = "https://api.atlassian.com/admin"
