//! Fields that people fill in: what each shows.

use html5gum::emitters::default::StartTag;

use crate::html::element::attribute;

/// What a field shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// What was entered or chosen.
    Value(String),
    /// A prompt: nothing was entered.
    Prompt(String),
    /// Nothing that is content: buttons, boxes, hidden keys.
    Nothing,
}

/// Kinds of input that show their value as text.
const TEXTS: &[&str] = &[
    "",
    "text",
    "number",
    "tel",
    "search",
    "url",
    "email",
    "date",
    "month",
    "week",
    "time",
    "datetime-local",
];

impl Field {
    /// What an input shows.
    pub fn of(tag: &StartTag<()>) -> Self {
        let kind = attribute(tag, b"type")
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        let value = attribute(tag, b"value").filter(|value| !value.trim().is_empty());
        let prompt = attribute(tag, b"placeholder");
        match (TEXTS.contains(&kind.as_str()), value, prompt) {
            (true, Some(value), _) => Self::Value(value),
            (true, None, Some(prompt)) => Self::Prompt(prompt),
            _ => Self::Nothing,
        }
    }
}

/// A list of choices: the chosen ones are shown, or else the first.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    options: Vec<Chosen>,
    is_open: bool,
}

#[derive(Clone, Debug, Default)]
struct Chosen {
    text: String,
    is_selected: bool,
    /// It stands for nothing: 選択してください.
    is_prompt: bool,
}

/// Choices that are looked at.
const MAX_OPTIONS: usize = 2000;

impl Choice {
    /// A tag begins in the list; false if it is none of a list's.
    pub fn start(&mut self, tag: &StartTag<()>) -> bool {
        let name: &[u8] = &tag.name;
        if name == b"option" && self.options.len() < MAX_OPTIONS {
            self.options.push(Chosen {
                text: String::new(),
                is_selected: tag.attributes.contains_key(&b"selected"[..]),
                is_prompt: attribute(tag, b"value").is_some_and(|value| value.trim().is_empty()),
            });
            self.is_open = true;
        }
        !matches!(
            name,
            b"td"
                | b"th"
                | b"tr"
                | b"table"
                | b"thead"
                | b"tbody"
                | b"tfoot"
                | b"select"
                | b"input"
                | b"textarea"
        )
    }

    /// A tag ends in the list; false if the list is at its end.
    pub fn end(&mut self, name: &[u8]) -> bool {
        self.is_open &= name != b"option";
        matches!(name, b"option" | b"optgroup" | b"span" | b"b" | b"i")
    }

    /// Text in the list.
    pub fn text(&mut self, text: &str) {
        if let Some(option) = self.options.last_mut().filter(|_| self.is_open) {
            option.text.push_str(text);
        }
    }

    /// What the list shows.
    pub fn field(&self) -> Field {
        let chosen: Vec<&Chosen> = self.options.iter().filter(|option| option.is_selected).collect();
        let shown = if chosen.is_empty() {
            self.options.first().into_iter().collect()
        } else {
            chosen
        };
        let text: Vec<&str> = shown.iter().map(|option| option.text.trim()).collect();
        let text = text.join(" ");
        match (text.is_empty(), shown.iter().any(|option| option.is_prompt)) {
            (true, _) => Field::Nothing,
            (false, true) => Field::Prompt(text),
            (false, false) => Field::Value(text),
        }
    }
}
