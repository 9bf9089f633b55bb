//! The HTML of containers: hints, foldable parts, tabs.

use crate::content::markdown::prepare::is_tabs;
use crate::html::escape;
use crate::locale::Locale;

/// Writes containers, keeping count of tabs.
#[derive(Default)]
pub(super) struct Containers {
    groups: usize,
    /// For each open tabs container: its number and how many tabs it has.
    open_tabs: Vec<(usize, usize)>,
}

impl Containers {
    pub(super) fn open(&mut self, kind: &str, title: &str, locale: Locale) -> String {
        if is_tabs(kind) {
            self.groups += 1;
            self.open_tabs.push((self.groups, 0));
            let label = locale.pick("选项", "Options");
            return format!("<div class=\"tabs\" role=\"group\" aria-label=\"{label}\">\n");
        }
        match (kind, hint(kind)) {
            ("details", _) => {
                let title = if title.is_empty() { locale.pick("详情", "Details") } else { title };
                format!("<details class=\"fold\"><summary>{}</summary>\n", escape(title))
            }
            (_, Some((class, zh, en))) => {
                let title = if title.is_empty() { locale.pick(zh, en) } else { title };
                format!(
                    "<div class=\"hint {class}\" role=\"note\"><p class=\"hint-title\">{}</p>\n",
                    escape(title)
                )
            }
            _ => "<div>\n".to_owned(),
        }
    }

    /// Radio buttons and neighbours: works without JavaScript, and the arrow
    /// keys move between tabs.
    pub(super) fn tab(&mut self, label: &str) -> String {
        let Some((group, count)) = self.open_tabs.last_mut() else {
            return String::new();
        };
        *count += 1;
        let (end, checked) = if *count == 1 { ("", " checked") } else { ("</div>", "") };
        let id = format!("tab-{group}-{count}");
        format!(
            "{end}<input type=\"radio\" name=\"tabs-{group}\" id=\"{id}\"{checked}><label for=\"{id}\">{}</label><div class=\"panel\">\n",
            escape(label)
        )
    }

    pub(super) fn close(&mut self, kind: &str) -> String {
        if is_tabs(kind) {
            let had_tabs = self.open_tabs.pop().is_some_and(|(_, count)| count > 0);
            return if had_tabs { "</div></div>\n" } else { "</div>\n" }.to_owned();
        }
        if kind == "details" { "</details>\n" } else { "</div>\n" }.to_owned()
    }
}

/// The class and titles of a hint, for container names of VuePress,
/// VitePress, Docusaurus and GitHub.
pub(super) fn hint(kind: &str) -> Option<(&'static str, &'static str, &'static str)> {
    Some(match kind {
        "tip" => ("tip", "提示", "Tip"),
        "info" => ("note", "信息", "Info"),
        "note" => ("note", "注", "Note"),
        "important" => ("important", "重要", "Important"),
        "warning" => ("warning", "注意", "Warning"),
        "caution" => ("danger", "小心", "Caution"),
        "danger" => ("danger", "警告", "Danger"),
        _ => return None,
    })
}
