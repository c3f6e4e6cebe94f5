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
screen-people = People
screen-columns = Columns
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
front-nobody-title = Nobody lives here yet
front-nobody-lead = The server runs. Make the first account on the machine that it runs on, in a terminal:
front-nobody-hint = If you started the server with --data, --config or --domain, give the same here. Then come back.
front-app-title = Come in with an app
front-app-lead = Any app for Mastodon works. Where it asks for your server, type:
front-app-hint = The app then brings you here to sign in and agree.
front-latest = Latest posts from here
front-latest-none = Nobody has posted in public yet. The first post you write with an app appears here.
privacy-policy = Privacy policy

## Profiles and posts

profile-bot = Automated
profile-joined = Here since { $date }
profile-follow-hint = To follow from anywhere, search for this in your app:
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
