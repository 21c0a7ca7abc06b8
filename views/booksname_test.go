package views

import (
	"testing"

	"dropdesk/app"
	"dropdesk/views/kit"
)

// The name of a tax code is the company's own: it is not told in another language where it happens to be a word of the window.
func TestATaxCodeKeepsItsNameInTheBooks(t *testing.T) {
	kit.Speak("de")
	t.Cleanup(func() { kit.Speak("en") })
	equal(t, "the account", accountWord(&app.BookAccount{Code: "EXP", Own: "Export, tax free", Name: "Tax code EXP, Export, tax free"}), "Steuerschlüssel EXP, Export, tax free")
	equal(t, "another", accountWord(&app.BookAccount{Name: "Sales of goods"}), "Erlöse aus Waren")
}
