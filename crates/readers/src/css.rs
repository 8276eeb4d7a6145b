//! As much of style sheets as tells what of a page is shown, struck out, raised or lowered.
//!
//! Selectors of names, classes and ids, also behind ancestors; `!important` and the usual order of precedence. What asks
//! for more (states, attributes, siblings, sizes of a screen) is passed over, so that nothing is taken for hidden by
//! half-understood rules.

use std::collections::BTreeMap;

use crate::base::raised::Level;

/// Rules that are kept: pages have a few hundred at most that hide anything.
const MAX_RULES: usize = 500;
/// Parts of a selector.
const MAX_COMPOUNDS: usize = 8;

/// What rules are looked at for.
const PROPERTIES: &[&str] = &[
    "display",
    "visibility",
    "opacity",
    "font-size",
    "font",
    "text-decoration",
    "text-decoration-line",
    "vertical-align",
    "mso-text-raise",
    "mso-hide",
    "color",
    "background",
    "background-color",
    "text-indent",
    "left",
    "clip",
    "clip-path",
];

/// An element as selectors know it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its name in lower case.
    pub name: String,
    /// Its id.
    pub id: String,
    /// Its classes.
    pub classes: Vec<String>,
}

/// One part of a selector: `td.old`, `#total`.
type Compound = Element;

impl Compound {
    fn parse(text: &str) -> Option<Self> {
        let mut compound = Self::default();
        let mut rest = text;
        while !rest.is_empty() {
            let (sign, tail) = match rest.chars().next()? {
                sign @ ('.' | '#') => (sign, rest.get(1..)?),
                '*' => {
                    rest = rest.get(1..)?;
                    continue;
                }
                _ => (' ', rest),
            };
            let end = tail.find(['.', '#', '*']).unwrap_or(tail.len());
            let word = tail.get(..end)?;
            if word.is_empty()
                || !word
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
            {
                return None;
            }
            match sign {
                '.' => compound.classes.push(word.to_owned()),
                '#' => word.clone_into(&mut compound.id),
                _ => compound.name = word.to_ascii_lowercase(),
            }
            rest = tail.get(end..)?;
        }
        Some(compound)
    }

    fn matches(&self, element: &Element) -> bool {
        (self.name.is_empty() || self.name == element.name)
            && (self.id.is_empty() || self.id == element.id)
            && self.classes.iter().all(|class| element.classes.contains(class))
    }

    fn weight(&self) -> (usize, usize, usize) {
        (
            usize::from(!self.id.is_empty()),
            self.classes.len(),
            usize::from(!self.name.is_empty()),
        )
    }
}

#[derive(Clone, Debug)]
struct Rule {
    /// Outermost first; the last is the element itself.
    selector: Vec<Compound>,
    weight: (usize, usize, usize),
    declarations: Vec<Declaration>,
}

#[derive(Clone, Debug)]
struct Declaration {
    property: &'static str,
    value: String,
    important: bool,
}

/// The rules of a page's own style elements.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    rules: Vec<Rule>,
    /// By the class, id or name that the element itself must have.
    by_key: BTreeMap<String, Vec<usize>>,
}

/// How an element is set, by property.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Style(BTreeMap<&'static str, (bool, String)>);

impl Sheet {
    /// Takes the rules of a style element in.
    pub fn add(&mut self, text: &str) {
        let text = without_comments(text);
        self.add_block(&text, 0);
    }

    fn add_block(&mut self, text: &str, depth: usize) {
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let (prelude, body) = rest.split_at(open);
            let body = body.get(1..).unwrap_or("");
            let end = closing(body);
            let block = body.get(..end).unwrap_or("");
            let prelude = prelude.rsplit([';', '}']).next().unwrap_or("").trim();
            if let Some(at) = prelude.strip_prefix('@') {
                if depth < 2 && is_for_screens(at) {
                    self.add_block(block, depth + 1);
                }
            } else {
                self.add_rule(prelude, block);
            }
            rest = body.get(end + 1..).unwrap_or("");
        }
    }

    fn add_rule(&mut self, selectors: &str, block: &str) {
        let declarations = declarations(block);
        if declarations.is_empty() {
            return;
        }
        for selector in selectors.split(',') {
            let selector = selector.replace('>', " ");
            let compounds: Option<Vec<Compound>> = selector.split_whitespace().map(Compound::parse).collect();
            let Some(compounds) = compounds.filter(|parts| parts.len() <= MAX_COMPOUNDS) else {
                continue;
            };
            let Some(own) = compounds.last().filter(|_| self.rules.len() < MAX_RULES) else {
                continue;
            };
            let key = [
                own.classes.first().map(|class| format!(".{class}")),
                Some(format!("#{}", own.id)).filter(|_| !own.id.is_empty()),
                Some(own.name.clone()).filter(|name| !name.is_empty()),
            ];
            let Some(key) = key.into_iter().flatten().next() else {
                continue;
            };
            let weight = compounds
                .iter()
                .map(Compound::weight)
                .fold((0, 0, 0), |sum, more| {
                    (sum.0 + more.0, sum.1 + more.1, sum.2 + more.2)
                });
            self.by_key.entry(key).or_default().push(self.rules.len());
            self.rules.push(Rule {
                selector: compounds,
                weight,
                declarations: declarations.clone(),
            });
        }
    }

    /// How an element is set by the rules and by its own `style`. `ancestors` are outermost first.
    pub fn style<'a, I>(&self, element: &Element, ancestors: I, inline: &str) -> Style
    where
        I: DoubleEndedIterator<Item = &'a Element> + Clone,
    {
        let mut style = Style::default();
        if !self.rules.is_empty() {
            let keys = element.classes.iter().map(|class| format!(".{class}"));
            let keys = keys.chain([format!("#{}", element.id), element.name.clone()]);
            let mut found: Vec<(usize, &Rule)> = keys
                .filter_map(|key| self.by_key.get(&key))
                .flatten()
                .filter_map(|&index| Some((index, self.rules.get(index)?)))
                .filter(|(_, rule)| applies(&rule.selector, element, ancestors.clone()))
                .collect();
            found.sort_by_key(|(index, rule)| (rule.weight, *index));
            for (_, rule) in found {
                style.set(&rule.declarations);
            }
        }
        if !inline.is_empty() {
            style.set(&declarations(inline));
        }
        style
    }
}

fn applies<'a>(
    selector: &[Compound],
    element: &Element,
    ancestors: impl DoubleEndedIterator<Item = &'a Element>,
) -> bool {
    let Some((own, outer)) = selector.split_last() else {
        return false;
    };
    if !own.matches(element) {
        return false;
    }
    let mut outer = outer.iter().rev().peekable();
    for ancestor in ancestors.rev() {
        let Some(next) = outer.peek() else { break };
        if next.matches(ancestor) {
            outer.next();
        }
    }
    outer.peek().is_none()
}

impl Style {
    fn set(&mut self, declarations: &[Declaration]) {
        for declaration in declarations {
            let stays = self
                .0
                .get(declaration.property)
                .is_some_and(|(important, _)| *important && !declaration.important);
            if !stays {
                let value = (declaration.important, declaration.value.clone());
                self.0.insert(declaration.property, value);
            }
        }
    }

    fn get(&self, property: &str) -> &str {
        self.0.get(property).map_or("", |(_, value)| value)
    }

    /// It takes no room at all.
    pub fn is_gone(&self) -> bool {
        self.get("display") == "none" || self.get("visibility") == "collapse" || self.get("mso-hide") == "all"
    }

    /// It takes room and shows nothing, whatever is in it.
    pub fn is_clear(&self) -> bool {
        let far = |property: &str| number(self.get(property)).is_some_and(|number| number <= -900);
        let clip = self.get("clip");
        let none = |part: &str| part.trim_matches(|c: char| c == '(' || c == ')').starts_with('0');
        number(self.get("opacity")) == Some(0)
            || far("text-indent")
            || far("left")
            || clip.starts_with("rect(")
                && clip
                    .trim_start_matches("rect")
                    .split([',', ' '])
                    .all(|part| none(part) || part.trim_start_matches('(').starts_with("1px"))
            || matches!(self.get("clip-path"), "inset(50%)" | "inset(100%)" | "circle(0)")
    }

    /// It is set to be seen or not; `None` if it is as what is around it.
    pub fn visible(&self) -> Option<bool> {
        match self.get("visibility") {
            "" | "inherit" => None,
            value => Some(value != "hidden"),
        }
    }

    /// Its characters have a size; `None` if they have that of what is around it.
    pub fn sized(&self) -> Option<bool> {
        let own = self.get("font-size");
        let short = || {
            let mut words = self.get("font").split(' ');
            words.find(|word| {
                word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(|c: char| c.is_alphabetic())
            })
        };
        let size = if own.is_empty() { short()? } else { own };
        // 1.2em of nothing is nothing.
        let relative = size.ends_with("em") && !size.ends_with("rem") || size.ends_with('%');
        match number(size) {
            Some(0) => Some(false),
            _ if relative => None,
            _ => Some(true),
        }
    }

    /// Its characters have a colour; `None` if they have that of what is around it.
    pub fn coloured(&self) -> Option<bool> {
        match self.get("color") {
            "" | "inherit" | "currentcolor" => None,
            // In the colour of its own ground.
            value
                if [self.get("background-color"), self.get("background")]
                    .iter()
                    .any(|ground| same_colour(value, ground)) =>
            {
                Some(false)
            }
            value => Some(value != "transparent" && !(value.starts_with("rgba(") && value.ends_with(",0)"))),
        }
    }

    /// It is struck out; `None` if nothing is said of lines.
    pub fn struck(&self) -> Option<bool> {
        let lines = [self.get("text-decoration"), self.get("text-decoration-line")];
        let said = lines.iter().any(|line| !line.is_empty());
        said.then(|| lines.iter().any(|line| line.contains("line-through")))
    }

    /// Where it stands beside the line.
    pub fn level(&self) -> Option<Level> {
        match self.get("vertical-align") {
            "super" => return Some(Level::Raised),
            "sub" => return Some(Level::Lowered),
            _ => {}
        }
        match number(self.get("mso-text-raise")) {
            Some(raise) if raise > 0 => Some(Level::Raised),
            Some(raise) if raise < 0 => Some(Level::Lowered),
            _ => None,
        }
    }

    /// It is set on the line, though its element would not be.
    pub fn is_on_line(&self) -> bool {
        self.get("vertical-align") == "baseline"
    }
}

/// Two names of one colour, as far as white and equal words go.
fn same_colour(one: &str, other: &str) -> bool {
    let white = |colour: &str| {
        matches!(
            colour,
            "white" | "#fff" | "#ffffff" | "rgb(255,255,255)" | "window"
        )
    };
    !other.is_empty() && (one == other || white(one) && white(other))
}

/// The whole part of a number with a unit, away from zero; 0 only if it is nothing at all.
fn number(text: &str) -> Option<i32> {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+')))
        .unwrap_or(text.len());
    let figure = text.get(..end)?;
    let (negative, digits) = match figure.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, figure.trim_start_matches('+')),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && part.is_empty() {
        return None;
    }
    let whole: i32 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let more = i32::from(part.bytes().any(|digit| digit != b'0'));
    let size = whole.saturating_add(more);
    Some(if negative { -size } else { size })
}

fn declarations(block: &str) -> Vec<Declaration> {
    let declaration = |text: &str| {
        let (property, value) = text.split_once(':')?;
        let name = property.trim().to_ascii_lowercase();
        let property = PROPERTIES.iter().copied().find(|known| *known == name)?;
        let value = value.trim().to_ascii_lowercase();
        let bare = value.trim_end_matches("important").trim_end().strip_suffix('!');
        let important = bare.is_some();
        let value = bare.unwrap_or(&value).trim().replace(", ", ",");
        Some(Declaration {
            property,
            value,
            important,
        })
    };
    block.split(';').filter_map(declaration).collect()
}

/// Where the block ends that began before the text.
fn closing(body: &str) -> usize {
    let mut depth = 0usize;
    for (at, byte) in body.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 0 => return at,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    body.len()
}

/// A group of rules that holds wherever the page is looked at.
fn is_for_screens(at: &str) -> bool {
    let Some(condition) = at.strip_prefix("media") else {
        return false;
    };
    is_screen(condition)
}

/// The words of a medium name a screen, without conditions.
pub fn is_screen(media: &str) -> bool {
    let media = media.to_ascii_lowercase();
    let named = media.trim().is_empty() || media.contains("screen") || media.contains("all");
    named && !media.contains('(') && !media.contains("not")
}

/// Comments, also those that hid style sheets from the first browsers.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("/*") {
        out.push_str(rest.get(..at).unwrap_or(""));
        out.push(' ');
        let tail = rest.get(at + 2..).unwrap_or("");
        rest = match tail.find("*/") {
            Some(end) => tail.get(end + 2..).unwrap_or(""),
            None => "",
        };
    }
    out.push_str(rest);
    out.replace("<!--", " ").replace("-->", " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn element(name: &str, classes: &str) -> Element {
        Element {
            name: name.to_owned(),
            id: String::new(),
            classes: classes.split_whitespace().map(str::to_owned).collect(),
        }
    }

    #[track_caller]
    fn gone(rules: &str, classes: &str, inline: &str) -> bool {
        let mut sheet = Sheet::default();
        sheet.add(rules);
        let around = [element("table", "list"), element("tr", "")];
        sheet
            .style(&element("td", classes), around.iter(), inline)
            .is_gone()
    }

    #[test]
    fn rules_of_the_page_hide_what_they_name() {
        for (rules, expected) in [
            (".old{display:none}", true),
            ("<!-- td.old , th { color:red; DISPLAY : none } -->", true),
            ("/* a */ table.list .old{display:none!important}", true),
            ("table > tr > .old{display:none}", true),
            ("@media screen{.old{display:none}}", true),
            ("@import url(a.css); .old{display:none}", true),
            (".list.old{display:none}", false),
            ("#old{display:none}", false),
            (".old:hover{display:none}", false),
            (".old[data-x]{display:none}", false),
            ("@media print{.old{display:none}}", false),
            ("@media (max-width:600px){.old{display:none}}", false),
            ("div .old{display:none}", false),
            (".old{display:none} td.old{display:table-cell}", false),
            ("td.old{display:table-cell} .old{display:none}", false),
            ("td.old{display:table-cell} .old{display:none !important}", true),
        ] {
            assert_eq!(gone(rules, "old", ""), expected, "{rules}");
        }
        assert!(!gone(".old{display:none}", "old", "display:block"));
        assert!(gone("", "", "DISPLAY: none"));
        assert!(!gone("{{{", "old", ";;:"));
    }

    #[test]
    fn what_shows_nothing_is_told_from_what_is_only_small() {
        let style = |inline: &str| Sheet::default().style(&element("span", ""), [].iter(), inline);
        assert!(style("opacity:0.0").is_clear() && !style("opacity:.4").is_clear());
        assert!(style("text-indent:-9999px").is_clear() && !style("text-indent:-1em").is_clear());
        assert!(style("clip: rect(0, 0, 0, 0)").is_clear());
        assert_eq!(style("font-size:0").sized(), Some(false));
        assert_eq!(style("font:0/0 a").sized(), None);
        assert_eq!(style("font-size:0.8em").sized(), None);
        assert_eq!(style("font-size:8pt").sized(), Some(true));
        assert_eq!(
            style("text-decoration:underline line-through").struck(),
            Some(true)
        );
        assert_eq!(style("text-decoration:none").struck(), Some(false));
        assert_eq!(style("mso-text-raise:4.0pt").level(), Some(Level::Raised));
        assert_eq!(style("color:white;background:#FFF").coloured(), Some(false));
        assert_eq!(style("color:white;background:navy").coloured(), Some(true));
        assert_eq!(style("color:rgba(0, 0, 0, 0)").coloured(), Some(false));
    }
}
