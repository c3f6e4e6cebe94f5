// An everyday session of an app on megalodon, which speaks to many kinds of servers: it must take this one for a Mastodon.
// Usage: node megalodon.mjs URL TOKEN_OF_A_READER TOKEN_OF_A_WRITER

import assert from 'node:assert/strict'
import megalodon from 'megalodon'

const { default: generator, detector } = megalodon
const [url, readerToken, writerToken] = process.argv.slice(2)
const kind = await detector(url)
assert.equal(kind, 'mastodon')
const reader = generator(kind, url, readerToken)
const writer = generator(kind, url, writerToken)

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
    const { data: me } = await writer.updateCredentials({
      display_name: 'Writer', note: 'hello', fields_attributes: [{ name: 'a', value: 'b' }],
      source: { privacy: 'unlisted', language: 'de' },
    })
    assert.equal(me.display_name, 'Writer')
    assert.equal(me.source.privacy, 'unlisted')
    assert.equal((await writer.verifyAccountCredentials()).data.fields[0].value, 'b')
    assert.equal((await writer.getPreferences()).data['posting:default:visibility'], 'unlisted')
  },

  async instance() {
    const { data: instance } = await reader.getInstance()
    assert.equal(instance.configuration.statuses.max_characters, 500)
    assert.ok(Array.isArray((await reader.getInstanceCustomEmojis()).data))
    assert.ok(Array.isArray((await reader.getInstanceAnnouncements()).data))
    assert.ok(Array.isArray((await reader.getInstanceTrends()).data))
    assert.ok(Array.isArray((await reader.getInstanceDirectory({ limit: 5 })).data))
  },

  async people() {
    const { data: writing } = await writer.verifyAccountCredentials()
    assert.ok((await reader.followAccount(writing.id)).data.following)
    assert.equal((await reader.getRelationship(writing.id)).data.following, true)
    assert.equal((await reader.getAccountFollowing((await reader.verifyAccountCredentials()).data.id)).data[0].id, writing.id)
    assert.ok((await reader.muteAccount(writing.id, false)).data.muting)
    assert.ok(!(await reader.unmuteAccount(writing.id)).data.muting)
    assert.ok((await reader.blockAccount(writing.id)).data.blocking)
    assert.ok(!(await reader.unblockAccount(writing.id)).data.blocking)
    assert.ok((await reader.followAccount(writing.id)).data.following)
  },

  async posting() {
    const { data: status } = await writer.postStatus('Which one?', {
      poll: { options: ['a', 'b'], expires_in: 600 }, visibility: 'public',
    })
    await until('the status is in the home timeline', async () =>
      (await reader.getHomeTimeline()).data.some((one) => one.id === status.id))
    assert.ok((await reader.votePoll(status.poll.id, [1])).data.voted)
    assert.ok((await reader.favouriteStatus(status.id)).data.favourited)
    assert.ok((await reader.bookmarkStatus(status.id)).data.bookmarked)
    assert.ok((await reader.reblogStatus(status.id)).data.reblog.reblogged)
    assert.equal((await reader.getBookmarks()).data[0].id, status.id)
    assert.equal((await reader.getFavourites()).data[0].id, status.id)
    const { data: reply } = await reader.postStatus('The second', { in_reply_to_id: status.id })
    await reader.editStatus(reply.id, { status: 'The second one' })
    const { data: context } = await writer.getStatusContext(status.id)
    assert.match(context.descendants[0].content, /second one/)
    assert.equal((await writer.getStatusFavouritedBy(status.id)).data.length, 1)
    await writer.pinStatus(status.id)
    await reader.deleteStatus(reply.id)
  },

  async reading() {
    assert.ok((await reader.getLocalTimeline()).data.length > 0)
    assert.ok(Array.isArray((await reader.getPublicTimeline()).data))
    assert.ok(Array.isArray((await reader.getConversationTimeline()).data))
    const { data: list } = await reader.createList('Friends')
    assert.ok(Array.isArray((await reader.getListTimeline(list.id)).data))
    await reader.deleteList(list.id)
    const { data: found } = await reader.search('Writer', { type: 'accounts' })
    assert.equal(found.accounts[0].display_name, 'Writer')
    await until('the writer is told', async () => (await writer.getNotifications()).data.length >= 3)
  },

  async streaming() {
    const stream = await reader.userStreaming()
    const heard = new Promise((done, fail) => {
      stream.on('update', (status) => /kitchen/.test(status.content) && done())
      stream.on('error', fail)
      setTimeout(() => fail(new Error('nothing was heard')), 10_000).unref()
    })
    await new Promise((done) => stream.on('connect', done))
    await writer.postStatus('live from the kitchen', { visibility: 'public' })
    await heard
    stream.stop()
  },
}

for (const [name, step] of Object.entries(steps)) {
  await step()
  console.log(`ok ${name}`)
}
process.exit(0)
