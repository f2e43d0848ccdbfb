//! Where each thing of a schematic stands. Plain shapes come out, in the order in which they are painted.
//!
//! Nothing measures a font here: text is given room by how wide its letters are in a wide sans face. Where that is not
//! quite enough it is set into its room, letters and spaces a little closer, since a label of Oracle's is to be read whole;
//! where it is far too long it is cut with an ellipsis. So no label ever runs into the next, whatever font is used.

use serde::Serialize;

use super::{Hint, Icon, Item, Look, Region, RegionKind};

/// Width of every drawing, in pixels of its own.
const WIDTH: i32 = 560;
const PAD: i32 = 14;
/// Room for the frame's title.
const BAR: i32 = 32;
const ROW: i32 = 26;
const SIDE: i32 = 164;
const PANEL: i32 = 160;
/// Size of all text but what stands in a circle.
const FONT: i32 = 12;
/// Room for a circle with a number in it.
const CALLOUT: i32 = 24;
const ICON: i32 = 20;
/// How wide a text may be, in hundredths of its room, to be squeezed into it: usual faces are a sixth narrower than the one
/// that is reckoned with.
const MOST_SQUEEZED: i32 = 130;
/// A column narrower than this has a field's label above it.
const NARROW: i32 = 240;

/// A schematic laid out: what a `viewBox` of that size holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Drawing {
    /// Width in pixels of its own.
    pub width: i32,
    /// Height in the same.
    pub height: i32,
    /// The same in words.
    pub alt: String,
    /// What to paint, first to last.
    pub shapes: Vec<Shape>,
}

/// One shape. All four measures describe the box around it; a line goes from its upper left to its lower right corner.
/// Text begins (or is centred, by `anchor`) at `x` on the baseline `y`, and `w` is the room that it has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[expect(missing_docs, reason = "the measures are described together")]
pub struct Shape {
    pub kind: ShapeKind,
    /// What it stands for; its name is the CSS class.
    pub role: Role,
    pub x: i32,
    pub y: i32,
    pub w: i32,
    pub h: i32,
    /// The text, empty for other kinds.
    pub text: String,
    pub anchor: Anchor,
    /// The text is set to fill `w` (`textLength`).
    pub squeezed: bool,
}

/// What to paint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum ShapeKind {
    /// A rectangle, its corners a little round.
    Rect,
    /// A text of one line.
    Text,
    /// A circle in its box.
    Circle,
    /// A straight line.
    Line,
}

/// What a shape stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The screen, and its title bar's line.
    Frame,
    /// The frame's or a region's title, a table's headings.
    Title,
    /// A part of the screen that is set off from the rest.
    Region,
    /// A small window over the page.
    Dialog,
    /// A field, a button, an option, a stop.
    Control,
    /// What is open, chosen or reached.
    Selected,
    /// The mark around the one thing that is meant.
    Target,
    /// A circle with the number of an action, and the number.
    Callout,
    /// A label of Oracle's.
    Label,
    /// What is typed or chosen.
    Value,
    /// A sign.
    Icon,
}

impl Role {
    /// The CSS class, as it stands in JSON.
    pub fn class(self) -> &'static str {
        match self {
            Self::Frame => "frame",
            Self::Title => "title",
            Self::Region => "region",
            Self::Dialog => "dialog",
            Self::Control => "control",
            Self::Selected => "selected",
            Self::Target => "target",
            Self::Callout => "callout",
            Self::Label => "label",
            Self::Value => "value",
            Self::Icon => "icon",
        }
    }
}

/// Which point of a text stands at its `x`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "kebab-case")]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
}

/// Lays a schematic out. The same hint always gives the same shapes.
pub fn drawing(hint: &Hint) -> Drawing {
    let mut pen = Pen::default();
    let whole = Area { x: PAD, width: WIDTH - 2 * PAD };
    pen.text(Role::Title, PAD, BAR / 2 + 4, whole.width, &hint.frame);
    pen.line(Role::Frame, 0, BAR, WIDTH, 0);
    let mut top = BAR + 8;
    for region in hint.regions.iter().filter(|region| region.kind == RegionKind::Header) {
        top = pen.region(region, whole, top);
    }
    let has = |kind| hint.regions.iter().any(|region| region.kind == kind);
    let left = if has(RegionKind::Side) { SIDE + PAD } else { 0 };
    let right = if has(RegionKind::Panel) { PANEL + PAD } else { 0 };
    let mut bottom = top;
    for region in &hint.regions {
        let (area, from) = match region.kind {
            RegionKind::Header => continue,
            RegionKind::Side => (Area { x: PAD, width: SIDE }, top),
            RegionKind::Panel => (Area { x: WIDTH - PAD - PANEL, width: PANEL }, top),
            _ => (Area { x: PAD + left, width: whole.width - left - right }, pen.main.max(top)),
        };
        let end = pen.region(region, area, from);
        if !matches!(region.kind, RegionKind::Side | RegionKind::Panel) {
            pen.main = end;
        }
        bottom = bottom.max(end);
    }
    let height = bottom + PAD - GAP;
    pen.shapes.insert(0, Shape::of(ShapeKind::Rect, Role::Frame, Bounds { x: 0, y: 0, w: WIDTH, h: height }));
    Drawing { width: WIDTH, height, alt: hint.alt.clone(), shapes: pen.shapes }
}

/// Between two regions.
const GAP: i32 = 10;

/// A column of the drawing.
#[derive(Debug, Clone, Copy)]
struct Area {
    x: i32,
    width: i32,
}

#[derive(Debug, Clone, Copy)]
struct Bounds {
    x: i32,
    y: i32,
    w: i32,
    h: i32,
}

impl Shape {
    fn of(kind: ShapeKind, role: Role, Bounds { x, y, w, h }: Bounds) -> Self {
        Self { kind, role, x, y, w, h, text: String::new(), anchor: Anchor::Start, squeezed: false }
    }
}

/// What the lines of a region have in common, so that all of them begin, and their fields stand, below each other.
#[derive(Debug, Clone, Copy)]
struct Rows {
    /// Room for numbers before them.
    gutter: i32,
    /// Room that the longest label of a field takes.
    head: i32,
}

impl Rows {
    fn of(region: &Region) -> Self {
        let own_line = |item: &&Item| !flows(region.kind, look_of(region.kind, item));
        let is_field = |item: &&Item| look_of(region.kind, item) == Shown::Field;
        let numbered = region.items.iter().filter(own_line).any(|item| item.callout.is_some());
        let longest = region.items.iter().filter(is_field).map(|item| width_of(&item.label)).max();
        Self { gutter: if numbered { CALLOUT } else { 0 }, head: longest.unwrap_or_default() + 12 }
    }
}

#[derive(Default)]
struct Pen {
    shapes: Vec<Shape>,
    /// How far down the main column is filled.
    main: i32,
}

impl Pen {
    /// Draws a region and gives where the next one may begin.
    fn region(&mut self, region: &Region, area: Area, top: i32) -> i32 {
        let end = match region.kind {
            RegionKind::Header | RegionKind::Tabs => self.bar(region, area, top),
            RegionKind::Buttons => self.untitled(region, area, top),
            RegionKind::Train => self.train(region, area, top),
            RegionKind::Form => self.titled(region, area, top),
            RegionKind::Table => self.table(region, area, top),
            RegionKind::Side | RegionKind::Panel => self.boxed(region, Role::Region, area, top),
            RegionKind::Menu => self.boxed(region, Role::Region, menu_area(region, area), top),
            RegionKind::Dialog => {
                let inset = area.width / 12;
                let area = Area { x: area.x + inset, width: area.width - 2 * inset };
                self.boxed(region, Role::Dialog, area, top)
            }
        };
        end + GAP
    }

    fn bar(&mut self, region: &Region, area: Area, top: i32) -> i32 {
        let end = self.untitled(region, area, top);
        self.line(Role::Region, area.x, end + 2, area.width, 0);
        end + 2
    }

    /// A rectangle with a title and items below each other.
    fn boxed(&mut self, region: &Region, role: Role, area: Area, top: i32) -> i32 {
        let at = self.shapes.len();
        let inside = Area { x: area.x + 8, width: area.width - 16 };
        let end = self.titled(region, inside, top + 6) + 6;
        let bounds = Bounds { x: area.x, y: top, w: area.width, h: end - top };
        self.shapes.insert(at, Shape::of(ShapeKind::Rect, role, bounds));
        end
    }

    fn titled(&mut self, region: &Region, area: Area, top: i32) -> i32 {
        let mut y = top;
        if let Some(title) = &region.title {
            self.text(Role::Title, area.x + 4, y + 16, area.width - 8, title);
            y += ROW;
        }
        self.untitled(region, area, y)
    }

    /// Items in their order: what stands side by side flows into lines, everything else has a line of its own.
    fn untitled(&mut self, region: &Region, area: Area, top: i32) -> i32 {
        let mut y = top;
        let mut x = area.x;
        let mut in_line = false;
        let rows = Rows::of(region);
        for item in &region.items {
            let look = look_of(region.kind, item);
            if !flows(region.kind, look) {
                if in_line {
                    y += ROW + 4;
                    (x, in_line) = (area.x, false);
                }
                y = self.row(item, look, rows, area, y);
                continue;
            }
            let width = inline_width(item, look).min(area.width);
            if in_line && x + width > area.x + area.width {
                (x, y) = (area.x, y + ROW + 4);
            }
            self.inline(region.kind, item, look, Bounds { x, y, w: width, h: ROW });
            (x, in_line) = (x + width + 8, true);
        }
        if in_line { y + ROW } else { y }
    }

    /// A thing that stands beside others.
    fn inline(&mut self, kind: RegionKind, item: &Item, look: Shown, bounds: Bounds) {
        let Bounds { x, y, w, h } = bounds;
        if look == Shown::Button {
            self.rect(Role::Control, bounds);
        }
        if item.selected && kind == RegionKind::Tabs {
            self.line(Role::Selected, x, y + h, w, 0);
        }
        let (x, w) = self.marked(item, bounds);
        self.iconed(item, Bounds { x, y, w, h });
    }

    /// A thing with a line of its own; gives where the next line begins.
    fn row(&mut self, item: &Item, look: Shown, rows: Rows, area: Area, y: i32) -> i32 {
        match look {
            Shown::Field => self.field(item, rows, area, y),
            Shown::Text => self.paragraph(item, rows, area, y),
            Shown::Entry | Shown::Button => {
                let bounds = Bounds { x: area.x, y, w: area.width, h: ROW };
                if item.selected {
                    self.rect(Role::Selected, bounds);
                }
                let (x, w) = self.marked_row(item, rows, bounds);
                self.iconed(item, Bounds { x, w, ..bounds });
                y + ROW
            }
            Shown::Choice => {
                let bounds = Bounds { x: area.x, y, w: area.width, h: ROW };
                let (x, w) = self.marked_row(item, rows, bounds);
                self.circle(Role::Control, x + 6, y + 7, 12);
                if item.selected {
                    self.circle(Role::Selected, x + 9, y + 10, 6);
                }
                self.label(item, x + 24, y, w - 28);
                y + ROW
            }
        }
    }

    /// A label with its field beside it, or below it where the column is narrow.
    fn field(&mut self, item: &Item, rows: Rows, area: Area, y: i32) -> i32 {
        let narrow = area.width < NARROW;
        let height = if narrow { 2 * ROW } else { ROW + 2 };
        let bounds = Bounds { x: area.x, y, w: area.width, h: height };
        let (x, w) = self.marked_row(item, rows, bounds);
        let head = if narrow { w } else { rows.head.clamp(w / 4, w * 3 / 5) };
        self.label(item, x + 4, y, head - 8);
        let inner = if narrow {
            Bounds { x: x + 4, y: y + ROW - 2, w: w - 8, h: ROW - 4 }
        } else {
            Bounds { x: x + head, y: y + 3, w: w - head - 4, h: ROW - 4 }
        };
        self.rect(Role::Control, inner);
        let signed = if item.icon.is_some() { ICON } else { 0 };
        if let Some(value) = &item.value {
            self.text(Role::Value, inner.x + 6, inner.y + 15, inner.w - 12 - signed, value);
        }
        if let Some(icon) = item.icon {
            self.icon(icon, inner.x + inner.w - ICON, inner.y + 4);
        }
        y + height + 4
    }

    /// Running text in up to three lines.
    fn paragraph(&mut self, item: &Item, rows: Rows, area: Area, y: i32) -> i32 {
        let lines = wrapped(&item.label, area.width - 8 - rows.gutter, 3);
        let height = 10 + 16 * i32::try_from(lines.len()).unwrap_or(1);
        let (x, w) = self.marked_row(item, rows, Bounds { x: area.x, y, w: area.width, h: height });
        let mut baseline = y + 17;
        for line in lines {
            self.text(Role::Label, x + 4, baseline, w - 8, &line);
            baseline += 16;
        }
        y + height
    }

    fn table(&mut self, region: &Region, area: Area, top: i32) -> i32 {
        let mut y = top;
        if let Some(title) = &region.title {
            self.text(Role::Title, area.x + 4, y + 16, area.width - 8, title);
            y += ROW;
        }
        let (at, from) = (self.shapes.len(), y);
        // One gutter for every row, so that the columns stay in line.
        let gutter = if region.items.iter().any(|item| item.callout.is_some()) { CALLOUT } else { 0 };
        let columns = columns(region, Area { x: area.x + gutter, width: area.width - gutter });
        for (column, heading) in columns.iter().zip(&region.columns) {
            self.text(Role::Title, column.x + 6, y + 17, column.width - 12, heading);
        }
        if !region.columns.is_empty() {
            y += ROW;
            self.line(Role::Region, area.x, y, area.width, 0);
        }
        for item in &region.items {
            let bounds = Bounds { x: area.x, y, w: area.width, h: ROW };
            if item.selected {
                self.rect(Role::Selected, bounds);
            }
            self.marked(item, bounds);
            if let Some((first, others)) = columns.split_first() {
                self.iconed(item, Bounds { x: first.x, y, w: first.width, h: ROW });
                for (column, text) in others.iter().zip(&item.cells) {
                    self.text(Role::Label, column.x + 6, y + 17, column.width - 12, text);
                }
            }
            y += ROW;
        }
        let bounds = Bounds { x: area.x, y: from, w: area.width, h: y - from };
        self.shapes.insert(at, Shape::of(ShapeKind::Rect, Role::Region, bounds));
        y
    }

    /// Stops on a line, each with its name below in up to three lines.
    fn train(&mut self, region: &Region, area: Area, top: i32) -> i32 {
        let count = i32::try_from(region.items.len()).unwrap_or(1).max(1);
        let width = area.width / count;
        let names: Vec<Vec<String>> = region.items.iter().map(|item| wrapped(&item.label, width - 2, 3)).collect();
        let lines = names.iter().map(Vec::len).max().unwrap_or(1);
        let height = 28 + 15 * i32::try_from(lines).unwrap_or(1);
        self.line(Role::Region, area.x + width / 2, top + 12, width * (count - 1), 0);
        for ((item, name), index) in region.items.iter().zip(&names).zip(0..) {
            let x = area.x + width * index;
            let middle = x + width / 2;
            self.circle(if item.selected { Role::Selected } else { Role::Control }, middle - 7, top + 5, 14);
            for (line, baseline) in name.iter().zip([top + 34, top + 49, top + 64]) {
                self.centred(Role::Label, middle, baseline, width - 2, line);
            }
            if item.target {
                self.rect(Role::Target, Bounds { x: x + 2, y: top, w: width - 4, h: height });
            }
            if let Some(number) = item.callout {
                // Beside the stop, above its name: nothing else stands there.
                self.callout(number, middle + 10, top + 3);
            }
        }
        top + height
    }

    /// The mark around a thing that is meant, and its number; gives what is left of its box for itself.
    fn marked(&mut self, item: &Item, bounds: Bounds) -> (i32, i32) {
        if item.target {
            self.rect(Role::Target, bounds);
        }
        let Some(number) = item.callout else { return (bounds.x, bounds.w) };
        self.callout(number, bounds.x + 3, bounds.y + (ROW - 18) / 2);
        (bounds.x + CALLOUT, bounds.w - CALLOUT)
    }

    /// The same for a thing with a line of its own, which begins where the others of its region do.
    fn marked_row(&mut self, item: &Item, rows: Rows, bounds: Bounds) -> (i32, i32) {
        self.marked(item, bounds);
        (bounds.x + rows.gutter, bounds.w - rows.gutter)
    }

    fn callout(&mut self, number: u32, x: i32, y: i32) {
        self.circle(Role::Callout, x, y, 18);
        self.centred(Role::Callout, x + 9, y + 13, 18, &number.to_string());
    }

    /// A label with its sign: before it, or behind it where it says that a menu opens.
    fn iconed(&mut self, item: &Item, bounds: Bounds) {
        let Bounds { x, y, w, .. } = bounds;
        match item.icon {
            None => self.label(item, x + 6, y, w - 12),
            Some(Icon::Down) => {
                let end = x + 6 + width_of(&item.label).min(w - 12 - ICON);
                self.label(item, x + 6, y, w - 12 - ICON);
                self.icon(Icon::Down, end + 4, y + 6);
            }
            Some(icon) => {
                self.icon(icon, x + 6, y + 6);
                self.label(item, x + 6 + ICON, y, w - 12 - ICON);
            }
        }
    }

    fn label(&mut self, item: &Item, x: i32, y: i32, room: i32) {
        self.text(Role::Label, x, y + 17, room, &item.label);
    }

    /// A sign of 14 by 14.
    fn icon(&mut self, icon: Icon, x: i32, y: i32) {
        match icon {
            Icon::Bars => {
                for row in [2, 7, 12] {
                    self.line(Role::Icon, x, y + row, 14, 0);
                }
            }
            Icon::Down => self.text(Role::Icon, x, y + 11, 14, "▾"),
            Icon::Search => {
                self.circle(Role::Icon, x + 1, y + 1, 9);
                self.line(Role::Icon, x + 9, y + 9, 4, 4);
            }
            Icon::Sheet => {
                self.rect(Role::Icon, Bounds { x: x + 1, y, w: 12, h: 14 });
                for row in [4, 7, 10] {
                    self.line(Role::Icon, x + 4, y + row, 6, 0);
                }
            }
            Icon::Person => {
                self.circle(Role::Icon, x + 4, y, 6);
                self.rect(Role::Icon, Bounds { x: x + 2, y: y + 8, w: 10, h: 6 });
            }
        }
    }

    fn text(&mut self, role: Role, x: i32, y: i32, room: i32, text: &str) {
        let (text, squeezed) = fitted(text, room);
        if !text.is_empty() {
            let bounds = Bounds { x, y, w: room, h: FONT };
            self.shapes.push(Shape { text, squeezed, ..Shape::of(ShapeKind::Text, role, bounds) });
        }
    }

    fn centred(&mut self, role: Role, x: i32, y: i32, room: i32, text: &str) {
        let (text, squeezed) = fitted(text, room);
        let bounds = Bounds { x, y, w: room, h: FONT };
        self.shapes.push(Shape { text, squeezed, anchor: Anchor::Middle, ..Shape::of(ShapeKind::Text, role, bounds) });
    }

    fn rect(&mut self, role: Role, bounds: Bounds) {
        self.shapes.push(Shape::of(ShapeKind::Rect, role, bounds));
    }

    fn circle(&mut self, role: Role, x: i32, y: i32, size: i32) {
        self.shapes.push(Shape::of(ShapeKind::Circle, role, Bounds { x, y, w: size, h: size }));
    }

    fn line(&mut self, role: Role, x: i32, y: i32, w: i32, h: i32) {
        self.shapes.push(Shape::of(ShapeKind::Line, role, Bounds { x, y, w, h }));
    }
}

/// What a thing is drawn as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Entry,
    Text,
    Field,
    Choice,
    Button,
}

fn look_of(kind: RegionKind, item: &Item) -> Shown {
    match item.look {
        Some(Look::Text) => Shown::Text,
        Some(Look::Field) => Shown::Field,
        Some(Look::Choice) => Shown::Choice,
        Some(Look::Button) => Shown::Button,
        None => match kind {
            RegionKind::Form => Shown::Field,
            RegionKind::Buttons => Shown::Button,
            RegionKind::Dialog if item.value.is_some() => Shown::Field,
            RegionKind::Dialog => Shown::Text,
            _ => Shown::Entry,
        },
    }
}

fn flows(kind: RegionKind, look: Shown) -> bool {
    look == Shown::Button || matches!(kind, RegionKind::Header | RegionKind::Tabs | RegionKind::Buttons)
}

fn inline_width(item: &Item, look: Shown) -> i32 {
    let sides = if look == Shown::Button { 20 } else { 12 };
    let callout = if item.callout.is_some() { CALLOUT } else { 0 };
    let icon = if item.icon.is_some() { ICON } else { 0 };
    width_of(&item.label) + sides + callout + icon
}

/// The columns of a table: each as wide as its longest text where there is room for all, and otherwise the wide ones cut
/// alike.
fn columns(region: &Region, area: Area) -> Vec<Area> {
    let count = region.items.iter().map(|item| 1 + item.cells.len()).max().unwrap_or(1).max(region.columns.len());
    let mut wanted: Vec<i32> = (0..count).map(|index| column_width(region, index)).collect();
    let most = widest_that_fits(&wanted, area.width);
    for width in &mut wanted {
        *width = (*width).min(most);
    }
    let spare = (area.width - wanted.iter().sum::<i32>()) / i32::try_from(count).unwrap_or(1);
    let mut x = area.x;
    wanted
        .into_iter()
        .map(|width| {
            let column = Area { x, width: width + spare };
            x += column.width;
            column
        })
        .collect()
}

fn column_width(region: &Region, index: usize) -> i32 {
    let cells = region.items.iter().filter_map(|item| match index {
        0 => Some(width_of(&item.label) + if item.icon.is_some() { ICON } else { 0 }),
        index => item.cells.get(index - 1).map(|cell| width_of(cell)),
    });
    let heading = region.columns.get(index).map(|heading| width_of(heading));
    cells.chain(heading).max().unwrap_or_default() + 14
}

/// The width at which columns are cut so that all of them together fit.
fn widest_that_fits(wanted: &[i32], room: i32) -> i32 {
    let mut sorted = wanted.to_vec();
    sorted.sort_unstable();
    let mut left = room;
    for (index, width) in sorted.iter().enumerate() {
        let fair = left / i32::try_from(sorted.len() - index).unwrap_or(1);
        if *width > fair {
            return fair;
        }
        left -= width;
    }
    room
}

/// A menu is as wide as its longest entry.
fn menu_area(region: &Region, area: Area) -> Area {
    let widest = region.items.iter().map(|item| inline_width(item, Shown::Entry)).max().unwrap_or_default();
    Area { x: area.x + 2 * PAD, width: (widest + 24).max(SIDE).min(area.width - 2 * PAD) }
}

/// How wide a text is at most, in pixels.
fn width_of(text: &str) -> i32 {
    (text.chars().map(letter).sum::<i32>() * FONT + 99) / 100
}

/// Width of a letter in hundredths of the font's size, as wide as it is in a wide sans face.
fn letter(c: char) -> i32 {
    match c {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' => 34,
        ' ' | 'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '/' | '-' => 42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 100,
        'A'..='Z' => 76,
        c if c.is_ascii() => 65,
        // Ideographs and the like fill a square.
        c if u32::from(c) >= 0x1100 => 110,
        _ => 76,
    }
}

/// The text, and whether it has to be squeezed into its room; or its beginning with an ellipsis where even that is not
/// enough.
fn fitted(text: &str, room: i32) -> (String, bool) {
    let width = width_of(text);
    if width <= room * MOST_SQUEEZED / 100 {
        return (text.to_owned(), width > room);
    }
    let room = room - width_of("…");
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if width_of(&kept) > room {
            kept.pop();
            break;
        }
    }
    (if kept.is_empty() { kept } else { format!("{}…", kept.trim_end()) }, false)
}

/// The text in at most so many lines; what is left over stands in the last.
fn wrapped(text: &str, room: i32, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let full = lines.len() == most;
        let Some(line) = lines.last_mut() else { break };
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if full || line.is_empty() || width_of(&longer) <= room {
            *line = longer;
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hint(kind: RegionKind, items: Vec<Item>) -> Hint {
        let region = Region { kind, title: Some("Title".into()), columns: vec!["One".into(), "Two".into()], items };
        Hint { alt: "In words".into(), frame: "Security Console".into(), regions: vec![region] }
    }

    fn item(label: &str) -> Item {
        Item { label: label.to_owned(), ..Item::default() }
    }

    const KINDS: [RegionKind; 10] = [
        RegionKind::Header,
        RegionKind::Tabs,
        RegionKind::Train,
        RegionKind::Side,
        RegionKind::Panel,
        RegionKind::Form,
        RegionKind::Table,
        RegionKind::Menu,
        RegionKind::Buttons,
        RegionKind::Dialog,
    ];

    /// The box that a text fills at most.
    fn text_box(shape: &Shape) -> Bounds {
        let x = if shape.anchor == Anchor::Middle { shape.x - shape.w / 2 } else { shape.x };
        let w = if shape.squeezed { shape.w } else { width_of(&shape.text) };
        Bounds { x, y: shape.y - FONT, w, h: FONT }
    }

    fn overlap(one: Bounds, other: Bounds) -> bool {
        one.x < other.x + other.w && other.x < one.x + one.w && one.y < other.y + other.h && other.y < one.y + one.h
    }

    #[test]
    fn long_labels_are_cut_and_never_run_into_each_other() {
        let long = "A label of Oracle's in a language that needs a great many letters for it ".repeat(4);
        for kind in KINDS {
            let items = (1..=7).map(|number| Item {
                value: Some(long.clone()),
                cells: vec![long.clone()],
                icon: Some(Icon::Down),
                callout: Some(number),
                target: number == 3,
                ..item(&long)
            });
            let drawn = drawing(&hint(kind, items.collect()));
            let texts: Vec<Bounds> =
                drawn.shapes.iter().filter(|shape| shape.kind == ShapeKind::Text).map(text_box).collect();
            for (index, one) in texts.iter().enumerate() {
                assert!(
                    one.x >= 0 && one.x + one.w <= drawn.width && one.y + one.h <= drawn.height,
                    "{kind:?} {one:?}"
                );
                for other in &texts[index + 1..] {
                    assert!(!overlap(*one, *other), "{kind:?}: {one:?} {other:?}");
                }
            }
            assert!(drawn.shapes.iter().any(|shape| shape.text.ends_with('…')), "{kind:?}");
        }
    }

    #[test]
    fn every_label_of_the_guides_is_there_whole() {
        let steps = crate::guide::builtins().iter().flat_map(crate::guide::Guide::steps);
        let hints =
            steps.flat_map(|step| step.hint.iter().chain(step.variants.iter().filter_map(|form| form.hint.as_ref())));
        let cut: Vec<String> = hints
            .flat_map(|hint| drawing(hint).shapes)
            .filter(|shape| shape.text.ends_with('…'))
            .map(|shape| shape.text)
            .collect();
        assert_eq!(cut, Vec::<String>::new());
    }

    #[test]
    fn lines_of_a_region_begin_below_each_other_whichever_has_a_number() {
        let fields = [Some(1), None].map(|callout| Item { value: Some("V".into()), callout, ..item("Role Name") });
        let drawn = drawing(&hint(RegionKind::Form, fields.into()));
        let boxes: Vec<i32> =
            drawn.shapes.iter().filter(|shape| shape.role == Role::Control).map(|shape| shape.x).collect();
        assert!(boxes.len() == 2 && boxes[0] == boxes[1], "{boxes:?}");
    }

    #[test]
    fn every_shape_stands_inside_the_frame() {
        for kind in KINDS {
            let drawn = drawing(&hint(kind, vec![item("One"), Item { target: true, ..item("Two") }]));
            for shape in drawn.shapes.iter().filter(|shape| shape.kind != ShapeKind::Text) {
                let inside = shape.x >= 0 && shape.x + shape.w <= drawn.width && shape.y + shape.h <= drawn.height;
                assert!(inside, "{kind:?}: {shape:?} in {}x{}", drawn.width, drawn.height);
            }
        }
    }

    #[test]
    fn marks_the_one_target_and_numbers_the_callouts() {
        for kind in KINDS {
            let items = vec![item("One"), Item { target: true, callout: Some(2), ..item("Two") }];
            let drawn = drawing(&hint(kind, items));
            assert_eq!(drawn.shapes.iter().filter(|shape| shape.role == Role::Target).count(), 1, "{kind:?}");
            let number = drawn.shapes.iter().find(|shape| shape.role == Role::Callout && !shape.text.is_empty());
            assert_eq!(number.map(|shape| shape.text.as_str()), Some("2"), "{kind:?}");
        }
    }

    #[test]
    fn a_side_list_stands_beside_the_rest() {
        let mut both = hint(RegionKind::Side, vec![item("Roles")]);
        both.regions.extend(hint(RegionKind::Form, vec![item("Role Name")]).regions);
        let drawn = drawing(&both);
        let at = |text: &str| drawn.shapes.iter().find(|shape| shape.text == text).unwrap();
        assert!(at("Roles").x + at("Roles").w <= at("Role Name").x);
        assert!(at("Role Name").y < at("Roles").y + ROW);
    }

    #[test]
    fn a_narrow_column_leaves_its_room_to_a_wide_one() {
        let code = "ORA_PER_RECRUITING_ADMINISTRATOR_JOB";
        let row = Item { cells: vec![code.to_owned()], ..item("Recruiter") };
        let drawn = drawing(&hint(RegionKind::Table, vec![row]));
        assert!(drawn.shapes.iter().any(|shape| shape.text == code));
        assert_eq!(widest_that_fits(&[10, 100, 200], 110), 50);
        assert_eq!(widest_that_fits(&[10, 20], 110), 110);
    }

    #[test]
    fn a_label_that_fits_is_left_as_it_is() {
        assert_eq!(fitted("Copy Role", 200), ("Copy Role".to_owned(), false));
        assert_eq!(fitted("Copy Role", 60), ("Copy Role".to_owned(), true));
        assert_eq!(fitted("Copy Role", 40), ("Cop…".to_owned(), false));
        assert_eq!(wrapped("Role Hierarchy", 70, 2), ["Role", "Hierarchy"]);
        assert_eq!(wrapped("Function Security Policies", 70, 2), ["Function", "Security Policies"]);
    }
}
