// Stories about threads.
import assert from "node:assert/strict";
import { fresh, post, write } from "../telling.mjs";

export async function a_thread_is_a_tree_that_folds({ open, api, audit }) {
  const root = await write(api, "alice", fresh("Root"));
  const first = await write(api, "bob", fresh("Branch"), { in_reply_to_id: root.id });
  const leaf = fresh("Leaf");
  await write(api, "alice", leaf, { in_reply_to_id: first.id });
  const page = await open("alice", `/@alice/${root.id}`);
  await page.getByText(leaf).waitFor();
  await audit(page);
  await page.getByRole("button", { name: "Fold 1 reply" }).click();
  await page.getByText(leaf).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "1 reply" }).click();
  await page.getByText(leaf).waitFor();
}

export async function a_post_stays_where_it_is_when_what_it_answers_comes_in({ open, api }) {
  let last = await write(api, "alice", fresh("Start of a long thread"));
  for (let step = 0; step < 6; step += 1) {
    last = await write(api, "alice", fresh(`Step ${step}`), { in_reply_to_id: last.id });
  }
  const page = await open("alice", "/home");
  await page.goto(`/@alice/${last.id}`);
  await page.getByText("Start of a long thread").first().waitFor();
  await page.waitForTimeout(300);
  const top = await page.locator(".post.focus").evaluate((element) => element.getBoundingClientRect().top);
  assert.ok(top > 0 && top < 200, `the post stands at ${top}`);
}

export async function other_servers_are_asked_for_more_answers({ open, api }) {
  const { id } = await write(api, "alice", fresh("Known far away"));
  const page = await open("alice", "/home");
  await page.route("**/context", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, headers: { ...answer.headers(), "mastodon-async-refresh": 'id="abc", retry=1, result_count=0' } });
  });
  let isDone = false;
  await page.route("**/async_refreshes/abc", (route) =>
    route.fulfill({ json: { async_refresh: { id: "abc", status: isDone ? "finished" : "running", result_count: 1 } } }),
  );
  await page.goto(`/@alice/${id}`);
  await page.getByText("Asking other servers").waitFor();
  const text = fresh("From far away");
  await write(api, "bob", text, { in_reply_to_id: id });
  isDone = true;
  await page.getByRole("button", { name: "1 new reply" }).click();
  await post(page, text).waitFor();
}
