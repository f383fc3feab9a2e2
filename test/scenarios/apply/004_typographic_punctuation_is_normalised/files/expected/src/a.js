say(“it’s – so”);
new();
