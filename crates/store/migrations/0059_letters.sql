-- Mail on its way. The text goes as soon as it is sent or given up, since it may hold codes.
CREATE TABLE letters (
    id {id},
    user_id BIGINT REFERENCES users (id) ON DELETE CASCADE,
    recipient TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    unsubscribe TEXT,
    tries BIGINT NOT NULL DEFAULT 0,
    -- When it is to be tried next; none once it is sent or given up.
    due_at BIGINT,
    -- When it was sent or given up; those that were given up keep the error.
    done_at BIGINT,
    last_error TEXT
);
CREATE INDEX letters_due ON letters (due_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX letters_done ON letters (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX letters_user ON letters (user_id) WHERE user_id IS NOT NULL;

-- What is sent to prove that somebody reads an address: works once. Only hashes of codes are kept.
CREATE TABLE one_time_codes (
    code_hash {blob} NOT NULL PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose TEXT NOT NULL,
    email TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX one_time_codes_user ON one_time_codes (user_id, purpose);
CREATE INDEX one_time_codes_expiry ON one_time_codes (expires_at);

-- Somebody asked for a letter with a code. Whether anybody has that address is looked up later, so that how long the
-- answer takes tells nothing.
CREATE TABLE letter_requests (
    id {id},
    purpose TEXT NOT NULL,
    email TEXT NOT NULL
);

-- Where somebody has signed in before: prints of browsers and networks.
CREATE TABLE known_places (
    user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    print {blob} NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, print)
);
CREATE INDEX known_places_seen ON known_places (seen_at);

CREATE INDEX users_unconfirmed ON users (created_at) WHERE confirmed_at IS NULL
