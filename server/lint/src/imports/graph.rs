//! Who imports whom among the files that are linted.

use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};

use super::modules::Modules;

/// The files that are linted as numbers, and what is loaded with each.
pub(crate) struct Graph {
    paths: Vec<PathBuf>,
    numbers: FxHashMap<PathBuf, u32>,
    edges: Vec<Vec<Edge>>,
    /// By file, the files that name it.
    importers: Vec<Vec<u32>>,
    /// By file, which group of files that import each other it is in; files that are in none have a group of their own.
    groups: Vec<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Edge {
    pub to: u32,
    /// Which request of the file.
    pub request: u32,
    /// It is loaded before the file runs.
    pub is_static: bool,
}

impl Graph {
    pub(super) fn new(modules: &Modules) -> Graph {
        let paths = modules.all();
        let numbers: FxHashMap<PathBuf, u32> =
            paths.iter().enumerate().map(|(index, path)| (path.clone(), index as u32)).collect();
        let mut edges: Vec<Vec<Edge>> = Vec::with_capacity(paths.len());
        let mut importers = vec![Vec::new(); paths.len()];
        for (index, path) in paths.iter().enumerate() {
            let links = match modules.kept_links(index, path) {
                Some(links) => links,
                None => modules.links(path, |path| numbers.get(path).copied()),
            };
            let own: Vec<Edge> = links
                .iter()
                .filter_map(|link| link.loaded())
                .map(|(to, request, is_static)| Edge { to, request, is_static })
                .collect();
            own.iter().for_each(|edge| importers[edge.to as usize].push(index as u32));
            edges.push(own);
        }
        let groups = groups(&edges);
        Graph { paths, numbers, edges, importers, groups }
    }

    pub fn number(&self, path: &Path) -> Option<u32> {
        self.numbers.get(path).copied()
    }

    pub fn path(&self, number: u32) -> &Path {
        &self.paths[number as usize]
    }

    pub fn edges(&self, number: u32) -> &[Edge] {
        &self.edges[number as usize]
    }

    /// The files that name a file, some perhaps twice.
    pub fn importers(&self, number: u32) -> &[u32] {
        &self.importers[number as usize]
    }

    /// Whether two files are loaded with each other.
    pub fn are_in_cycle(&self, one: u32, other: u32) -> bool {
        one != other && self.groups[one as usize] == self.groups[other as usize]
    }

    /// Whether a file is loaded with others that load it.
    pub fn is_in_cycle(&self, number: u32) -> bool {
        self.edges(number)
            .iter()
            .any(|edge| edge.is_static && (edge.to == number || self.are_in_cycle(number, edge.to)))
    }

    /// The shortest way from one file to another that it is in a cycle with, both included.
    pub fn way(&self, from: u32, to: u32) -> Vec<u32> {
        let mut before: FxHashMap<u32, u32> = FxHashMap::default();
        let mut queue = std::collections::VecDeque::from([from]);
        while let Some(current) = queue.pop_front() {
            for edge in self.edges(current).iter().filter(|edge| edge.is_static) {
                if edge.to != from && !before.contains_key(&edge.to) {
                    before.insert(edge.to, current);
                    queue.push_back(edge.to);
                }
            }
            if before.contains_key(&to) {
                break;
            }
        }
        let mut way = vec![to];
        let mut current = to;
        while let Some(previous) = before.get(&current).filter(|_| current != from) {
            way.push(*previous);
            current = *previous;
        }
        way.reverse();
        way
    }

    /// The order in which Node runs the files when it starts with one: what a file imports before the file itself.
    pub fn order_from(&self, start: u32) -> Vec<u32> {
        let mut order = Vec::new();
        let mut seen: FxHashSet<u32> = FxHashSet::from_iter([start]);
        let mut stack = vec![(start, 0)];
        while let Some((file, next)) = stack.pop() {
            match self
                .edges(file)
                .iter()
                .enumerate()
                .skip(next)
                .find(|(_, edge)| edge.is_static && !seen.contains(&edge.to))
            {
                Some((at, edge)) => {
                    seen.insert(edge.to);
                    stack.push((file, at + 1));
                    stack.push((edge.to, 0));
                }
                None => order.push(file),
            }
        }
        order
    }

    /// The files from which a file is reached and that nothing reaches: where a program may start.
    pub fn starts_of(&self, number: u32) -> Vec<u32> {
        let mut seen: FxHashSet<u32> = FxHashSet::from_iter([number]);
        let mut queue = vec![number];
        let mut starts = Vec::new();
        while let Some(current) = queue.pop() {
            if self.importers(current).is_empty() {
                starts.push(current);
            }
            for importer in self.importers(current) {
                if seen.insert(*importer) {
                    queue.push(*importer);
                }
            }
        }
        starts.sort_unstable();
        starts
    }
}

/// Tarjan's algorithm: files that reach each other by what is loaded before they run have the same number.
fn groups(edges: &[Vec<Edge>]) -> Vec<u32> {
    const UNSEEN: u32 = u32::MAX;
    let count = edges.len();
    let (mut index, mut low, mut group) = (vec![UNSEEN; count], vec![0u32; count], vec![UNSEEN; count]);
    let (mut next_index, mut next_group) = (0, 0);
    let mut open: Vec<u32> = Vec::new();
    for root in 0..count as u32 {
        if index[root as usize] != UNSEEN {
            continue;
        }
        let mut stack = vec![(root, 0usize)];
        while let Some((file, next)) = stack.pop() {
            let at = file as usize;
            if next == 0 {
                index[at] = next_index;
                low[at] = next_index;
                next_index += 1;
                open.push(file);
            }
            if let Some(edge) = edges[at].get(next) {
                stack.push((file, next + 1));
                let to = edge.to as usize;
                if !edge.is_static {
                    continue;
                }
                if index[to] == UNSEEN {
                    stack.push((edge.to, 0));
                } else if group[to] == UNSEEN {
                    low[at] = low[at].min(index[to]);
                }
                continue;
            }
            if low[at] == index[at] {
                while let Some(member) = open.pop() {
                    group[member as usize] = next_group;
                    if member == file {
                        break;
                    }
                }
                next_group += 1;
            }
            if let Some((parent, _)) = stack.last() {
                let parent = *parent as usize;
                low[parent] = low[parent].min(low[at]);
            }
        }
    }
    group
}
