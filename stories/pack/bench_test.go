package pack

import (
	"testing"

	"plotline/templates"
)

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(Folder{Name: "default", Files: templates.Default()}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkIndex(b *testing.B) {
	p := defaultPack(b)
	for b.Loop() {
		newIndex(p.templates).ready()
	}
}

func BenchmarkMatch(b *testing.B) {
	p := defaultPack(b)
	call := Call{
		Problem:    "Shoppers abandon their basket when the checkout demands an account",
		Initiative: "A checkout that shoppers finish", Goal: "Raise the share of started orders that are paid from 61% to 70%",
		Evidence: []string{"39% of baskets are left at the step that asks for a password"},
	}
	p.Match(call)
	b.ResetTimer()
	for b.Loop() {
		p.Match(call)
	}
}

func BenchmarkListen(b *testing.B) {
	p := defaultPack(b)
	for b.Loop() {
		listener(p.templates)()
	}
}
