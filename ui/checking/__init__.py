"""The page that holds a draft against the documents."""
