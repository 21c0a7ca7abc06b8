package views

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dropdesk/views/look"
)

func TestEverythingIsExportedIntoANewFolder(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	dir := t.TempDir()
	p.exportInto(dir)
	to := filepath.Join(dir, "company-all-"+string(today))
	if said := p.toast(); !strings.Contains(said, to) {
		t.Errorf("the toast says %q", said)
	}
	if _, err := os.Stat(filepath.Join(to, "dropdesk.json")); err != nil {
		t.Error(err)
	}
	p.exportInto(dir)
	if said := p.toast(); !strings.Contains(said, "is not empty") {
		t.Errorf("a second time the toast says %q", said)
	}
}
