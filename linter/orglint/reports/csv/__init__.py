"""Render for spreadsheets: tables of comma-separated values in which no cell can be a formula."""
