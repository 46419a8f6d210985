package main

import "github.com/rogpeppe/go-internal/testscript"

// serverCommands start test servers that play the trackers.
func serverCommands() map[string]func(ts *testscript.TestScript, neg bool, args []string) {
	return map[string]func(ts *testscript.TestScript, neg bool, args []string){}
}
