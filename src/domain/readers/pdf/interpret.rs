//! Runs the content of a page as far as text and straight lines go. Colours and pictures are not looked at; a clip only
//! says whose text it is that has no room.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use crate::domain::readers::pdf::filters;
use crate::domain::readers::pdf::font::{Font, LOST};
use crate::domain::readers::pdf::glyph::{Frame, Glyph, Heading, Length, Rule, plain};
use crate::domain::readers::pdf::japan1::Japan1;
use crate::domain::readers::pdf::matrix::{Matrix, times};
use crate::domain::readers::pdf::object::{Fixed, Lexer, ONE, Object, PLACES, Stream};
use crate::domain::readers::pdf::resources::{Known, Named, Resources};
use crate::domain::readers::pdf::store::Store;

/// Characters of a whole document, and of one page.
const MAX_GLYPHS: usize = 4_000_000;
const MAX_GLYPHS_OF_PAGE: usize = 400_000;
/// Entries of the maps of all fonts.
const MAX_ENTRIES: usize = 3_000_000;
/// Steps of work that an operator, a character and a form take besides their bytes.
const OPERATOR: usize = 10;
const GLYPH: usize = 20;
const FORM: usize = 200;
/// Lines of one page.
const MAX_RULES: usize = 100_000;
/// Forms inside forms.
const MAX_DEPTH: usize = 12;
/// Saved states.
const MAX_STATES: usize = 500;
/// Operands of one operator.
const MAX_OPERANDS: usize = 2_000;
/// Thicker bars are areas, not lines.
const MAX_THICKNESS: Length = 300;

/// What every page shares: fonts, and how much may still be done.
#[derive(Debug)]
pub struct Shared {
    fonts: BTreeMap<u32, Rc<Font>>,
    japan1: Rc<Japan1>,
    /// Resources by the number of their object.
    pub known: Known,
    glyphs: usize,
    entries: usize,
}

impl Default for Shared {
    fn default() -> Self {
        Self {
            fonts: BTreeMap::new(),
            japan1: Rc::default(),
            known: Known::default(),
            glyphs: MAX_GLYPHS,
            entries: MAX_ENTRIES,
        }
    }
}

impl Shared {
    /// Nothing more may be done.
    pub fn is_spent(&self) -> bool {
        self.glyphs == 0 || self.entries == 0
    }
}

/// What stands on a page.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    /// Characters but spaces, in the order of drawing.
    pub glyphs: Vec<Glyph>,
    /// Straight lines.
    pub rules: Vec<Rule>,
    /// There is a picture.
    pub has_picture: bool,
    /// Glyphs that have no character.
    pub n_lost: usize,
    /// Characters that are not to be seen: those that a program recognised in a picture.
    pub n_hidden: usize,
    /// A part of it is damaged.
    pub is_damaged: bool,
    /// There is more than is read.
    pub is_cut: bool,
}

#[derive(Clone, Debug)]
struct State {
    ctm: Matrix,
    font: Option<Rc<Font>>,
    size: Fixed,
    spacing: Fixed,
    word_spacing: Fixed,
    scale: Fixed,
    leading: Fixed,
    rise: Fixed,
    is_hidden: bool,
    clip: Option<Frame>,
}

/// Runs content streams onto one page.
pub struct Interpreter<'s, 'f> {
    store: &'s mut Store<'f>,
    shared: &'s mut Shared,
    drawn: Drawn,
    state: State,
    states: Vec<State>,
    text: Matrix,
    line: Matrix,
    /// Points of each part of the path, and whether it is made of straight lines and closed.
    path: Vec<Part>,
    n_points: usize,
    /// The path becomes a clip once it is painted.
    is_clip: bool,
    is_after_space: bool,
    /// Where the forms stand in the file that are being drawn: none of them draws itself.
    forms: Vec<Range<usize>>,
}

#[derive(Clone, Debug, Default)]
struct Part {
    points: Vec<(Fixed, Fixed)>,
    is_curved: bool,
    is_closed: bool,
}

impl<'s, 'f> Interpreter<'s, 'f> {
    /// For a page whose coordinates a matrix turns into those of [`Glyph`].
    pub fn new(store: &'s mut Store<'f>, shared: &'s mut Shared, ctm: Matrix) -> Self {
        Self {
            store,
            shared,
            drawn: Drawn::default(),
            state: State {
                ctm,
                font: None,
                size: ONE,
                spacing: 0,
                word_spacing: 0,
                scale: ONE,
                leading: 0,
                rise: 0,
                is_hidden: false,
                clip: None,
            },
            states: Vec::new(),
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
            path: Vec::new(),
            n_points: 0,
            is_clip: false,
            is_after_space: false,
            forms: Vec::new(),
        }
    }

    /// What was drawn.
    pub fn finish(self) -> Drawn {
        self.drawn
    }

    /// Runs a content stream.
    pub fn run(&mut self, content: &[u8], resources: &Rc<Resources>, depth: usize) {
        self.store.spend(content.len());
        let mut fonts = BTreeMap::new();
        let mut lexer = Lexer::new(content);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(object) = lexer.next() {
            let Object::Word(operator) = object else {
                if operands.len() < MAX_OPERANDS {
                    operands.push(object);
                }
                continue;
            };
            if self.shared.is_spent() || self.store.is_spent() {
                return;
            }
            self.store.spend(OPERATOR);
            match operator.as_slice() {
                b"ID" => {
                    lexer.skip(filters::end_of_inline_image(lexer.rest()));
                    self.drawn.has_picture = true;
                }
                b"Do" => self.object(&operands, resources, depth),
                b"Tf" => self.font(&operands, resources, &mut fonts),
                operator => self.step(operator, &operands),
            }
            operands.clear();
        }
    }

    fn step(&mut self, operator: &[u8], operands: &[Object]) {
        let number = |index: usize| operands.get(index).and_then(Object::fixed).unwrap_or(0);
        let state = &mut self.state;
        match operator {
            b"q" => {
                if self.states.len() < MAX_STATES {
                    self.states.push(self.state.clone());
                }
            }
            b"Q" => {
                if let Some(state) = self.states.pop() {
                    self.state = state;
                }
            }
            b"cm" => {
                if let Some(matrix) = Matrix::of(operands) {
                    state.ctm = matrix.then(state.ctm);
                }
            }
            b"BT" => self.begin(Matrix::IDENTITY),
            b"Tc" => state.spacing = number(0),
            b"Tw" => state.word_spacing = number(0),
            b"Tz" => state.scale = number(0) / 100,
            b"TL" => state.leading = number(0),
            b"Ts" => state.rise = number(0),
            b"Tr" => state.is_hidden = operands.first().and_then(Object::integer) == Some(3),
            b"Td" => self.move_line(number(0), number(1)),
            b"TD" => {
                state.leading = -number(1);
                self.move_line(number(0), number(1));
            }
            b"Tm" => {
                if let Some(matrix) = Matrix::of(operands) {
                    self.begin(matrix);
                }
            }
            b"T*" => self.next_line(),
            b"Tj" => self.show(operands.first()),
            b"'" => {
                self.next_line();
                self.show(operands.first());
            }
            b"\"" => {
                state.word_spacing = number(0);
                state.spacing = number(1);
                self.next_line();
                self.show(operands.get(2));
            }
            b"TJ" => {
                for element in operands.first().and_then(Object::array).unwrap_or_default() {
                    match element.fixed() {
                        Some(back) => self.advance(-times(back / 1000, self.state.size)),
                        None => self.show(Some(element)),
                    }
                }
            }
            operator => self.draw(operator, operands),
        }
    }

    fn draw(&mut self, operator: &[u8], operands: &[Object]) {
        let number = |index: usize| operands.get(index).and_then(Object::fixed).unwrap_or(0);
        match operator {
            b"m" => {
                self.part();
                self.point(number(0), number(1));
            }
            b"l" => self.point(number(0), number(1)),
            b"c" | b"v" | b"y" => {
                let n = operands.len();
                self.point(number(n.saturating_sub(2)), number(n.saturating_sub(1)));
                if let Some(part) = self.path.last_mut() {
                    part.is_curved = true;
                }
            }
            b"h" => self.close(),
            b"re" => {
                let (x, y, width, height) = (number(0), number(1), number(2), number(3));
                self.part();
                for (x, y) in [(x, y), (x + width, y), (x + width, y + height), (x, y + height)] {
                    self.point(x, y);
                }
                self.close();
            }
            b"W" | b"W*" => self.is_clip = true,
            b"S" | b"B" | b"B*" => self.stroke(),
            b"s" | b"b" | b"b*" => {
                self.close();
                self.stroke();
            }
            b"f" | b"F" | b"f*" => self.fill(),
            b"n" => {
                self.clip();
                self.end_path();
            }
            _ => {}
        }
    }

    fn begin(&mut self, matrix: Matrix) {
        self.text = matrix;
        self.line = matrix;
    }

    fn move_line(&mut self, x: Fixed, y: Fixed) {
        self.begin(Matrix::shift(x, y).then(self.line));
    }

    fn next_line(&mut self) {
        self.move_line(0, -self.state.leading);
    }

    fn advance(&mut self, by: Fixed) {
        let is_vertical = self.state.font.as_ref().is_some_and(|font| font.is_vertical);
        let step = if is_vertical {
            Matrix::shift(0, by)
        } else {
            Matrix::shift(times(by, self.state.scale), 0)
        };
        self.text = step.then(self.text);
    }

    fn show(&mut self, string: Option<&Object>) {
        let Some(bytes) = string.and_then(Object::string) else {
            return;
        };
        let Some(font) = self.state.font.clone() else {
            return;
        };
        let japan1 = Rc::clone(&self.shared.japan1);
        for shown in font.decode(bytes, &japan1) {
            let n = shown.text.chars().count();
            self.store.spend(GLYPH * n);
            self.shared.glyphs = self.shared.glyphs.saturating_sub(n);
            if self.shared.is_spent() || self.store.is_spent() {
                return;
            }
            self.place(&shown.text, shown.width, font.is_vertical);
            let word = if shown.is_word_space {
                self.state.word_spacing
            } else {
                0
            };
            self.advance(times(shown.width, self.state.size) + self.state.spacing + word);
        }
    }

    /// Puts the characters of a glyph where it is drawn.
    fn place(&mut self, text: &str, width: Fixed, is_vertical: bool) {
        let State {
            size, scale, rise, ..
        } = self.state;
        let own = Matrix::new(times(size, scale), 0, 0, size, 0, rise);
        let matrix = own.then(self.text).then(self.state.ctm);
        let n = i64::try_from(text.chars().count().max(1)).unwrap_or(1);
        for (index, c) in (0..).zip(text.chars()) {
            let c = plain(c);
            self.drawn.n_lost += usize::from(c == LOST);
            if c.is_whitespace() || c.is_control() {
                self.is_after_space |= c.is_whitespace();
                continue;
            }
            self.drawn.n_hidden += usize::from(self.state.is_hidden);
            let part = |index: i64| width * index / n;
            // From below the base line to the top of the font.
            let (first, last) = if is_vertical {
                ((-ONE / 2, part(index)), (ONE / 2, part(index + 1)))
            } else {
                ((part(index), -ONE * 12 / 100), (part(index + 1), ONE * 88 / 100))
            };
            let frame = framed(matrix.apply(first.0, first.1), matrix.apply(last.0, last.1));
            let heading = match (is_vertical, matrix) {
                (false, Matrix { a, b, .. }) if a.abs() >= b.abs() => {
                    toward(a, Heading::Right, Heading::Left)
                }
                (false, Matrix { b, .. }) => toward(b, Heading::Down, Heading::Up),
                (true, Matrix { c, d, .. }) if d.abs() >= c.abs() => toward(-d, Heading::Down, Heading::Up),
                (true, Matrix { c, .. }) => toward(-c, Heading::Right, Heading::Left),
            };
            let size = hundredths(matrix.c.abs().max(matrix.d.abs()));
            let home = home(&frame, self.state.clip);
            if self.drawn.glyphs.len() >= MAX_GLYPHS_OF_PAGE {
                self.drawn.is_cut = true;
                return;
            }
            self.drawn.glyphs.push(Glyph {
                c,
                frame,
                home,
                size,
                heading,
                is_after_space: std::mem::take(&mut self.is_after_space),
            });
        }
    }

    /// Sets the font of a name. `fonts` are those that this content named before.
    fn font(
        &mut self,
        operands: &[Object],
        resources: &Rc<Resources>,
        fonts: &mut BTreeMap<Vec<u8>, Option<Rc<Font>>>,
    ) {
        let (Some(name), size) = (operands.first().and_then(Object::name), operands.get(1)) else {
            return;
        };
        self.state.size = size.and_then(Object::fixed).unwrap_or(ONE);
        if let Some(known) = fonts.get(name) {
            self.state.font.clone_from(known);
            return;
        }
        let font = resources
            .named(Named::Font, name, self.store)
            .and_then(|entry| self.open_font(entry));
        fonts.insert(name.to_vec(), font.clone());
        self.state.font = font;
    }

    fn open_font(&mut self, entry: &Object) -> Option<Rc<Font>> {
        if let Object::Reference(number) = entry
            && let Some(known) = self.shared.fonts.get(number)
        {
            return Some(Rc::clone(known));
        }
        let font = Rc::new(Font::open(self.store.resolve(entry).dict()?, self.store));
        self.store.spend(font.n_entries());
        self.shared.entries = self.shared.entries.saturating_sub(font.n_entries());
        if let Object::Reference(number) = entry {
            self.shared.fonts.insert(*number, Rc::clone(&font));
        }
        Some(font)
    }

    fn object(&mut self, operands: &[Object], resources: &Rc<Resources>, depth: usize) {
        let Some(name) = operands.first().and_then(Object::name) else {
            return;
        };
        let object = resources
            .named(Named::Object, name, self.store)
            .map(|object| self.store.resolve(object));
        let Some(Object::Stream(stream)) = object else {
            return;
        };
        if self.store.value(&stream.dict, "Subtype").name() == Some(b"Form") {
            if depth < MAX_DEPTH && !self.forms.contains(&stream.range) {
                self.form(&stream, resources, depth);
            }
        } else {
            self.drawn.has_picture = true;
        }
    }

    fn form(&mut self, stream: &Stream, resources: &Rc<Resources>, depth: usize) {
        self.store.spend(FORM);
        let content = self.store.unpack(stream);
        self.drawn.is_damaged |= content.is_damaged;
        let matrix = self.store.value(&stream.dict, "Matrix");
        let matrix = matrix.array().and_then(Matrix::of).unwrap_or(Matrix::IDENTITY);
        let own = self
            .shared
            .known
            .of(stream.dict.get(&b"Resources"[..]), self.store);
        let saved = (
            self.state.clone(),
            std::mem::take(&mut self.states),
            self.text,
            self.line,
        );
        self.state.ctm = matrix.then(self.state.ctm);
        self.forms.push(stream.range.clone());
        self.run(&content.bytes, own.as_ref().unwrap_or(resources), depth + 1);
        self.forms.pop();
        (self.state, self.states, self.text, self.line) = saved;
    }

    /// Begins a part of the path.
    fn part(&mut self) {
        if self.n_points < MAX_RULES {
            self.path.push(Part::default());
        }
    }

    fn point(&mut self, x: Fixed, y: Fixed) {
        self.n_points += 1;
        if self.n_points > MAX_RULES {
            return;
        }
        let point = self.state.ctm.apply(x, y);
        if let Some(part) = self.path.last_mut() {
            part.points.push(point);
        }
    }

    fn close(&mut self) {
        if let Some(part) = self.path.last_mut() {
            part.is_closed = true;
        }
    }

    /// The box around the path becomes the clip, as far as the one before reaches.
    fn clip(&mut self) {
        if !self.is_clip {
            return;
        }
        let points = || self.path.iter().flat_map(|part| &part.points);
        let Some(all) = around(points()) else { return };
        let before = self.state.clip.unwrap_or(all);
        let clip = Frame {
            left: all.left.max(before.left),
            top: all.top.max(before.top),
            right: all.right.min(before.right),
            bottom: all.bottom.min(before.bottom),
        };
        self.state.clip = (clip.left < clip.right && clip.top < clip.bottom)
            .then_some(clip)
            .or(self.state.clip);
    }

    fn end_path(&mut self) {
        self.path.clear();
        self.is_clip = false;
        self.n_points = 0;
    }

    fn stroke(&mut self) {
        self.clip();
        for part in std::mem::take(&mut self.path) {
            if part.is_curved {
                continue;
            }
            let mut ends: Vec<_> = part.points.iter().zip(part.points.iter().skip(1)).collect();
            if part.is_closed {
                ends.extend(part.points.last().zip(part.points.first()));
            }
            for (&from, &to) in ends {
                self.bar(framed(from, to), 100);
            }
        }
        self.end_path();
    }

    /// Thin areas are lines, too: many programs draw them so.
    fn fill(&mut self) {
        self.clip();
        for part in std::mem::take(&mut self.path) {
            let Some(frame) = around(part.points.iter()) else {
                continue;
            };
            self.bar(frame, MAX_THICKNESS);
        }
        self.end_path();
    }

    /// Keeps a box as a line if it is thin.
    fn bar(&mut self, frame: Frame, thickness: Length) {
        let (width, height) = (frame.right - frame.left, frame.bottom - frame.top);
        if self.drawn.rules.len() >= MAX_RULES || width.max(height) < 100 {
            return;
        }
        if height <= thickness && height * 2 < width {
            self.drawn.rules.push(Rule {
                is_level: true,
                at: frame.middle_y(),
                from: frame.left,
                to: frame.right,
            });
        } else if width <= thickness && width * 2 < height {
            self.drawn.rules.push(Rule {
                is_level: false,
                at: frame.middle_x(),
                from: frame.top,
                to: frame.bottom,
            });
        }
    }
}

/// Where a character belongs: text that has no room in a cell is clipped, and belongs to it all the same.
fn home(frame: &Frame, clip: Option<Frame>) -> (Length, Length) {
    /// Well inside the cell that a clip stands for.
    const INSIDE: Length = 100;
    let clamp = |at: Length, from: Length, to: Length| {
        if (from..=to).contains(&at) || to - from <= 2 * INSIDE {
            at
        } else {
            at.clamp(from + INSIDE, to - INSIDE)
        }
    };
    let (x, y) = (frame.middle_x(), frame.middle_y());
    clip.map_or((x, y), |clip| {
        (clamp(x, clip.left, clip.right), clamp(y, clip.top, clip.bottom))
    })
}

/// The box around points.
fn around<'p>(points: impl Iterator<Item = &'p (Fixed, Fixed)>) -> Option<Frame> {
    points
        .map(|&point| framed(point, point))
        .reduce(|all, one| Frame {
            left: all.left.min(one.left),
            top: all.top.min(one.top),
            right: all.right.max(one.right),
            bottom: all.bottom.max(one.bottom),
        })
}

fn toward(value: Fixed, forth: Heading, back: Heading) -> Heading {
    if value >= 0 { forth } else { back }
}

fn hundredths(value: Fixed) -> Length {
    (value.saturating_mul(100)) >> PLACES
}

/// The box between two corners.
fn framed(one: (Fixed, Fixed), other: (Fixed, Fixed)) -> Frame {
    Frame {
        left: hundredths(one.0.min(other.0)),
        top: hundredths(one.1.min(other.1)),
        right: hundredths(one.0.max(other.0)),
        bottom: hundredths(one.1.max(other.1)),
    }
}
