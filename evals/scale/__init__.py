"""A library as it grows: made to a size, asked, changed, listed, compared and rebuilt."""
