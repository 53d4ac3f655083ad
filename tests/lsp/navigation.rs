//! Requests that lead from one place of a project to others, or change them all.

use super::{Body, spawn, start};
use libtest_mimic::Failed;
use serde_json::{Value, json};
use test_support::lsp_client::{LspClient, at, uri};
use test_support::tree::Tree;

pub const TESTS: &[(&str, Body)] = &[
    ("references_and_rename_across_files", references_and_rename),
    ("a_refused_rename_says_why", refused),
    ("files_that_move_take_their_imports_along", files),
    ("calls_and_types_up_and_down", hierarchies),
    ("the_library_can_be_opened", library),
    ("symbols_lenses_links_and_tags", others),
];

const SHOP: &str = "
//- /cart.js
export class Cart {
  add(item) { return total(item); }
}
export function total(item) { return item; }
export class BigCart extends Cart {}
//- /main.js
import { Cart, total } from './cart.js';
new Cart().add(1);
total(2);
";

/// A server for the shop with both files open.
fn shop() -> Result<(Tree, LspClient, String, String), Failed> {
    let tree = Tree::new(SHOP);
    let client =
        start(Some(&tree.path("")), json!({ "workspace": { "workspaceEdit": { "documentChanges": false } } }))?;
    let (cart, main) = (uri(&tree.path("cart.js")), uri(&tree.path("main.js")));
    for document in [&cart, &main] {
        let name = document.rsplit('/').next().unwrap_or("");
        client.open(document, "javascript", 1, &std::fs::read_to_string(tree.path(name))?);
    }
    Ok((tree, client, cart, main))
}

/// `file:line` of each location.
fn lines(found: &Value) -> Vec<String> {
    let all = found.as_array().map_or(&[][..], Vec::as_slice);
    let line = |location: &Value| {
        let file = location["uri"].as_str().and_then(|uri| uri.rsplit('/').next()).unwrap_or("").to_owned();
        format!("{file}:{}", location["range"]["start"]["line"])
    };
    all.iter().map(line).collect()
}

fn references_and_rename() -> Result<(), Failed> {
    let (_tree, client, cart, main) = shop()?;
    let mut params = at(&main, 2, 1);
    params["context"] = json!({ "includeDeclaration": true });
    let found = client.request("textDocument/references", params)?;
    assert_eq!(lines(&found), ["cart.js:1", "cart.js:3", "main.js:0", "main.js:2"].map(str::to_owned));
    let mut params = at(&cart, 3, 18);
    params["newName"] = json!("sum");
    let edit = client.request("textDocument/rename", params)?;
    assert_eq!(edit["changes"][&cart].as_array().map(Vec::len), Some(2), "{edit}");
    assert_eq!(edit["changes"][&main].as_array().map(Vec::len), Some(2), "{edit}");
    Ok(())
}

fn refused() -> Result<(), Failed> {
    let (_tree, client, _, main) = shop()?;
    client.change(&main, 2, json!([{ "text": "[1].map(f); this.x;" }]));
    let error = client.request("textDocument/prepareRename", at(&main, 0, 5)).expect_err("no rename");
    assert!(error.to_string().contains("`map` is declared by the standard library"), "{error}");
    Ok(())
}

fn files() -> Result<(), Failed> {
    let (tree, client, cart, main) = shop()?;
    let moved = uri(&tree.path("lib/cart.js"));
    let params = json!({ "files": [{ "oldUri": cart, "newUri": moved }] });
    let edit = client.request("workspace/willRenameFiles", params)?;
    assert_eq!(edit["changes"][&main][0]["newText"], "./lib/cart.js", "{edit}");
    Ok(())
}

fn hierarchies() -> Result<(), Failed> {
    let (_tree, client, cart, _) = shop()?;
    let items = client.request("textDocument/prepareCallHierarchy", at(&cart, 3, 18))?;
    assert_eq!(items[0]["name"], "total");
    let incoming = client.request("callHierarchy/incomingCalls", json!({ "item": items[0] }))?;
    let callers: Vec<&Value> = incoming.as_array().into_iter().flatten().map(|call| &call["from"]["name"]).collect();
    assert_eq!(callers, [&json!("add"), &json!("main.js")]);
    let outgoing = client.request("callHierarchy/outgoingCalls", json!({ "item": incoming[0]["from"] }))?;
    assert_eq!(outgoing[0]["to"]["name"], "total");
    let said = spawn()?.initialize(None, json!({}))?;
    assert_eq!(said["capabilities"]["typeHierarchyProvider"], true);
    let items = client.request("textDocument/prepareTypeHierarchy", at(&cart, 0, 14))?;
    let subtypes = client.request("typeHierarchy/subtypes", json!({ "item": items[0] }))?;
    assert_eq!(subtypes[0]["name"], "BigCart");
    let supertypes = client.request("typeHierarchy/supertypes", json!({ "item": subtypes[0] }))?;
    assert_eq!(supertypes[0]["name"], "Cart");
    Ok(())
}

fn library() -> Result<(), Failed> {
    let (_tree, client, cart, _) = shop()?;
    client.change(
        &cart,
        2,
        json!([{ "text": "const { EventEmitter } = require('events');\nclass Bus extends EventEmitter {}" }]),
    );
    let items = client.request("textDocument/prepareTypeHierarchy", at(&cart, 1, 20))?;
    assert_eq!(items[0]["name"], "EventEmitter", "{items}");
    // The item is in the library, and what is made from it is in the project.
    let subtypes = client.request("typeHierarchy/subtypes", json!({ "item": items[0] }))?;
    assert_eq!(subtypes[0]["name"], "Bus");
    Ok(())
}

fn others() -> Result<(), Failed> {
    let (_tree, client, cart, main) = shop()?;
    let symbols = client.request("workspace/symbol", json!({ "query": "cart" }))?;
    let names: Vec<&Value> = symbols.as_array().into_iter().flatten().map(|symbol| &symbol["name"]).collect();
    assert_eq!(names, [&json!("Cart"), &json!("BigCart")]);

    let links = client.request("textDocument/documentLink", json!({ "textDocument": { "uri": main } }))?;
    assert_eq!(links[0]["target"], cart);

    let lenses = client.request("textDocument/codeLens", json!({ "textDocument": { "uri": main } }))?;
    assert_eq!(lenses[0]["command"]["command"], "lode.run", "{lenses}");
    client
        .notify("workspace/didChangeConfiguration", json!({ "settings": { "lode": { "codeLens.references": true } } }));
    let lenses = client.request("textDocument/codeLens", json!({ "textDocument": { "uri": cart } }))?;
    let first = client.request("codeLens/resolve", lenses[0].clone())?;
    assert_eq!(first["command"]["title"], "2 references", "{first}");

    client.change(&main, 2, json!([{ "text": "const a = <div></div>;" }]));
    let linked = client.request("textDocument/linkedEditingRange", at(&main, 0, 12))?;
    assert_eq!(linked["ranges"].as_array().map(Vec::len), Some(2), "{linked}");
    let hints = client.request(
        "textDocument/inlayHint",
        json!({ "textDocument": { "uri": main }, "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } } }),
    )?;
    assert_eq!(hints, json!([]));
    Ok(())
}
