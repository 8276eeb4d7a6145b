//! The pages of a document, and what stands on each as a person sees it: upright, text going to the right.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::pdf::annotation;
use crate::pdf::canvas::Canvas;
use crate::pdf::glyph::{Frame, Glyph, Heading, Length, Rule};
use crate::pdf::interpret::{Drawn, Interpreter, Shared};
use crate::pdf::matrix::Matrix;
use crate::pdf::object::{Dict, Fixed, ONE, Object, PLACES};
use crate::pdf::resources::{Known, Resources};
use crate::pdf::store::Store;
use crate::pdf::struck;

/// More pages than any sheet has.
pub const MAX_PAGES: usize = 3_000;
/// Page trees inside page trees.
const MAX_DEPTH: usize = 50;

/// What stands on a page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// What was drawn, turned upright; characters beside the page are left out.
    pub drawn: Drawn,
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
    /// Where its text went before it was turned.
    heading: Heading,
}

/// A page as its tree has it.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its own dictionary.
    pub dict: Dict,
    inherited: Inherited,
}

/// What pages inherit. It is read where it stands, not for every page below.
#[derive(Clone, Debug, Default)]
struct Inherited {
    resources: Rc<Resources>,
    media: Option<[Fixed; 4]>,
    crop: Option<[Fixed; 4]>,
    turn: i64,
}

impl Inherited {
    /// The same for what is below a node, or for a page itself.
    fn below(&self, dict: &Dict, store: &Store<'_>, known: &mut Known) -> Self {
        let resources = known.of(dict.get(&b"Resources"[..]), store);
        Self {
            resources: resources.unwrap_or_else(|| Rc::clone(&self.resources)),
            media: frame_of(dict, "MediaBox", store).or(self.media),
            crop: frame_of(dict, "CropBox", store).or(self.crop),
            turn: store.value(dict, "Rotate").integer().unwrap_or(self.turn),
        }
    }
}

/// The pages in their order, with what they inherit, and how many there should be.
pub fn list(root: &Dict, store: &Store<'_>, known: &mut Known) -> (Vec<Node>, usize) {
    let tree = store.value(root, "Pages");
    let declared = tree
        .dict()
        .map_or(Object::Null, |tree| store.value(tree, "Count"));
    let declared = declared
        .integer()
        .and_then(|count| usize::try_from(count).ok())
        .unwrap_or(0);
    let mut pages = Vec::new();
    let mut visited = BTreeSet::new();
    let Object::Dict(tree) = tree else {
        return (pages, declared);
    };
    let mut stack = vec![(tree, Inherited::default(), 0usize)];
    while let Some((dict, above, depth)) = stack.pop() {
        let inherited = above.below(&dict, store, known);
        let kids = store.value(&dict, "Kids");
        let Some(kids) = kids
            .array()
            .filter(|_| store.value(&dict, "Type").name() != Some(b"Page"))
        else {
            if depth > 0 {
                pages.push(Node { dict, inherited });
            }
            if pages.len() > MAX_PAGES {
                break;
            }
            continue;
        };
        for kid in kids.iter().rev().filter(|_| depth < MAX_DEPTH) {
            if matches!(kid, Object::Reference(number) if !visited.insert(*number)) {
                continue;
            }
            if let Object::Dict(child) = store.resolve(kid) {
                stack.push((child, inherited.clone(), depth + 1));
            }
        }
    }
    (pages, declared)
}

/// Reads a page.
pub fn read(node: &Node, store: &mut Store<'_>, shared: &mut Shared) -> Page {
    let (page, inherited) = (&node.dict, &node.inherited);
    let [left, bottom, right, top] = inherited
        .crop
        .zip(inherited.media)
        .map(|(crop, media)| cut(crop, media))
        .or(inherited.media)
        .unwrap_or([0, 0, 595 * ONE, 842 * ONE]);
    let turn = inherited.turn.rem_euclid(360);
    let (width, height) = (right - left, top - bottom);
    // From the lower left corner upwards to the upper left corner downwards.
    let (matrix, width, height) = match turn {
        90 => (Matrix::new(0, ONE, ONE, 0, -bottom, -left), height, width),
        180 => (Matrix::new(-ONE, 0, 0, ONE, right, -bottom), width, height),
        270 => (Matrix::new(0, -ONE, -ONE, 0, top, right), height, width),
        _ => (Matrix::new(ONE, 0, 0, -ONE, -left, top), width, height),
    };
    let (content, is_damaged) = content(page, store);
    let annotations = annotation::list(page, store, &shared.layers);
    let canvas = Canvas::new(hundredths(width), hundredths(height));
    let mut interpreter = Interpreter::new(store, shared, matrix, canvas);
    interpreter.run(&content, &inherited.resources, 0);
    interpreter.begin_above(matrix);
    let mut words = Vec::new();
    let mut strikes = Vec::new();
    for annotation in &annotations {
        strikes.extend(interpreter.quads(&annotation.strikes));
        if let Some((frame, is_read)) = interpreter.annotation(annotation)
            && let Some(own) = annotation.words.as_ref().filter(|own| own.is_value || !is_read)
        {
            words.push((frame, own.text.as_str(), annotation.unseen));
        }
    }
    let mut drawn = interpreter.finish();
    drawn.is_damaged |= is_damaged;
    struck::mark_in(&mut drawn.glyphs, &strikes);
    let mut page = upright(drawn, hundredths(width), hundredths(height));
    for (frame, text, unseen) in words {
        let frame = frame.turned(page.heading, hundredths(width), hundredths(height));
        page.drawn
            .glyphs
            .extend(annotation::laid_out(text, frame, unseen));
    }
    page
}

fn hundredths(value: Fixed) -> Length {
    (value.saturating_mul(100)) >> PLACES
}

/// All content of a page as one stream.
fn content(page: &Dict, store: &mut Store<'_>) -> (Vec<u8>, bool) {
    let streams = match store.value(page, "Contents") {
        Object::Array(elements) => elements,
        object => vec![object],
    };
    let mut all = Vec::new();
    let mut is_damaged = false;
    for object in streams {
        match store.resolve(&object) {
            Object::Stream(stream) => {
                let part = store.unpack(&stream);
                is_damaged |= part.is_damaged;
                all.extend(part.bytes);
                all.push(b'\n');
            }
            Object::Null if !page.contains_key(&b"Contents"[..]) => {}
            _ => is_damaged = true,
        }
    }
    (all, is_damaged)
}

/// Left, lower, right and upper side.
fn frame_of(page: &Dict, key: &str, store: &Store<'_>) -> Option<[Fixed; 4]> {
    let corners = store.value(page, key);
    let corners: Vec<Fixed> = corners
        .array()?
        .iter()
        .filter_map(|corner| store.resolve(corner).fixed())
        .collect();
    let &[x1, y1, x2, y2] = corners.as_slice() else {
        return None;
    };
    let frame = [x1.min(x2), y1.min(y2), x1.max(x2), y1.max(y2)];
    (frame.first() < frame.get(2) && frame.get(1) < frame.get(3)).then_some(frame)
}

/// What two boxes share; the second one if that is nothing.
fn cut(one: [Fixed; 4], other: [Fixed; 4]) -> [Fixed; 4] {
    let ([left, bottom, right, top], [least_x, least_y, most_x, most_y]) = (one, other);
    let shared = [
        left.max(least_x),
        bottom.max(least_y),
        right.min(most_x),
        top.min(most_y),
    ];
    if shared.first() < shared.get(2) && shared.get(1) < shared.get(3) {
        shared
    } else {
        other
    }
}

/// Turns a page so that most of its text goes to the right, and keeps what is on it.
fn upright(drawn: Drawn, width: Length, height: Length) -> Page {
    let count = |heading: Heading| {
        drawn
            .glyphs
            .iter()
            .filter(|glyph| glyph.heading == heading)
            .count()
    };
    let headings = [Heading::Up, Heading::Left, Heading::Down, Heading::Right];
    let main = headings
        .into_iter()
        .max_by_key(|&heading| count(heading))
        .unwrap_or_default();
    let is_on_page = |glyph: &Glyph| {
        (0..=width).contains(&glyph.frame.middle_x()) && (0..=height).contains(&glyph.frame.middle_y())
    };
    let glyphs = drawn
        .glyphs
        .iter()
        .filter(|glyph| is_on_page(glyph))
        .map(|glyph| Glyph {
            frame: glyph.frame.turned(main, width, height),
            home: point_turned(glyph.home, main, width, height),
            heading: glyph.heading.turned(main),
            ..*glyph
        });
    let rules = drawn
        .rules
        .iter()
        .map(|rule| rule_turned(*rule, main, width, height));
    let (glyphs, rules) = (glyphs.collect(), rules.collect());
    let is_on_side = matches!(main, Heading::Up | Heading::Down);
    Page {
        drawn: Drawn {
            glyphs,
            rules,
            ..drawn
        },
        width: if is_on_side { height } else { width },
        height: if is_on_side { width } else { height },
        heading: main,
    }
}

fn point_turned(
    (x, y): (Length, Length),
    heading: Heading,
    width: Length,
    height: Length,
) -> (Length, Length) {
    let point = Frame {
        left: x,
        top: y,
        right: x,
        bottom: y,
    };
    let point = point.turned(heading, width, height);
    (point.left, point.top)
}

fn rule_turned(rule: Rule, heading: Heading, width: Length, height: Length) -> Rule {
    let Rule {
        is_level,
        at,
        from,
        to,
    } = rule;
    let turned = |at, from, to| Rule {
        is_level: !is_level,
        at,
        from,
        to,
    };
    match (heading, is_level) {
        (Heading::Right, _) => rule,
        (Heading::Down, true) => turned(at, width - to, width - from),
        (Heading::Down, false) => turned(width - at, from, to),
        (Heading::Up, true) => turned(height - at, from, to),
        (Heading::Up, false) => turned(at, height - to, height - from),
        (Heading::Left, true) => Rule {
            is_level,
            at: height - at,
            from: width - to,
            to: width - from,
        },
        (Heading::Left, false) => Rule {
            is_level,
            at: width - at,
            from: height - to,
            to: height - from,
        },
    }
}
