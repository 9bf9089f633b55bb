//! A card as SVG: every word has its box, and its size follows from it.

use std::fmt::Write;

use crate::html::escape;
use crate::share::card::{Body, Card, Cell, Figure, Row};
use crate::share::lines::{Fitted, fit, width};
use crate::share::{HEIGHT, WIDTH, font};

// The colours of `style/tokens.css`, light.
const PAGE: &str = "#ffffff";
const TEXT: &str = "#1f2328";
const SOFT: &str = "#545d66";
const LINE: &str = "#dfe3e6";
const ACCENT: &str = "#0b6e63";

/// The margins at the sides.
const LEFT: f32 = 72.0;
const RIGHT: f32 = 1128.0;
const ROOM: f32 = RIGHT - LEFT;
/// Where the site's name and the page's kind stand.
const HEAD: f32 = 88.0;
/// Where the title's box begins.
const TITLE: f32 = 128.0;
/// Where figures begin.
const FIGURES: f32 = 368.0;
/// Where the first row of a comparison begins.
const ROWS: f32 = 256.0;
/// The height of such a row.
const ROW: f32 = 72.0;
/// The width of their names.
const NAMES: f32 = 262.0;
/// Where a page of text ends.
const END: f32 = 540.0;
/// Where host and date stand.
const FOOT: f32 = 590.0;
/// Between columns.
const GUTTER: f32 = 28.0;

/// The picture of a card, of [`WIDTH`] by [`HEIGHT`].
pub(super) fn svg(card: &Card) -> String {
    let mut sheet = Sheet::new();
    head(&mut sheet, card);
    match &card.body {
        Body::Words => {
            lead(&mut sheet, card, END, (&[92.0, 80.0, 68.0, 58.0], &[38.0, 34.0, 31.0]), 4);
        }
        Body::Figures(figures) => {
            lead(&mut sheet, card, FIGURES - 14.0, (&[78.0, 68.0, 58.0, 50.0], &[34.0, 31.0]), 2);
            self::figures(&mut sheet, figures);
        }
        Body::Comparison { models, rows } => comparison(&mut sheet, models, rows),
    }
    foot(&mut sheet, card);
    sheet.done()
}

/// The site's sign and name, and what kind of page it is.
fn head(sheet: &mut Sheet, card: &Card) {
    sheet.bar();
    sheet.mark();
    // The front page's title is the site's name.
    let name = if card.site == card.title { "" } else { &card.site };
    let name = fit(name, ROOM / 2.0, &[34.0], 1);
    sheet.put(LEFT + 62.0, HEAD, &name, TEXT, Weight::Strong);
    let taken = 62.0 + name.lines.first().map_or(0.0, |line| width(line, name.size));
    let kind = fit(&card.kind, ROOM - taken - GUTTER, &[30.0], 1);
    sheet.put_end(RIGHT, HEAD, &kind, SOFT);
}

/// Title and sentence, down to `end`; the sentence has at most so many lines.
fn lead(sheet: &mut Sheet, card: &Card, end: f32, sizes: (&[f32], &[f32]), most: usize) {
    let title = fit(&card.title, ROOM, sizes.0, 2);
    let title_step = title.size * 1.24;
    let under = title_step.mul_add(title.lines.len() as f32, TITLE) + 18.0;
    // The first size that leaves nothing out, else the last.
    let lines = sizes.1.iter().filter_map(|size| {
        let fitting = (1..=most).rev().find(|rows| leading(*size).mul_add(*rows as f32, under) <= end)?;
        Some(fit(&card.line, ROOM, &[*size], fitting))
    });
    let lines: Vec<Fitted> = lines.collect();
    let line = lines.iter().find(|line| !line.is_cut).or_else(|| lines.last());
    let taken = line.map_or(0.0, |line| leading(line.size) * line.lines.len() as f32);
    // A part of what is left stands above.
    let spare = (end - under - taken).clamp(0.0, 90.0) / 3.0;
    sheet.lines(LEFT, title.size.mul_add(0.98, TITLE + spare), title_step, &title, TEXT, Weight::Strong);
    if let Some(line) = line {
        sheet.lines(LEFT, under + spare + line.size, leading(line.size), line, SOFT, Weight::Plain);
    }
}

/// From one line of a sentence to the next.
fn leading(size: f32) -> f32 {
    size * 1.42
}

/// Numbers side by side: name, number with its unit, what must be known of it.
fn figures(sheet: &mut Sheet, figures: &[Figure]) {
    sheet.rule(FIGURES);
    let column = (ROOM + GUTTER) / figures.len().max(1) as f32;
    let room = column - GUTTER;
    // Without a third line the two stand lower.
    let lift = if figures.iter().all(|figure| figure.note.is_empty()) { 14.0 } else { 0.0 };
    for (place, figure) in figures.iter().enumerate() {
        let x = column.mul_add(place as f32, LEFT);
        let top = FIGURES + lift;
        sheet.put(x, top + 48.0, &fit(&figure.label, room, &[29.0, 26.0], 1), SOFT, Weight::Plain);
        amount(sheet, (x, top + 112.0), room, figure);
        sheet.put(x, top + 152.0, &fit(&figure.note, room, &[26.0, 23.0], 1), SOFT, Weight::Plain);
    }
}

/// A number and its unit on one line, or a long name on two.
fn amount(sheet: &mut Sheet, (x, y): (f32, f32), room: f32, figure: &Figure) {
    let unit = fit(&figure.unit, room / 2.0, &[28.0], 1);
    let taken = unit.lines.first().map_or(0.0, |line| width(line, unit.size) + 10.0);
    let value = number(&figure.value, room - taken, &[56.0, 48.0, 40.0, 34.0]);
    let step = value.size * 1.16;
    let lift = if value.lines.len() > 1 { 26.0 } else { 0.0 };
    sheet.lines(x, y - lift, step, &value, TEXT, Weight::Strong);
    let behind = value.lines.last().map_or(0.0, |line| width(line, value.size));
    sheet.put(x + behind + 10.0, y, &unit, SOFT, Weight::Plain);
}

/// A value on one line, or a long name on two.
fn number(value: &str, room: f32, sizes: &[f32]) -> Fitted {
    let one = fit(value, room, sizes, 1);
    if one.is_cut { fit(value, room, &[30.0, 26.0], 2) } else { one }
}

/// Models side by side: their names, then a row for each number.
fn comparison(sheet: &mut Sheet, models: &[String], rows: &[Row]) {
    let column = (ROOM - NAMES + GUTTER) / models.len().max(1) as f32;
    let room = column - GUTTER;
    let x = |place: usize| column.mul_add(place as f32, LEFT + NAMES);
    for (place, name) in names_of_columns(models, room).into_iter().enumerate() {
        let step = name.size * 1.22;
        // Names stand on the rule.
        let first = step.mul_add(-(name.lines.len().saturating_sub(1) as f32), ROWS - 24.0);
        sheet.lines(x(place), first, step, &name, TEXT, Weight::Strong);
    }
    sheet.strong_rule(ROWS);
    for (place, row) in rows.iter().enumerate() {
        let top = ROW.mul_add(place as f32, ROWS);
        if place > 0 {
            sheet.rule(top);
        }
        name_of_row(sheet, row, top);
        for (place, cell) in row.cells.iter().enumerate() {
            self::cell(sheet, (x(place), top), room, cell);
        }
    }
}

/// What a row tells, and in which unit.
fn name_of_row(sheet: &mut Sheet, row: &Row, top: f32) {
    let room = NAMES - GUTTER;
    let y = top + if row.unit.is_empty() { 47.0 } else { 36.0 };
    sheet.put(LEFT, y, &fit(&row.label, room, &[29.0, 26.0], 1), SOFT, Weight::Plain);
    sheet.put(LEFT, y + 26.0, &fit(&row.unit, room, &[22.0], 1), SOFT, Weight::Plain);
}

/// A number, and when it holds.
fn cell(sheet: &mut Sheet, (x, top): (f32, f32), room: f32, cell: &Cell) {
    let (value, colour) = if cell.value.is_empty() { ("—", SOFT) } else { (cell.value.as_str(), TEXT) };
    let value = number(value, room, &[44.0, 38.0, 34.0, 30.0, 26.0]);
    let y = match (value.lines.len(), cell.note.is_empty()) {
        (0 | 1, true) => top + 51.0,
        (0 | 1, false) => top + 41.0,
        _ => top + 34.0,
    };
    sheet.lines(x, y, value.size * 1.05, &value, colour, Weight::Strong);
    if value.lines.len() < 2 {
        sheet.put(x, y + 24.0, &fit(&cell.note, room, &[22.0], 1), SOFT, Weight::Plain);
    }
}

/// The models' names, all in one size: on two lines if they hold every name
/// without tearing a word, else on three.
fn names_of_columns(models: &[String], room: f32) -> Vec<Fitted> {
    let at = |(size, most): (f32, usize)| -> Vec<Fitted> {
        models.iter().map(|name| fit(name, room, &[size], most)).collect()
    };
    let tried = [(46.0, 2), (40.0, 2), (34.0, 2), (30.0, 2), (27.0, 3)].into_iter().map(at);
    let good = tried.into_iter().find(|names| names.iter().all(|name| !name.is_cut && !name.is_torn));
    good.unwrap_or_else(|| at((24.0, 3)))
}

/// Where the site is found, and how new the data is.
fn foot(sheet: &mut Sheet, card: &Card) {
    let date = fit(&card.date, ROOM / 2.0, &[28.0], 1);
    sheet.put_end(RIGHT, FOOT, &date, SOFT);
    let taken = date.lines.first().map_or(0.0, |line| width(line, date.size));
    sheet.put(LEFT, FOOT, &fit(&card.host, ROOM - taken - GUTTER, &[28.0], 1), SOFT, Weight::Plain);
}

/// How heavy letters are.
#[derive(Clone, Copy, PartialEq)]
enum Weight {
    Plain,
    /// The font has one weight; a line around its letters makes another.
    Strong,
}

/// An SVG that is being written.
struct Sheet {
    svg: String,
}

impl Sheet {
    fn new() -> Self {
        let mut sheet = Self { svg: String::with_capacity(6_000) };
        sheet.add(format_args!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="{}" stroke-linejoin="round"><rect width="{WIDTH}" height="{HEIGHT}" fill="{PAGE}"/>"#,
            font::FAMILY
        ));
        sheet
    }

    fn add(&mut self, piece: std::fmt::Arguments<'_>) {
        // Writing to a text does not fail.
        self.svg.write_fmt(piece).ok();
    }

    fn done(mut self) -> String {
        self.svg.push_str("</svg>");
        self.svg
    }

    /// The one patch of colour, known from afar.
    fn bar(&mut self) {
        self.add(format_args!(r#"<rect width="{WIDTH}" height="12" fill="{ACCENT}"/>"#));
    }

    /// The site's sign, as in its header.
    fn mark(&mut self) {
        self.add(format_args!(
            r#"<g transform="translate({LEFT} 53) scale(1.9)" fill="none" stroke="{ACCENT}" stroke-width="1.75"><circle cx="12" cy="12" r="9.25"/><ellipse cx="12" cy="12" rx="4" ry="9.25"/><path d="M3 12h18"/></g>"#
        ));
    }

    fn rule(&mut self, y: f32) {
        self.add(format_args!(r#"<rect x="{LEFT}" y="{y}" width="{ROOM}" height="2" fill="{LINE}"/>"#));
    }

    fn strong_rule(&mut self, y: f32) {
        self.add(format_args!(r#"<rect x="{LEFT}" y="{y}" width="{ROOM}" height="3" fill="{ACCENT}"/>"#));
    }

    /// A line whose letters stand on `y`.
    fn put(&mut self, x: f32, y: f32, text: &Fitted, colour: &str, weight: Weight) {
        self.lines(x, y, 0.0, text, colour, weight);
    }

    /// Lines, `step` apart, the first on `y`.
    fn lines(&mut self, x: f32, y: f32, step: f32, text: &Fitted, colour: &str, weight: Weight) {
        let size = text.size;
        for (place, line) in text.lines.iter().enumerate() {
            let y = step.mul_add(place as f32, y);
            self.add(format_args!(r#"<text x="{x:.1}" y="{y:.1}" font-size="{size}" fill="{colour}""#));
            if weight == Weight::Strong {
                self.add(format_args!(r#" stroke="{colour}" stroke-width="{:.2}""#, size * 0.03));
            }
            self.add(format_args!(">{}</text>", escape(line)));
        }
    }

    /// A line that ends at `x`.
    fn put_end(&mut self, x: f32, y: f32, text: &Fitted, colour: &str) {
        let taken = text.lines.first().map_or(0.0, |line| width(line, text.size));
        self.put(x - taken, y, text, colour, Weight::Plain);
    }
}
