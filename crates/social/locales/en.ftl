### The words of Fanfare's letters in English. A message is `key = text`; `$server` and the like are filled in.

## Around every letter

greeting = Hello { $name },
footer =
    --
    { $server }, { $domain }

## When an admin tries out the mail server

test-subject = { $server } can send mail
test-text =
    This letter shows that mail from { $server } ({ $domain }) arrives.

    There is nothing for you to do.

## When somebody has signed up, or has another address

confirmation-subject = Confirm your e-mail address for { $server }
confirmation-text =
    somebody signed up at { $server } with this e-mail address, as @{ $name }. If that was you, please open this address to show that the letter reached you:

    { $link }

    It works for two days. If it was not you, there is nothing to do: without it, the account stays locked.

new-address-subject = Confirm your new e-mail address for { $server }
new-address-text =
    @{ $name } at { $server } is to have this e-mail address from now on. If you want that, please open this address to show that the letter reached you:

    { $link }

    It works for two days. If it was not you, there is nothing to do: without it, nothing changes.

## When somebody has forgotten a password

password-reset-subject = Another password for { $server }
password-reset-text =
    somebody asked for another password for @{ $name } at { $server }. If that was you, choose one here:

    { $link }

    It works for one hour, and once. If it was not you, there is nothing to do: your password is as it was.

## What concerns the safety of an account

security-advice =
    If that was you, there is nothing to do. If not, choose another password at once: { $link }
sign-in-subject = New sign-in at { $server }
sign-in-text =
    somebody signed in as @{ $name } at { $server } from a browser or a network that was not used for it before:

    Time: { $time }
    Browser: { $browser }
    Network address: { $network }
password-changed-subject = Your password for { $server } was changed
password-changed-text =
    the password of @{ $name } at { $server } was changed, and every browser was signed out.
email-changing-subject = Another e-mail address for { $server } is asked for
email-changing-text =
    somebody who is signed in as @{ $name } at { $server } wants { $email } as the e-mail address from now on. It counts once the letter that was sent there is answered.
email-changed-subject = Your e-mail address for { $server } was changed
email-changed-text =
    the e-mail address of @{ $name } at { $server } was changed to { $email }. This is the last letter to the address that it had before.
two-factor-on-subject = Signing in to { $server } takes a second step now
two-factor-on-text =
    signing in as @{ $name } at { $server } asks for a code besides the password from now on.
two-factor-off-subject = Signing in to { $server } takes no second step any more
two-factor-off-text =
    signing in as @{ $name } at { $server } asks for the password alone from now on.
two-factor-codes-subject = New recovery codes for { $server }
two-factor-codes-text =
    new recovery codes were made for @{ $name } at { $server }. Earlier ones do not work any more.
two-factor-key-added-subject = New passkey for { $server }
two-factor-key-added-text =
    a passkey was added to @{ $name } at { $server }. It lets in without a password.
two-factor-key-removed-subject = Passkey removed for { $server }
two-factor-key-removed-text =
    a passkey was removed from @{ $name } at { $server }. It lets nobody in any more.

## When somebody waits to be let in

approved-subject = Welcome to { $server }
approved-text =
    you are a member of { $server } now, as @{ $name }. Sign in here, or in any app for Mastodon with the server name { $domain }:

    { $link }
waiting-subject = @{ $name } wishes to join { $server }
waiting-text =
    @{ $name } wishes to join { $server } and waits for your yes or no. This is why, in their words:

    { $reason }
waiting-silent = (nothing was said)

## What somebody missed

digest-subject = { $count ->
    [one] Something happened while you were away
   *[other] { $count } things happened while you were away
}
digest-intro = this happened at { $server } while you were away:
digest-mention = { $who } mentioned you: { $text }
digest-follow = { $who } follows you
digest-follow-request = { $who } asks to follow you
digest-more = { $count ->
    [one] And one more.
   *[other] And { $count } more.
}
digest-read = Read on: { $link }
digest-end = No more of these letters, with one click: { $link }

## What everybody is told

announcement-subject = News from { $server }
announcement-intro = the people who run { $server } tell everybody there:
announcement-read = More on the server: { $link }

## When the door is closed by itself

door-flood-subject = Very many people join { $server }
door-flood-text =
    more than { $count } people joined { $server } within an hour. From now on, whoever wishes to join waits for your yes. When the wave is over, open the door again in the settings (registrations).
door-unattended-subject = Nobody looks after { $server }
door-unattended-text =
    nobody who can say yes has looked at { $server } for { $count } days. From now on, whoever wishes to join waits for a yes. When you are back, open the door again in the settings (registrations).

## What staff decide, and what they are told

strike-subject = A decision of the moderators of { $server }
strike-text =
    the moderators of { $server } looked at your account @{ $name } and decided: { $decided }

    This is what they say:

    { $text }

    If you think that this is wrong, you can say so within { $days } days, also if you cannot sign in:

    { $link }
strike-silent = (nothing more)
strike-warn = This is a warning. Nothing else changes.
strike-disable = Your account is frozen: you cannot sign in.
strike-sensitive = Media in your posts is hidden until somebody asks for it.
strike-silence = Your account is limited: only those who follow you see your posts.
strike-suspend = Your account is suspended: nothing of it is shown any more. What you published is deleted after 30 days.
strike-mark-statuses-as-sensitive = Some of your posts are hidden until somebody asks for them.
strike-delete-statuses = Some of your posts were deleted.
appeal-granted-subject = Your objection was granted
appeal-granted-text =
    the moderators of { $server } agree with what you said about their decision of { $day }. It does not count any more.
appeal-refused-subject = Your objection was not granted
appeal-refused-text =
    the moderators of { $server } read what you said about their decision of { $day }, and the decision stands.
report-new-subject = A report about { $about }
report-new-text =
    somebody reported @{ $about }. This is what they say:

    { $text }

    Deal with it here: { $link }
update-urgent-subject = Update { $server }: Fanfare { $version } is urgent
update-urgent-text =
    there is Fanfare { $version }, and those who made it say that servers are in danger without it. Please update soon. What is new:

    { $link }
talk-asked-subject = A question of the moderators of { $server }
talk-asked-text =
    the moderators of { $server } have a question about something you did there. Nothing is decided. This is what they say:

    { $text }

    Answer them here: { $link }
talk-answered-subject = An answer of { $about }
talk-answered-text =
    @{ $about } answers what you asked. This is what they say:

    { $text }

    Go on here: { $link }
appeal-new-subject = An objection by @{ $about }
appeal-new-text =
    @{ $about } objects to a decision of the moderators. This is what they say:

    { $text }

    Answer it here: { $link }

rule-undone-subject = You may publish what { $server } refused
rule-undone-text =
    The rule “{ $rule }” of { $server } did not let you publish something. The moderators took that back: until { $until } you may publish the same text.
