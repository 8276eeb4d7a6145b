//! What the page asked for since it was loaded, as far as its addresses tell.

use std::collections::BTreeMap;

/// The requests so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// The page's own files by name, and how often each was asked for.
    pub files: BTreeMap<String, usize>,
    /// All other addresses: with a query, or outside the page's folder. What they carry cannot be known.
    pub others: Vec<String>,
}

impl Traffic {
    /// With one more request. What never leaves the browser counts for nothing.
    pub fn see(&mut self, address: &str, folder: Option<&str>) {
        if ["blob:", "data:", "about:"]
            .iter()
            .any(|scheme| address.starts_with(scheme))
        {
            return;
        }
        let own = folder.and_then(|folder| address.strip_prefix(folder));
        match own.filter(|name| !name.contains(['?', '#', '/'])) {
            Some(name) => *self.files.entry(name.to_owned()).or_default() += 1,
            None => self.others.push(address.to_owned()),
        }
    }

    /// How many there were.
    pub fn count(&self) -> usize {
        self.files.values().sum::<usize>() + self.others.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOLDER: Option<&str> = Some("https://city.example/kpi/");

    #[test]
    fn files_beside_the_page_are_counted_by_name() {
        let mut traffic = Traffic::default();
        for name in ["worker.js", "worker.js", ""] {
            traffic.see(&format!("https://city.example/kpi/{name}"), FOLDER);
        }
        traffic.see("blob:https://city.example/1-2", FOLDER);
        traffic.see("data:text/plain,a", FOLDER);
        assert_eq!(traffic.count(), 3);
        assert_eq!(traffic.files.get("worker.js"), Some(&2));
        assert_eq!(traffic.others, [""; 0]);
    }

    #[test]
    fn whatever_could_carry_data_stands_apart() {
        let mut traffic = Traffic::default();
        let addresses = [
            "https://city.example/kpi/a.js?figures=1",
            "https://city.example/kpi/1000/850",
            "https://city.example/other.js",
            "https://elsewhere.example/kpi/a.js",
        ];
        for address in addresses {
            traffic.see(address, FOLDER);
        }
        assert_eq!(traffic.others, addresses);
        traffic.see("https://city.example/kpi/a.js", None);
        assert_eq!((traffic.count(), traffic.files.len()), (5, 0));
    }
}
