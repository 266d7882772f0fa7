"""What can be measured, one module each: what it takes, which systems it knows, and its figures."""
