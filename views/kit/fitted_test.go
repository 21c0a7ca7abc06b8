package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// table is a table of one line in a page of a width.
func table(width float32, cells ...Cell) []fyne.CanvasObject {
	test.NewApp()
	o := WholeLines(Columns{70, -1, 40, 60, 100}, []bool{false, false, true, true, false}, []string{"Item", "Description", "Qty", "Price", "Supplier"}, [][]Cell{cells})
	o.Resize(fyne.NewSize(width, 0))
	return o.(*fyne.Container).Objects[2].(*fyne.Container).Objects
}

func TestNumbersAreNeverCutOffForTheSakeOfTexts(t *testing.T) {
	cells := table(340, Cell{Text: "BRD-11"}, Cell{Text: strings.Repeat("long words ", 9)}, Cell{Text: "1 000 000"}, Cell{Text: "12 345.6789"}, Cell{Text: "Olaria"})
	for _, i := range []int{2, 3} {
		if need := textWidth([]string{2: "1 000 000", 3: "12 345.6789"}[i], false); cells[i].Size().Width < need-2 {
			t.Errorf("column %d is %v wide, %v are needed", i, cells[i].Size().Width, need)
		}
	}
}

// A report at 1024 pixels: its first column asks for much, and all others are numbers.
func TestNumbersAreNotCutOffForAColumnThatAsksForMuch(t *testing.T) {
	test.NewApp()
	numbers := []string{"14 912.35", "1 414.69", "661.83", "14 912.35", "3 531.24"}
	row, widths, right, titles := []Cell{{Text: "Drewno Zielony Bór sp. z o.o."}}, Columns{-200}, []bool{false}, []string{"Supplier"}
	for _, n := range numbers {
		row, widths, right, titles = append(row, Cell{Text: n}), append(widths, 60), append(right, true), append(titles, "")
	}
	o := Lines(widths, right, titles, [][]Cell{row})
	o.Resize(fyne.NewSize(470, 0))
	for i, cell := range o.(*fyne.Container).Objects[2].(*fyne.Container).Objects[1:] {
		if need := textWidth(numbers[i], false); cell.Size().Width < need-0.5 {
			t.Errorf("%s has %v, %v are needed", numbers[i], cell.Size().Width, need)
		}
	}
}

// The number of a document is shorter than the name of whom it is with, and is read first.
func TestALongNameGivesRoomToAShortNumber(t *testing.T) {
	test.NewApp()
	o := Lines(Columns{-56, 200, 200, 90}, []bool{false, false, false, true}, []string{"Document", "Party", "What", "Amount"},
		[][]Cell{{{Text: "INV-1234"}, {Text: "Drewno Zielony Bór sp. z o.o."}, {Text: "Drewno Zielony Bór sp. z o.o."}, {Text: "1.00"}}})
	o.Resize(fyne.NewSize(400, 0))
	cells := o.(*fyne.Container).Objects[2].(*fyne.Container).Objects
	if is, need := cells[0].Size().Width, textWidth("INV-1234", false); is < need-0.5 {
		t.Errorf("the number has %v and needs %v", is, need)
	}
	equal(t, "the name has something left", cells[1].Size().Width >= longText-0.5, true)
}

func TestAColumnGivesWhatItDoesNotNeedToTheDescription(t *testing.T) {
	narrow := table(420, Cell{Text: "A"}, Cell{Text: strings.Repeat("long words ", 9)}, Cell{Text: "1"}, Cell{Text: "2.00"}, Cell{Text: "Me"})
	if is := narrow[4].Size().Width; is >= 100 {
		t.Errorf("the supplier keeps %v, though the description lacks room", is)
	}
	wide := table(900, Cell{Text: "A"}, Cell{Text: "short"}, Cell{Text: "1"}, Cell{Text: "2.00"}, Cell{Text: "Wachswerk Elsterau GmbH"})
	if is, need := wide[4].Size().Width, textWidth("Wachswerk Elsterau GmbH", false); is < need-2 {
		t.Errorf("the supplier has %v and needs %v, though there is room", is, need)
	}
}

// The column for marks, in a list in which none is marked.
func TestAnEmptyColumnDoesNotShareWhatIsLeft(t *testing.T) {
	f := &fitted{base: Columns{26, 100, -1}, natural: []float32{0, 70, 600}, right: make([]bool, 3), firm: make([]bool, 3)}
	cells := []fyne.CanvasObject{canvas.NewRectangle(nil), canvas.NewRectangle(nil), canvas.NewRectangle(nil)}
	f.Layout(cells, fyne.NewSize(400, 20))
	if is := cells[0].Size().Width; is > 26 || is < 20 {
		t.Errorf("the empty column has %v", is)
	}
	if is := cells[1].Size().Width; is < 69.5 {
		t.Errorf("the order has %v and needs 70", is)
	}
}

func TestALongTextTakesASecondLineAndNoThird(t *testing.T) {
	test.NewApp()
	one := newProse("short", None)
	one.Resize(fyne.NewSize(120, 0))
	two := newProse(strings.Repeat("long words ", 9), None)
	two.Resize(fyne.NewSize(120, 0))
	line := one.MinSize().Height - 2*test.NewApp().Settings().Theme().Size("innerPadding")
	equal(t, "lines", int((two.MinSize().Height-one.MinSize().Height)/line+0.5), 1)
	equal(t, "short is whole", one.isCut, false)
	equal(t, "long is cut off", two.isCut, true)
	for _, text := range []string{"", " ", "unbroken", strings.Repeat("x", 300), "two words"} {
		first, rest := broken(text, 20, 13)
		equal(t, "nothing is lost of "+text, strings.TrimSpace(first+" "+rest), strings.TrimSpace(text))
	}
}

func TestAFactIsAsWideAsItsValueAndEmptyOnesAreLeftOut(t *testing.T) {
	test.NewApp()
	long, short := Fact("Contact", "Jane Doe  jane.doe@harbour-hardware.example"), Fact("Terms", "30 days")
	o := Facts(3, long, Fact("Wanted by", ""), short).(*fyne.Container)
	equal(t, "the empty one is left out", len(o.Objects), 2)
	o.Resize(fyne.NewSize(600, 200))
	if is, need := long.Size().Width, textWidth("Jane Doe  jane.doe@harbour-hardware.example", false); is < need {
		t.Errorf("the contact has %v and needs %v", is, need)
	}
	equal(t, "both in one row", long.Position().Y, short.Position().Y)
	o.Resize(fyne.NewSize(300, 200))
	equal(t, "one below the other where there is no room", short.Position().Y > long.Position().Y, true)
}

func TestAFlowIsAsHighAsItsTextsAtItsWidth(t *testing.T) {
	test.NewApp()
	below := Caption("below")
	box := Flow(4, 100, WholeLines(Columns{-1}, nil, []string{"Description"}, [][]Cell{{{Text: strings.Repeat("long words ", 9)}}}), below)
	least := box.MinSize().Height
	page := container.NewVScroll(box)
	page.Resize(fyne.NewSize(100, 40))
	equal(t, "known before it is shown", box.MinSize().Height, least)
	equal(t, "what is below begins below", below.Position().Y+below.MinSize().Height <= least+0.5, true)
}

func TestPartsThatHaveNoRoomTakeANewLineWhole(t *testing.T) {
	test.NewApp()
	parts := []string{"129 quotes", "129 273.41 EUR", "10 826.44 GBP", "11 155.30 USD"}
	equal(t, "where there is room", Filled(900, "   ", parts), strings.Join(parts, "   "))
	equal(t, "where nothing is known", Filled(0, "   ", parts), strings.Join(parts, "   "))
	equal(t, "where there is none", Filled(10, "   ", parts), strings.Join(parts, "\n"))
}

func TestAShortNameLeavesItsRoomToALongAddress(t *testing.T) {
	test.NewApp()
	address := "bestellungen@bergkorn-manufaktur.example"
	o := WholeLines(Columns{-1, -1, 60}, nil, []string{"Name", "E-mail", ""}, [][]Cell{{{Text: "Ana"}, {Text: address}, {Text: "x"}}})
	name, mail := max(textWidth("Ana", false), titleWidth("Name"), tight), textWidth(address, false)
	cells := o.(*fyne.Container).Objects[2].(*fyne.Container).Objects
	for _, more := range []float32{1, 80} {
		width := name + mail + 60 + more
		o.Resize(fyne.NewSize(width, 0))
		if a, b := cells[0].Size().Width, cells[1].Size().Width; a < name || b < mail || a+b > width {
			t.Errorf("of %v the name has %v and the address %v", width, a, b)
		}
	}
	o.Resize(fyne.NewSize(name+mail, 0))
	if a, b := cells[0].Size().Width, cells[1].Size().Width; a < name-1 || b <= a {
		t.Errorf("with too little for both the name has %v and the address %v", a, b)
	}
}

func TestAButtonOfATableIsNeverCutOffAndKeepsItsHeight(t *testing.T) {
	test.NewApp()
	button := func() *button { return newButton("Gutschrift erfassen…", func() {}, nil) }
	o := WholeLines(Columns{-1, 80}, nil, []string{"Description", ""}, [][]Cell{{{Text: strings.Repeat("long words ", 9)}, {Object: button()}}, {{Text: "short"}, {}}}).(*fyne.Container)
	o.Resize(fyne.NewSize(300, 0))
	rows := []*fyne.Container{o.Objects[2].(*fyne.Container), o.Objects[4].(*fyne.Container)}
	b := rows[0].Objects[1].(*fyne.Container).Objects[0]
	if b.Size().Width < b.MinSize().Width-0.5 || b.Size().Height > b.MinSize().Height+0.5 {
		t.Errorf("it is %v and needs %v", b.Size(), b.MinSize())
	}
	equal(t, "a row without one is as high as one with it", rows[1].Size().Height >= b.MinSize().Height, true)
}

func TestTablesThatAreAlikeHaveTheSameColumns(t *testing.T) {
	test.NewApp()
	var tables []fyne.CanvasObject
	for _, name := range []string{"Pin", "Drewno Zielony Bór sp. z o.o."} {
		o := Lines(Columns{60, -1, 60}, []bool{false, false, true}, []string{"PO", "Description", "Net"}, [][]Cell{{{Text: name}, {Text: "Mug"}, {Text: "1.00"}}})
		tables = append(tables, o)
	}
	Alike(tables...)
	var at []float32
	for _, o := range tables {
		o.Resize(fyne.NewSize(400, 0))
		at = append(at, o.(*fyne.Container).Objects[2].(*fyne.Container).Objects[1].Position().X)
	}
	equal(t, "the second column of both", at[0], at[1])
	equal(t, "and it has room for the longer name", at[0] > 60, true)
}

func TestANoteBelowACellIsToldWhole(t *testing.T) {
	cells := table(420, Cell{Text: "BRD-11"}, Cell{Text: "Bread box"}, Cell{Text: "1"}, Cell{Text: "242.19", Note: "cost of 24 July, valid until 6 July"}, Cell{Text: "Olaria"})
	note := cells[3].(*fyne.Container).Objects[1]
	if one := Caption("x").MinSize().Height; note.Size().Height < 2*one {
		t.Errorf("it is %v high, a line is %v", note.Size().Height, one)
	}
}

func TestARowIsAsHighAsItsNote(t *testing.T) {
	test.NewApp()
	note := Cell{Text: "242.19 PLN", Note: "cost of 24 Jul, valid until 2 Sep"}
	o := WholeLines(Sparing(Columns{78, -1, 46, 62, 84, 98, 108}, 4), []bool{false, false, true, true, true, false, false}, []string{"Item", "Description", "Qty", "Price", "Cost", "Supplier", "State"},
		[][]Cell{{{Text: "BRD-21"}, {Text: "Bread box, ash. One piece of wood, oiled; wipe clean."}, {Text: "12"}, {Text: "92.50"}, note, {Text: "Drewno"}, {Text: "to order"}}}).(*fyne.Container)
	below := canvas.NewText("below", nil)
	page := Flow(4, 0, o, below)
	for _, width := range []float32{560, 575, 540} {
		page.Resize(fyne.NewSize(width, page.MinSize().Height))
		cell := o.Objects[2].(*fyne.Container).Objects[4].(*fyne.Container)
		words := cell.Objects[1]
		if end, next := o.Objects[2].Position().Y+words.Position().Y+words.MinSize().Height, o.Position().Y+below.Position().Y; cell.Visible() && end > next+1 {
			t.Errorf("at %v the note ends at %v and the next begins at %v", width, end, next)
		}
	}
}

// A report of eight columns with long titles, at 1024 pixels.
func TestTitlesOfNumbersAreCutBeforeNamesAre(t *testing.T) {
	f := &fitted{base: Columns{-120}, natural: []float32{180}, figures: []float32{180}, right: []bool{false}, firm: []bool{false}}
	cells := []fyne.CanvasObject{canvas.NewRectangle(nil)}
	for range 7 {
		f.base = append(f.base.(Columns), 60)
		f.natural, f.figures, f.right, f.firm = append(f.natural, 90), append(f.figures, 50), append(f.right, true), append(f.firm, false)
		cells = append(cells, canvas.NewRectangle(nil))
	}
	f.Layout(cells, fyne.NewSize(560, 20))
	if is := cells[0].Size().Width; is < wantText-1 {
		t.Errorf("the name has %v", is)
	}
	for i, c := range cells[1:] {
		if c.Size().Width < 50 {
			t.Errorf("number %d has %v and needs 50", i, c.Size().Width)
		}
	}
}
