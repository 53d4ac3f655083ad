// @lode allow: read=../outside.txt
attempt(() => fs.readFileSync('../outside.txt'));
