"""A preview for editors: what they save is shown at once, with what is wrong on top."""
