//! Runs the content of a page as far as text, straight lines and boxes go. Of pictures only the place is looked at; a clip
//! only says whose text it is that has no room, and where boxes end.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use crate::pdf::annotation::Annotation;
use crate::pdf::canvas::{self, BLACK, Canvas, Ink, Paint};
use crate::pdf::colour::Space;
use crate::pdf::filters;
use crate::pdf::font::{Font, LOST};
use crate::pdf::glyph::{Frame, Glyph, Heading, Length, Rule, plain};
use crate::pdf::japan1::Japan1;
use crate::pdf::layers::Layers;
use crate::pdf::matrix::{Matrix, times};
use crate::pdf::object::{Fixed, Lexer, ONE, Object, PLACES, Stream};
use crate::pdf::resources::{Known, Named, Resources};
use crate::pdf::store::Store;
use crate::sheet::left_out::Kind;

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
/// Boxes of one path that are looked at one by one.
const MAX_BOXES: usize = 40;
/// Larger than every page.
const EVERYWHERE: Frame = Frame {
    left: 0,
    top: 0,
    right: Length::MAX / 4,
    bottom: Length::MAX / 4,
};
/// Thicker bars are areas, not lines.
const MAX_THICKNESS: Length = 300;

/// What every page shares: fonts, and how much may still be done.
#[derive(Debug)]
pub struct Shared {
    fonts: BTreeMap<u32, Rc<Font>>,
    japan1: Rc<Japan1>,
    /// Resources by the number of their object.
    pub known: Known,
    /// Which layers are shown.
    pub layers: Layers,
    glyphs: usize,
    entries: usize,
}

impl Default for Shared {
    fn default() -> Self {
        Self {
            fonts: BTreeMap::new(),
            japan1: Rc::default(),
            known: Known::default(),
            layers: Layers::default(),
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
    /// How characters are drawn: filled, outlined, both, not at all.
    mode: i64,
    clip: Option<Frame>,
    /// Where boxes end, and whether that is all that cuts them.
    area: Option<Frame>,
    is_area_known: bool,
    fill: (Space, Ink),
    stroke: (Space, Ink),
    /// How much of what is below is hidden by what is filled.
    cover: Cover,
    line_width: Fixed,
}

/// How much of what is below is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cover {
    All,
    Some,
    /// It cannot be seen itself.
    None,
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
    canvas: Canvas,
    /// Of the marked content around: it belongs to a layer that is off.
    marked: Vec<bool>,
    n_off: usize,
    /// Characters that are drawn invisibly, and those that look like the ground below them.
    invisible: Vec<usize>,
    pale: Vec<(usize, Ink)>,
    /// Text is not taken: that of an appearance whose words are known.
    is_mute: bool,
}

#[derive(Clone, Debug, Default)]
struct Part {
    points: Vec<(Fixed, Fixed)>,
    is_curved: bool,
    is_closed: bool,
}

impl<'s, 'f> Interpreter<'s, 'f> {
    /// For a page whose coordinates a matrix turns into those of [`Glyph`].
    pub fn new(store: &'s mut Store<'f>, shared: &'s mut Shared, ctm: Matrix, canvas: Canvas) -> Self {
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
                mode: 0,
                clip: None,
                area: None,
                is_area_known: true,
                fill: (Space::Gray, BLACK),
                stroke: (Space::Gray, BLACK),
                cover: Cover::All,
                line_width: ONE,
            },
            states: Vec::new(),
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
            path: Vec::new(),
            n_points: 0,
            is_clip: false,
            is_after_space: false,
            forms: Vec::new(),
            canvas,
            marked: Vec::new(),
            n_off: 0,
            invisible: Vec::new(),
            pale: Vec::new(),
            is_mute: false,
        }
    }

    /// What was drawn.
    pub fn finish(mut self) -> Drawn {
        // What was painted over them later, and hides nothing, may show them.
        for &(number, ink) in &self.pale {
            if let Some(glyph) = self.drawn.glyphs.get_mut(number)
                && canvas::are_alike(ink, self.canvas.ground(&glyph.frame))
            {
                glyph.unseen = Some(Kind::Hidden);
            }
        }
        for (number, glyph) in self.drawn.glyphs.iter_mut().enumerate() {
            if glyph.unseen.is_none() && self.canvas.is_covered(&glyph.frame, number) {
                glyph.unseen = Some(Kind::Covered);
            }
        }
        // What a program recognised in a picture is drawn invisibly, and stands for what the picture shows.
        if !self.drawn.has_picture {
            for &number in &self.invisible {
                if let Some(glyph) = self.drawn.glyphs.get_mut(number) {
                    glyph.unseen = Some(Kind::Hidden);
                }
            }
        }
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
                    self.picture();
                    lexer.skip(filters::end_of_inline_image(lexer.rest()));
                }
                b"Do" => self.object(&operands, resources, depth),
                b"Tf" => self.font(&operands, resources, &mut fonts),
                b"gs" => self.settings(&operands, resources),
                b"cs" | b"CS" => {
                    let name = operands.first().and_then(Object::name).unwrap_or_default();
                    let space = Space::named(name, resources, self.store);
                    self.colour(&operator, space, space.first());
                }
                b"BDC" => {
                    let is_off = self.is_off(&operands, resources);
                    self.mark(is_off);
                }
                b"BMC" => self.mark(false),
                b"EMC" => self.n_off -= usize::from(self.marked.pop() == Some(true)),
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
            b"Tr" => state.mode = operands.first().and_then(Object::integer).unwrap_or(0),
            b"w" => state.line_width = number(0),
            b"g" | b"G" => self.colour(operator, Space::Gray, Space::Gray.ink(operands)),
            b"rg" | b"RG" => self.colour(operator, Space::Rgb, Space::Rgb.ink(operands)),
            b"k" | b"K" => self.colour(operator, Space::Cmyk, Space::Cmyk.ink(operands)),
            b"sc" | b"scn" => state.fill.1 = state.fill.0.ink(operands),
            b"SC" | b"SCN" => state.stroke.1 = state.stroke.0.ink(operands),
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
            b"S" => self.stroke(),
            b"s" => {
                self.close();
                self.stroke();
            }
            b"B" | b"B*" => {
                self.boxes();
                self.stroke();
            }
            b"b" | b"b*" => {
                self.close();
                self.boxes();
                self.stroke();
            }
            b"f" | b"F" | b"f*" => self.fill(),
            b"sh" => {
                let all = self.state.area.unwrap_or(EVERYWHERE);
                self.paint(all, None, false);
            }
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
            self.drawn.n_hidden += usize::from(self.state.mode == 3 || self.state.cover == Cover::None);
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
            if self.is_mute {
                continue;
            }
            let unseen = (self.n_off > 0).then_some(Kind::Hidden);
            if unseen.is_none() {
                self.look(&frame);
            }
            self.drawn.glyphs.push(Glyph {
                c,
                frame,
                home,
                size,
                heading,
                is_after_space: std::mem::take(&mut self.is_after_space),
                unseen,
            });
        }
    }

    /// Keeps in mind that the character that is drawn next may not be seen.
    fn look(&mut self, frame: &Frame) {
        let State {
            fill, stroke, mode, ..
        } = &self.state;
        let number = self.drawn.glyphs.len();
        if *mode == 3 || self.state.cover == Cover::None {
            self.invisible.push(number);
            return;
        }
        if self.state.font.as_ref().is_some_and(|font| font.is_painted) {
            return;
        }
        let ground = self.canvas.ground(frame);
        let inks = match mode {
            7 => return,
            1 | 5 => [stroke.1, stroke.1],
            2 | 6 => [fill.1, stroke.1],
            _ => [fill.1, fill.1],
        };
        if inks.iter().all(|&ink| canvas::are_alike(ink, ground)) {
            self.pale.push((number, ground));
        }
    }

    fn colour(&mut self, operator: &[u8], space: Space, ink: Ink) {
        if operator.first().is_some_and(u8::is_ascii_uppercase) {
            self.state.stroke = (space, ink);
        } else {
            self.state.fill = (space, ink);
        }
    }

    /// Settings that are named: how much can be seen through what is painted.
    fn settings(&mut self, operands: &[Object], resources: &Rc<Resources>) {
        let Some(name) = operands.first().and_then(Object::name) else {
            return;
        };
        let entry = resources.named(Named::State, name, self.store);
        let settings = entry.map(|entry| self.store.resolve(entry));
        let Some(dict) = settings.as_ref().and_then(Object::dict) else {
            return;
        };
        let has = |key: &str| dict.contains_key(key.as_bytes());
        if !has("ca") && !has("BM") && !has("SMask") {
            return;
        }
        let value = |key: &str| self.store.value(dict, key);
        let blend = match value("BM") {
            Object::Array(modes) => modes.first().cloned().unwrap_or(Object::Null),
            mode => mode,
        };
        let is_usual = matches!(blend.name(), None | Some(b"Normal" | b"Compatible"));
        let is_whole = matches!(value("SMask"), Object::Null | Object::Name(_));
        self.state.cover = match value("ca").fixed() {
            Some(part) if part <= ONE / 50 => Cover::None,
            Some(part) if part < ONE => Cover::Some,
            _ if is_usual && is_whole => Cover::All,
            _ => Cover::Some,
        };
    }

    /// Marked content belongs to a layer that is off.
    fn is_off(&self, operands: &[Object], resources: &Rc<Resources>) -> bool {
        let (Some(b"OC"), Some(name)) = (operands.first().and_then(Object::name), operands.get(1)) else {
            return false;
        };
        let layer = name
            .name()
            .and_then(|name| resources.named(Named::Property, name, self.store));
        layer.is_some_and(|layer| !self.shared.layers.is_shown(layer, self.store))
    }

    fn mark(&mut self, is_off: bool) {
        self.marked.push(is_off);
        self.n_off += usize::from(is_off);
    }

    /// A picture stands where the unit square goes.
    fn picture(&mut self) {
        if self.n_off > 0 {
            return;
        }
        self.drawn.has_picture = true;
        let ctm = self.state.ctm;
        let frame = framed(ctm.apply(0, 0), ctm.apply(ONE, ONE));
        self.paint(frame, None, false);
    }

    /// Paints a box, as far as the clip lets it.
    fn paint(&mut self, frame: Frame, ink: Ink, is_box: bool) {
        if self.n_off > 0 || self.state.cover == Cover::None {
            return;
        }
        let frame = self.state.area.map_or(frame, |area| shared(&frame, &area));
        let hides = is_box && ink.is_some() && self.state.is_area_known && self.state.cover == Cover::All;
        let ink = ink.filter(|_| hides);
        let n = self
            .canvas
            .paint(frame, Paint { ink, hides }, self.drawn.glyphs.len());
        self.store.spend(n / 4 + 1);
    }

    /// Paints the boxes of the path.
    fn boxes(&mut self) {
        let Some(all) = around(self.path.iter().flat_map(|part| &part.points)) else {
            return;
        };
        let boxes: Vec<Option<Frame>> = self.path.iter().map(Part::as_box).collect();
        // Boxes inside others may be holes.
        let is_apart = match boxes.as_slice() {
            [_] => true,
            boxes if boxes.len() <= MAX_BOXES => {
                let pairs = boxes.iter().enumerate();
                let mut pairs =
                    pairs.flat_map(|(n, one)| boxes.iter().skip(n + 1).map(move |other| (one, other)));
                pairs.all(|(one, other)| match (one, other) {
                    (Some(one), Some(other)) => !meet(one, other),
                    _ => false,
                })
            }
            _ => false,
        };
        let ink = self.state.fill.1;
        if !is_apart {
            self.paint(all, None, false);
            return;
        }
        for (part, frame) in self.path.clone().iter().zip(boxes) {
            let is_thick =
                |frame: &Frame| (frame.right - frame.left).min(frame.bottom - frame.top) > MAX_THICKNESS;
            match frame {
                Some(frame) if is_thick(&frame) => self.paint(frame, ink, true),
                Some(_) => {}
                None => {
                    if let Some(frame) = around(part.points.iter()) {
                        self.paint(frame, None, false);
                    }
                }
            }
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
        let layer = stream.dict.get(&b"OC"[..]);
        let is_off = layer.is_some_and(|layer| !self.shared.layers.is_shown(layer, self.store));
        self.mark(is_off);
        self.drawing(&stream, resources, depth);
        self.n_off -= usize::from(self.marked.pop() == Some(true));
    }

    fn drawing(&mut self, stream: &Stream, resources: &Rc<Resources>, depth: usize) {
        if self.store.value(&stream.dict, "Subtype").name() == Some(b"Form") {
            if depth < MAX_DEPTH && !self.forms.contains(&stream.range) {
                self.form(stream, resources, depth);
            }
        } else {
            self.picture();
        }
    }

    /// Draws what an annotation shows into its frame, which is in the page's own coordinates. Returns where that is on the
    /// page, and whether its text could be read.
    pub fn annotation(&mut self, annotation: &Annotation) -> Option<(Frame, bool)> {
        let corners: Vec<Fixed> = annotation.corners.iter().filter_map(Object::fixed).collect();
        let &[x1, y1, x2, y2] = corners.as_slice() else {
            return None;
        };
        let ctm = self.state.ctm;
        let frame = framed(ctm.apply(x1, y1), ctm.apply(x2, y2));
        let Some(look) = &annotation.appearance else {
            return Some((frame, false));
        };
        let before = (self.drawn.glyphs.len(), self.drawn.n_lost);
        self.is_mute = annotation.words.as_ref().is_some_and(|words| words.is_value);
        let state = self.state.clone();
        self.state.ctm = self
            .fitted(look, [x1.min(x2), y1.min(y2), x1.max(x2), y1.max(y2)])
            .then(ctm);
        let (n_off, is_damaged) = (self.n_off, self.drawn.is_damaged);
        self.n_off += usize::from(annotation.unseen.is_some());
        self.form(look, &Rc::default(), 0);
        // A note without a look of its own has an empty stream: the page is whole.
        (self.n_off, self.drawn.is_damaged) = (n_off, is_damaged);
        self.state = state;
        self.is_mute = false;
        let is_read = self.drawn.glyphs.len() > before.0 && self.drawn.n_lost == before.1;
        if !is_read {
            self.drawn.glyphs.truncate(before.0);
            self.drawn.n_lost = before.1;
        }
        Some((frame, is_read))
    }

    /// The transformation of an appearance's frame into that of its annotation.
    fn fitted(&self, look: &Stream, [left, bottom, right, top]: [Fixed; 4]) -> Matrix {
        let frame = self.store.value(&look.dict, "BBox");
        let corners: Vec<Fixed> = frame
            .array()
            .unwrap_or_default()
            .iter()
            .filter_map(Object::fixed)
            .collect();
        let &[x1, y1, x2, y2] = corners.as_slice() else {
            return Matrix::shift(left, bottom);
        };
        let own = self.store.value(&look.dict, "Matrix");
        let own = own.array().and_then(Matrix::of).unwrap_or(Matrix::IDENTITY);
        let points = [(x1, y1), (x2, y1), (x2, y2), (x1, y2)].map(|(x, y)| own.apply(x, y));
        let least = |of: fn(&(Fixed, Fixed)) -> Fixed| points.iter().map(of).min().unwrap_or(0);
        let most = |of: fn(&(Fixed, Fixed)) -> Fixed| points.iter().map(of).max().unwrap_or(0);
        let (from_x, from_y) = (least(|point| point.0), least(|point| point.1));
        let (width, height) = (most(|point| point.0) - from_x, most(|point| point.1) - from_y);
        let ratio = |to: Fixed, from: Fixed| {
            let ratio = (i128::from(to) << PLACES).checked_div(i128::from(from));
            ratio.and_then(|ratio| Fixed::try_from(ratio).ok()).unwrap_or(ONE)
        };
        let (a, d) = (ratio(right - left, width), ratio(top - bottom, height));
        Matrix::new(a, 0, 0, d, left - times(from_x, a), bottom - times(from_y, d))
    }

    /// The boxes of four points each, on the page.
    pub fn quads(&self, points: &[Object]) -> Vec<Frame> {
        let numbers: Vec<Fixed> = points.iter().filter_map(Object::fixed).collect();
        let quads = numbers.chunks_exact(8).filter_map(|quad| {
            let points: Vec<(Fixed, Fixed)> = quad
                .chunks_exact(2)
                .filter_map(|point| Some(self.state.ctm.apply(*point.first()?, *point.get(1)?)))
                .collect();
            around(points.iter())
        });
        quads.collect()
    }

    /// Ends the states and clips of the page's content, before what stands above it.
    pub fn begin_above(&mut self, ctm: Matrix) {
        self.states.clear();
        (self.state.ctm, self.state.clip, self.state.area) = (ctm, None, None);
        (self.state.is_area_known, self.state.cover, self.state.mode) = (true, Cover::All, 0);
        (self.state.fill, self.state.stroke) = ((Space::Gray, BLACK), (Space::Gray, BLACK));
        (self.n_off, self.is_clip) = (0, false);
        self.marked.clear();
        self.end_path();
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
        self.within(stream);
        let marked = std::mem::take(&mut self.marked);
        let n_off = self.n_off;
        self.forms.push(stream.range.clone());
        self.run(&content.bytes, own.as_ref().unwrap_or(resources), depth + 1);
        self.forms.pop();
        (self.marked, self.n_off) = (marked, n_off);
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
        let is_box = self.path.len() == 1 && self.path.first().and_then(Part::as_box).is_some();
        self.state.is_area_known &= is_box;
        self.state.area = Some(self.state.area.map_or(all, |area| shared(&area, &all)));
        let before = self.state.clip.unwrap_or(all);
        let clip = shared(&all, &before);
        self.state.clip = (clip.left < clip.right && clip.top < clip.bottom)
            .then_some(clip)
            .or(self.state.clip);
    }

    /// What a form paints ends at its frame.
    fn within(&mut self, form: &Stream) {
        let frame = self.store.value(&form.dict, "BBox");
        let corners: Vec<Fixed> = frame
            .array()
            .unwrap_or_default()
            .iter()
            .take(4)
            .filter_map(Object::fixed)
            .collect();
        let &[x1, y1, x2, y2] = corners.as_slice() else {
            return;
        };
        let ctm = self.state.ctm;
        let points = [(x1, y1), (x2, y1), (x2, y2), (x1, y2)].map(|(x, y)| ctm.apply(x, y));
        if let Some(frame) = around(points.iter()) {
            self.state.area = Some(self.state.area.map_or(frame, |area| shared(&area, &frame)));
        }
    }

    /// How much a length grows on the page.
    fn scale(&self) -> Fixed {
        let Matrix { a, b, .. } = self.state.ctm;
        a.abs().max(b.abs())
    }

    fn end_path(&mut self) {
        self.path.clear();
        self.is_clip = false;
        self.n_points = 0;
    }

    fn stroke(&mut self) {
        self.clip();
        let is_wide = hundredths(times(self.state.line_width, self.scale())) > MAX_THICKNESS;
        for part in std::mem::take(&mut self.path) {
            if is_wide && let Some(frame) = around(part.points.iter()) {
                let half = hundredths(times(self.state.line_width, self.scale())) / 2;
                self.paint(widened(&frame, half), None, false);
            }
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
        self.boxes();
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
        if self.drawn.rules.len() >= MAX_RULES || width.max(height) < 100 || self.n_off > 0 {
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

impl Part {
    /// The box that it is, if its sides are parallel to those of the page.
    fn as_box(&self) -> Option<Frame> {
        let frame = around(self.points.iter())?;
        let is_corner = |&point: &(Fixed, Fixed)| {
            let Frame { left, top, .. } = framed(point, point);
            let is_side =
                |at: Length, one: Length, other: Length| (at - one).abs() < 20 || (at - other).abs() < 20;
            is_side(left, frame.left, frame.right) && is_side(top, frame.top, frame.bottom)
        };
        let is_box = (4..=6).contains(&self.points.len()) && !self.is_curved;
        (is_box && self.points.iter().all(is_corner)).then_some(frame)
    }
}

/// What two boxes share; nothing may be left of it.
fn shared(one: &Frame, other: &Frame) -> Frame {
    Frame {
        left: one.left.max(other.left),
        top: one.top.max(other.top),
        right: one.right.min(other.right),
        bottom: one.bottom.min(other.bottom),
    }
}

/// Two boxes have a place in common.
fn meet(one: &Frame, other: &Frame) -> bool {
    let both = shared(one, other);
    both.left < both.right && both.top < both.bottom
}

fn widened(frame: &Frame, by: Length) -> Frame {
    Frame {
        left: frame.left - by,
        top: frame.top - by,
        right: frame.right + by,
        bottom: frame.bottom + by,
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
