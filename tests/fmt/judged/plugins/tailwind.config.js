module.exports = { content: [], theme: { extend: { spacing: { huge: "99rem" } } } };
