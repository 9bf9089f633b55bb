//! Our own diagrams: in both languages, told in words, without inline style.

use std::collections::HashSet;
use std::fs;

use model_atlas::locale::Locale;
use model_atlas::page::Diagram;

use crate::html::{all_between, attribute, between, text_of};
use crate::support::{Site, copy_of, small};

/// A site with a page in each language that shows every diagram, the first twice.
fn site() -> Site {
    let folder = copy_of("good");
    let asked = Diagram::ALL.iter().chain(&Diagram::ALL[..1]);
    let lines: Vec<String> =
        asked.map(|diagram| format!("::diagram{{name=\"{}\"}}\n", diagram.name())).collect();
    let text = format!("---\ntitle: All\n---\n\n# All\n\n{}", lines.join("\n"));
    for locale in Locale::ALL {
        let file = folder.path().join(format!("pages/{}/all.md", locale.code()));
        fs::write(file, &text).expect("a written page");
    }
    Site::of(folder.path())
}

#[test]
fn every_diagram_is_drawn_and_told_in_both_languages() {
    let site = site();
    let mut told = HashSet::new();
    for locale in Locale::ALL {
        let page = site.get(&format!("{}/all", locale.prefix())).is(200).omits(" style=").omits("<style");
        let figures = all_between(&page.text, "<figure class=\"diagram\">", "</figure>");
        assert_eq!(figures.len(), Diagram::ALL.len() + 1, "{locale:?}");
        for (figure, diagram) in figures.iter().zip(Diagram::ALL) {
            let name = diagram.name();
            assert!(
                figure.contains(" role=\"img\"") && figure.contains(&format!("\"panels {name}\"")),
                "{name}"
            );
            assert!(figure.matches("<svg").count() > 0 && figure.contains("<text"), "{name} is empty");
            for id in attribute(figure, "aria-labelledby").expect("a name").split(' ') {
                let text =
                    between(figure, &format!("id=\"{id}\""), "</").and_then(|rest| rest.split_once('>'));
                let text = text_of(text.expect("the words of the name").1);
                assert!(text.chars().count() > 20, "{name} says only `{text}`");
                let is_chinese = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
                assert_eq!(is_chinese, locale == Locale::Zh, "{name}: {text}");
                assert!(told.insert(text), "{name} says what another says");
            }
            for panel in figure.split("<svg").skip(1) {
                boxes_lie_inside(panel, name);
            }
        }
    }
}

/// Nothing is cut off at the edge of a picture.
fn boxes_lie_inside(panel: &str, name: &str) {
    let number = |text: &str| text.parse::<f64>().expect("a number");
    let size = attribute(panel, "viewBox").expect("a size");
    let size: Vec<f64> = size.split(' ').map(number).collect();
    for mark in panel.split("<rect").skip(1) {
        let [x, y, width, height] =
            ["x", "y", "width", "height"].map(|key| number(&attribute(mark, key).expect("a place")));
        let inside = x >= 0.0 && y >= 0.0 && x + width <= size[2] && y + height <= size[3];
        assert!(inside && width > 0.0 && height > 0.0, "{name}: {x} {y} {width} {height} in {size:?}");
    }
}

#[test]
fn diagrams_of_a_page_do_not_share_their_ids() {
    let page = site().get("/all").is(200);
    let ids = all_between(&page.text, " id=\"diagram-", "\"");
    let different: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!((ids.len(), different.len()), (2 * (Diagram::ALL.len() + 1), ids.len()));
}

#[test]
fn only_pages_with_diagrams_load_their_style_sheet() {
    site().get("/all").is(200).says("href=\"/pkg/diagram.1.css\"");
    for address in ["/", "/guide/start", "/models"] {
        small().get(address).is(200).omits("diagram.1.css");
    }
}
