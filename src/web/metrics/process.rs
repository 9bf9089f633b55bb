//! What the system says of the process, under the names that Prometheus' own
//! clients use.

use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// Gauges of the process.
#[derive(Default)]
pub(super) struct Gauges {
    memory: Gauge,
}

impl Gauges {
    /// Memory is told where the system tells it (Linux).
    pub(super) fn registered(registry: &mut Registry) -> Self {
        let (gauges, started) = (Self::default(), Gauge::<i64>::default());
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        started.set(i64::try_from(now).unwrap_or(i64::MAX));
        registry.register(
            "process_start_time_seconds",
            "When the process started, in seconds since 1970",
            started,
        );
        if resident().is_some() {
            registry.register(
                "process_resident_memory_bytes",
                "Memory of the process that is in RAM",
                gauges.memory.clone(),
            );
        }
        gauges
    }

    /// Asks the system.
    pub(super) fn read(&self) {
        if let Some(bytes) = resident() {
            self.memory.set(bytes);
        }
    }
}

/// Resident memory in bytes.
fn resident() -> Option<i64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let kibibytes = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: i64 = kibibytes.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes * 1024)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::resident;

    #[test]
    fn memory_is_some_megabytes() {
        let bytes = resident().expect("a number");
        assert!((1 << 20..1 << 36).contains(&bytes), "{bytes}");
    }
}
