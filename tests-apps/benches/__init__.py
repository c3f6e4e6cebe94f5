"""The lines of `bin/bench`, one module for each subject."""
