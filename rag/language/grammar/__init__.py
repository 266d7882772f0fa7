"""Within a sentence: forms of verbs, clauses, what came first, what is denied or hedged."""
