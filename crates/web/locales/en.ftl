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
screen-preferences = Settings
screen-settings = Settings
screen-profile = Your profile
screen-navigation = Main
screen-needs-script = This page needs JavaScript, which is off in this browser. What others wrote can be read without:
screen-not-built = This server was built without the web client. Any Mastodon app works, and what others wrote can be read here:
home-empty = Nothing here yet. What the people you follow write appears here.

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
problem-email-taken = There is an account with this e-mail address already. Is it yours? Then sign in.
problem-agreement = You must agree to join here.
problem-invite = This invitation has been used up, or it has ended. Ask for another.
problem-password-long = This password is too long.
problem-password-short = A password has at least { $most } characters.
problem-reason = Say in a sentence why you wish to join: somebody reads it before they let you in.
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
