CREATE TABLE push_subscriptions (
    id {id},
    token_id BIGINT NOT NULL UNIQUE REFERENCES tokens (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    access_token TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    p256dh {blob} NOT NULL,
    auth {blob} NOT NULL,
    standard BOOLEAN NOT NULL,
    alerts TEXT NOT NULL,
    policy TEXT NOT NULL
);
CREATE INDEX push_subscriptions_account ON push_subscriptions (account_id);

CREATE TABLE pushes (
    id {id},
    subscription_id BIGINT NOT NULL REFERENCES push_subscriptions (id) ON DELETE CASCADE,
    notification_id BIGINT NOT NULL REFERENCES notifications (id) ON DELETE CASCADE,
    tries BIGINT NOT NULL DEFAULT 0,
    due_at BIGINT NOT NULL,
    UNIQUE (subscription_id, notification_id)
);
CREATE INDEX pushes_due ON pushes (due_at, id);
CREATE INDEX pushes_notification ON pushes (notification_id)
