//! The font of the pictures. The program carries its own, so that it draws the
//! same on every machine; `font/README.md` tells what is in it.

use std::sync::{Arc, LazyLock};

use resvg::usvg::fontdb::{Database, Source};
use skrifa::charmap::Charmap;
use skrifa::metrics::GlyphMetrics;
use skrifa::prelude::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

static DATA: &[u8] = include_bytes!("font/NotoSansSC-Subset.otf");

/// What the font calls itself.
pub(super) const FAMILY: &str = "Noto Sans CJK SC";

/// Which characters there are, and how wide.
struct Face {
    glyphs: Charmap<'static>,
    widths: GlyphMetrics<'static>,
}

/// `None` if the font could not be read, which a test rules out.
static FACE: LazyLock<Option<Face>> = LazyLock::new(|| {
    let font = FontRef::new(DATA).ok()?;
    let widths = font.glyph_metrics(Size::new(1.0), LocationRef::default());
    Some(Face { glyphs: font.charmap(), widths })
});

static DATABASE: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut database = Database::new();
    database.load_font_source(Source::Binary(Arc::new(DATA)));
    Arc::new(database)
});

/// The font as the renderer takes it.
pub(super) fn database() -> Arc<Database> {
    DATABASE.clone()
}

/// Whether the font can draw a character.
pub(super) fn has(c: char) -> bool {
    FACE.as_ref().is_some_and(|face| face.glyphs.map(c).is_some())
}

/// How far a character moves the pen, as a share of the font's size; nothing
/// if the font lacks it.
pub(super) fn advance(c: char) -> f32 {
    let width = |face: &Face| face.widths.advance_width(face.glyphs.map(c)?);
    FACE.as_ref().and_then(width).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{FAMILY, advance, database, has};

    #[test]
    fn the_font_is_read_and_called_as_we_call_it() {
        let database = database();
        let families: Vec<_> = database.faces().flat_map(|face| face.families.clone()).collect();
        assert!(families.iter().any(|(name, _)| name == FAMILY), "{families:?}");
        assert!("模型图鉴 Model Atlas $0.28 ¥2 □—…".chars().all(has));
        assert!(!has('한') && !has('😀'));
    }

    #[test]
    fn han_is_square_and_digits_line_up() {
        assert!((advance('模') - 1.0).abs() < 0.001);
        assert!("0123456789".chars().all(|digit| (advance(digit) - advance('0')).abs() < 0.001));
        assert!(advance('0') > 0.4 && advance('한').abs() < f32::EPSILON);
    }
}
