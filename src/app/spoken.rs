//! What the live region says, one thing after the other: none takes the place of one that was hardly said.

use std::collections::VecDeque;

/// How long a message stays at least, in milliseconds.
pub const STAYS: u32 = 1000;

/// Messages that wait at most; of more, the oldest are no longer news.
const WAITING: usize = 4;

/// What is said, and what waits to be said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    said: String,
    /// It was said less than [`STAYS`] ago.
    is_young: bool,
    waiting: VecDeque<String>,
}

impl Spoken {
    /// Begins with a message.
    pub fn new(text: &str) -> Self {
        Self {
            said: text.to_owned(),
            ..Self::default()
        }
    }

    /// What is said now.
    pub fn said(&self) -> &str {
        &self.said
    }

    /// The message is young: once it no longer is, [`Spoken::aged`] goes on.
    pub fn is_young(&self) -> bool {
        self.is_young
    }

    /// With something else to say.
    #[must_use]
    pub fn saying(mut self, text: &str) -> Self {
        let last = self.waiting.back().unwrap_or(&self.said);
        if last == text {
            return self;
        }
        if self.is_young {
            self.waiting.push_back(text.to_owned());
            if self.waiting.len() > WAITING {
                self.waiting.pop_front();
            }
        } else {
            text.clone_into(&mut self.said);
            self.is_young = true;
        }
        self
    }

    /// After the message stayed as long as it must.
    #[must_use]
    pub fn aged(mut self) -> Self {
        match self.waiting.pop_front() {
            Some(next) => self.said = next,
            None => self.is_young = false,
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_young_message_is_not_replaced_but_followed() {
        let spoken = Spoken::new("")
            .saying("直しました。")
            .saying("KPIを3件読み取りました。");
        assert_eq!(spoken.said(), "直しました。");
        let next = spoken.aged();
        assert_eq!(next.said(), "KPIを3件読み取りました。");
        assert!(next.is_young());
        let quiet = next.aged();
        assert_eq!(
            (quiet.said(), quiet.is_young()),
            ("KPIを3件読み取りました。", false)
        );
        assert_eq!(quiet.saying("次").said(), "次");
    }

    #[test]
    fn the_same_is_not_said_twice_in_a_row() {
        let spoken = Spoken::new("").saying("a").saying("a");
        assert_eq!(
            spoken.aged(),
            Spoken {
                said: "a".to_owned(),
                ..Spoken::default()
            }
        );
    }

    #[test]
    fn of_many_the_newest_are_said() {
        let all = ["0", "1", "2", "3", "4", "5", "6"];
        let mut spoken = all
            .iter()
            .fold(Spoken::new(""), |spoken, text| spoken.saying(text));
        let mut heard = vec![spoken.said().to_owned()];
        while spoken.is_young() {
            spoken = spoken.aged();
            heard.push(spoken.said().to_owned());
        }
        heard.dedup();
        assert_eq!(heard, ["0", "3", "4", "5", "6"]);
    }
}
