"""How a sentence is built: clauses, verbs, order, who speaks, what it hedges or denies, which others it leans on."""
