//! Just enough HTML to work on the project's own `index.html`: its tags and their attributes.

use std::ops::Range;

/// One tag with its attributes, as it stands in a page.
pub(crate) struct Tag<'a> {
    /// Where it stands.
    pub(crate) range: Range<usize>,
    /// `<link rel="icon" …>`
    pub(crate) text: &'a str,
}

impl<'a> Tag<'a> {
    /// The value of an attribute; they are all quoted.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        let (_, after) = self.text.split_once(&format!(" {name}=\""))?;
        after.split_once('"').map(|(value, _)| value)
    }

    /// The name of the file beside the page that it refers to.
    pub(crate) fn file(&self) -> Option<&'a str> {
        let address = self.attribute("href").or_else(|| self.attribute("src"))?;
        address.strip_prefix("./").filter(|name| !name.is_empty())
    }
}

/// All tags of an element, such as `link`, in their order. Comments that hold such tags are not understood.
pub(crate) fn tags<'a>(page: &'a str, element: &str) -> Vec<Tag<'a>> {
    let opening = format!("<{element} ");
    page.match_indices(&opening)
        .filter_map(|(start, _)| {
            let end = start + page[start..].find('>')? + 1;
            Some(Tag {
                range: start..end,
                text: &page[start..end],
            })
        })
        .collect()
}

/// The page with some of its parts replaced. The ranges must not overlap.
pub(crate) fn with(page: &str, mut parts: Vec<(Range<usize>, String)>) -> String {
    parts.sort_by_key(|(range, _)| range.start);
    let mut text = String::with_capacity(page.len());
    let mut at = 0;
    for (range, part) in parts {
        text.push_str(&page[at..range.start]);
        text.push_str(&part);
        at = range.end;
    }
    text.push_str(&page[at..]);
    text
}

/// The page with the content of one `<meta name="…">` (or `http-equiv`) replaced; `None` without such a tag.
pub(crate) fn with_meta(page: &str, name: &str, content: &str) -> Option<String> {
    let tag = meta(page, name)?;
    let old = tag.attribute("content")?;
    let new = tag.text.replacen(
        &format!("content=\"{old}\""),
        &format!("content=\"{content}\""),
        1,
    );
    Some(with(page, vec![(tag.range, new)]))
}

/// The `<meta>` of a name or an `http-equiv`.
pub(crate) fn meta<'a>(page: &'a str, name: &str) -> Option<Tag<'a>> {
    tags(page, "meta")
        .into_iter()
        .find(|tag| [tag.attribute("name"), tag.attribute("http-equiv")].contains(&Some(name)))
}

#[cfg(test)]
mod tests {
    use super::{tags, with, with_meta};

    const PAGE: &str =
        r#"<meta name="a" content="1"><link rel="x" href="./a.css"/><link rel="y" href="data:,">"#;

    #[test]
    fn tags_tell_their_attributes_and_files() {
        let links = tags(PAGE, "link");
        let told: Vec<_> = links
            .iter()
            .map(|tag| (tag.attribute("rel"), tag.file()))
            .collect();
        assert_eq!(told, [(Some("x"), Some("a.css")), (Some("y"), None)]);
        assert_eq!(links[0].text, r#"<link rel="x" href="./a.css"/>"#);
    }

    #[test]
    fn parts_are_replaced_and_the_rest_stays() {
        let links = tags(PAGE, "link");
        let page = with(
            PAGE,
            links.into_iter().map(|tag| (tag.range, "-".to_owned())).collect(),
        );
        assert_eq!(page, r#"<meta name="a" content="1">--"#);
        assert_eq!(
            with_meta(&page, "a", "2").as_deref(),
            Some(r#"<meta name="a" content="2">--"#)
        );
        assert_eq!(with_meta(&page, "b", "2"), None);
    }
}
