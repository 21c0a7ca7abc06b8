// Package look is Dropdesk's theme: colours and sizes named by what they mean. It knows no widget
// of ours and no document.
package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The colours that Fyne has no name for.
const (
	ColorMuted      fyne.ThemeColorName = "muted"    // captions, what is of no matter now
	ColorGood       fyne.ThemeColorName = "good"     // done, money in
	ColorWarn       fyne.ThemeColorName = "warn"     // waits for us
	ColorBad        fyne.ThemeColorName = "bad"      // late, needs a decision
	ColorQuiet      fyne.ThemeColorName = "quiet"    // not yet
	ColorGoodBack   fyne.ThemeColorName = "goodBack" // behind words in ColorGood, and so on
	ColorWarnBack   fyne.ThemeColorName = "warnBack"
	ColorBadBack    fyne.ThemeColorName = "badBack"
	ColorQuietBack  fyne.ThemeColorName = "quietBack"
	ColorAccentBack fyne.ThemeColorName = "accentBack"
	ColorCard       fyne.ThemeColorName = "card" // boxes and bars on the background
	ColorCardBorder fyne.ThemeColorName = "cardBorder"
)

// The sizes of text: 20, 13 and 11.
const (
	SizeTitle   = 20
	SizeText    = 13
	SizeCaption = 11
)

// Theme is the look: which of its sides is shown, and how much room rows have.
type Theme struct {
	Side  Side
	Roomy bool
}

// Side is light, dark, of high contrast, or as the system has it.
type Side int

// The sides.
const (
	Follow Side = iota
	Light
	Dark
	Sharp // of high contrast
)

var _ fyne.Theme = Theme{}

type pair struct{ light, dark uint32 }

var colours = map[fyne.ThemeColorName]pair{
	theme.ColorNameBackground:          {0xfbfbfc, 0x16181d},
	theme.ColorNameForeground:          {0x1d2129, 0xe6e8ec},
	theme.ColorNamePrimary:             {0x2f5bea, 0x6b8cff},
	theme.ColorNameHyperlink:           {0x2f5bea, 0x8aa4ff},
	theme.ColorNameForegroundOnPrimary: {0xffffff, 0x0d1020},
	theme.ColorNameSelection:           {0xdfe7fd, 0x2a3760},
	theme.ColorNameFocus:               {0x2f5bea, 0x6b8cff}, // of which a part is laid over a button
	theme.ColorNameSeparator:           {0xe4e7ec, 0x2b303a},
	theme.ColorNamePlaceHolder:         {0x7a8494, 0x8a93a3},
	theme.ColorNameDisabled:            {0x5d6777, 0x9ca5b4},
	theme.ColorNameDisabledButton:      {0xf0f2f6, 0x22262e},
	theme.ColorNameButton:              {0xe9ecf2, 0x2c313b},
	theme.ColorNameInputBackground:     {0xffffff, 0x1c1f26},
	theme.ColorNameInputBorder:         {0x8c95a4, 0x6b7484},
	theme.ColorNameMenuBackground:      {0xffffff, 0x1f232b},
	theme.ColorNameOverlayBackground:   {0xffffff, 0x1f232b},
	theme.ColorNameHeaderBackground:    {0xf4f5f8, 0x1c1f26},
	theme.ColorNameScrollBar:           {0x9aa3b2, 0x5c6675},
	theme.ColorNameError:               {0xb42318, 0xff8a80},
	theme.ColorNameSuccess:             {0x0f7352, 0x4cc79a},
	theme.ColorNameWarning:             {0xa04806, 0xf0b45c},
	ColorMuted:                         {0x667080, 0x98a1b0},
	ColorGood:                          {0x0f7352, 0x4cc79a},
	ColorWarn:                          {0xa04806, 0xf0b45c},
	ColorBad:                           {0xb42318, 0xff8a80},
	ColorQuiet:                         {0x555d6b, 0xa9b1be},
	ColorGoodBack:                      {0xd9f2e6, 0x17392d},
	ColorWarnBack:                      {0xfdeccf, 0x3d2e14},
	ColorBadBack:                       {0xfde8e6, 0x42201d},
	ColorQuietBack:                     {0xeef0f4, 0x2a2f38},
	ColorAccentBack:                    {0xdfe7fd, 0x2a3760},
	ColorCard:                          {0xffffff, 0x1c1f26},
	ColorCardBorder:                    {0xd5d9e0, 0x343a46},
}

// sharp are the colours of high contrast: every text stands at more than seven to one on what is behind it.
var sharp = map[fyne.ThemeColorName]uint32{
	theme.ColorNameBackground:          0x000000,
	theme.ColorNameForeground:          0xffffff,
	theme.ColorNamePrimary:             0xffd400,
	theme.ColorNameHyperlink:           0xffd400,
	theme.ColorNameForegroundOnPrimary: 0x000000,
	theme.ColorNameSelection:           0x00376f,
	theme.ColorNameFocus:               0x0066cc,
	theme.ColorNameSeparator:           0x8a8a8a,
	theme.ColorNamePlaceHolder:         0xc8c8c8,
	theme.ColorNameDisabled:            0xcacaca,
	theme.ColorNameDisabledButton:      0x1c1c1c,
	theme.ColorNameButton:              0x333333,
	theme.ColorNameInputBackground:     0x000000,
	theme.ColorNameInputBorder:         0xffffff,
	theme.ColorNameMenuBackground:      0x000000,
	theme.ColorNameOverlayBackground:   0x000000,
	theme.ColorNameHeaderBackground:    0x1c1c1c,
	theme.ColorNameScrollBar:           0xffffff,
	theme.ColorNameError:               0xffb8b0,
	theme.ColorNameSuccess:             0x5ff0b4,
	theme.ColorNameWarning:             0xffd400,
	ColorMuted:                         0xd8d8d8,
	ColorGood:                          0x5ff0b4,
	ColorWarn:                          0xffd400,
	ColorBad:                           0xffb8b0,
	ColorQuiet:                         0xd8d8d8,
	ColorGoodBack:                      0x003d28,
	ColorWarnBack:                      0x3d3000,
	ColorBadBack:                       0x4d0500,
	ColorQuietBack:                     0x262626,
	ColorAccentBack:                    0x00305f,
	ColorCard:                          0x000000,
	ColorCardBorder:                    0xffffff,
}

// Color implements fyne.Theme.
func (t Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	switch t.Side {
	case Light:
		variant = theme.VariantLight
	case Dark, Sharp:
		variant = theme.VariantDark
	}
	// These two lie over buttons of any colour, so they only shade them.
	shade := color.NRGBA{A: 0x10}
	if variant == theme.VariantDark {
		shade = color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0x14}
	}
	switch name {
	case theme.ColorNameHover:
		return shade
	case theme.ColorNamePressed:
		shade.A *= 2
		return shade
	}
	p, ok := colours[name]
	if !ok {
		return theme.DefaultTheme().Color(name, variant)
	}
	v := p.light
	if variant == theme.VariantDark {
		v = p.dark
	}
	part := uint8(255)
	if name == theme.ColorNameFocus {
		part = 0x60 // else the words of a primary button could not be read while it has the keyboard
	}
	if t.Side == Sharp {
		v = sharp[name]
	}
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: part}
}

// Size implements fyne.Theme: denser than Fyne's own, for lists of many rows, unless rows are to have room.
func (t Theme) Size(name fyne.ThemeSizeName) float32 {
	switch {
	case t.Roomy && name == theme.SizeNamePadding:
		return 4
	case t.Roomy && name == theme.SizeNameInnerPadding:
		return 8
	}
	switch name {
	case theme.SizeNamePadding:
		return 3
	case theme.SizeNameInnerPadding:
		return 5
	case theme.SizeNameText:
		return SizeText
	case theme.SizeNameCaptionText:
		return SizeCaption
	case theme.SizeNameHeadingText:
		return SizeTitle
	case theme.SizeNameSubHeadingText:
		return 15
	case theme.SizeNameSeparatorThickness, theme.SizeNameInputBorder:
		return 1
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return 4
	}
	return theme.DefaultTheme().Size(name)
}

// Font implements fyne.Theme.
func (Theme) Font(s fyne.TextStyle) fyne.Resource { return theme.DefaultTheme().Font(s) }

// Icon implements fyne.Theme.
func (Theme) Icon(n fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(n) }
