//! Our own diagrams, drawn on the server as SVG: `::diagram{name="dense-moe"}`.
//!
//! A diagram is one or more panels of about 350 units, the width of a phone, so
//! that a unit is about a pixel and 13 units of letters can be read anywhere:
//! panels stand side by side where there is room and one below the other where
//! there is none. What cannot be cut into panels is drawn twice, wide and
//! narrow, and the style sheet shows one. Colours come from classes; the page's
//! policy allows no inline style. Shapes are general: counts in a picture are
//! those of the picture, and what they stand for is told beside it.

mod attention;
mod bill;
mod context;
mod distillation;
mod experts;
mod pen;
mod prompt_cache;
mod quantization;
mod reasoning;
mod scores;
mod stages;
mod tools;
mod variants;

use leptos::prelude::*;

use crate::locale::Locale;
use crate::page::Diagram;
use crate::ui::components::diagrams::pen::Pen;

/// A diagram with its caption; `number` tells those of a page apart.
pub(crate) fn figure(diagram: Diagram, number: usize, locale: Locale) -> AnyView {
    let draw = match diagram {
        Diagram::DenseMoe => experts::draw,
        Diagram::KvCache => attention::draw,
        Diagram::ContextGrowth => context::draw,
        Diagram::TrainingStages => stages::draw,
        Diagram::PromptCache => prompt_cache::draw,
        Diagram::FunctionCalling => tools::draw,
        Diagram::Quantization => quantization::draw,
        Diagram::Distillation => distillation::draw,
        Diagram::AttentionVariants => variants::draw,
        Diagram::ReasoningModels => reasoning::draw,
        Diagram::TokensAndPricing => bill::draw,
        Diagram::Benchmarks => scores::draw,
    };
    let (title, told) = (format!("diagram-{number}-title"), format!("diagram-{number}-told"));
    let labelled = format!("{title} {told}");
    let panels = draw(locale).into_iter().map(Pen::into_view);
    // A picture of several panels is one image to those who listen.
    view! {
        <figure class="diagram">
            <div class=format!("panels {}", diagram.name()) role="img" aria-labelledby=labelled>{panels.collect_view()}</div>
            <p id=told hidden>{diagram.told(locale)}</p>
            <figcaption id=title>{diagram.caption(locale)}</figcaption>
        </figure>
    }
    .into_any()
}
