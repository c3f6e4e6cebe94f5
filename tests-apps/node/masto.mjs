// An everyday session of an app on masto.js, as Elk and others are: every group of methods that its screens use.
// Usage: node masto.mjs URL TOKEN_OF_A_READER TOKEN_OF_A_WRITER

import assert from 'node:assert/strict'
import { createRestAPIClient, createStreamingAPIClient } from 'masto'
import WebSocket from 'ws'

const [url, readerToken, writerToken] = process.argv.slice(2)
const reader = createRestAPIClient({ url, accessToken: readerToken })
const writer = createRestAPIClient({ url, accessToken: writerToken })
const texts = (statuses) => statuses.map((status) => status.content.replace(/<[^>]*>/g, ''))

async function until(what, look) {
  for (let tries = 0; tries < 100; tries++) {
    const found = await look()
    if (found) return found
    await new Promise((done) => setTimeout(done, 100))
  }
  assert.fail(`this did not happen: ${what}`)
}

const steps = {
  async profile() {
    const me = await writer.v1.accounts.updateCredentials({
      displayName: 'Writer', note: 'I write #tea', locked: false, discoverable: true, indexable: true,
      fieldsAttributes: [{ name: 'Home', value: 'https://home.example' }],
      source: { privacy: 'public', sensitive: false, language: 'en' },
    })
    assert.equal(me.displayName, 'Writer')
    assert.equal(me.source.fields[0].value, 'https://home.example')
    const preferences = await writer.v1.preferences.fetch()
    assert.equal(preferences['posting:default:language'], 'en')
  },

  async instance() {
    const instance = await reader.v2.instance.fetch()
    assert.ok(instance.configuration.vapid.publicKey)
    assert.ok(instance.apiVersions.mastodon >= 7)
    assert.deepEqual(await reader.v1.instance.rules.list(), [])
    assert.ok((await reader.v1.instance.extendedDescription.fetch()).content !== undefined)
    assert.deepEqual(await reader.v1.customEmojis.list(), [])
    assert.deepEqual(await reader.v1.announcements.list(), [])
  },

  async people() {
    const writing = await writer.v1.accounts.verifyCredentials()
    const followed = await reader.v1.accounts.$select(writing.id).follow({ reblogs: true, notify: true })
    assert.ok(followed.following && followed.notifying)
    assert.equal((await reader.v1.accounts.lookup({ acct: writing.acct })).id, writing.id)
    assert.equal((await reader.v1.accounts.search.list({ q: 'writ', limit: 5 }))[0].id, writing.id)
    const noted = await reader.v1.accounts.$select(writing.id).note.create({ comment: 'nice' })
    assert.equal(noted.note, 'nice')
    assert.equal((await reader.v1.accounts.relationships.fetch({ id: [writing.id] }))[0].following, true)
    await until('the writer hears of the follower', async () =>
      (await writer.v1.notifications.list()).some((one) => one.type === 'follow'))
    assert.ok(Array.isArray(await reader.v2.suggestions.list()))
    assert.equal((await reader.v1.directory.list({ order: 'new', local: true }))[0].id, writing.id)
  },

  async posting() {
    const status = await writer.v1.statuses.create({
      status: 'green #tea is the best https://tea.example/', language: 'en', visibility: 'public',
      poll: { options: ['yes', 'no'], expiresIn: 600, multiple: false },
    })
    await until('the status is in the home timeline', async () =>
      (await reader.v1.timelines.home.list()).some((one) => one.id === status.id))
    const voted = await reader.v1.polls.$select(status.poll.id).votes.create({ choices: [0] })
    assert.deepEqual([voted.voted, voted.ownVotes], [true, [0]])
    const marked = reader.v1.statuses.$select(status.id)
    assert.ok((await marked.favourite()).favourited)
    assert.ok((await marked.bookmark()).bookmarked)
    assert.ok((await marked.reblog()).reblog.reblogged)
    const reply = await reader.v1.statuses.create({ status: 'no, black is', inReplyToId: status.id })
    const edited = await reader.v1.statuses.$select(reply.id).update({ status: 'no, black tea is' })
    assert.ok(edited.editedAt)
    assert.equal((await reader.v1.statuses.$select(reply.id).history.list()).length, 2)
    const context = await writer.v1.statuses.$select(status.id).context.fetch()
    assert.deepEqual(texts(context.descendants), ['no, black tea is'])
    const quote = await reader.v1.statuses.create({ status: 'look', quotedStatusId: status.id })
    assert.equal(quote.quote.state, 'accepted')
    assert.equal(quote.quote.quotedStatus.id, status.id)
    const later = await reader.v1.statuses.create({
      status: 'later', scheduledAt: new Date(Date.now() + 3_600_000).toISOString(),
    })
    assert.equal((await reader.v1.scheduledStatuses.list())[0].id, later.id)
    await reader.v1.scheduledStatuses.$select(later.id).remove()
    await reader.v1.statuses.$select(quote.id).remove()
  },

  async finding() {
    const found = await reader.v2.search.list({ q: 'green tea', type: 'statuses' })
    assert.equal(found.statuses.length, 1)
    const tag = await reader.v1.tags.$select('tea').follow()
    assert.ok(tag.following && tag.history.length === 7)
    assert.equal((await reader.v1.followedTags.list())[0].name, 'tea')
    assert.ok(Array.isArray(await reader.v1.trends.tags.list()))
    assert.ok(Array.isArray(await reader.v1.trends.statuses.list()))
    assert.ok(Array.isArray(await reader.v1.trends.links.list()))
    assert.ok((await reader.v1.timelines.tag.$select('tea').list()).length > 0)
    assert.ok((await reader.v1.timelines.public.list({ local: true, limit: 3 })).length > 0)
  },

  async notifications() {
    const grouped = await until('a favourite is told of', async () => {
      const found = await writer.v2.notifications.list()
      return found.notificationGroups.some((group) => group.type === 'favourite') && found
    })
    assert.ok(grouped.accounts.length > 0)
    assert.ok((await writer.v1.notifications.unreadCount.fetch()).count > 0)
    assert.ok((await writer.v2.notifications.policy.fetch()).summary)
    const newest = (await writer.v1.notifications.list({ limit: 1 }))[0]
    await writer.v1.markers.create({ notifications: { lastReadId: newest.id } })
    assert.equal((await writer.v1.markers.fetch({ timeline: ['notifications'] })).notifications.lastReadId, newest.id)
  },

  async lists() {
    const list = await reader.v1.lists.create({ title: 'Friends', repliesPolicy: 'followed', exclusive: false })
    const writing = await writer.v1.accounts.verifyCredentials()
    await reader.v1.lists.$select(list.id).accounts.create({ accountIds: [writing.id] })
    assert.equal((await reader.v1.lists.$select(list.id).accounts.list())[0].id, writing.id)
    assert.ok((await reader.v1.timelines.list.$select(list.id).list()).length > 0)
    await reader.v1.lists.$select(list.id).remove()
  },

  async filters() {
    const filter = await reader.v2.filters.create({
      title: 'No milk', context: ['home', 'public'], filterAction: 'warn',
      keywordsAttributes: [{ keyword: 'milk', wholeWord: true }],
    })
    assert.equal(filter.keywords[0].keyword, 'milk')
    const milky = await writer.v1.statuses.create({ status: 'milk in tea' })
    const seen = await reader.v1.statuses.$select(milky.id).fetch()
    assert.equal(seen.filtered[0].filter.title, 'No milk')
    await reader.v2.filters.$select(filter.id).remove()
  },

  async streaming() {
    const streaming = createStreamingAPIClient({
      streamingApiUrl: url.replace(/^http/, 'ws'), accessToken: readerToken, implementation: WebSocket,
    })
    const heard = streaming.user.subscribe()[Symbol.asyncIterator]()
    // The library takes its time to connect, and what was said before is not told.
    const speaking = setInterval(() => writer.v1.statuses.create({ status: 'live from the kitchen' }), 500)
    for (;;) {
      const { value: event } = await heard.next()
      if (event.event === 'update' && /kitchen/.test(event.payload.content)) break
    }
    clearInterval(speaking)
    streaming.close()
  },

  async push() {
    const keys = {
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    }
    const made = await reader.v1.push.subscription.create({
      subscription: { endpoint: 'https://push.example/x', keys }, data: { alerts: { mention: true } },
    })
    assert.ok(made.alerts.mention && made.serverKey)
    assert.equal((await reader.v1.push.subscription.fetch()).id, made.id)
    await reader.v1.push.subscription.remove()
  },
}

for (const [name, step] of Object.entries(steps)) {
  await step()
  console.log(`ok ${name}`)
}
process.exit(0)
