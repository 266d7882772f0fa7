"""Results of suites: kept, shown, and compared."""
