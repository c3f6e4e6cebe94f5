-- What those who joined agreed to: the rules and the privacy policy, as they were then.
CREATE TABLE agreed_texts (
    version TEXT NOT NULL PRIMARY KEY,
    rules TEXT NOT NULL,
    privacy_policy TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE agreements (
    user_id BIGINT NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    version TEXT NOT NULL,
    agreed_at BIGINT NOT NULL
)
