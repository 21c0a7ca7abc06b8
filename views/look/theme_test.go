package look

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// light is how bright a colour is, as WCAG measures it.
func light(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	part := func(v uint32) float64 {
		x := float64(v) / 0xffff
		if x <= 0.03928 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}

func contrast(a, b color.Color) float64 {
	x, y := light(a), light(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestEveryTextCanBeReadOnWhatIsBehindIt(t *testing.T) {
	pairs := [][2]fyne.ThemeColorName{
		{theme.ColorNameForeground, theme.ColorNameBackground}, {theme.ColorNameForeground, theme.ColorNameSelection}, {theme.ColorNameForeground, theme.ColorNameInputBackground},
		{theme.ColorNameForeground, theme.ColorNameOverlayBackground}, {theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary}, {ColorMuted, theme.ColorNameBackground},
		{ColorMuted, ColorCard}, {ColorGood, ColorGoodBack}, {ColorWarn, ColorWarnBack}, {ColorBad, ColorBadBack}, {ColorQuiet, ColorQuietBack},
		{theme.ColorNameHyperlink, theme.ColorNameBackground}, {theme.ColorNameHyperlink, ColorCard}, {theme.ColorNameError, theme.ColorNameBackground}, {theme.ColorNameWarning, theme.ColorNameBackground},
		{theme.ColorNameDisabled, theme.ColorNameSelection}, {theme.ColorNameError, theme.ColorNameSelection}, {theme.ColorNameSuccess, theme.ColorNameSelection}, {theme.ColorNameWarning, theme.ColorNameSelection},
	}
	for side, least := range map[Side]float64{Light: 4.5, Dark: 4.5, Sharp: 7} {
		for _, p := range pairs {
			look := Theme{Side: side}
			if c := contrast(look.Color(p[0], theme.VariantLight), look.Color(p[1], theme.VariantLight)); c < least {
				t.Errorf("side %d: %s on %s has a contrast of %.1f, at least %.1f is wanted", side, p[0], p[1], c, least)
			}
		}
	}
}

// Where a field begins and ends, and a box that can be ticked, is seen only by its line.
func TestTheLineAroundAFieldIsSeen(t *testing.T) {
	for _, side := range []Side{Light, Dark, Sharp} {
		look := Theme{Side: side}
		for _, behind := range []fyne.ThemeColorName{theme.ColorNameInputBackground, theme.ColorNameBackground, theme.ColorNameOverlayBackground, ColorCard} {
			if c := contrast(look.Color(theme.ColorNameInputBorder, theme.VariantLight), look.Color(behind, theme.VariantLight)); c < 2.9 {
				t.Errorf("side %d: it has a contrast of %.1f on %s", side, c, behind)
			}
		}
	}
}

// over is a colour of which a part is laid over another one.
func over(a, b color.Color) color.Color {
	r, g, bl, part := a.RGBA()
	x, y, z, _ := b.RGBA()
	mix := func(a, b uint32) uint16 { return uint16(a + b*(0xffff-part)/0xffff) }
	return color.RGBA64{mix(r, x), mix(g, y), mix(bl, z), 0xffff}
}

func TestAButtonCanBeReadWhileItHasTheKeyboard(t *testing.T) {
	for side, least := range map[Side]float64{Light: 4.5, Dark: 4.5, Sharp: 7} {
		at := func(name fyne.ThemeColorName) color.Color { return Theme{Side: side}.Color(name, theme.VariantLight) }
		for _, p := range [][2]fyne.ThemeColorName{{theme.ColorNameForegroundOnPrimary, theme.ColorNamePrimary}, {theme.ColorNameForeground, theme.ColorNameButton}, {theme.ColorNameForeground, theme.ColorNameInputBackground}} {
			if c := contrast(at(p[0]), over(at(theme.ColorNameFocus), at(p[1]))); c < least {
				t.Errorf("side %d: %s on %s with the keyboard has a contrast of %.1f, at least %.1f is wanted", side, p[0], p[1], c, least)
			}
		}
	}
}

func TestHighContrastHasAColourForAllThatHasOne(t *testing.T) {
	for name := range colours {
		if _, ok := sharp[name]; !ok {
			t.Errorf("%s has none", name)
		}
	}
}
