// Stories about reading: timelines, posts, threads and profiles.
import assert from "node:assert/strict";

export async function a_new_post_stands_in_the_home_of_a_follower({ open, api }) {
  const alice = await api("alice", "GET", "/api/v1/accounts/verify_credentials");
  await api("bob", "POST", `/api/v1/accounts/${alice.id}/follow`);
  await api("alice", "POST", "/api/v1/statuses", { status: "The kettle is on." });
  const page = await open("bob");
  await page.getByRole("article").filter({ hasText: "The kettle is on." }).waitFor();
  assert.equal(await page.title().then((title) => title.startsWith("Home")), true);
}
