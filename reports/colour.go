package reports

import (
	"strconv"

	"github.com/johnfercher/maroto/v2/pkg/props"
)

var (
	ink   = props.Color{Red: 28, Green: 32, Blue: 38}
	grey  = props.Color{Red: 98, Green: 107, Blue: 118}
	hair  = props.Color{Red: 216, Green: 221, Blue: 227}
	white = props.Color{Red: 255, Green: 255, Blue: 255}
)

// accent is the company's colour and what goes with it on paper.
type accent struct {
	full props.Color // rules and grounds
	on   props.Color // text on it
	text props.Color // text in it on white: darker where it would be hard to read
	tint props.Color // a breath of it, as a ground
}

// accentOf reads a colour such as #1f6f78; where it cannot be read, documents are black.
func accentOf(hex string) accent {
	c := ink
	if len(hex) == 7 && hex[0] == '#' {
		if v, err := strconv.ParseUint(hex[1:], 16, 32); err == nil {
			c = props.Color{Red: int(v >> 16), Green: int(v >> 8 & 255), Blue: int(v & 255)}
		}
	}
	if c == (props.Color{}) {
		c = ink
	}
	a := accent{full: c, on: white, text: c, tint: mix(c, white, 0.07)}
	if light(c) > 0.58 {
		a.on = ink
	}
	for light(a.text) > 0.5 {
		a.text = mix(a.text, ink, 0.8)
	}
	return a
}

// light is how bright a colour looks, from 0 to 1.
func light(c props.Color) float64 {
	return (0.299*float64(c.Red) + 0.587*float64(c.Green) + 0.114*float64(c.Blue)) / 255
}

// mix is so much of a and the rest of b.
func mix(a, b props.Color, part float64) props.Color {
	m := func(x, y int) int { return int(float64(x)*part + float64(y)*(1-part) + 0.5) }
	return props.Color{Red: m(a.Red, b.Red), Green: m(a.Green, b.Green), Blue: m(a.Blue, b.Blue)}
}
