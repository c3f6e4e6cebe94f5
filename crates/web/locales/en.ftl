### The words of Fanfare's pages in English. A message is `key = text`; `$count` and `$name` stand for what is filled in.

## Around every page

skip-to-content = Skip to the content
signed-in-as = Signed in as
sign-out = Sign out

## The member's pages

screen-home = Home
screen-notifications = Notifications
screen-messages = Messages
screen-lists = Lists
screen-bookmarks = Bookmarks
screen-favourites = Favourites
screen-search = Search
screen-public = Public posts
screen-trends = Explore
screen-catch-up = Catch up
screen-compose = New post
screen-drafts = Drafts
screen-scheduled = Scheduled posts
screen-follow-requests = Follow requests
screen-followed-tags = Followed hashtags
screen-people = People
screen-columns = Columns
screen-console = Console
screen-preferences = Settings
screen-settings = Settings
screen-profile = Your profile
screen-navigation = Main
screen-needs-script = This page needs JavaScript, which is off in this browser. What others wrote can be read without:
screen-not-built = This server was built without the web client. Any Mastodon app works, and what others wrote can be read here:
home-empty = Nothing here yet. What the people you follow write appears here.

## Names and numbers that stand on many pages

footer-runs-on = runs on Fanfare { $version }
footer-free = free software under the GNU AGPL
date = { $day } { $month } { $year }
moment = { $date }, { $clock } UTC
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
count-members = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
count-posts = { $count ->
    [one] { $count } post
   *[other] { $count } posts
}
count-servers = { $count ->
    [one] { $count } other server known
   *[other] { $count } other servers known
}
count-following = follows { $count }
count-followers = { $count ->
    [one] { $count } follower
   *[other] { $count } followers
}
count-replies = { $count ->
    [one] { $count } reply
   *[other] { $count } replies
}
count-boosts = { $count ->
    [one] { $count } boost
   *[other] { $count } boosts
}
count-favourites = { $count ->
    [one] { $count } favourite
   *[other] { $count } favourites
}
count-reactions = { $count ->
    [one] { $count } reaction with { $emoji }
   *[other] { $count } reactions with { $emoji }
}
number = { $count }

## Signing in

sign-in = Sign in
sign-in-lead = With the account that you have here.
sign-in-username = E-mail address or username
sign-in-password = Password
sign-in-wrong = That name and password do not belong together. Check both and try again; nothing was changed.

## Letting an app in

consent-title = Let an app in
consent-question = wants to use your account
consent-as = It would act as
consent-other = Use another account
consent-may = If you agree, it may
consent-powerful = for staff
consent-to = Afterwards you are sent to
consent-code = Afterwards you get a code to copy into the app.
consent-caution = Anybody can name an app as they like. Agree only if you have just started this yourself.
consent-program = the app on this device that opens { $scheme }: addresses
consent-authorize = Authorize
consent-deny = Deny
code-title = One more step
code-lead = Copy this code and paste it into the app. It works once, and for ten minutes.
code-label = Code for the app
code-caution = Give it to nobody: whoever has it gets into your account.
denied-title = The app stays out
denied-text = You refused. The app got nothing, and you can close this page.
app-unknown = This server does not know the app that sent you here. Start again in the app; it will introduce itself anew.
app-bad-redirect = The app wants the answer at an address that it did not register. To be safe, you are not sent there.
app-asked-wrongly = The app asked for something that cannot be: { $description }.

## What a scope lets an app do, after "it may"

scope-read = see everything that your account sees: timelines, messages, notifications, lists, settings
scope-profile = see your name, picture and profile, and nothing else
scope-write = do everything in your name: post, delete, message, follow, change your profile
scope-follow = see and change whom you follow, mute and block
scope-push = be woken when something happens to you
scope-read-accounts = see accounts as you see them
scope-read-blocks = see whom you block
scope-read-bookmarks = see your bookmarks
scope-read-collections = see your collections
scope-read-favourites = see what you marked as favourite
scope-read-filters = see your filters
scope-read-follows = see whom you follow and who asks to follow you
scope-read-lists = see your lists
scope-read-mutes = see whom you mute
scope-read-notifications = see your notifications
scope-read-search = search in your name
scope-read-statuses = see posts as you see them, private ones too
scope-write-accounts = change your profile
scope-write-blocks = block and unblock people
scope-write-bookmarks = add and remove bookmarks
scope-write-collections = change your collections
scope-write-conversations = mark messages as read and remove them
scope-write-favourites = mark posts as favourite in your name
scope-write-filters = change your filters
scope-write-follows = follow and unfollow people, and answer those who ask to follow you
scope-write-lists = change your lists
scope-write-media = upload pictures and videos
scope-write-mutes = mute and unmute people and conversations
scope-write-notifications = clear your notifications
scope-write-reports = report people to moderators in your name
scope-write-statuses = post, edit and delete posts in your name
scope-admin-read = see all that staff of this server may see, members' e-mail and IP addresses too
scope-admin-read-accounts = see members as staff do, their e-mail and IP addresses too
scope-admin-read-reports = see reports
scope-admin-read-domain-allows = see which servers are allowed
scope-admin-read-domain-blocks = see which servers are blocked
scope-admin-read-ip-blocks = see which IP addresses are blocked
scope-admin-read-email-domain-blocks = see which e-mail providers are blocked
scope-admin-read-canonical-email-blocks = see which e-mail addresses are blocked
scope-admin-write = do everything that staff of this server may do: suspend members, block servers
scope-admin-write-accounts = limit, suspend and approve members
scope-admin-write-reports = decide reports
scope-admin-write-domain-allows = allow servers
scope-admin-write-domain-blocks = block servers
scope-admin-write-ip-blocks = block IP addresses
scope-admin-write-email-domain-blocks = block e-mail providers
scope-admin-write-canonical-email-blocks = block e-mail addresses

## Somebody or something of another server

follow = Follow
follow-too-many = You have followed very many accounts today. Try again tomorrow; nothing was changed.
follow-profile = See the whole profile
follow-self = That is you.
follow-following = You follow this account.
follow-asked = You have asked to follow this account. It has not answered yet.
moved-to = This account is not used any more. Its person has moved to
moved-show = See the new account
found-title = Here it is
found-hint = Your app finds this post now: search for its address there to answer, boost or keep it.
found-open = Open the post
unknown-title = Nobody and nothing found
unknown-text = This server looked for the account or post that you came with and found neither. Check the address for a slip, or try again later: the other server may not answer now, or not tell.

## Failures

not-found-title = Nothing here
not-found-text = There is no such page, or it is not for you to see. It may have been deleted, or the address has a slip in it.
bad-title = That did not work
too-many-title = Too many tries
too-many-text = Somebody has tried too many passwords from here, or for this account. Wait some minutes and try again; nothing was changed.
forged-text = This form is out of date, or it did not come from this server. Nothing was changed. Open the page again and send the form once more.
unreadable-text = This server could not read what your browser sent. Nothing was changed.
fault-title = Something went wrong
fault-text = This is the server's fault, not yours, and it has been noted. Please try again in a moment.

## The front page

front-lead = A home on the fediverse. People here write, and follow people on this and thousands of other servers.
front-app-title = Come in with an app
front-app-lead = Any app for Mastodon works. Where it asks for your server, type:
front-app-hint = The app then brings you here to sign in and agree.
front-latest = Latest posts from here
front-latest-none = Nobody has posted in public yet. The first post you write with an app appears here.

## Profiles and posts

profile-mixed = This name mixes letters of several alphabets that look alike: it may be meant to look like somebody else’s.
profile-bot = Automated
profile-joined = Here since { $date }
posts-title = Posts
posts-none = Nothing that everybody may see yet.
posts-end = Nothing further this way.
posts-newer = Newer
posts-older = Older
posts-pages = Newer and older posts
tag-about = Public posts with #{ $tag }
tag-none = Nobody this server knows has used this tag in public yet.
post-by = Post by { $name }
post-by-page = By
post-warning = Content warning:
post-boosted = boosted
post-sensitive = Sensitive media: show
post-reactions = Reactions
post-reply = Reply
post-edited = edited
post-unlisted = Quiet: everybody may see it, but it is not listed
post-private = Only people who follow
post-direct = Only the people mentioned
embed-from = See the post and its replies on
thread-above = Earlier in this thread
thread-below = Replies
thread-none = No replies yet.
feed-profile = Public posts from { $handle }
feed-profile-tag = Public posts from { $handle } with #{ $tag }

## Setting a new server up

nobody-title = Nobody lives here yet
nobody-lead = The server runs. Whoever started it finds a link in the terminal, or in the log of the service. It looks like this:
nobody-hint = The link works once. If it is lost, stop the server and start it again: it shows a new one.
setup-progress = { $number } of { $total }
setup-next = Next
setup-back = Back
setup-closed-title = This server is not set up yet
setup-code-needed = Whoever started the server opens the link that it shows in the terminal or in the log. If it is lost, stop the server and start it again: it shows a new one.
setup-code-open = Open this link in a browser to set the server up.
setup-code-wrong = This link has been used, or the server has been started again since it was shown. Open the newest link in the terminal; if it was used up, stop the server and start it again: it shows a new one.
setup-code-many = Too many codes were tried from here. Wait ten minutes and open the link from the terminal once more.
form-problems = Some of it does not work yet. What to change stands beside the fields; nothing is lost but the password.

setup-server-title = What is this server called?
setup-server-name = Name
setup-server-description = What it is, in a sentence or two
setup-server-description-hint = For those who come by. Both can be changed later.
setup-server-address = What people here are called
setup-server-you = you
setup-server-for-ever = This is for ever: other servers remember everybody by it, so it can never be changed once somebody lives here.
setup-server-trial = This is a trial: “localhost” is this machine alone, so nobody else can reach this server. For a real one, begin with its domain.
setup-server-change = Is it wrong? Change it now
setup-server-change-how = As long as nobody lives here, it can still be changed: stop the server and start it with its domain. It shows a new link, and what you have typed is still there.
setup-owner-title = Who are you?
setup-owner-lead = This account owns the server: it decides about everything here. It is also an account like any other, to read and write with.
setup-owner-made = This account owns the server, and you are signed in.
setup-joining-title = Who may join?
setup-joining-who = Accounts
registrations-closed = Only me
registrations-hint-closed = Nobody else makes an account. You can still make some on the command line.
registrations-invitation = By invitation
registrations-hint-invitation = Everybody here can send links by which others join.
registrations-approval = With approval
registrations-hint-approval = People say why they wish to join, and wait for your yes.
registrations-open = Everybody
registrations-hint-open = Whoever comes is in at once. Only if somebody looks after the place every day.
setup-joining-rules = Rules
setup-joining-rules-hint = One a line. Whoever joins agrees to them, and reports name them.
setup-joining-sets = To begin with, each of these adds its lines below; change them as you like.
rules-set-neighbours = Good neighbours
rules-set-club = A club, a school, an office
rules-set-family = Family and friends
rules-set-strict = Strict
rules-neighbours =
    Be kind. Argue about what was said, never about who said it.
    Nobody is put down for who they are, whom they love, what they believe or where they come from.
    No harassment, no threats, and no private details of others.
    Violence, nudity and other strong things go behind a content warning.
    No spam, and no advertising that nobody asked for.
    What is against the law is removed.
rules-club =
    This is a place of ours: write as you would speak in our rooms.
    What is told here in confidence stays here.
    Show pictures of others only if they have said yes, and of children only with their parents' consent.
    No insults, no exclusion, no threats.
    Advertise only what concerns us all.
rules-family =
    Ask before you show pictures of somebody.
    What is private stays private: choose who can see a post before you send it.
    Leave quarrels outside; talk to each other instead.
    If something bothers you, tell whoever runs this place.
rules-strict =
    No hate of any kind, no harassment, no threats; there are no second chances.
    No pornography and no cruelty, not even behind a content warning.
    No false claims about health, elections or people.
    Automated accounts say that they are automated, and post seldom.
    No advertising and no spam.
    Pictures have a description for those who do not see them.
    What is against the law is removed and reported.
setup-mail-title = Does this server send mail?
setup-mail-lead = Mail confirms addresses and helps people who have lost their password. It can wait: without it, everything else works.
setup-mail-given = The configuration says who sends mail (mail.server).
setup-mail-way = Who takes the letters
setup-mail-way-hint = With a provider you need only the user and password that it gave you, for some an “app password”.
setup-mail-none = No mail at all
setup-mail-own = Another mail server
setup-mail-host = The mail server, if it is another
setup-mail-host-hint = Its host and port: 465, or 587.
setup-mail-user = User
setup-mail-user-hint = Often your whole e-mail address. Empty if the server asks for none.
setup-mail-password = Password
setup-mail-password-kept = It is known already; leave this empty to keep it.
setup-mail-from = Whom letters are from
setup-mail-from-hint = An address that you may send from, such as hello@social.example.
setup-mail-test = Send me a letter to try it
setup-mail-sent = The mail server took the letter to { $email }. If it is not there in some minutes, look among the spam.
setup-safety-title = Other servers and the disk
setup-safety-servers = With whom people here can talk
setup-safety-open = With everybody
setup-safety-open-hint = The whole fediverse. Single servers can be kept out at any time.
setup-safety-limited = Only with servers that you name
setup-safety-limited-hint = Nothing comes from others or goes to them. Name some on the command line: fanfare neighbour allow DOMAIN
setup-safety-budget = Room on the disk, in GB
setup-safety-budget-hint = For the database and all files. When it is used up, pictures of other servers go, those first that nobody has looked at for longest. What people here upload is never removed.
setup-safety-budget-fixed = The configuration says how much room there is (storage.budget).
setup-people-title = Whom do you want to follow?
setup-people-lead = Your timeline is what those write whom you follow. If you know some people elsewhere, name them now; you can do that at any time later, too.
setup-people-handles = Handles or addresses of profiles
setup-people-hint = One a line, such as @name@server.example or https://server.example/@name.
setup-people-follow = Follow and finish
setup-people-hello = Your first post
setup-people-hello-hint = Everybody can read it, here and on other servers, and it is the first thing in your own timeline. Empty the field to say nothing yet.
setup-people-hello-text = Hello! I have just moved into a home of my own on the fediverse.
setup-people-skip = Skip
setup-people-followed = You follow, or have asked to follow:
setup-people-missed = These did not work. They are still in the field: change them and try again, or skip them.
setup-people-unknown = nobody was found there, or their server does not answer now
setup-people-self = that is you
setup-people-many = you have followed very many accounts today; try again tomorrow
setup-people-moved = they use another account now; open the profile there to see which
setup-people-refused = they cannot be followed from here
setup-people-later = not tried yet: { $most } at a time

## Fields of a new account, and what can be wrong with forms

field-username = Username
field-username-hint = Letters, digits and underscores. People find you by it: @name@{ $domain }
field-email = E-mail address
field-email-hint = To sign in with, and to reach you when you have lost your password. It is shown to nobody but those who run this server.
field-password = Password
password-hint = At least { $least } characters; the longer, the better. Several words are fine.
problem-username = A username has 1 to { $most } letters, digits and underscores, and nothing else.
problem-username-taken = Somebody here has this username already. Choose another.
problem-username-reserved = This username would mislead people about who speaks. Choose another.
problem-email = This is not an e-mail address. Check it for a slip.
problem-email-blocked = Addresses like this one are not accepted here. Take another one.
problem-email-taken = There is an account with this e-mail address already. Is it yours? Then sign in.
problem-agreement = You must agree to join here.
problem-invite = This invitation has been used up, or it has ended. Ask for another.
problem-password-long = This password is too long.
problem-password-short = A password has at least { $most } characters.
problem-reason = Say in a sentence why you wish to join: somebody reads it before they let you in.
problem-mail-server = There is something missing: the host as mail.example:465, and for a user also the password.
problem-mail-from = This is not an address such as hello@social.example.
problem-mail = The letter did not go. The mail server or the way to it says: { $problem }
problem-rules-many = These are too many rules, or one of them is too long (the most: { $most }).
problem-number = This must be a number from 1 to { $most }.
problem-long = This is too long. It may have { $most } characters.

## Joining

join-title = Make yourself at home
join-lead = Make an account here, and talk with people on this and thousands of other servers.
sign-in-new = New here?
sign-up-title = Create account
sign-up-lead = A home server is where your account lives: its people run it, and its rules hold for you. From { $domain } you can follow and talk with everybody on thousands of other servers, and move to another one later.
sign-up-invited = { $name } invites you.
sign-up-reason = Why do you wish to join?
sign-up-reason-hint = A sentence or two. Those who run this server read it and decide.
sign-up-trap = Leave this empty
sign-up-rules = What everybody here agrees to
sign-up-agree = I agree to these rules, and I have read the
sign-up-agree-policy = I have read the
sign-up-create = Create account
sign-up-ask = Ask to join
sign-up-have = You have an account here?
sign-up-sign-in = Sign in
sign-up-many = Too many tries from here. Wait half an hour; your fields are still filled in.
sign-up-program = A field that people do not see was filled in. If you are a person, empty the field “website” and try again.
sign-up-waiting-title = You have asked to join
sign-up-waiting = Those who run this server read what you wrote and decide. No program decides that, so it may take a day or two. Come back and sign in as { $name } with your password: it works as soon as somebody has said yes. You need not ask again.
sign-up-confirm-first = Before that, open the link in the letter that is on its way to { $email }.
sign-up-confirm-title = Look into your mail
sign-up-confirm = A letter is on its way to { $email }, with a link. Open the link to confirm the address; then you can sign in as { $name }. If there is nothing in some minutes, look among the spam.
sign-up-closed-title = No new accounts here
sign-up-closed = Nobody can join this server right now. Those who have an account can sign in as always.
sign-up-invite-needed = Joining here takes an invitation: ask somebody who has an account here for a link.
sign-up-invite-ended = This invitation has been used up, or it has ended. Ask whoever sent it for another.
sign-up-invite-stale = The invitation in the link has been used up, or it has ended. You can join without one, as follows.
sign-up-elsewhere = It need not be here: from every server you can talk with everybody on all others. There is a list of servers that take people in:
sign-up-servers = Servers to choose from

## Invitations

invites-title = Invitations
invites-lead = Whoever opens the link can make an account here, without waiting for anybody. You answer for whom you invite.
invites-uses = How many people it lets in
invites-any = any number
invites-days = For how many days
invites-no-end = until I end it
invites-follow = They follow me from the first moment
invites-make = Make a link
invites-all = Links of everybody here
invites-yours = Your links
invites-none = There are none yet. A link that you make appears here, to copy and send.
invites-used = used: { $uses }
invites-used-of = used: { $uses } of { $most }
invites-until = until { $moment }
invites-endless = without an end
invites-ended = ended
invites-end = End this link
invites-many = You have too many open links. End some first.

## About this server

about = About
about-pages = About this server
about-title = About { $name }
about-people =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
about-active = { $count } active in the last four weeks
about-posts =
    { $count ->
        [one] { $count } post
       *[other] { $count } posts
    }
about-servers =
    { $count ->
        [one] { $count } other server known
       *[other] { $count } other servers known
    }
about-contact = Who runs this server
about-nobody = Nobody is named yet.
about-email = Questions:
about-rules = Rules
about-rules-none = No rules have been written down yet.
about-joining = Joining
about-invite = Invite somebody
about-joining-closed = Nobody can join right now.
about-joining-invitation = Those who live here can invite others.
about-joining-approval = Everybody can ask to join; somebody reads that and decides.
about-joining-open = Everybody can make an account.
about-facts = Facts
about-address = Domain
about-languages = Languages
about-software = Software
about-source = source
privacy-policy = Privacy policy
language-de = German
language-en = English
language-es = Spanish
language-fr = French
language-it = Italian
language-ja = Japanese
language-nl = Dutch
language-pl = Polish
language-pt = Portuguese
language-ru = Russian
language-tr = Turkish
language-uk = Ukrainian
## Settings of an account

second-factor-title = One more step
second-factor-lead = Your password is right. Now type the code that your authenticator app shows, or one of your recovery codes.
second-factor-code = Code
second-factor-go = Sign in
second-factor-wrong = This code is not right, or it was used before. A new one comes every half minute.
settings-title = Settings
settings-group-preferences = Your profile and how you post
settings-group-security = Signing in
settings-group-data = Your data
settings-group-end = Moving and leaving
settings-link-profile = Profile
settings-link-appearance = Appearance
settings-link-posting = Posting
settings-link-notifications = Notifications
settings-link-privacy = Privacy
settings-link-filters = Filters
settings-password = Password
settings-wrong-password = That is not your password. Nothing was changed.
settings-confirm = Is it you?
settings-confirm-lead = What comes next matters, so please give your password again. You are not asked for it for the next ten minutes.
settings-confirm-go = Go on
settings-sessions = Browsers
settings-sessions-lead = You are signed in here with these browsers. If you do not know one of them, end it and change your password.
settings-sessions-hint = Of the address, only the network is kept from which somebody signed in. Apps are listed on a page of their own.
settings-session-name = { $browser } on { $system }
settings-session-unknown = A browser that does not say what it is
settings-session-this = this one
settings-session-began = Signed in
settings-session-seen = Last used
settings-session-network = Network
settings-session-end = End
settings-sessions-end-others = End all others
settings-done-session = That browser is signed out.
settings-done-sessions = All other browsers are signed out.
settings-apps = Apps
settings-apps-lead = You let these apps into your account. What you do not use any more is better shown out.
settings-apps-none = You have not let any app in yet. When you sign in with one, it appears here.
settings-app-since = Since
settings-app-used = Last used
settings-app-may = What it may do
settings-app-revoke = Show out
settings-done-app = The app can do nothing with your account any more.
settings-credentials = Password and e-mail address
settings-password-title = Another password
settings-password-lead = When you change it, all other browsers are signed out, and all apps must be let in anew.
settings-password-old = Password until now
settings-password-new = New password
settings-password-repeated = New password, once more
settings-password-go = Change password
settings-passwords-differ = You typed the new password in two ways. Nothing was changed.
settings-done-password = You have a new password. Other browsers and all apps are signed out.
settings-email-title = Another e-mail address
settings-email-lead = You can sign in with it. Nobody else sees it but those who run this server.
settings-email = E-mail address
settings-email-go = Change address
settings-done-email = You have a new e-mail address.
settings-two-factor = Two-factor sign-in and passkeys
settings-two-factor-lead = With this, your password alone lets nobody in: whoever signs in also needs a code that an authenticator app on your phone makes. You can use any such app, for example Aegis, Ente Auth or the one in your password manager.
settings-two-factor-begin = Set it up
settings-two-factor-setup = Set up two-factor sign-in
settings-two-factor-scan = Scan this with your authenticator app.
settings-two-factor-picture = A picture with the secret key for your authenticator app
settings-two-factor-type = If you cannot scan it, type this key there instead.
settings-two-factor-code-lead = Type the code that the app shows now. Other browsers will be signed out.
settings-two-factor-code = Code from the app
settings-two-factor-enable = Turn it on
settings-two-factor-on = It has been on since { $day }. When you sign in, you are asked for a code after your password.
settings-two-factor-disable = Turn it off
settings-two-factor-disable-go = Turn it off
settings-done-enabled = From now on you are asked for a code when you sign in.
settings-done-disabled = Two-factor sign-in is off. Your password is enough again.
settings-recovery = Recovery codes
settings-recovery-lead = With one of these you get in if your phone is lost. Each works once. They are shown now and never again: print them, or keep them in your password manager.
settings-recovery-kept = I have kept them
settings-recovery-left = { $count ->
    [0] You have no recovery code left. Make new ones, or you may lock yourself out.
    [one] You have one recovery code left.
   *[other] You have { $count } recovery codes left.
 }
settings-recovery-renew = Make new ones
settings-export = Take lists along
settings-export-lead = Each of these is a file that Mastodon and many other servers understand. It holds what is there at this moment.
settings-export-hint = Your posts and pictures are not in them.
settings-kind-following = Whom you follow
settings-kind-lists = Your lists
settings-kind-mutes = Whom you mute
settings-kind-blocks = Whom you block
settings-kind-domain-blocks = Servers that you block
settings-kind-bookmarks = Bookmarks
settings-import = Bring lists along
settings-import-one = A list that you brought
settings-import-lead = Bring a file that you downloaded from another server. It is worked on in the background, and you can close this page.
settings-import-kind = What is in the file
settings-import-file = File (CSV)
settings-import-mode = What you have here already
settings-import-merge = Keep it, and add what is in the file
settings-import-overwrite = Replace it: what is not in the file goes
settings-import-go = Bring it
settings-imports = What you brought lately
settings-import-progress = { $done } of { $total } lines are done.
settings-import-failed = { $count ->
    [one] One of them came to nothing.
   *[other] { $count } of them came to nothing.
 }
settings-import-goes-on = This goes on in the background, also after a restart of the server. Asking other servers takes its time.
settings-import-again = Look again
settings-import-failures = What came to nothing
settings-import-unreadable = Nothing that could be understood.
settings-import-not-found = Nobody and nothing of that name was found, or the other server did not answer.
settings-import-refused = That may not be: for instance across a block, or because it has moved.
settings-import-download = Download these lines
settings-import-more = Bring another
settings-save = Save
settings-move = Move to another account
settings-aliases = Accounts that are yours, too
settings-aliases-lead = Name an account elsewhere if you want to move from there to here. Its followers can then come along.
settings-alias = Other account
settings-alias-add = Add
settings-alias-remove = Remove
settings-done-alias = The account is named as yours.
settings-done-alias-gone = The account is not named as yours any more.
settings-move-nobody = Nobody was found under that name, or their server does not answer. Nothing was changed.
settings-move-away = Move away from here
settings-move-first = First name { $handle } as yours on the new account. Then move from here. This is what happens:
settings-move-followers = Your followers are asked by their servers to follow the new account instead, and leave this one.
settings-move-profile = Your profile here says where you are now, and nobody can follow it any more.
settings-move-posts = Your posts stay here. Whom you follow, mute and block does not come along by itself: take these lists along as files.
settings-move-again = You can move again only after 30 days.
settings-move-target = New account
settings-move-go = Move
settings-done-moved = You have moved. Your followers are being asked to follow the new account.
settings-moved = You have moved
settings-moved-lead = Your new account is
settings-move-back-lead = You can take that back: your profile then no longer points there. Followers who have gone do not return by themselves.
settings-move-back = Take the move back
settings-done-back = Your profile no longer says that you have moved.
settings-delete = Delete the account
settings-delete-lead = This ends your account for good. It happens at once and cannot be undone, not even by those who run this server.
settings-delete-posts = Your posts, pictures, messages, lists and follows are removed.
settings-delete-name = Nobody can have your username here again, you neither.
settings-delete-others = Other servers are asked to remove what they have of you. Whether they do is up to them.
settings-delete-move = If you only want to be elsewhere, move instead:
settings-delete-type = Type your username, { $username }, so that this does not happen by accident
settings-delete-typed = That is not your username. Nothing was deleted.
settings-delete-owner = You are the only owner of this server. Make somebody else an owner first. Nothing was deleted.
settings-delete-go = Delete my account for good
settings-deleted = Your account is gone
settings-deleted-lead = What you published here is being removed, and other servers are asked to do the same. Farewell.
settings-clean-up = Delete old posts automatically
settings-clean-up-lead = Your posts can be deleted by themselves when they have reached an age. Boosts that you made go, too.
settings-clean-up-on = Delete my old posts
settings-clean-up-age = When they are older than
settings-clean-up-keep = But keep
settings-keep-pinned = what I pinned to my profile
settings-keep-direct = direct messages
settings-keep-favourited = what I marked as favourite myself
settings-keep-bookmarked = what I bookmarked myself
settings-keep-polls = polls
settings-keep-media = posts with pictures, videos or sounds
settings-keep-favourites = Keep what has at least as many favourites (empty: no matter how many)
settings-keep-reblogs = Keep what was boosted at least as often (empty: no matter how often)
settings-clean-up-hint = This happens a little at a time, so it can take days until all old posts are gone. What is gone cannot be got back.
settings-done-cleaning = From now on your old posts go by themselves.
settings-done-not-cleaning = Your posts stay until you delete them.
settings-weeks = { $count ->
    [one] one week
   *[other] { $count } weeks
 }
settings-months = { $count ->
    [one] one month
   *[other] { $count } months
 }
settings-years = { $count ->
    [one] one year
   *[other] { $count } years
 }
settings-archive = An archive of your posts
settings-archive-lead = You can have all that you published here in one file: posts and media, your profile, and the addresses of what you marked as favourite or bookmarked. It is made in the background.
settings-archive-hint = Other servers and programs understand it (ActivityPub, in the order of Mastodon's archives). You can ask for one every seven days.
settings-archive-made = Made
settings-archive-until = You can download it until { $day }.
settings-archive-download = Download
settings-archive-waits = Your archive is being made. With many pictures this can take a while; you can close this page.
settings-archive-ask = Make an archive
settings-done-archive = Your archive will be made.
## Letters with codes: another password, and addresses that are confirmed

email-address = E-mail address
letter-send = Send the letter
letter-asked = Look into your mailbox
letter-asked-told = If somebody here has this address, a letter is on its way to it. It may take a few minutes, and it may lie among the spam.
password-forgotten = Forgotten your password?
password-forgotten-lead = Give the e-mail address of your account. A letter will be sent there with which you can choose another password.
password-forgotten-ask-them = This server sends no mail. Ask whoever runs it: they can give you a link with which you choose another password.
password-forgotten-ask-at = This server sends no mail. Ask at { $email } for a link with which you choose another password.
password-choose = Choose another password
password-choose-lead = Every browser in which you are signed in will be signed out, and every app must be let in anew.
password-new = New password
password-save = Save the password
password-too-short = That password does not do. It must have at least { $count } characters.
password-chosen = Your password is changed
password-chosen-told = Sign in with the new one now.
code-used-up = This link does not work any more
code-used-up-told = It was used, or it is too old. Ask for another one at { $address }
code-used-up-ask = It was used, or it is too old. Ask whoever runs this server for another one.
confirmation-again = No letter came?
confirmation-again-lead = Give the e-mail address with which you signed up, and the letter that asks you to confirm it is sent again.
confirmed = Your address is confirmed
confirmed-told = You can sign in now.
confirmed-waiting = Somebody who runs this server will look at your wish to join. You will get a letter.
unsubscribe = No more letters?
unsubscribe-digest = You will get no more letters of what you missed. Letters about the safety of your account still come.
unsubscribe-announcements = You will get no more letters of what everybody here is told. Letters about the safety of your account still come.
unsubscribe-do = No more letters
unsubscribed = There will be no more letters
unsubscribed-told = Letters about the safety of your account still come.

## Public pages: what is going on, polls, quotes, and people of other servers

top-navigation = This server
elsewhere-follow = Follow from your server
elsewhere-answer = Answer from your server
elsewhere-home = Your handle, or the name of your server
elsewhere-hint = You need no account here: with one on any server of the fediverse, you go on there.
elsewhere-go = Continue
elsewhere-next = Your server takes it from here. You may have to sign in there.
elsewhere-continue = Continue on { $host }
elsewhere-unknown = This is not a server that can be reached from here. Check it for a slip: a handle looks like @name@server.example.
elsewhere-too-many = Many servers were asked from here in a short time. Wait some minutes and try again.
profile-picture-of = Profile picture of { $name }
profile-verified = Verified on { $date }
profile-with-replies = Posts and replies
profile-media = Media
profile-tags = Hashtags
profile-tagged = Posts with #{ $tag }
post-pinned = Pinned
poll-share = { $count }%
poll-voters = { $count ->
    [one] { $count } person voted
   *[other] { $count } people voted
}
poll-over = Ended
poll-until = Ends { $moment }
poll-secret = The result is shown when it ends
quote-within = Quotes another post
quote-pending = This quote waits until the author of the quoted post agrees.
quote-deleted = The quoted post was deleted.
quote-hidden = The quoted post cannot be shown.
quote-media = { $count ->
    [one] With { $count } picture, video or sound
   *[other] With { $count } pictures, videos or sounds
}
media-alt = Description
media-undescribed = Picture without a description
media-video = Video without a description
media-sound = Sound without a description
history-title = { $count ->
    [one] Edited: show the earlier version
   *[other] Edited: show { $count } earlier versions
}
thread-deeper = Show its replies
thread-more = Show more replies
feeds-title = Feeds:
tag-elsewhere = To follow this hashtag from your server, search there for
explore-title = Explore
explore-about = What people here and on other servers talk about right now.
explore-none = It is quiet here: nothing stands out right now.
explore-tags = Hashtags
explore-links = Links
explore-people = People here
explore-posts = Posts
explore-directory = Everybody who likes to be found
explore-people-lately = { $count ->
    [one] { $count } person lately
   *[other] { $count } people lately
}
directory-title = People here
directory-about = Those on this server who like to be found; whoever posted last comes first.
directory-none = Nobody here has said yet that they like to be found.
directory-pages = More people
directory-previous = Back
directory-next = Next
front-people = People to begin with
front-tags = Hashtags to begin with
front-featured = Posts to begin with
front-fediverse-title = What is the fediverse?
front-fediverse = The fediverse is thousands of independent servers whose people can all talk with each other, as with e-mail. You choose a server whose people and rules you trust, and can move to another one with your followers.

## Passkeys, and who cannot come in yet

passkey-sign-in = Sign in with a passkey
passkey-instead = Use a passkey instead
passkey-instead-of-password = Use a passkey instead of a password
passkey-confirm = Show it with a passkey
passkey-confirm-lead = What comes next matters, so please show with your passkey that it is you. You are not asked again for the next ten minutes.
passkey-failed = That did not work, or you changed your mind. Nothing was changed; you can try again.
passkey-unknown = This server does not know that passkey, or it took too long. Try again, or use another way.
passkey-too-late = Too much time has passed. Load this page again.
passkey-unable = This browser cannot use passkeys, or it runs no scripts, which they need. Try a newer browser, or another device.
passkeys-title = Passkeys
passkeys-lead = A passkey lets you in without a password: your phone, your computer or a security key shows that it is you, by fingerprint, face or PIN. Nobody can steal it from this server or trick you out of it.
passkey-new = Add a passkey
passkey-one = A passkey
passkey-name = What you call it
passkey-name-hint = So that you know later which device it is on.
passkey-first-name = My passkey
passkey-make = Make the passkey
passkey-added = Added
passkey-used = Last used
passkey-never = never yet
passkey-change = Change
passkey-change-this = Change the passkey { $name }
passkey-rename = Another name
passkey-rename-go = Save
passkey-remove = Remove it
passkey-remove-lead = It lets nobody in any more. Remove it from your device, too: this server cannot.
passkey-remove-go = Remove this passkey
passkey-no-password = You have no password: your passkey lets you in. If you choose one, both do.
settings-done-passkey = The passkey is there. You can sign in with it from now on.
settings-done-passkey-gone = The passkey lets nobody in any more.
problem-passkey-not-made = The passkey was not made, or it took too long. Try again.
problem-passkey-there = This passkey is there already.
problem-passkey-last = This passkey is the only way in, since you have no password. Choose a password first, or add another passkey.
problem-passkey-name = A passkey has a name of 1 to { $most } characters.
problem-passkeys-many = You cannot have more than { $most } passkeys. Remove one first.
sign-in-unconfirmed = Your password is right, but you have not yet confirmed your e-mail address. Open the address in the letter that we sent you; if there is none, ask for it again below.
sign-in-shut-out = Your password is right, but this account was frozen or suspended. Below you can read why, and object.
sign-in-waiting = Your password is right. Somebody who runs this server still has to let you in; once they have, you can sign in here.
settings-email-first = A letter goes there first: the address counts once you have opened what stands in it.
settings-email-waiting = You asked for { $email }. Open the address in the letter that was sent there; until then everything stays as it is.
settings-email-again = Send the letter again
settings-email-cancel = Keep my address
settings-done-email-sent = A letter is on its way. Your address changes once you have opened what stands in it.
settings-done-email-kept = Your address stays as it is.
settings-digest-title = Letters to you
settings-digest = How often this server may write to you when you were away
settings-digest-none = Never
settings-digest-weekly = Once a week at most
settings-digest-daily = Once a day at most
settings-announcements = Also write to me what everybody here is told
settings-digest-go = Save
settings-done-digest = From now on you get these letters as you chose.
problem-email-letters = There were too many letters to this address, or for you. Try again in half an hour.
confirmed-address = Your new address is confirmed
confirmed-address-told = It is the address of your account from now on. The one before was told.
nothing-changed = Nothing was changed.
refused-text = You may not do that. Nothing was changed.
conflict-text = The same is being done already. Wait a moment, and look again.
not-now-text = That does not work right now: something that this server needs does not answer, or is full. Try again in a few minutes.
problem-else = There is something in this form that this server cannot take. Check what you typed.
problem-code = This code is not right, or it was used before. A new one comes every half minute.
problem-archive = There is an archive from less than a week ago. It must do.
problem-file-large = This file is larger than the 5 MB that may be brought.
problem-file-table = This file is no list: it must be comma-separated text in UTF-8.
problem-file-other = This is a list of something else than you chose.
problem-file-many = This list has more than { $most } lines. Bring it in parts.
problem-file-empty = This list is empty.
problem-file-waiting = Too many lists are being worked on. Wait until they are done.
problem-alias-self = That is this account itself.
problem-alias-none = That account is not named as yours.
problem-aliases-many = You name { $most } accounts already; more are not possible.
problem-move-none = This account has not moved.
problem-move-self = That is this account itself.
problem-move-already = You have moved there already.
problem-move-suspended = That account is suspended.
problem-move-moved = That account has moved elsewhere itself.
problem-move-alias = The other account must name this one as its own first. Add it there, then try again.
problem-move-resting = An account moves only once in { $most } days.

# Terms of service

terms-of-service = Terms of service
terms-count-from = These count from { $date } on.
terms-followed-by = From { $date } on, other terms count.

## Follows that were lost

severances-title = Lost connections
severances-lead = When this server ends its dealings with another one, or with an account there, your follows in both directions end. You can take the lists along here. If the decision is taken back, the connections come back by themselves.
severances-none = You have lost no connections.
severances-domain = Dealings with { $target } ended
severances-own = You blocked { $target }
severances-account = { $target } was suspended
severances-following = { $count ->
    [one] { $count } account that you followed
   *[other] { $count } accounts that you followed
}
severances-followers = { $count ->
    [one] { $count } follower
   *[other] { $count } followers
}

## Joining: age and proof

sign-up-born = Date of birth
sign-up-born-hint = You must be { $years } years old. The date is looked at once and not kept.
sign-up-no-script = Without JavaScript you can join, too: somebody then looks at your sign-up first.
problem-born = Say when you were born.
problem-too-young = You are not old enough to join this server.

## What moderators decided about somebody, and what they say against it

strikes-title = Decisions of the moderators
strikes-lead = What the moderators of this server decided about your account. If you think that a decision is wrong, say why, once, within { $days } days. Somebody of them reads it.
strikes-none = There is nothing here: the moderators decided nothing about your account.
strikes-shut-out = My account was frozen or suspended
strikes-enter-lead = If your account was frozen or suspended, you can see here why, and object. Say who you are.
strikes-enter = Show decisions
strikes-action-none = Warning
strikes-action-disable = Account frozen
strikes-action-mark_statuses_as_sensitive = Posts hidden until somebody asks for them
strikes-action-delete_statuses = Posts deleted
strikes-action-sensitive = Media hidden until somebody asks for it
strikes-action-silence = Account limited: only followers see your posts
strikes-action-suspend = Account suspended
strikes-posts = Posts that it is about:
strikes-overruled = This decision does not count any more.
strikes-your-words = Your objection:
strikes-pending = Nobody has answered it yet.
strikes-rejected = The moderators read it, and the decision stands.
strikes-granted = The moderators agreed.
strikes-why = Why the decision is wrong
strikes-object = Object
strikes-too-late = It is too late to object to this.
settings-done-appeal = The moderators read what you said.

## Talks with the moderators

talks-title = The moderators ask you
talks-lead = Nothing is decided yet. What you say here is read by the moderators alone.
talks-they = The moderators
talks-you = You
talks-answer = Your answer
talks-send = Send
settings-done-answer = The moderators read your answer.

## Posts that wait for staff
post-held = Waits for the moderators; only you see it
