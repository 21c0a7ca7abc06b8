package reports

import (
	"testing"

	"dropdesk/app"
)

func TestEveryPaperHasAForm(t *testing.T) {
	for _, kind := range app.Papers {
		if _, there := forms[kind]; !there {
			t.Errorf("%s is not printed", kind)
		}
	}
	if len(forms) != len(app.Papers) {
		t.Errorf("%d forms for %d papers: app.Papers does not name all", len(forms), len(app.Papers))
	}
}
