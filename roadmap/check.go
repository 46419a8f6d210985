package roadmap

// check reports what is wrong with the whole.
func check(r *Roadmap, l *loader) {}
