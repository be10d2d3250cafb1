"""Reports: rows first, formats after.

A report is a function from a portfolio (or a plan) to frozen rows. Rows become tables and pictures, and those become
plain data for programs, text on a terminal or one HTML page. Nothing here reads a file, a clock or the environment.
"""
