//! 503 for a connection too many, without a look at what it asks.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::web::server::Served;
use crate::web::server::wire::{Phase, Wire};

/// Refusals under way; beyond them a connection is closed without a word.
pub(super) const AT_A_TIME: usize = 64;
/// What a client gets to take its refusal.
const PATIENCE: Duration = Duration::from_secs(2);

const ANSWER: &str = "HTTP/1.1 503 Service Unavailable\r\n\
    content-type: text/plain; charset=utf-8\r\n\
    content-length: 55\r\n\
    cache-control: no-store\r\n\
    x-content-type-options: nosniff\r\n\
    retry-after: 1\r\n\
    connection: close\r\n\r\n\
    Too many connections at the moment. Please try again.\n\n";

/// Refuses a connection in a task of its own.
pub(super) fn refuse(stream: TcpStream, served: &Served) {
    let Ok(place) = served.refusals.clone().try_acquire_owned() else {
        return;
    };
    let mut wire = Wire::new(stream, Arc::<Phase>::default(), served.limits, served.counts.clone());
    tokio::spawn(async move {
        let said = async {
            wire.write_all(ANSWER.as_bytes()).await?;
            wire.shutdown().await
        };
        // Whoever does not take even this has had its chance.
        tokio::time::timeout(PATIENCE, said).await.ok();
        drop(place);
    });
}

#[cfg(test)]
mod tests {
    use super::ANSWER;

    #[test]
    fn its_length_is_exact() {
        let (head, body) = ANSWER.split_once("\r\n\r\n").expect("a head");
        assert!(head.contains(&format!("content-length: {}\r\n", body.len())), "{}", body.len());
    }
}
