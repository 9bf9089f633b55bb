//! Names beside points: each where it covers neither another name nor, if it
//! can be helped, a point.

/// A point of the picture, and whether it wants its name beside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) is_labelled: bool,
}

/// A name and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) x: f64,
    pub(super) y: f64,
    /// The end of the text that stands at `x`.
    pub(super) anchor: &'static str,
    pub(super) text: String,
}

impl Label {
    /// What it covers.
    fn area(&self) -> Area {
        let width = width(&self.text);
        let left = match self.anchor {
            "end" => self.x - width,
            "middle" => self.x - width / 2.0,
            _ => self.x,
        };
        (left, left + width, self.y - HEIGHT + 3.0, self.y + 3.0)
    }
}

/// Around a point, best first: the frontier runs along the upper left edge, so
/// there is room above it.
const PLACES: [(f64, f64, &str); 8] = [
    (-8.0, -9.0, "end"),
    (0.0, -11.0, "middle"),
    (-11.0, 4.0, "end"),
    (8.0, -9.0, "start"),
    (11.0, 4.0, "start"),
    (8.0, 17.0, "start"),
    (0.0, 20.0, "middle"),
    (-8.0, 17.0, "end"),
];

/// Height of a line of text.
const HEIGHT: f64 = 13.0;

/// A rectangle: left, right, top, bottom.
type Area = (f64, f64, f64, f64);

/// Gives each point that wants one its name, cheapest first; a name without
/// room is left out, its point still says it.
pub(super) fn place(spots: &[Spot], names: &[&str], plot: Area) -> Vec<Label> {
    let mut taken: Vec<Area> = Vec::new();
    let mut labels = Vec::new();
    for (spot, name) in spots.iter().zip(names).filter(|(spot, _)| spot.is_labelled) {
        let candidates = PLACES.iter().enumerate().filter_map(|(rank, (dx, dy, anchor))| {
            let label = Label { x: spot.x + dx, y: spot.y + dy, anchor, text: (*name).to_owned() };
            let area = label.area();
            let inside = area.0 >= plot.0 && area.1 <= plot.1 && area.2 >= plot.2 - 12.0 && area.3 <= plot.3;
            let free = inside && !taken.iter().any(|other| meet(area, *other));
            let covered = spots.iter().filter(|other| meet(area, around(other))).count();
            free.then_some(((covered, rank), area, label))
        });
        if let Some((_, area, label)) = candidates.min_by_key(|(order, ..)| *order) {
            taken.push(area);
            labels.push(label);
        }
    }
    labels
}

/// What a point covers.
fn around(spot: &Spot) -> Area {
    (spot.x - 5.0, spot.x + 5.0, spot.y - 5.0, spot.y + 5.0)
}

fn meet(a: Area, b: Area) -> bool {
    a.0 < b.1 && b.0 < a.1 && a.2 < b.3 && b.2 < a.3
}

/// How wide a name is at 12 units: Han characters are square.
fn width(name: &str) -> f64 {
    name.chars().map(|c| if c.is_ascii() { 6.6 } else { 12.0 }).sum()
}

#[cfg(test)]
mod tests {
    use super::{Spot, meet, place};

    #[test]
    fn names_never_cover_each_other_and_stay_inside() {
        let spot = |x, y| Spot { x, y, is_labelled: true };
        let spots: Vec<Spot> =
            (0..40).map(|n| spot(60.0 + f64::from(n % 8) * 9.0, 60.0 + f64::from(n / 8) * 7.0)).collect();
        let names = vec!["模型 Model-1"; spots.len()];
        let labels = place(&spots, &names, (0.0, 300.0, 0.0, 200.0));
        assert!(!labels.is_empty() && labels.len() < spots.len(), "{}", labels.len());
        for (number, one) in labels.iter().enumerate() {
            let (left, right, _, bottom) = one.area();
            assert!(left >= 0.0 && right <= 300.0 && bottom <= 200.0, "{one:?}");
            assert!(!labels[number + 1..].iter().any(|other| meet(one.area(), other.area())), "{one:?}");
        }
    }

    #[test]
    fn a_point_alone_has_its_name_to_the_upper_left_and_at_the_edge_elsewhere() {
        let spot = |x| [Spot { x, y: 50.0, is_labelled: true }];
        let place = |x| place(&spot(x), &["Model"], (0.0, 300.0, 0.0, 200.0))[0].anchor;
        assert_eq!(place(150.0), "end");
        assert_ne!(place(10.0), "end");
    }
}
