const all = { circle() {}, square() {} };
for (const name of Object.keys(all)) exports[name] = all[name];
