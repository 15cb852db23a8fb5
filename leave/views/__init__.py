"""The pages of leaves: asking, one leave, what is asked about it, registers, who is where."""
