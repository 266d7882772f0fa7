"""What a passage can hold against a sentence, one kind a module; `table` has them all."""
