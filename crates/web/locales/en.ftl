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
settings-problem-password = A password has at least 8 characters, and not more than a thousand. Nothing was changed.
settings-problem-email = This is no e-mail address, or somebody here uses it already. Nothing was changed.
settings-problem-code = This code is not right, or it was used before. A new one comes every half minute.
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
settings-two-factor = Two-factor sign-in
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
settings-problem-file = This file cannot be brought: it must be a list of the chosen kind, with at most 20,000 lines and 5 MB, and not too many at once.
settings-save = Save
settings-move = Move to another account
settings-aliases = Accounts that are yours, too
settings-aliases-lead = Name an account elsewhere if you want to move from there to here. Its followers can then come along.
settings-alias = Other account
settings-alias-add = Add
settings-alias-remove = Remove
settings-done-alias = The account is named as yours.
settings-done-alias-gone = The account is not named as yours any more.
settings-problem-alias = This account cannot be named.
settings-problem-aliases = You name too many accounts already.
settings-move-nobody = Nobody was found under that name, or their server does not answer. Nothing was changed.
settings-move-away = Move away from here
settings-move-first = First name { $handle } as yours on the new account. Then move from here. This is what happens:
settings-move-followers = Your followers are asked by their servers to follow the new account instead, and leave this one.
settings-move-profile = Your profile here says where you are now, and nobody can follow it any more.
settings-move-posts = Your posts stay here. Whom you follow, mute and block does not come along by itself: take these lists along as files.
settings-move-again = You can move again only after 30 days.
settings-move-target = New account
settings-move-go = Move
settings-problem-target = You cannot move there. The other account must name this one as its own, must not have moved itself, and one moves only once in 30 days. Nothing was changed.
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
