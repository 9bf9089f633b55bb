//! The promises of Model Atlas, each told as a test.
//!
//! [`support`], [`listening`], [`html`] and [`xml`] are the words the tests are told
//! in; every other module holds one promise: what readers get ([`pages`], [`articles`], [`model_pages`],
//! [`tables`], [`states`], [`scenarios`], [`calculators`], [`api`],
//! [`relevance`], [`search_page`], [`diagrams`], [`share`], [`big`]),
//! what programs and agents get ([`contract`], [`agents`]),
//! what other programs get ([`heads`], [`feeds`], [`for_programs`]),
//! what editors are told ([`content`], [`check`], [`printed`], [`exchange`],
//! [`exchange_commands`], [`exchange_round_trip`]), what
//! operators meet ([`caching`], [`cli`], [`live`], [`serving`], [`stopping`]), what clients
//! that mean no good can do ([`hostile`], [`slow`]), and what the house looks like
//! ([`architecture`], by the rules in [`rules`]).

mod agents;
mod api;
mod architecture;
mod articles;
mod big;
mod caching;
mod calculators;
mod check;
mod cli;
mod content;
mod contract;
mod diagrams;
mod exchange;
mod exchange_commands;
mod exchange_round_trip;
mod feeds;
mod for_programs;
mod heads;
mod hostile;
mod html;
mod listening;
mod live;
mod model_pages;
mod pages;
mod printed;
mod redirects;
mod relevance;
mod rules;
mod scenarios;
mod search_page;
mod serving;
mod share;
mod slow;
mod states;
mod stopping;
mod support;
mod tables;
mod xml;
