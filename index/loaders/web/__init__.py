"""Pages of the web: which part of a page is the article, its text, its tables, and what it states of itself."""
