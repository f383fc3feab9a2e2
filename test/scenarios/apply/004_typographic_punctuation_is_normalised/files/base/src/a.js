say(“it’s – so”);
old();
