//! What diagrams are drawn with: boxes, arrows and words at places.

use leptos::prelude::*;

use crate::locale::Locale;

/// A text in both languages; `\n` begins a new line.
pub(super) type Words = (&'static str, &'static str);

/// Room for panels that stand in one column or two.
pub(super) const PANEL: f64 = 352.0;
/// Widths of a picture that is drawn twice, with the class that shows it.
pub(super) const WIDTHS: [(f64, &str); 2] = [(720.0, "wide"), (PANEL, "narrow")];

/// From one line of a text to the next.
const LINE: f64 = 17.0;
/// From the middle of a line of letters down to where they stand.
const BASE: f64 = 4.5;
/// Half the width of an arrow's head, and its length.
const HEAD: (f64, f64) = (3.5, 6.0);

/// A panel in the making. Places are counted from its upper left corner.
pub(super) struct Pen {
    locale: Locale,
    size: (f64, f64),
    class: &'static str,
    marks: Vec<AnyView>,
}

impl Pen {
    /// An empty panel of a size; the class says when it is shown.
    pub(super) const fn new(locale: Locale, width: f64, height: f64, class: &'static str) -> Self {
        Self { locale, size: (width, height), class, marks: Vec::new() }
    }

    /// A rectangle: left, top, width, height.
    pub(super) fn rect(&mut self, [x, y, width, height]: [f64; 4], class: &'static str) {
        self.marks.push(
            view! { <rect class=class x=px(x) y=px(y) width=px(width) height=px(height) rx="3" /> }
                .into_any(),
        );
    }

    /// A rectangle with words in its middle.
    pub(super) fn named(&mut self, place: [f64; 4], class: &'static str, words: Words) {
        let [x, y, width, height] = place;
        self.rect(place, class);
        let lines = self.pick(words).split('\n').count();
        let first = y + height / 2.0 + BASE - LINE / 2.0 * (lines - 1) as f64;
        self.text((x + width / 2.0, first), "mid", words);
    }

    /// Words; the class says which of their ends stands at the place, and how
    /// loud they are: `mid`, `end`, `soft`, `strong`.
    pub(super) fn text(&mut self, (x, y): (f64, f64), class: &'static str, words: Words) {
        for (number, line) in self.pick(words).split('\n').enumerate() {
            let y = y + LINE * number as f64;
            self.marks.push(view! { <text class=class x=px(x) y=px(y)>{line}</text> }.into_any());
        }
    }

    /// Any line.
    pub(super) fn path(&mut self, d: String, class: &'static str) {
        self.marks.push(view! { <path class=class d=d /> }.into_any());
    }

    /// A straight line.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), class: &'static str) {
        self.path(format!("M{} {}L{} {}", px(from.0), px(from.1), px(to.0), px(to.1)), class);
    }

    /// A straight line with a head at its end.
    pub(super) fn arrow(&mut self, from: (f64, f64), to: (f64, f64), class: &'static str) {
        self.arrow_along(&[from, to], class);
    }

    /// A line through places, with a head at its end.
    pub(super) fn arrow_along(&mut self, places: &[(f64, f64)], class: &'static str) {
        let [.., before, (x, y)] = places else { return };
        let mut d = String::new();
        for (number, place) in places.iter().enumerate() {
            let sign = if number == 0 { 'M' } else { 'L' };
            d.push_str(&format!("{sign}{} {}", px(place.0), px(place.1)));
        }
        let length = (x - before.0).hypot(y - before.1).max(0.1);
        let (along, across) = ((x - before.0) / length, (y - before.1) / length);
        let (half, long) = HEAD;
        let wing = |side: f64| {
            (px(x - long * along - side * half * across), px(y - long * across + side * half * along))
        };
        let (one, other) = (wing(1.0), wing(-1.0));
        d.push_str(&format!("M{} {}L{} {}L{} {}", one.0, one.1, px(*x), px(*y), other.0, other.1));
        self.path(d, class);
    }

    /// Squares of one kind, by their upper left corners: one mark, however many.
    pub(super) fn squares(
        &mut self,
        places: impl Iterator<Item = (f64, f64)>,
        side: f64,
        class: &'static str,
    ) {
        let side = px(side);
        let d: String = places.map(|(x, y)| format!("M{} {}h{side}v{side}h-{side}z", px(x), px(y))).collect();
        if !d.is_empty() {
            self.path(d, class);
        }
    }

    /// A bracket below what lies between two places; `y` is its upper end.
    pub(super) fn bracket(&mut self, from: f64, to: f64, y: f64) {
        self.path(format!("M{} {}v5H{}v-5", px(from), px(y), px(to)), "flow");
    }

    /// Many upright strokes from `x` on, `count` over a width.
    pub(super) fn ticks(&mut self, (x, y): (f64, f64), width: f64, count: u32) {
        let spaces = f64::from(count - 1);
        let d =
            (0..count).map(|number| format!("M{} {}v10", px2(x + width * f64::from(number) / spaces), px(y)));
        self.path(d.collect(), "tick");
    }

    /// What fills mean, in columns of a width from the left.
    pub(super) fn legend(&mut self, y: f64, columns: usize, items: &[(&'static str, Words)]) {
        let step = self.size.0 / columns as f64;
        for (number, (class, words)) in items.iter().enumerate() {
            let x = step * (number % columns) as f64;
            let y = y + 22.0 * (number / columns) as f64;
            self.rect([x + 0.5, y - 10.0, 14.0, 12.0], class);
            self.text((x + 22.0, y + 0.5), "soft", *words);
        }
    }

    const fn pick(&self, words: Words) -> &'static str {
        match self.locale {
            Locale::Zh => words.0,
            Locale::En => words.1,
        }
    }

    /// The finished panel.
    pub(super) fn into_view(self) -> AnyView {
        let (width, height) = self.size;
        let class = (!self.class.is_empty()).then_some(self.class);
        view! { <svg class=class viewBox=format!("0 0 {width} {height}")>{self.marks.collect_view()}</svg> }
            .into_any()
    }
}

/// A place, to a tenth, without a needless `.0`.
fn px(value: f64) -> String {
    ((value * 10.0).round() / 10.0).to_string()
}

/// A place, to a hundredth.
fn px2(value: f64) -> String {
    ((value * 100.0).round() / 100.0).to_string()
}
