-- What is to be processed is read in order of arrival, and what is due is few.
DROP INDEX inbox_due
