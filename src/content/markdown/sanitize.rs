//! The allow-list for raw HTML and links. Content comes from editors, still
//! no script, style, frame or foreign scheme leaves this file.

use std::sync::LazyLock;

use ammonia::Builder;

/// Filters the HTML of a page that holds raw HTML. Our own elements pass:
/// tabs, code, formulas.
pub(super) fn clean(html: &str) -> String {
    static FILTER: LazyLock<Builder<'static>> = LazyLock::new(|| {
        let mut filter = Builder::default();
        filter
            .add_tags([
                "math",
                "semantics",
                "annotation",
                "mrow",
                "mi",
                "mo",
                "mn",
                "ms",
                "mtext",
                "mspace",
                "msup",
                "msub",
                "msubsup",
                "mfrac",
                "msqrt",
                "mroot",
                "mover",
                "munder",
                "munderover",
                "mtable",
                "mtr",
                "mtd",
                "mpadded",
                "mphantom",
                "mstyle",
                "menclose",
                "merror",
                "mmultiscripts",
                "mprescripts",
                "figure",
                "figcaption",
                "section",
                "input",
                "label",
                "button",
                "details",
                "summary",
                "dl",
                "dt",
                "dd",
            ])
            .add_generic_attributes([
                "class",
                "id",
                "role",
                "aria-label",
                "tabindex",
                "hidden",
                "data-copy",
                "lang",
            ])
            .add_tag_attributes("math", ["display", "xmlns"])
            .add_tag_attributes("input", ["type", "name", "id", "checked", "disabled"])
            .add_tag_attributes("label", ["for"])
            .add_tag_attributes("button", ["type"])
            .add_tag_attributes("details", ["open"])
            .add_tag_attributes(
                "mo",
                [
                    "stretchy",
                    "fence",
                    "form",
                    "lspace",
                    "rspace",
                    "largeop",
                    "movablelimits",
                    "minsize",
                    "maxsize",
                ],
            )
            .add_tag_attributes("mi", ["mathvariant"])
            .add_tag_attributes("img", ["loading", "width", "height", "alt", "src"])
            .url_schemes(["http", "https", "mailto", "tel"].into())
            .link_rel(None);
        filter
    });
    FILTER.clean(html).to_string()
}

/// Whether a link may lead there: relative, or one of four schemes.
pub(super) fn is_safe(target: &str) -> bool {
    let compact: String = target.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let scheme = compact.split(['/', '?', '#']).next().unwrap_or_default();
    match scheme.split_once(':') {
        None => true,
        Some((scheme, _)) => {
            ["http", "https", "mailto", "tel"].contains(&scheme.to_ascii_lowercase().as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{clean, is_safe};

    #[test]
    fn scripts_and_handlers_are_dropped_and_our_own_elements_stay() {
        let out = clean(
            "<p onclick=x>a<script>alert(1)</script><b>b</b><a href='javascript:x'>c</a></p><input type=radio name=n id=i checked>",
        );
        assert!(!out.contains("script") && !out.contains("onclick"), "{out}");
        assert!(out.contains("<b>b</b>") && out.contains("type=\"radio\""), "{out}");
    }

    #[test]
    fn only_known_schemes_are_safe() {
        for safe in ["/a", "#x", "a/b:c", "https://x", "mailto:a@b", "?q=a:b", "相对"] {
            assert!(is_safe(safe), "{safe}");
        }
        for unsafe_ in ["javascript:x", " JaVa\nScript:x", "data:text/html,x", "vbscript:x", "file:///etc"] {
            assert!(!is_safe(unsafe_), "{unsafe_}");
        }
    }
}
