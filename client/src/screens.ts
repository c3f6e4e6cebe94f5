// The table of screens. What is not here is a page of the server and is opened as one.
import type { Screen } from "./router.svelte";

export const screens: Screen[] = [
  { path: "/home", title: "home", load: () => import("./routes/Home.svelte") },
  { path: "/public", title: "public", load: () => import("./routes/Public.svelte") },
  { path: "/public/local", title: "local", load: () => import("./routes/Public.svelte") },
  { path: "/tags/:tag", title: "tag", load: () => import("./routes/Tag.svelte") },
  { path: "/lists/:id", title: "list.title", load: () => import("./routes/List.svelte") },
  { path: "/@:acct", title: "profile.posts", load: () => import("./routes/Profile.svelte") },
  { path: "/@:acct/following", title: "profile.following", load: () => import("./routes/Following.svelte") },
  { path: "/@:acct/followers", title: "profile.followers", load: () => import("./routes/Following.svelte") },
  { path: "/@:acct/:id", title: "thread.title", load: () => import("./routes/Thread.svelte") },
  // Writing
  { path: "/compose", title: "compose.title", load: () => import("./routes/Compose.svelte") },
  { path: "/share", title: "compose.title", load: () => import("./routes/Compose.svelte") },
  { path: "/drafts", title: "drafts.title", load: () => import("./routes/Drafts.svelte") },
  { path: "/scheduled", title: "scheduled.title", load: () => import("./routes/Scheduled.svelte") },
];
