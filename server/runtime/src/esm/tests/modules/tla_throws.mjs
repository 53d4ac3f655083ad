await null;
throw new Error('thrown later');
