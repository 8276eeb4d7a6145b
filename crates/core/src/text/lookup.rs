//! Many words looked for in a text at once.

/// Words by their first character: of a list of hundreds, only those that begin with a character of the text are held
/// against it.
pub struct Lookup {
    lists: Vec<Vec<(usize, &'static str)>>,
}

/// Characters that share their last bits share a list; there are far fewer first characters than lists.
const LISTS: usize = 1024;

impl Lookup {
    /// Of these words, whose order is kept.
    pub fn of(words: impl IntoIterator<Item = &'static str>) -> Self {
        let mut lists = vec![Vec::new(); LISTS];
        for (place, word) in words.into_iter().enumerate() {
            let list = word.chars().next().map(list_of);
            if let Some(list) = list.and_then(|list| lists.get_mut(list)) {
                list.push((place, word));
            }
        }
        Self { lists }
    }

    /// The words that may begin with a character, by their places in the list.
    pub fn beginning(&self, c: char) -> &[(usize, &'static str)] {
        self.lists.get(list_of(c)).map_or(&[], Vec::as_slice)
    }

    /// The place of the first word of the list that the text holds.
    ///
    /// # Examples
    /// ```
    /// use kpi_core::text::lookup::Lookup;
    /// let words = Lookup::of(["事故", "交通", "火災"]);
    /// assert_eq!(words.first_in("交通事故件数"), Some(0));
    /// assert_eq!(words.first_in("人口"), None);
    /// ```
    pub fn first_in(&self, text: &str) -> Option<usize> {
        self.first(text, |_, tail, word| tail.starts_with(word))
    }

    /// The place of the first word of the list that matches somewhere: `matches` is told its place, the text from
    /// there on, and the word.
    pub fn first(&self, text: &str, matches: impl Fn(usize, &str, &str) -> bool) -> Option<usize> {
        let mut first: Option<usize> = None;
        for (at, c) in text.char_indices() {
            let tail = text.get(at..).unwrap_or("");
            let earlier = self.beginning(c).iter();
            let mut earlier = earlier.take_while(|(place, _)| first.is_none_or(|first| *place < first));
            let found = earlier.find(|(place, word)| matches(*place, tail, word));
            first = found.map(|(place, _)| *place).or(first);
        }
        first
    }
}

fn list_of(c: char) -> usize {
    usize::try_from(u32::from(c)).unwrap_or(0) % LISTS
}
