package views

import (
	"bytes"
	"image"
	"image/color"
	_ "image/png" // pages come as PNG

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"dropdesk/app"
	"dropdesk/app/trade"
	"dropdesk/views/kit"
)

// previewPapers are those whose look can be seen before it is saved.
var previewPapers = []app.PaperKind{app.PaperQuote, app.PaperConfirmation, app.PaperPurchase, app.PaperDelivery, app.PaperSlip, app.PaperInvoice}

func paperWord(p app.PaperKind) string {
	return kit.T(map[app.PaperKind]string{
		app.PaperQuote: "Quote", app.PaperConfirmation: "Order confirmation", app.PaperPurchase: "Purchase order", app.PaperSlip: "Packing slip", app.PaperDelivery: "Delivery note",
		app.PaperProforma: "Pro-forma invoice", app.PaperInvoice: "Invoice", app.PaperCredit: "Credit note", app.PaperAmendment: "Change of a purchase order",
		app.PaperCancellation: "Cancellation of a purchase order", app.PaperClaim: "Claim", app.PaperReturn: "Return", app.PaperReminder: "Payment reminder",
		app.PaperReminder2: "Second reminder", app.PaperReminder3: "Last reminder", app.PaperStatement: "Statement of account", app.PaperRemittance: "Remittance advice", app.PaperPrices: "Price list",
	}[p])
}

// preview is the first page of a document as it would be printed.
type preview struct {
	s      *Shell
	paper  app.PaperKind
	box    *fyne.Container
	note   *widget.Label
	latest kit.Latest
}

// previewWidth is how wide a page is shown, in dots of the window.
const previewWidth = 400

func (s *Shell) newPreview(paper app.PaperKind) *preview {
	p := &preview{s: s, paper: paper, box: container.NewStack(), note: widget.NewLabel("")}
	p.note.Importance, p.note.Wrapping = widget.LowImportance, fyne.TextWrapWord
	return p
}

func (p *preview) object() fyne.CanvasObject {
	r := canvas.NewRectangle(color.Transparent)
	r.SetMinSize(fyne.NewSize(previewWidth, previewWidth*1.415))
	return container.NewVBox(container.NewHBox(container.NewStack(r, p.box)), kit.Wide(previewWidth, p.note))
}

// draw shows the page by a company that is not saved; what is wrong with it is said below the page that was there.
func (p *preview) draw(c trade.Company) {
	wanted := p.latest.Next()
	var img image.Image
	var out app.PageOut
	var err error
	p.s.run.Do(func() {
		if out, err = p.s.desk.PaperPage(p.s.ctx(), app.PageIn{Company: c, Paper: p.paper, Width: 2 * previewWidth}); err == nil {
			img, _, err = image.Decode(bytes.NewReader(out.PNG))
		}
	}, func() {
		if !wanted() {
			return
		}
		p.note.Importance = widget.LowImportance
		switch {
		case err != nil:
			p.note.Importance = widget.DangerImportance
			p.note.SetText(kit.Said(app.AsError(err).Message))
			return
		case out.Sample:
			p.note.SetText(kit.T("A sample: there is no such document yet."))
		default:
			p.note.SetText(kit.T("The first page of the newest one."))
		}
		i := canvas.NewImageFromImage(img)
		i.FillMode, i.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleSmooth
		p.box.Objects = []fyne.CanvasObject{i}
		p.box.Refresh()
	})
}

// previewWords are the papers that a preview can show.
func previewWords() []string {
	words := make([]string, len(previewPapers))
	for i, k := range previewPapers {
		words[i] = paperWord(k)
	}
	return words
}

// choosePaper is the choice of what a preview shows.
func (s *Shell) choosePaper(p *preview, again func()) fyne.CanvasObject {
	pick := widget.NewSelect(previewWords(), nil)
	pick.Selected = paperWord(p.paper)
	pick.OnChanged = func(word string) {
		p.paper = previewPapers[indexOf(previewWords(), word)]
		again()
	}
	return pick
}
