console.log("aÿþ", "Ã(".length);
