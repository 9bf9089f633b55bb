//! The glossary: every term with its names in both languages and its meaning.

use leptos::prelude::*;

use crate::glossary::{Term, Topic};
use crate::locale::Locale;
use crate::page::Heading;
use crate::ui::app::{Frame, Request};
use crate::ui::components::contents::sectioned;
use crate::ui::text;

pub(crate) fn page(request: &Request) -> Frame {
    let locale = request.route.locale;
    let title = text::GLOSSARY.get(locale);
    let lead = locale.pick(
        "大模型领域的术语：中英文名称、常见别名和一句话释义。搜索时，同一条目下的说法互相通用。",
        "The terms of the field: their names in Chinese and English, other spellings, and a meaning in one sentence. Search takes all names of an entry for the same.",
    );
    let terms = &request.snapshot.site.glossary;
    let topics = Topic::ALL.into_iter().filter(|topic| terms.iter().any(|term| term.topic == *topic));
    let topics: Vec<Topic> = topics.collect();
    let headings: Vec<Heading> = topics
        .iter()
        .map(|topic| Heading { level: 2, text: topic.name(locale).to_owned(), anchor: anchor(*topic) })
        .collect();
    let sections = topics.iter().map(|topic| {
        let entries = terms.iter().filter(|term| term.topic == *topic).map(|term| entry(term, locale));
        view! {
            <h2 id=anchor(*topic)>{topic.name(locale)}</h2>
            <dl class="glossary">{entries.collect_view()}</dl>
        }
    });
    sectioned("glossary-page", title, lead, headings, sections.collect_view().into_any(), locale)
}

/// Terms have their ids for anchors, so topics need a beginning of their own.
fn anchor(topic: Topic) -> String {
    format!("topic-{}", topic.code())
}

fn entry(term: &Term, locale: Locale) -> AnyView {
    let own = term.name.get(locale).to_owned();
    let other = term.name.get(locale.other()).to_owned();
    let others: Vec<String> =
        term.aliases.iter().filter(|alias| **alias != own && **alias != other).cloned().collect();
    let separator = locale.pick("、", ", ");
    let foreign = (other.to_lowercase() != own.to_lowercase())
        .then(|| view! { " "<span class="term-other" lang=locale.other().tag()>{other}</span> });
    let others =
        (!others.is_empty()).then(|| view! { <dd class="term-aliases">{others.join(separator)}</dd> });
    view! {
        <div id=term.id.clone()>
            <dt><a href=format!("#{}", term.id)>{own}</a>{foreign}</dt>
            <dd>{term.meaning.get(locale).to_owned()}</dd>
            {others}
        </div>
    }
    .into_any()
}
