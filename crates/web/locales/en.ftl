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
