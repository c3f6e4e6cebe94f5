-- By what its own server knows a file again (ETag, Last-Modified), so that it is sent anew only if it is another.
ALTER TABLE remote_files ADD COLUMN tag TEXT;
ALTER TABLE remote_files ADD COLUMN dated TEXT
