export default async function /* comment ( */ () {}
