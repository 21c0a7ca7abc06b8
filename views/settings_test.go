package views

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/look"
)

func TestTheFileIsBackedUpAndRestoredInThreeClicks(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.opt.Choices.Backups = t.TempDir()
	restored := ""
	p.opt.Files.Restore = func(path string) { restored = path }
	p.settingsPart("Data file")
	if !p.says("There is no backup yet") {
		t.Error("nothing says that there is no backup")
	}
	p.ctrlEnter()
	if said := p.toast(); !strings.Contains(said, "is made and checked") {
		t.Fatalf("the toast says %q", said)
	}
	if p.says("There is no backup yet") {
		t.Error("the backup is not listed")
	}
	p.tap("Restore…")
	p.open("Restore the backup of")
	p.press(fyne.KeyEscape)
	p.closed()
	equal(t, "restored after Esc", restored, "")
	p.tap("Restore…")
	p.ctrlEnter()
	p.closed()
	if _, err := os.Stat(restored); err != nil || filepath.Dir(restored) != p.opt.Choices.Backups {
		t.Errorf("restored is %q: %v", restored, err)
	}
}

func TestABackupThatFailsIsSaidInTheWindow(t *testing.T) {
	p := sit(t, newDesk(t), wide, look.Light)
	p.Clear()
	taken := filepath.Join(t.TempDir(), "a file")
	if err := os.WriteFile(taken, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p.opt.Choices.Backups = filepath.Join(taken, "folder")
	p.choose("Back up now")
	if said := p.toast(); !strings.Contains(said, "No backup was made") {
		t.Errorf("the toast says %q", said)
	}
}

func TestTheLookIsChosenAndKept(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	var kept Choices
	p.opt.Choose = func(c Choices) { kept = c }
	p.settingsPart("Appearance")
	p.tap("High contrast")
	p.tap("150 %")
	p.tap("Comfortable, easier to hit")
	p.tap("Deutsch")
	equal(t, "kept", kept, Choices{Look: look.Theme{Side: look.Sharp, Roomy: true}, Scale: 150, Language: "de"})
	equal(t, "section", p.section(), "Settings")
	p.choose("Light or dark")
	equal(t, "side", kept.Look.Side, look.Dark)
}

func TestTheLookOfDocumentsIsSeenBeforeItIsSaved(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.settingsPart("Documents")
	if !p.says("A sample: there is no such document yet.") {
		t.Error("nothing says that the page is a sample")
	}
	p.ctrlEnter()
	p.open("Documents")
	p.fill("Colour", "#zz")
	if !p.says("is not a colour") {
		t.Error("a colour that is none is not said beside the page")
	}
	p.fill("Colour", "#aa0000")
	if p.says("is not a colour") {
		t.Error("the page is not drawn again")
	}
	p.fill("Terms", "Delivered free to your door.")
	p.ctrlEnter()
	p.closed()
	if !p.says("Delivered free to your door.") || !p.says("#aa0000") {
		t.Error("what was saved is not shown")
	}
}

func TestABrokenTextOfAMailIsRefusedWhereItStands(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.settingsPart("Texts of mails")
	p.editMail(must[app.All[app.MailText]](t)(desk.ListMailTexts(p.ctx(), app.Nothing{})).Rows[0])
	p.open("Quote")
	p.fill("Text", "Hello {{.To.Nme}}")
	if !p.says("Line 1 names Nme") {
		t.Error("what is wrong is not said while it is typed")
	}
	p.ctrlEnter()
	p.open("Quote")
	if wrong := p.wrong("Text"); !strings.Contains(wrong, "Line 1 names Nme") {
		t.Errorf("at the field it says %q", wrong)
	}
	p.fill("Text", "Dear {{.To.Name}}")
	p.ctrlEnter()
	p.closed()
	if !p.says("our own") {
		t.Error("the list does not say that the text is the company's own")
	}
}

func TestEveryNumberingIsNamed(t *testing.T) {
	desk := newDesk(t)
	all, err := desk.ListNumbering(t.Context(), app.Nothing{})
	if err != nil || len(all.Rows) == 0 {
		t.Fatal(err)
	}
	for _, n := range all.Rows {
		if kindWord(n.Kind) == "" {
			t.Errorf("the numbers of %q stand without a name", n.Kind)
		}
	}
}

func TestTheLeastMarginIsSet(t *testing.T) {
	desk := newDesk(t)
	smallCompany(t, desk)
	p := sit(t, desk, wide, look.Light)
	p.settingsPart("Company")
	p.ctrlEnter()
	p.open("Company")
	p.fill("Warn of margins below, %", "none")
	p.ctrlEnter()
	equal(t, "what is no number is said at the field", p.wrong("Warn of margins below, %"), "\"none\" is not a number.")
	p.fill("Warn of margins below, %", "100")
	p.ctrlEnter()
	equal(t, "nor is all of it a least margin", p.wrong("Warn of margins below, %"), "The least margin is 100 %; it must be between 0 and 100.")
	p.fill("Warn of margins below, %", "22.5 %")
	p.ctrlEnter()
	p.closed()
	equal(t, "saved", must[*trade.Company](t)(desk.GetCompany(t.Context(), app.Nothing{})).Floor.String(), "22.5")
	equal(t, "shown", p.says("22.5 %"), true)
}
