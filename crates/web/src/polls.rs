//! A poll as a page shows it: what can be chosen, how often it was, and until when.

use social::PollView;

use crate::{text, words::Words};

/// A poll as a page shows it.
#[derive(Clone, Debug)]
pub(crate) struct Poll {
    pub(crate) answers: Vec<Answer>,
    /// How many voted, and when it ends.
    pub(crate) facts: Vec<String>,
}

/// Something that can be chosen.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) title: String,
    /// How much of all it is, from 0 to 100, and the same in words; nothing as long as that is a secret.
    pub(crate) share: Option<(i64, String)>,
}

impl Poll {
    pub(crate) fn of(view: &PollView, words: Words) -> Self {
        let poll = &view.poll;
        let is_secret = poll.hide_totals && !view.is_over;
        // Where several can be chosen, shares are of people, as far as they are known.
        let all = poll.voters_count.filter(|_| poll.multiple).unwrap_or_else(|| poll.votes_count());
        let share = |votes: i64| {
            let hundredfold = votes.max(0).saturating_mul(100).saturating_add(all / 2);
            let share = hundredfold.checked_div(all).unwrap_or_default().clamp(0, 100);
            (share, words.count("poll-share", share))
        };
        let answer = |option: &model::PollOption| Answer {
            title: option.title.clone(),
            share: (!is_secret).then(|| share(option.votes_count)),
        };
        let voters = poll.voters_count.unwrap_or_else(|| poll.votes_count());
        let mut facts = vec![words.count("poll-voters", voters)];
        facts.extend(poll.expires_at.map(|end| match view.is_over {
            true => words.say("poll-over"),
            false => words.fill("poll-until", &[("moment", &text::moment(words, end))]),
        }));
        if is_secret {
            facts.push(words.say("poll-secret"));
        }
        Self { answers: poll.options.iter().map(answer).collect(), facts }
    }
}
