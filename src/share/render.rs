//! From SVG to PNG: drawn by `resvg`, then written with a palette, since a picture
//! of few colours needs a byte for each dot and not four.

use std::collections::HashMap;

use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use crate::share::{HEIGHT, WIDTH, font};

/// Why a picture could not be drawn; a fault of ours and not of the content's.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    /// Our SVG is none.
    #[error("the drawing is malformed: {0}")]
    Drawing(#[from] resvg::usvg::Error),
    /// There is no memory for the dots.
    #[error("no memory for a picture")]
    Memory,
    /// The PNG could not be written.
    #[error("the picture could not be written: {0}")]
    Writing(#[from] png::EncodingError),
}

/// Draws an SVG of [`WIDTH`] by [`HEIGHT`].
///
/// # Errors
///
/// When the SVG is malformed or memory is short.
pub(super) fn png(svg: &str) -> Result<Vec<u8>, DrawError> {
    let options =
        Options { fontdb: font::database(), font_family: font::FAMILY.to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options)?;
    let mut dots = Pixmap::new(WIDTH, HEIGHT).ok_or(DrawError::Memory)?;
    resvg::render(&tree, Transform::identity(), &mut dots.as_mut());
    let (palette, indices) = few_colours(dots.data());
    let mut out = Vec::with_capacity(32 * 1024);
    let mut encoder = Encoder::new(&mut out, WIDTH, HEIGHT);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_compression(Compression::Balanced);
    // Neighbouring places of a palette are not alike.
    encoder.set_filter(Filter::NoFilter);
    encoder.set_palette(palette);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&indices)?;
    writer.finish()?;
    Ok(out)
}

/// A palette of at most 256 colours, and each dot's place in it. Colours that
/// differ in their last bits are taken for one; in as few bits as will do.
fn few_colours(dots: &[u8]) -> (Vec<u8>, Vec<u8>) {
    (2..7).find_map(|bits| with_bits_dropped(dots, bits)).unwrap_or_default()
}

/// `None` if there are more than 256 colours. The dots are opaque.
fn with_bits_dropped(dots: &[u8], bits: u32) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut palette = Vec::with_capacity(3 * 256);
    let mut known: HashMap<[u8; 3], u8> = HashMap::with_capacity(256);
    let mut indices = Vec::with_capacity(dots.len() / 4);
    // Most dots are like the one before.
    let mut last = None;
    for dot in dots.chunks_exact(4) {
        let colour = [dot[0], dot[1], dot[2]];
        let index = match last {
            Some((before, index)) if before == colour => index,
            _ => {
                let next = known.len();
                let index = match known.entry(colour.map(|part| part >> bits)) {
                    std::collections::hash_map::Entry::Occupied(entry) => *entry.get(),
                    std::collections::hash_map::Entry::Vacant(entry) => {
                        palette.extend(colour);
                        *entry.insert(u8::try_from(next).ok()?)
                    }
                };
                last = Some((colour, index));
                index
            }
        };
        indices.push(index);
    }
    Some((palette, indices))
}

#[cfg(test)]
mod tests {
    use super::{few_colours, png};

    #[test]
    fn a_drawing_becomes_a_png_and_what_is_none_an_error() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"><rect width="1200" height="630" fill="white"/></svg>"#;
        let bytes = png(svg).expect("a picture");
        assert_eq!(&bytes[1..4], b"PNG");
        assert!(png("<svg").is_err());
    }

    #[test]
    fn many_colours_become_at_most_256() {
        let dots: Vec<u8> =
            (0..20_000_u32).flat_map(|n| [n as u8, (n / 7) as u8, (n / 80) as u8, 255]).collect();
        let (palette, indices) = few_colours(&dots);
        assert!(palette.len() <= 3 * 256 && indices.len() == 20_000);
        assert!(indices.iter().all(|index| usize::from(*index) * 3 < palette.len()));
    }
}
