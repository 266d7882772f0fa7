"""Care of a whole library: compared and made anew, mended, backed up and restored, moved elsewhere."""
