// A small server made with Fedify, driven from outside: `node fedify.mjs PORT draft|rfc9421`.
//
// People are /users/NAME. What is posted to /control/send is read by Fedify, signed and delivered by it; what is
// posted to /control/serve is served; /control/received tells what arrived and whether Fedify believed it.
import { createServer } from "node:http";
import {
  createFederation, exportJwk, generateCryptoKeyPair, MemoryKvStore, verifyObject, verifyRequest,
} from "@fedify/fedify";
import * as vocab from "@fedify/vocab";

const [port, firstKnock] = process.argv.slice(2);
const origin = `http://localhost:${port}`;
const kv = new MemoryKvStore();
const federation = createFederation({
  kv,
  allowPrivateAddress: true,
  firstKnock: firstKnock === "draft" ? "draft-cavage-http-signatures-12" : "rfc9421",
});
const keys = new Map();
const followers = new Map();
const served = new Map();
const received = [];

async function keysOf(name) {
  if (!keys.has(name)) {
    keys.set(name, [await generateCryptoKeyPair("RSASSA-PKCS1-v1_5"), await generateCryptoKeyPair("Ed25519")]);
  }
  return keys.get(name);
}

federation
  .setActorDispatcher("/users/{identifier}", async (context, name) => {
    const pairs = await context.getActorKeyPairs(name);
    return new vocab.Person({
      id: context.getActorUri(name),
      preferredUsername: name,
      name: `${name} of Fedify`,
      inbox: context.getInboxUri(name),
      outbox: context.getOutboxUri(name),
      followers: context.getFollowersUri(name),
      endpoints: new vocab.Endpoints({ sharedInbox: context.getInboxUri() }),
      url: context.getActorUri(name),
      publicKey: pairs[0].cryptographicKey,
      assertionMethods: pairs.map((pair) => pair.multikey),
      // People whose names say so need to consent.
      manuallyApprovesFollowers: name.startsWith("shy"),
    });
  })
  .setKeyPairsDispatcher((_context, name) => keysOf(name));
federation.setOutboxDispatcher("/users/{identifier}/outbox", () => ({ items: [] }));
federation.setFollowersDispatcher("/users/{identifier}/followers", (_context, name) => ({
  items: [...(followers.get(name) ?? new Map()).values()],
}));
federation.setNodeInfoDispatcher("/nodeinfo/2.1", () => ({
  software: { name: "trial-of-fedify", version: "0.1.0" },
  protocols: ["activitypub"],
  usage: { users: {}, localPosts: 0, localComments: 0 },
}));
federation
  .setInboxListeners("/users/{identifier}/inbox", "/inbox")
  .setSharedKeyDispatcher(() => ({ identifier: "instance" }))
  .on(vocab.Activity, async (context, activity) => {
    Object.assign(context.data, { activity: await activity.toJsonLd(), trusted: true });
    if (!(activity instanceof vocab.Follow)) return;
    const { identifier } = context.parseUri(activity.objectId) ?? {};
    const follower = await activity.getActor();
    if (!identifier || identifier.startsWith("shy")) return;
    if (!followers.has(identifier)) followers.set(identifier, new Map());
    followers.get(identifier).set(follower.id.href, follower);
    const accept = new vocab.Accept({
      id: new URL(`/accepts/${crypto.randomUUID()}`, origin), actor: activity.objectId, object: activity,
    });
    await context.sendActivity({ identifier }, follower, accept);
  });

/// What can be seen of a request to an inbox besides what Fedify makes of it.
async function inspect(request) {
  const body = await request.clone().json();
  const { contextLoader } = federation.createContext(new URL(origin));
  const options = { documentLoader: await loader(), contextLoader };
  let proven = null;
  if (body.proof) {
    const object = await verifyObject(vocab.Activity, body, options).catch((error) => String(error));
    proven = object === null ? "refused" : typeof object === "string" ? object : "good";
  }
  const key = await verifyRequest(request.clone(), options).catch(() => null);
  return {
    raw: body,
    trusted: false,
    proven,
    signed: request.headers.has("Signature-Input") ? "rfc9421" : request.headers.has("Signature") ? "draft" : "none",
    key: key && { id: key.id.href, kind: (await exportJwk(key.publicKey)).kty },
    sync: request.headers.get("Collection-Synchronization"),
  };
}

async function loader() {
  return federation.createContext(new URL(origin)).getDocumentLoader({ identifier: "instance" });
}

/// Reads, signs and delivers an activity by Fedify.
async function send({ as, to, activity, inbox }) {
  const context = federation.createContext(new URL(origin));
  const read = await vocab.Activity.fromJsonLd(activity, { contextLoader: context.contextLoader });
  const recipients = to === "followers"
    ? "followers"
    : [].concat(to).map((id) => ({ id: new URL(id), inboxId: new URL(inbox ?? `${id}/inbox`) }));
  await context.sendActivity({ identifier: as }, recipients, read, { immediate: true });
  return await read.toJsonLd({ contextLoader: context.contextLoader });
}

async function control(path, body) {
  const context = federation.createContext(new URL(origin));
  switch (path) {
    case "/control/send": return await send(body);
    // What Fedify learned of how a server wants to be signed to.
    case "/control/spoken": return await kv.get(["_fedify", "httpMessageSignaturesSpec", body.origin]) ?? null;
    case "/control/serve":
      served.set(new URL(body.id).pathname, await vocab.Object.fromJsonLd(body, context));
      return {};
    case "/control/gone": served.delete(new URL(body.id).pathname); return {};
    case "/control/lookup": {
      const found = await context.lookupObject(body.what, { documentLoader: await loader() });
      return found && { type: found.constructor.name, object: await found.toJsonLd(context) };
    }
    case "/control/received": return received;
    default: return { error: `there is no ${path}` };
  }
}

async function answer(request) {
  const url = new URL(request.url);
  if (url.pathname.startsWith("/control/")) {
    const body = request.method === "POST" ? await request.json() : {};
    return Response.json(await control(url.pathname, body));
  }
  if (request.method === "GET" && served.has(url.pathname)) {
    const context = federation.createContext(new URL(origin));
    const document = await served.get(url.pathname).toJsonLd(context);
    return Response.json(document, { headers: { "Content-Type": "application/activity+json" } });
  }
  const seen = request.method === "POST" ? await inspect(request) : undefined;
  const response = await federation.fetch(request, { contextData: seen });
  if (seen) received.push({ ...seen, status: response.status, path: url.pathname });
  return response;
}

createServer(async (incoming, outgoing) => {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const request = new Request(new URL(incoming.url, origin), {
    method: incoming.method,
    headers: incoming.headers,
    body: ["GET", "HEAD"].includes(incoming.method) ? undefined : Buffer.concat(chunks),
  });
  let response;
  try {
    response = await answer(request);
  } catch (error) {
    response = Response.json({ error: String(error.stack ?? error) }, { status: 500 });
  }
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}).listen(Number(port), "127.0.0.1", () => console.log("ready"));
