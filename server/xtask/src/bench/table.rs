//! A table for people: names to the left, numbers to the right, columns as wide as they must be.

/// Rows of cells below a heading; the first cell of a row is its name.
pub(crate) struct Table {
    title: String,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// `groups` are headings that each stand over a column of every name in `columns`.
    pub(crate) fn grouped(title: &str, before: &[&str], groups: &[&str], columns: &[&str]) -> Table {
        let mut over = vec![String::new(); 1 + before.len()];
        let mut head = vec![String::new()];
        head.extend(before.iter().map(|name| (*name).to_owned()));
        for group in groups {
            for (index, column) in columns.iter().enumerate() {
                // Over the last of its columns, where the numbers end.
                over.push(if index + 1 == columns.len() { (*group).to_owned() } else { String::new() });
                head.push((*column).to_owned());
            }
        }
        Table { title: title.to_owned(), rows: vec![over, head] }
    }

    pub(crate) fn new(title: &str, columns: &[&str]) -> Table {
        let head = std::iter::once(String::new()).chain(columns.iter().map(|name| (*name).to_owned())).collect();
        Table { title: title.to_owned(), rows: vec![head] }
    }

    pub(crate) fn row(&mut self, name: impl Into<String>, cells: impl IntoIterator<Item = String>) {
        self.rows.push(std::iter::once(name.into()).chain(cells).collect());
    }
}

impl std::fmt::Display for Table {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let width = |column: usize| {
            self.rows
                .iter()
                .filter_map(|row| row.get(column))
                .map(|cell| cell.chars().count())
                .max()
                .unwrap_or_default()
        };
        let widths: Vec<usize> = (0..columns).map(width).collect();
        writeln!(out, "{}", self.title)?;
        for row in &self.rows {
            let mut line = format!("  {:<width$}", row[0], width = widths[0]);
            for (cell, width) in row.iter().zip(&widths).skip(1) {
                line.push_str(&format!("  {cell:>width$}"));
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let mut table = Table::grouped("title", &["n"], &["a", "bb"], &["x", "y"]);
        table.row("row", ["1", "2", "33", "4", "5"].map(str::to_owned));
        assert_eq!(
            table.to_string(),
            "title\n              a     bb\n       n  x   y  x   y\n  row  1  2  33  4   5\n"
        );
    }
}
