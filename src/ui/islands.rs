//! Parts of a page that run in the browser. They know the domain and Leptos,
//! nothing of the server; what they need comes from [`seed`].

pub mod seed;
pub mod table;
