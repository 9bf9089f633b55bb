//! What kind of address was asked for: few names, whatever clients make up.

use crate::locale::Locale;
use crate::route::File;

/// A kind of address.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Class {
    /// A page as HTML, existing or not.
    Page,
    /// The search page and its helpers.
    Search,
    /// The JSON API.
    Api,
    /// Tools for agents.
    Mcp,
    /// Tables as files.
    Data,
    /// A page or the site as Markdown.
    Markdown,
    /// Files written for other programs: feeds, site map and the like.
    Machine,
    /// Scripts, styles and pictures.
    Asset,
    /// Whether the server is well.
    Health,
}

impl Class {
    /// The class of a path, without its query.
    pub(crate) fn of(path: &str) -> Self {
        let below = |folder: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let local = Locale::ALL.into_iter().map(|locale| locale.prefix()).filter(|prefix| !prefix.is_empty());
        let bare = local.filter_map(|prefix| path.strip_prefix(prefix)).find(|rest| rest.starts_with('/'));
        let bare = bare.unwrap_or(path);
        match bare {
            "/healthz" | "/readyz" => Self::Health,
            "/search" | "/api/search" | File::SUGGESTIONS => Self::Search,
            "/mcp" => Self::Mcp,
            "/llms.txt" | "/llms-full.txt" => Self::Markdown,
            "/feed.xml" | "/opensearch.xml" | "/site.webmanifest" => Self::Machine,
            File::SITEMAP | File::ROBOTS | File::SECURITY => Self::Machine,
            _ if bare.starts_with("/feed/") => Self::Machine,
            _ if below("/api") => Self::Api,
            _ if below("/data") => Self::Data,
            _ if below("/pkg") => Self::Asset,
            _ => match bare.rsplit('/').next().and_then(|name| name.rsplit_once('.')) {
                Some((_, "md")) => Self::Markdown,
                Some((_, "js" | "css" | "wasm" | "png" | "svg" | "ico" | "webp" | "woff2")) => Self::Asset,
                _ => Self::Page,
            },
        }
    }

    /// The name in metrics.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Search => "search",
            Self::Api => "api",
            Self::Mcp => "mcp",
            Self::Data => "data",
            Self::Markdown => "markdown",
            Self::Machine => "machine",
            Self::Asset => "asset",
            Self::Health => "health",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Class;
    use crate::locale::Locale;
    use crate::route::File;

    #[test]
    fn every_address_has_a_class() {
        for (path, class) in [
            ("/", Class::Page),
            ("/en", Class::Page),
            ("/en/llm/deepseek", Class::Page),
            ("/models/gpt-4.1", Class::Page),
            ("/api", Class::Page),
            ("/search", Class::Search),
            ("/en/search", Class::Search),
            ("/api/search", Class::Search),
            ("/api/v1/models/gpt-4.1", Class::Api),
            ("/mcp", Class::Mcp),
            ("/data/specs.zh.tsv", Class::Data),
            ("/en/llm/deepseek.md", Class::Markdown),
            ("/en/llms-full.txt", Class::Markdown),
            ("/en/feed/deepseek.xml", Class::Machine),
            ("/pkg/client.123.wasm", Class::Asset),
            ("/favicon.ico", Class::Asset),
            ("/healthz", Class::Health),
            ("/readyz", Class::Health),
            ("", Class::Page),
            ("*", Class::Page),
        ] {
            assert_eq!(Class::of(path), class, "{path}");
        }
    }

    #[test]
    fn files_for_programs_are_known_by_the_names_they_are_routed_by() {
        for locale in Locale::ALL {
            for file in [File::Feed, File::Search, File::Manifest] {
                assert_eq!(Class::of(&file.path(locale)), Class::Machine);
            }
        }
    }
}
