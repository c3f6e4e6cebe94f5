// The table of screens. What is not here is a page of the server and is opened as one.
import type { Screen } from "./router.svelte";
import { withWords } from "./text";

export const screens: Screen[] = [
  { path: "/home", title: "home", load: () => import("./routes/Home.svelte") },
  { path: "/public", title: "public", load: () => import("./routes/Public.svelte") },
  { path: "/public/local", title: "local", load: () => import("./routes/Public.svelte") },
  { path: "/tags/:tag", title: "tag", load: () => import("./routes/Tag.svelte") },
  // Notifications, messages, finding and keeping.
  { path: "/notifications", title: "notifications", load: () => import("./routes/Notifications.svelte") },
  { path: "/notifications/requests", title: "aside.title", load: () => import("./routes/NotificationRequests.svelte") },
  { path: "/messages", title: "messages", load: () => import("./routes/Messages.svelte") },
  { path: "/messages/:id", title: "messages", load: () => import("./routes/Conversation.svelte") },
  { path: "/search", title: "search", load: () => import("./routes/Search.svelte") },
  { path: "/trends", title: "trends", load: () => import("./routes/Explore.svelte") },
  { path: "/people", title: "people", load: () => import("./routes/People.svelte") },
  { path: "/lists", title: "lists.title", load: () => import("./routes/Lists.svelte") },
  { path: "/lists/:id", title: "lists.title", load: () => import("./routes/List.svelte") },
  { path: "/bookmarks", title: "keep.bookmarks", load: () => import("./routes/Bookmarks.svelte") },
  { path: "/favourites", title: "keep.favourites", load: () => import("./routes/Favourites.svelte") },
  { path: "/follow-requests", title: "request.title", load: () => import("./routes/FollowRequests.svelte") },
  { path: "/followed-tags", title: "tags.title", load: () => import("./routes/FollowedTags.svelte") },
  { path: "/catch-up", title: "catchup.title", load: () => withWords(import("./routes/CatchUp.svelte"), "catchup") },
  { path: "/@:acct", title: "profile.posts", load: () => import("./routes/Profile.svelte") },
  { path: "/@:acct/following", title: "profile.following", load: () => import("./routes/Following.svelte") },
  { path: "/@:acct/followers", title: "profile.followers", load: () => import("./routes/Following.svelte") },
  { path: "/@:acct/:id", title: "thread.title", load: () => import("./routes/Thread.svelte") },
  // Writing
  { path: "/compose", title: "compose.title", load: () => withWords(import("./routes/Compose.svelte"), "writing") },
  { path: "/share", title: "compose.title", load: () => withWords(import("./routes/Compose.svelte"), "writing") },
  { path: "/drafts", title: "drafts.title", load: () => withWords(import("./routes/Drafts.svelte"), "writing") },
  { path: "/scheduled", title: "scheduled.title", load: () => withWords(import("./routes/Scheduled.svelte"), "writing") },
  // Preferences, and columns.
  { path: "/columns", title: "more.columns", load: () => import("./routes/Columns.svelte") },
  { path: "/preferences", title: "preferences", load: () => withWords(import("./routes/preferences/Overview.svelte"), "preferences") },
  { path: "/preferences/profile", title: "prefs.profile", load: () => withWords(import("./routes/preferences/Profile.svelte"), "preferences") },
  { path: "/preferences/appearance", title: "prefs.appearance", load: () => withWords(import("./routes/preferences/Appearance.svelte"), "preferences") },
  { path: "/preferences/posting", title: "prefs.posting", load: () => withWords(import("./routes/preferences/Posting.svelte"), "preferences") },
  { path: "/preferences/notifications", title: "notifications", load: () => withWords(import("./routes/preferences/Notifications.svelte"), "preferences") },
  { path: "/preferences/privacy", title: "prefs.privacy", load: () => withWords(import("./routes/preferences/Privacy.svelte"), "preferences") },
  { path: "/preferences/filters", title: "prefs.filters", load: () => withWords(import("./routes/preferences/Filters.svelte"), "preferences") },
  // The console of those who keep the place has a table of its own.
  { path: "/admin*", title: "more.console", load: () => withWords(import("./routes/Console.svelte"), "console") },
];
