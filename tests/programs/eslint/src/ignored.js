undefinedThing();
