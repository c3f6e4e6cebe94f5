// Stories about staff on a real server: what somebody reports is decided in the console, heard of, objected to and undone.
import assert from "node:assert/strict";

export async function a_report_is_decided_heard_of_objected_to_and_undone({ open, api }) {
  const bob = await api("noor", "GET", "/api/v1/accounts/lookup?acct=bob");
  const post = await api("bob", "POST", "/api/v1/statuses", { status: "Cheap watches, only today!" });
  await api("noor", "POST", "/api/v1/reports", { account_id: bob.id, status_ids: [post.id], comment: "Advertising again.", category: "spam" });

  const desk = await open("mia", "/admin/reports");
  await desk.getByRole("link", { name: /bob/ }).first().click();
  await desk.getByText("Advertising again.").waitFor();
  await desk.getByText("Cheap watches, only today!").waitFor();
  await desk.getByRole("button", { name: "Decide …" }).click();
  const form = desk.getByRole("dialog");
  await form.getByLabel("Limit: only followers meet it").check();
  await form.getByRole("button", { name: "Do it" }).click();
  await desk.getByText("Decided about @bob.").waitFor();
  const limited = await api("mia", "GET", `/api/v1/admin/accounts/${bob.id}`);
  assert.equal(limited.silenced, true);

  const theirs = await open("bob", "/settings/strikes");
  const strike = theirs.getByRole("main");
  await strike.waitFor();
  assert.doesNotMatch(await strike.innerText(), /mia/, "nobody learns who decided");
  await theirs.getByRole("textbox").fill("They were my own watches, and I sold them.");
  await theirs.getByRole("textbox").locator("xpath=ancestor::form").getByRole("button").click();
  await theirs.waitForLoadState();

  await desk.goto("/admin/appeals");
  await desk.getByText("They were my own watches, and I sold them.").waitFor();
  const [appeal] = await api("mia", "GET", "/api/fanfare/v1/admin/appeals");
  await api("mia", "POST", `/api/fanfare/v1/admin/appeals/${appeal.id}/approve`);
  const free = await api("mia", "GET", `/api/v1/admin/accounts/${bob.id}`);
  assert.equal(free.silenced, false, "what was decided is undone");
}
