"""Who speaks and of what: speakers, reports, what is taken back, sentences that belong together, orders to a reader."""
