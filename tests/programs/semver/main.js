'use strict';
// Versions parsed, compared, raised and chosen from, and what is not a version.
const semver = require('semver');

const versions = ['1.2.3', '1.2.3-beta.2', '1.10.0', '2.0.0-rc.1+build.5', '0.0.1', '10.0.0', '1.2.3-alpha.10', '1.2.3-alpha.9'];
console.log(semver.sort([...versions]));
console.log(semver.rsort([...versions]).map((version) => semver.parse(version).prerelease));
for (const range of ['^1.2.3', '~1.2', '>=1 <2 || 10.x', '1.2.3 - 2.3', '*', '<=1.2.3-beta.5', 'latest', '^0.0.1', '1.x.x']) {
  const valid = semver.validRange(range);
  console.log(range.padEnd(16), '→', valid, semver.maxSatisfying(versions, range), semver.minSatisfying(versions, range));
  if (valid !== null) console.log('  holds', versions.filter((version) => semver.satisfies(version, range)));
}
for (const release of ['major', 'minor', 'patch', 'premajor', 'preminor', 'prepatch', 'prerelease']) {
  console.log(release, semver.inc('1.2.3-beta.2', release, 'next'), semver.inc('1.2.3', release));
}
console.log(semver.coerce('v2 of thing 3.4'), semver.coerce('a.b.c'), String(semver.coerce('1.2.3.4', { rtl: true })));
console.log(semver.clean('  =v1.2.3 '), semver.valid('1.2'), semver.diff('1.2.3', '1.3.0-pre'), semver.compareBuild('1.0.0+1', '1.0.0+2'));
console.log(semver.intersects('^1.2', '>1.5 <1.6'), semver.subset('^1.2.3', '^1.0.0'), semver.gtr('2.0.0', '^1'), semver.ltr('0.1.0', '^1'));
console.log(new semver.Range('>=1.2.3 <2 || ~3.1', { includePrerelease: true }));
console.log(semver.simplifyRange(['1.0.0', '1.1.0', '1.2.0', '2.0.0'], '>=1.1.0 <1.3'));
try {
  new semver.SemVer('not a version');
} catch (error) {
  console.log(error.name, error.message);
}
