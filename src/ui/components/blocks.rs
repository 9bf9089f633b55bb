//! A page's body: HTML as it is, data as islands and lists, diagrams as figures.

use leptos::prelude::*;

use crate::page::Block;
use crate::ui::app::Request;
use crate::ui::components::catalog_table::TableHere;
use crate::ui::components::diagrams;
use crate::ui::components::scenarios::ScenarioList;
use crate::ui::components::timeline::timeline;

/// Rows of a table inside a page; more are a click away.
const ROWS: usize = 10;

pub(crate) fn blocks(request: &Request, blocks: &[Block]) -> AnyView {
    let drawn = blocks.iter().map(|block| match block {
        Block::Html(html) => view! { <div class="prose" inner_html=html.clone()></div> }.into_any(),
        Block::Table { view, scope, number } => {
            let number = if *number == 1 { String::new() } else { number.to_string() };
            let prefix = format!("{}{number}.", view.name());
            view! { <TableHere request=request.clone() view=*view scope=scope.clone() prefix page_size=ROWS /> }.into_any()
        }
        Block::Timeline { scope } => timeline(request, scope),
        Block::Diagram { diagram, number } => diagrams::figure(*diagram, *number, request.route.locale),
        Block::Scenarios { scope } => {
            view! { <ScenarioList request=request.clone() scope=scope.clone() /> }.into_any()
        }
    });
    drawn.collect_view().into_any()
}

/// Whether a body needs the style sheet of diagrams.
pub(crate) fn has_diagrams(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| matches!(block, Block::Diagram { .. }))
}
