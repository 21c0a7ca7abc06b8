package views

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// bannered puts what a person must know all the time above everything else: that nothing can be written, or that the disk is nearly full.
func (s *Shell) bannered(content fyne.CanvasObject) fyne.CanvasObject {
	if s.opt.Banners == nil {
		return content
	}
	s.banners = container.NewVBox()
	s.Warn()
	return container.NewBorder(s.banners, nil, nil, nil, content)
}

// Warn asks again what is to be said above everything else.
func (s *Shell) Warn() {
	if s.banners == nil {
		return
	}
	s.banners.RemoveAll()
	for _, text := range s.opt.Banners() {
		s.banners.Add(wrapped(text, widget.WarningImportance))
	}
}
